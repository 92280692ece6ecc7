"""Who hears of it? Every entry of the outbox as a CloudEvents event, at least once, in order a case."""

from servicedesk.relay.event import Event
from servicedesk.relay.publishers import CallablePublisher, LoggingPublisher, NotTaken, Publisher
from servicedesk.relay.relay import Relay, Relayed

__all__ = ["CallablePublisher", "Event", "LoggingPublisher", "NotTaken", "Publisher", "Relay", "Relayed"]
