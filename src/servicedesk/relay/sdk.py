"""Events as those of the CloudEvents SDK, for its bindings: HTTP, Kafka, AMQP. Needs the extra ``cloudevents``."""

from __future__ import annotations

from cloudevents.core.v1.event import CloudEvent

from servicedesk.arguments import of_kind
from servicedesk.relay.event import Event

__all__ = ["to_sdk"]


def to_sdk(event: Event) -> CloudEvent:
    """The event as an event of the SDK, with the same attributes and data.

    Raises:
        InvalidPayload: it is no event.
    """
    event = of_kind(event, Event, "event")
    return CloudEvent(event.attributes(), dict(event.data))
