"""Who holds which role, and who is on duty: found for an instant, so that a history never depends on ticks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field

from servicedesk.calendars.hours import Hours
from servicedesk.calendars.zones import DAY, find_zone
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

    stands = covers


@record
class Turn:
    """One name under a role at hours of some days: on some weekdays or dates, or every so many days.

    Days are numbers from 1970-01-01 on, on the clock of ``zone``. Hours belong to the day on which they begin, and
    may end on the next; at the instant at which they end somebody else is on duty.
    """

    name: str
    zone: str
    hours: Hours
    weekdays: frozenset[int]
    dates: frozenset[int] = frozenset()
    every: int = 1
    for_days: int = 1
    since: int | None = None
    until: int | None = None

    def covers(self, instant: int) -> bool:
        """Whether the one named is on duty at an instant."""
        zone, today = find_zone(self.zone), self._day(instant)
        return any(
            zone.instant(day * DAY + opens) <= instant < zone.instant(day * DAY + closes)
            for day in (today - 1, today)
            if self._is_on(day)
            for opens, closes in self.hours
        )

    def stands(self, instant: int) -> bool:
        """Whether the plan that names him is in force at an instant, on duty or not."""
        return self._is_within(self._day(instant))

    def _day(self, instant: int) -> int:
        return (instant + find_zone(self.zone).offset_at(instant)) // DAY

    def _is_within(self, day: int) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def _is_on(self, day: int) -> bool:
        """Whether a shift of his begins on a day; 1970-01-01 was a Thursday."""
        return (
            self._is_within(day)
            and (day + 3) % 7 in self.weekdays
            and (not self.dates or day in self.dates)
            and (day - (self.since or 0)) % self.every < self.for_days
        )


@record
class Roster:
    """What a site knows of its people. A role that it leaves out is vacant, and so is one whose vacancy holds."""

    holdings: Mapping[str, tuple[Holding | Turn, ...]] = field(factory=dict[str, tuple[Holding | Turn, ...]])

    def at(self, instant: int, always: str = "") -> dict[str, tuple[str, ...]]:
        """The names under each role at an instant, where it has shifts those on duty, in the order of the roster.

        Of the role ``always`` everybody, where none of it is on duty.
        """
        found = {role: _names(each for each in many if each.covers(instant)) for role, many in self.holdings.items()}
        if always in found and not found[always]:
            found[always] = self.members(instant)[always]
        return found

    def members(self, instant: int) -> dict[str, tuple[str, ...]]:
        """The same, on duty or not."""
        return {role: _names(each for each in many if each.stands(instant)) for role, many in self.holdings.items()}


def _names(holdings: Iterable[Holding | Turn]) -> tuple[str, ...]:
    now = [holding.name for holding in holdings]
    return () if None in now else tuple(dict.fromkeys(name for name in now if name is not None))
