"""When a season of the manual is, as the policy of a site says it: by days of the year, or of one year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicedesk.engine.record import record


@record
class Season:
    """The spans of a season, first and last day included.

    ``yearly`` are months and days, which may run over New Year; ``dated`` are days of one year, which stand in place
    of the yearly ones that begin in the year in which they begin.
    """

    yearly: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    dated: tuple[tuple[date, date], ...] = ()

    def on(self, day: date) -> bool:
        """Whether a day lies in it."""
        return any(first <= day <= last for first, last in self._near(day))

    def last_day(self, day: date) -> date:
        """The last day of the season that a day lies in; spans that touch or overlap are one."""
        while ends := [last for first, last in self._near(day) if first <= day <= last]:
            last = max(ends)
            if not self.on(last + timedelta(1)):
                return last
            day = last + timedelta(1)
        return day

    def next_first(self, day: date) -> date | None:
        """The first day of a season that begins after a day; ``None`` where none will."""
        begins = sorted({first for first, _ in self._near(day) if first > day})
        return next((first for first in begins if not self.on(first - timedelta(1))), None)

    def _near(self, day: date) -> Iterator[tuple[date, date]]:
        """The spans that begin in the year before, in this one, or in the next two; every dated one."""
        yield from self.dated
        named = {first.year for first, _ in self.dated}
        for year in range(day.year - 1, day.year + 3):
            if year not in named:
                for first, last in self.yearly:
                    yield _day(year, first), _day(year + (last < first), last)


def _day(year: int, at: tuple[int, int]) -> date:
    month, day = at
    try:
        return date(year, month, day)
    except ValueError:  # 29 February in a year that has none
        return date(year, month, day - 1)
