"""The working calendar: which days and hours count, as versioned data with fast arithmetic."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, Self

from attrs import evolve, field, frozen

from servicedesk.calendars import ics, stored
from servicedesk.calendars.hours import Hours, format_hours, parse_hours
from servicedesk.calendars.instants import parse_instant, to_instant
from servicedesk.calendars.notices import Name, Notice, day_list, named
from servicedesk.calendars.plan import NO_NAME, Plan, compile_plan, settled_run
from servicedesk.calendars.rules import Closure, SpecialHours, Yearly, check, check_special
from servicedesk.calendars.table import EMPTY, FIRST_DAY, LAST_DAY, Table, build
from servicedesk.calendars.zones import DAY, EPOCH_ORDINAL, Zone, find_zone
from servicedesk.errors import CalendarError, CalendarHorizonError

Lang = Literal["zh", "en"]
_FIRST_BUILD = 366
_ALWAYS = 2**63


@frozen(cache_hash=True, repr=False)
class Calendar:
    """Working days and hours of one desk in one zone.

    A value: immutable, equal and hashed by content, safe to share between threads and to pickle. Instants are
    microseconds since the epoch, UTC; amounts are microseconds of working time. Working intervals are half open:
    the closing instant is outside. Days may be asked for from 1900 to 2199, of a ``strict`` calendar only where a
    notice settles them; beyond, :class:`CalendarHorizonError` names the year.

    Make one with :func:`statutory_calendar`, :func:`always_open`, :func:`daily`, :func:`weekly` or
    :func:`country_calendar`, and derive others with the ``with_...`` methods.
    """

    name: str
    zone: str
    week: tuple[Hours, ...]
    """The hours of Monday to Sunday."""
    makeup: Hours = ()
    """The hours of a weekend day that a notice makes a working day."""
    notices: tuple[Notice, ...] = ()
    """Every notice known, superseded ones included."""
    noticed: bool = False
    """Whether a year without notice is provisional."""
    feasts: bool = False
    """Whether such a year has the statutory feasts of mainland China."""
    strict: bool = False
    closures: tuple[Closure, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    special: tuple[SpecialHours, ...] = ()
    breaks: tuple[tuple[int, int], ...] = ()
    """Instants from and until which nobody works, in order."""
    own_version: str = ""
    """The version that the maker named; empty: derived from the content."""
    _table: Table = field(default=EMPTY, init=False, eq=False)
    _settled: tuple[int, int] = field(default=(0, 0), init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        place = find_zone(self.zone)
        faults = check(self.week, self.makeup, self.yearly, self.special)
        if not faults and self.special:
            plan = self.plan
            near = {each.day.toordinal() + shift for each in self.special for shift in (-1, 1)}
            faults = check_special(self.special, {day: plan.hours_of(day) for day in near})
        if faults:
            raise CalendarError(
                f"calendar {self.name!r}: {'; '.join(faults)}", remedy="correct its hours", faults=faults
            )
        settled = -_ALWAYS, _ALWAYS
        if self.noticed:
            first, last = settled_run(self.plan.years)
            settled = _midnight(place, first), _midnight(place, last + 1)
        object.__setattr__(self, "_settled", settled)

    def __reduce__(self) -> tuple[Any, ...]:
        names = [each.name for each in self.__attrs_attrs__ if each.init]  # type: ignore[attr-defined]
        return _rebuild, (type(self), {name: getattr(self, name) for name in names})

    def __repr__(self) -> str:
        return f"<Calendar {self.name} {self.version} {self.zone}>"

    # --- what it is ----------------------------------------------------------------------------------

    @cached_property
    def plan(self) -> Plan:
        return compile_plan(
            self.week, self.makeup, self.notices, self.closures, self.yearly, self.special,
            noticed=self.noticed, feasts=self.feasts, strict=self.strict,
        )  # fmt: skip

    @cached_property
    def version(self) -> str:
        """The latest notice that it knows and a digest of its content, or the version that its maker named."""
        if self.own_version:
            return self.own_version
        latest = max((notice.published for notice in self.notices), default=date.min)
        digest = stored.digest(self)
        return digest if latest == date.min else f"{latest}+{digest}"

    def as_known_on(self, day: date) -> Self:
        """The calendar as it was on that day: without the notices and changes published later."""
        kept = tuple(notice for notice in self.notices if notice.published <= day)
        return self if kept == self.notices else evolve(self, notices=kept, own_version="")

    # --- days ----------------------------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        """Whether the day has any working time."""
        table, at = self._at(day)
        return table.rank[at + 1] > table.rank[at]

    def day_name(self, day: date, lang: Lang) -> str | None:
        """The feast, make-up day, closure or special hours of a date; None for an ordinary day or weekend."""
        name = self.plan.name_of(day.toordinal())
        return None if name is None else name[lang == "en"]

    def hours_on(self, day: date) -> str:
        """The hours of a date as text; empty when closed. Breaks are not taken out."""
        return format_hours(self.plan.hours_of(day.toordinal()))

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, or before it for a negative count; ``day`` itself for 0."""
        table = self._table
        at = day.toordinal() - table.base
        if at >= 0 and count > 0:
            try:
                return table.days[table.rank[at + 1] + count - 1]
            except IndexError:
                pass
        return self._far_day(day, count)

    def count_working_days(self, after: date, until: date) -> int:
        """Working days later than ``after`` and not later than ``until``; negative when the two are swapped."""
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
        return date.fromordinal((instant + place.offset_at(instant)) // DAY + EPOCH_ORDINAL)

    def midnight_after(self, day: date) -> int:
        """24:00 of a date, which is 00:00 of the next."""
        return _midnight(self.place, day.toordinal() + 1)

    def midnight(self, day: date) -> int:
        """00:00 of a date."""
        return _midnight(self.place, day.toordinal())

    # --- instants --------------------------------------------------------------------------------------

    def is_open(self, instant: int) -> bool:
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

        Counting begins at the next opening. An amount used up exactly at a closing ends there, not at the next
        opening. Zero is the next opening. :class:`CalendarError` below zero.
        """
        if amount <= 0:
            return self._no_amount(instant, amount)
        table = self._table
        if not table.low <= instant < table.high:
            table = self._reach(instant)
        starts, total = table.starts, table.total
        at = bisect_right(starts, instant)
        used = total[at - 1] + instant - starts[at - 1]
        if used > total[at]:
            used = total[at]
        used += amount
        if used > total[-1]:
            self._grow(table)
            return self.add_working(instant, amount)
        at = bisect_left(total, used, at) - 1
        return starts[at] + used - total[at]

    def subtract_working(self, instant: int, amount: int) -> int:
        """The latest instant from which ``amount`` of working time passes until ``instant``.

        An amount used up exactly at an opening ends there. Zero is ``instant`` when it lies in working time, or
        the closing before it. :class:`CalendarError` below zero.
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
            self._reach(start)
            self._reach(end)
            table = self._reach(start)
        starts, total = table.starts, table.total
        at = bisect_right(starts, end)
        worked = total[at - 1] + end - starts[at - 1]
        if worked > total[at]:
            worked = total[at]
        at = bisect_right(starts, start)
        before = total[at - 1] + start - starts[at - 1]
        return worked - (before if before < total[at] else total[at])

    def open_intervals(self, start: int, end: int) -> list[tuple[int, int]]:
        """The working intervals between two instants, cut to them."""
        if end <= start:
            return []
        self._reach(start)
        self._reach(end)
        table = self._reach(start)
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
        """The years without notice that the days from ``start`` up to ``end`` depend on, of late December too."""
        first, last = self._settled
        if first <= start and end <= last:
            return ()
        end = max(start, end - 1)
        return self.plan.missing(self.local_date(start).toordinal(), self.local_date(end).toordinal())

    # --- deriving --------------------------------------------------------------------------------------

    def renamed(self, name: str, version: str = "") -> Self:
        """The same calendar under another name and, if given, another version text."""
        return evolve(self, name=name, own_version=version)

    def with_closure(self, day: date | str, until: date | str | None = None, name: str | Name = "") -> Self:
        """Closed on ``day``, or from ``day`` until ``until``, both included."""
        first = _day(day)
        added = Closure(first, first if until is None else _day(until), named(name) if name else NO_NAME)
        return self._derive(
            closures=(*self.closures, added),
            special=tuple(each for each in self.special if not added.first <= each.day <= added.last),
        )

    def with_yearly_closure(self, first: str, last: str, name: str | Name = "") -> Self:
        """Closed every year from ``first`` to ``last`` (``MM-DD``), both included; may run over New Year."""
        return self._derive(yearly=(*self.yearly, Yearly(first, last, named(name) if name else NO_NAME)))

    def with_special_hours(self, day: date | str, hours: str, name: str | Name = "") -> Self:
        """Other hours on one date, whatever else holds for it."""
        added = SpecialHours(_day(day), parse_hours(hours), named(name) if name else NO_NAME)
        return self._derive(special=(*(each for each in self.special if each.day != added.day), added))

    def with_break(self, start: datetime | int | str, until: datetime | int | str) -> Self:
        """No working time from ``start`` until ``until`` (an outage); text is read on the desk's own clock."""
        begin, end = self._instant(start), self._instant(until)
        if end <= begin:
            raise CalendarError("a break ends after it begins", remedy="swap the two instants")
        merged: list[tuple[int, int]] = []
        for low, high in sorted((*self.breaks, (begin, end))):
            if merged and low <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return self._derive(breaks=tuple(merged))

    def with_days(
        self,
        holidays: Mapping[date, str | Name] | Iterable[date] = (),
        workdays: Mapping[date, str | Name] | Iterable[date] = (),
    ) -> Self:
        """Own rest days and own working days of a site; the working days have the hours of a make-up day."""
        hours = self.makeup or next(each for each in self.week if each)
        off = tuple(Closure(day, day, name) for day, name in day_list(holidays, "放假"))
        work = tuple(SpecialHours(day, hours, name) for day, name in day_list(workdays, "上班"))
        named_days = {each.first for each in off} | {each.day for each in work}
        return self._derive(
            closures=(*self.closures, *off),
            special=(*(each for each in self.special if each.day not in named_days), *work),
        )

    def with_year(
        self,
        year: int,
        holidays: Mapping[date, str | Name] | Iterable[date] = (),
        workdays: Mapping[date, str | Name] | Iterable[date] = (),
        *,
        published: date | None = None,
    ) -> Self:
        """Settle a year, or change it: its rest days and make-up days as its notice names them.

        Without ``published`` it counts as known as long as the notice that it replaces, or always.
        """
        known = [each.published for each in self.notices if each.year == year]
        when = published or max(known, default=date.min)
        return self.with_notices([Notice(year, day_list(holidays, "放假"), day_list(workdays, "调休"), when)])

    def with_notices(self, notices: Iterable[Notice]) -> Self:
        """Settle or change the years of these notices; see :class:`Notice` for reading JSON."""
        return self._derive(notices=(*self.notices, *notices), noticed=True)

    def with_ics(self, text: str, *, published: date | None = None) -> Self:
        """Settle the years that an iCalendar file of rest days and make-up days (补班) names."""
        return self.with_notices(ics.read_notices(text, published or date.min))

    # --- stored form -----------------------------------------------------------------------------------

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data that :meth:`from_data` reads back to an equal calendar, whatever the package knows then."""
        return {**stored.content(self), "name": self.name, "version": self.version}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read :meth:`to_data`; :class:`CalendarError` names the field that is wrong or unknown."""
        calendar = cls(**stored.read(data))
        version = str(data.get("version", ""))
        return calendar if version in ("", calendar.version) else evolve(calendar, own_version=version)

    @classmethod
    def from_ics(
        cls,
        text: str,
        *,
        hours: str = "09:00-12:00,13:30-18:00",
        zone: str = "Asia/Shanghai",
        name: str = "ics",
    ) -> Self:
        """Monday to Friday with the rest days and make-up days of an iCalendar file; other years are provisional."""
        daily = parse_hours(hours)
        week = (daily,) * 5 + ((),) * 2
        return cls(
            name, zone, week, makeup=daily, notices=tuple(ics.read_notices(text, date.min)), noticed=True
        )

    # --- inside ----------------------------------------------------------------------------------------

    @cached_property
    def place(self) -> Zone:
        return find_zone(self.zone)

    def _derive(self, **changes: Any) -> Self:
        return evolve(self, own_version="", **changes)

    def _instant(self, value: datetime | int | str) -> int:
        if isinstance(value, str):
            return parse_instant(value, zone=self.zone)
        return value if isinstance(value, int) else to_instant(value)

    def _no_amount(self, instant: int, amount: int) -> int:
        if amount == 0:
            return self.next_opening(instant)
        raise CalendarError("an amount of working time is zero or more", remedy="swap adding and subtracting")

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
            table = build(base, end, self.place, plan.hours_of, self.breaks, from_start=base == plan.first)
            object.__setattr__(self, "_table", table)
        return table

    def _beyond(self, ordinal: int) -> CalendarHorizonError:
        day = date.fromordinal(ordinal)
        if FIRST_DAY <= ordinal <= LAST_DAY:
            years = self.plan.missing(ordinal, ordinal) or (day.year,)
            why = f"no notice of rest days is known for {', '.join(map(str, years))}"
            remedy = "add the year's days, or use a calendar that is not strict"
        else:
            years, why, remedy = (day.year,), f"{day.year} lies beyond any calendar", "ask for 1900 to 2199"
        return CalendarHorizonError(f"{day} under calendar {self.name!r}: {why}", remedy=remedy, years=years)


def _midnight(place: Zone, ordinal: int) -> int:
    return place.instant((ordinal - EPOCH_ORDINAL) * DAY)


def _worked(table: Table, instant: int) -> int:
    at = bisect_right(table.starts, instant)
    return min(table.total[at - 1] + instant - table.starts[at - 1], table.total[at])


def _day(value: date | str) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise CalendarError(f"{value!r} is no date", remedy="write 2026-02-14") from error
    return date(value.year, value.month, value.day)


def _rebuild(kind: type[Calendar], values: dict[str, Any]) -> Calendar:
    return kind(**values)
