"""Arithmetic on the tables of a calendar: every question is an index or a bisection, however far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import Literal

from attrs import field, frozen

from servicedesk.calendars.hours import format_hours
from servicedesk.calendars.plan import FIRST_DAY, LAST_DAY, DayPlan, settled_run
from servicedesk.calendars.table import EMPTY, Table, build
from servicedesk.calendars.zones import DAY, EPOCH_ORDINAL, Zone, bounded, bounded_day
from servicedesk.characters import is_a
from servicedesk.errors import CalendarError, CalendarHorizonError
from servicedesk.said import Said

Lang = Literal["zh", "en"]
_FIRST_BUILD = 366
_ALWAYS = 2**63


@frozen(repr=False, cache_hash=True)
class Arithmetic:
    """What a calendar answers, from its plan, its zone and its breaks; tables are built when needed."""

    name: str
    breaks: tuple[tuple[int, int], ...] = field(default=(), kw_only=True)
    """Instants from and until which nobody works, in order."""
    place: Zone = field(init=False, eq=False)
    plan: DayPlan = field(init=False, eq=False)
    _table: Table = field(default=EMPTY, init=False, eq=False)
    _settled: tuple[int, int] = field(init=False, eq=False)

    def _set_up(self, place: Zone, plan: DayPlan) -> None:
        """Called once, while the object is made."""
        settled = -_ALWAYS, _ALWAYS
        if plan.noticed:
            first, last = settled_run(plan.years)
            settled = _midnight(place, first), _midnight(place, last + 1)
        for name, value in (("place", place), ("plan", plan), ("_settled", settled)):
            object.__setattr__(self, name, value)

    # --- days ----------------------------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        """Whether the day has any working time."""
        table, at = self._at(day)
        return table.rank[at + 1] > table.rank[at]

    def day_name(self, day: date, lang: Lang) -> str | None:
        """The feast, make-up day, closure or special hours of a date; None for an ordinary day or weekend."""
        name = self.plan.name_of(day.toordinal())
        return None if name is None else name[is_a(lang, str) and lang == "en"]

    def hours_on(self, day: date) -> str:
        """The hours of a date as text; empty when closed. Breaks are not taken out."""
        return format_hours(self.plan.hours_of(day.toordinal()))

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, before it when negative; ``day`` itself for 0."""
        table = self._table
        at = day.toordinal() - table.base
        if at >= 0 and count > 0:
            try:
                return table.days[table.rank[at + 1] + count - 1]
            except IndexError:
                pass
        return self._far_day(day, count)

    def count_working_days(self, after: date, until: date) -> int:
        """Working days later than ``after``, not later than ``until``; negative when these are swapped."""
        table = self._table
        start, end = after.toordinal() - table.base, until.toordinal() - table.base
        if start >= 0 <= end:
            try:
                return table.rank[end + 1] - table.rank[start + 1]
            except IndexError:
                pass
        first, last = sorted((after.toordinal(), until.toordinal()))
        table = self._cover(first, last)
        rank, base = table.rank, table.base
        return rank[until.toordinal() - base + 1] - rank[after.toordinal() - base + 1]

    def next_working_day(self, day: date) -> date:
        """``day`` itself when it is a working day, else the next one."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """``day`` itself when it is a working day, else the last one before."""
        return day if self.is_working(day) else self.add_working_days(day, -1)

    def closing(self, day: date) -> int | None:
        """The last closing time of a date, which a night shift has on the next; None on a rest day."""
        table, at = self._at(day)
        rank = table.rank[at + 1]
        return table.closings[rank - 1] if rank > table.rank[at] else None

    def local_date(self, instant: int) -> date:
        """The date on the desk's own clock."""
        place = self.place
        return date.fromordinal((bounded(instant) + place.offset_at(instant)) // DAY + EPOCH_ORDINAL)

    def midnight_after(self, day: date) -> int:
        """24:00 of a date, which is 00:00 of the next."""
        return _midnight(self.place, bounded_day(day).toordinal() + 1)

    def midnight(self, day: date) -> int:
        """00:00 of a date."""
        return _midnight(self.place, bounded_day(day).toordinal())

    # --- instants --------------------------------------------------------------------------------------

    def is_open(self, instant: int) -> bool:
        """Whether the instant lies in working time."""
        return self.next_opening(instant) == instant

    def next_opening(self, instant: int) -> int:
        """``instant`` itself when it lies in working time, else the next opening."""
        table = self._reach(instant)
        at = bisect_right(table.starts, instant) - 1
        if instant < table.starts[at] + table.total[at + 1] - table.total[at]:
            return instant
        while at + 1 >= len(table.starts):
            table = self._grow(table)
            at = bisect_right(table.starts, instant) - 1
        return table.starts[at + 1]

    def add_working(self, instant: int, amount: int) -> int:
        """The instant by which ``amount`` of working time has passed since ``instant``.

        Counting begins at the next opening. An amount used up exactly at a closing ends there, not at the
        next opening. Zero is the next opening. :class:`CalendarError` below zero.
        """
        if amount <= 0:
            return self._no_amount(instant, amount)
        table = self._table
        if not table.low <= instant < table.high:
            table = self._reach(instant)
        starts, total = table.starts, table.total
        at = bisect_right(starts, instant)
        used = total[at - 1] + instant - starts[at - 1]
        if used > total[at]:  # noqa: PLR1730 - min() costs a tenth of the whole
            used = total[at]
        used += amount
        if used > total[-1]:
            self._grow(table)
            return self.add_working(instant, amount)
        at = bisect_left(total, used, at) - 1
        return starts[at] + used - total[at]

    def subtract_working(self, instant: int, amount: int) -> int:
        """The latest instant from which ``amount`` of working time passes until ``instant``.

        An amount used up exactly at an opening ends there. Zero is ``instant`` when it lies in working time,
        or the closing before it. :class:`CalendarError` below zero.
        """
        if amount < 0:
            self._no_amount(instant, amount)
        table = self._reach(instant)
        used = _worked(table, instant) - amount
        if used < 0 or (amount == 0 and used == 0):
            self._cover(table.base - 1, table.last)
            return self.subtract_working(instant, amount)
        if amount == 0:
            at = bisect_left(table.total, used) - 1
            return min(instant, table.starts[at] + used - table.total[at])
        at = bisect_right(table.total, used) - 1
        return table.starts[at] + used - table.total[at]

    def working_between(self, start: int, end: int) -> int:
        """Working time from ``start`` to ``end``; negative when ``end`` is earlier."""
        table = self._table
        low, high = table.low, table.high
        if not (low <= start < high and low <= end < high):
            table = self._reach_both(start, end)
        starts, total = table.starts, table.total
        at = bisect_right(starts, end)
        worked = total[at - 1] + end - starts[at - 1]
        if worked > total[at]:  # noqa: PLR1730  - the same
            worked = total[at]
        at = bisect_right(starts, start)
        before = total[at - 1] + start - starts[at - 1]
        return worked - (before if before < total[at] else total[at])  # noqa: FURB136  - the same

    def open_intervals(self, start: int, end: int) -> list[tuple[int, int]]:
        """The working intervals between two instants, cut to them."""
        if end <= start:
            return []
        table = self._reach_both(start, end)
        found: list[tuple[int, int]] = []
        for at in range(bisect_right(table.starts, start) - 1, len(table.starts)):
            opens = table.starts[at]
            if opens >= end:
                break
            closes = opens + table.total[at + 1] - table.total[at]
            if closes > start and closes > opens:
                found.append((max(opens, start), min(closes, end)))
        return found

    def provisional_years(self, start: int, end: int) -> tuple[int, ...]:
        """The years without notice that the days from ``start`` up to ``end`` depend on."""
        first, last = self._settled
        if first <= start and end <= last:
            return ()
        end = max(start, end - 1)
        return self.plan.missing(self.local_date(start).toordinal(), self.local_date(end).toordinal())

    # --- inside --------------------------------------------------------------------------------

    def _no_amount(self, instant: int, amount: int) -> int:
        if amount == 0:
            return self.next_opening(instant)
        raise CalendarError(Said("negative_work"), remedy=Said("swap_arithmetic"))

    def _at(self, day: date) -> tuple[Table, int]:
        ordinal = day.toordinal()
        table = self._table
        if not table.base <= ordinal <= table.last:
            table = self._cover(ordinal, ordinal)
        return table, ordinal - table.base

    def _far_day(self, day: date, count: int) -> date:
        if count == 0:
            return day
        table, at = self._at(day)
        while True:
            index = table.rank[at + 1] + count - 1 if count > 0 else table.rank[at] + count
            if 0 <= index < len(table.days):
                return table.days[index]
            table = self._grow(table) if count > 0 else self._cover(table.base - 1, table.last)
            at = day.toordinal() - table.base

    def _reach(self, instant: int) -> Table:
        table = self._table
        if table.low <= instant < table.high:
            return table
        ordinal = self.local_date(instant).toordinal()
        return self._cover(max(ordinal - 1, min(ordinal, self.plan.first)), ordinal)

    def _reach_both(self, one: int, other: int) -> Table:
        days = sorted((self.local_date(one).toordinal(), self.local_date(other).toordinal()))
        return self._cover(max(days[0] - 1, min(days[0], self.plan.first)), days[1])

    def _grow(self, table: Table) -> Table:
        return self._cover(table.base, table.last + 1)

    def _cover(self, first: int, last: int) -> Table:
        """A table that has the days ``first`` to ``last`` and, so that few are built, as many again."""
        plan, table = self.plan, self._table
        for day in (first, last):
            if not plan.first <= day <= plan.last:
                raise self._beyond(day)
        if table is EMPTY:
            base, end = first - _FIRST_BUILD, last + 2 * _FIRST_BUILD
        else:
            size = table.last - table.base
            base = table.base if first >= table.base else min(first, table.base - size)
            end = table.last if last <= table.last else max(last, table.last + size)
        base, end = max(base, plan.first), min(end, plan.last)
        if base < table.base or end > table.last:
            table = build(base, end, self.place, plan, self.breaks)
            kept = self._table  # another thread may have got further meanwhile
            if kept.base > table.base or kept.last < table.last:
                object.__setattr__(self, "_table", table)
        return table

    def _beyond(self, ordinal: int) -> CalendarHorizonError:
        day = date.fromordinal(ordinal)
        if FIRST_DAY <= ordinal <= LAST_DAY:
            years = self.plan.missing(ordinal, ordinal) or (day.year,)
            why, remedy = Said("no_notice_for", years=years), Said("add_notice")
        else:
            years, why, remedy = (day.year,), Said("beyond_calendar", year=day.year), Said("ask_within")
        return CalendarHorizonError(
            Said("beyond_horizon", day=day, calendar=self.name, why=why), remedy=remedy, years=years
        )


def _midnight(place: Zone, ordinal: int) -> int:
    return place.instant((ordinal - EPOCH_ORDINAL) * DAY)


def _worked(table: Table, instant: int) -> int:
    at = bisect_right(table.starts, instant)
    return min(table.total[at - 1] + instant - table.starts[at - 1], table.total[at])
