"""Where events go: the protocol of a publisher, and two small ones."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from attrs import frozen

from servicedesk.relay.event import Event

_log = logging.getLogger("servicedesk.relay")


class Publisher(Protocol):
    """What takes events over: a broker, a webhook, a file."""

    def publish(self, events: Sequence[Event]) -> None:
        """Take over all of these events, in this order; return when none of them can be lost any more.

        An exception, whichever, says that none of them counts as delivered: they come again, perhaps one by one.
        :class:`NotTaken` says that all of them do but those that it names.
        """
        ...


class NotTaken(Exception):  # noqa: N818  what a publisher says of a page
    """A publisher took the events of a page but for those of these tenants and of these cases.

    What waits of such a tenant is not tried again in that run, and of such a case neither. One that names nothing of
    the page says, as any other exception, that nothing was taken.

    Example:
        >>> from servicedesk.relay import NotTaken
        >>> NotTaken(tenants=["north"])
        NotTaken(tenants=['north'], cases=[])
    """

    def __init__(self, *, tenants: Iterable[str] = (), cases: Iterable[str] = ()) -> None:
        self.tenants, self.cases = frozenset(tenants), frozenset(cases)
        super().__init__()

    def __repr__(self) -> str:
        return f"NotTaken(tenants={sorted(self.tenants)}, cases={sorted(self.cases)})"

    def __str__(self) -> str:
        return f"{len(self.tenants)} tenants and {len(self.cases)} cases were not taken"

    def __reduce__(self) -> tuple[Callable[..., NotTaken], tuple[frozenset[str], frozenset[str]]]:
        return _not_taken, (self.tenants, self.cases)

    def names(self, event: Event) -> bool:
        """Whether an event is among those that were not taken."""
        return event.data["tenant"] in self.tenants or event.subject in self.cases


def _not_taken(tenants: Iterable[str], cases: Iterable[str]) -> NotTaken:
    return NotTaken(tenants=tenants, cases=cases)


@frozen
class LoggingPublisher:
    """Writes a line an event to the log ``servicedesk.relay`` at INFO: id, kind, name, clause and whom it is for."""

    def publish(self, events: Sequence[Event]) -> None:
        """Log each event."""
        for event in events:
            roles = ", ".join(event.data.get("to_roles", ()))
            name, clause = event.data["name"], event.data["clause"]
            _log.info("%s %s %s (%s)%s", event.id, event.type, name, clause, f" to {roles}" if roles else "")


@frozen
class CallablePublisher:
    """Calls a function once an event, in order; what it returns is not looked at.

    Where it raises, those of the same page that it was called for before are not counted either, and come again: let it
    drop doubles by ``source`` and ``id``, or give the relay pages of one (``batch=1``).
    """

    function: Callable[[Event], object]

    def publish(self, events: Sequence[Event]) -> None:
        """Call the function for each event."""
        for event in events:
            self.function(event)
