"""Who holds which role, and from when until when: found for an instant, so that a history never depends on ticks."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field

from servicedesk.engine.record import record


@record
class Holding:
    """One name under a role, or a vacancy where ``name`` is ``None``; from an instant up to another, not with it."""

    name: str | None
    since: int | None = None
    until: int | None = None

    def covers(self, instant: int) -> bool:
        """Whether it holds at an instant."""
        return (self.since is None or self.since <= instant) and (self.until is None or instant < self.until)


@record
class Roster:
    """What a site knows of its people. A role that it leaves out is vacant, and so is one whose vacancy holds."""

    holdings: Mapping[str, tuple[Holding, ...]] = field(factory=dict[str, tuple[Holding, ...]])

    def at(self, instant: int) -> dict[str, tuple[str, ...]]:
        """The names under each role at an instant, in the order of the roster."""
        return {role: _names(several, instant) for role, several in self.holdings.items()}


def _names(holdings: tuple[Holding, ...], instant: int) -> tuple[str, ...]:
    now = [holding.name for holding in holdings if holding.covers(instant)]
    return () if None in now else tuple(dict.fromkeys(name for name in now if name is not None))
