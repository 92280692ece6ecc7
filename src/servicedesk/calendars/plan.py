"""Which hours a date has and why: notices, closures and special hours laid over the week."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from servicedesk.calendars.china import notice_year, statutory_feasts
from servicedesk.calendars.hours import Hours, format_hours
from servicedesk.calendars.notices import FIRST_OPEN_DAY, Name, Notice
from servicedesk.calendars.rules import Closure, SpecialHours, Yearly

FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2199, 12, 31).toordinal()
NO_NAME: Name = ("", "")
_CLOSED: Name = ("闭门", "closed")
_MAKEUP: Name = ("调休上班", "make-up working day")


@frozen(eq=False)
class DayPlan:
    """The compiled rules of a calendar; days are ordinals."""

    week: tuple[Hours, ...]
    makeup: Hours
    off: Mapping[int, Name]
    work: Mapping[int, Name]
    closed: Mapping[int, Name]
    yearly: Mapping[tuple[int, int], Name]
    special: Mapping[int, SpecialHours]
    years: frozenset[int]
    """The years that a notice settles."""
    noticed: bool
    """Whether days depend on notices at all."""
    feasts: bool
    """Whether a year without notice has the statutory feasts of mainland China."""
    first: int
    """The first day that may be asked for."""
    last: int

    def hours_of(self, ordinal: int) -> Hours:
        """The hours of a date: special ones, else none when closed, else by notice, else by weekday."""
        special = self.special.get(ordinal)
        if special is not None:
            return special.hours
        if ordinal in self.closed or (self.yearly and self._yearly(ordinal)):
            return ()
        if ordinal in self.work:
            return self.makeup
        if ordinal in self.off or (self.feasts and self._feast(ordinal)):
            return ()
        return self.week[(ordinal - 1) % 7]

    def differing(self, first: int, last: int) -> dict[int, Hours]:
        """The days from ``first`` to ``last`` that may differ from the plain week, with their hours."""
        days = {*self.special, *self.closed, *self.work, *self.off}
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            if self.feasts and year not in self.years:
                days.update(day.toordinal() for day in statutory_feasts(year))
            for month, day in self.yearly:
                if (month, day) != (2, 29) or isleap(year):
                    days.add(date(year, month, day).toordinal())
        return {day: self.hours_of(day) for day in days if first <= day <= last}

    def name_of(self, ordinal: int) -> Name | None:
        """What makes a date differ from the plain week, in Chinese and English."""
        special = self.special.get(ordinal)
        if special is not None:
            hours = format_hours(special.hours)
            zh, en = special.name if special.name != NO_NAME else ("特别工时", "special hours")
            return (f"{zh} {hours}", f"{en} {hours}") if hours else (zh, en)
        closure = self.closed.get(ordinal) or self._yearly(ordinal)
        if closure is not None:
            return closure if closure != NO_NAME else _CLOSED
        feast = self.work.get(ordinal)
        if feast is not None:
            return f"{_MAKEUP[0]}（{feast[0]}）", f"{_MAKEUP[1]} ({feast[1]})"
        return self.off.get(ordinal) or (self._feast(ordinal) if self.feasts else None)

    def missing(self, first: int, last: int) -> tuple[int, ...]:
        """The years without notice that the days ``first`` to ``last`` depend on."""
        if not self.noticed:
            return ()
        years = range(date.fromordinal(first).year, notice_year(date.fromordinal(last)) + 1)
        return tuple(year for year in years if year not in self.years)

    def _yearly(self, ordinal: int) -> Name | None:
        day = date.fromordinal(ordinal)
        return self.yearly.get((day.month, day.day))

    def _feast(self, ordinal: int) -> Name | None:
        day = date.fromordinal(ordinal)
        return None if day.year in self.years else statutory_feasts(day.year).get(day)


def settled_run(years: frozenset[int]) -> tuple[int, int]:
    """First and last settled day (ordinals) of the unbroken run of years from the first that has a notice."""
    if not years:
        return LAST_DAY + 1, LAST_DAY
    first = last = min(years)
    while last + 1 in years:
        last += 1
    return date(first, 1, 1).toordinal(), date(last, 12, FIRST_OPEN_DAY - 1).toordinal()


def compile_plan(
    week: tuple[Hours, ...],
    makeup: Hours,
    notices: Sequence[Notice],
    own: tuple[Sequence[Closure], Sequence[Yearly], Sequence[SpecialHours]],
    *,
    noticed: bool,
    feasts: bool,
    strict: bool,
) -> DayPlan:
    """Lay all rules of a calendar over each other."""
    closures, yearly, special = own
    # For each year the notice that was published last, of two on one day the later given.
    holding = {notice.year: notice for notice in sorted(notices, key=lambda each: each.published)}
    years = frozenset(holding)
    first, last = settled_run(years) if strict and noticed else (FIRST_DAY, LAST_DAY)
    return DayPlan(
        week=week,
        makeup=makeup,
        off={day.toordinal(): name for each in holding.values() for day, name in each.off},
        work={day.toordinal(): name for each in holding.values() for day, name in each.work},
        closed={ordinal: each.name for each in closures for ordinal in each.ordinals()},
        yearly={day: each.name for each in yearly for day in each.days()},
        special={each.day.toordinal(): each for each in special},
        years=years,
        noticed=noticed,
        feasts=feasts and noticed,
        first=first,
        last=last,
    )
