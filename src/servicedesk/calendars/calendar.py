"""The working calendar: which days and hours count, as versioned data with fast arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from attrs import evolve, fields, frozen

from servicedesk.calendars import ics, stored
from servicedesk.calendars.hours import parse_hours
from servicedesk.calendars.instants import parse_instant, to_instant
from servicedesk.calendars.notices import FIRST_OPEN_DAY, Name, Notice, day_list, named
from servicedesk.calendars.plan import FIRST_DAY, LAST_DAY, compile_plan
from servicedesk.calendars.rules import Closure, SpecialHours, Yearly, check, check_special
from servicedesk.calendars.stored import Content
from servicedesk.calendars.zones import bounded, bounded_day, find_zone
from servicedesk.characters import brief, is_a
from servicedesk.errors import CalendarError
from servicedesk.said import Said, Statements


@frozen(cache_hash=True, repr=False)
class Calendar(Content):
    """Working days and hours of one desk in one zone.

    A value: immutable, equal and hashed by content, safe to share between threads and to pickle. Instants are
    microseconds since the epoch, UTC; amounts are microseconds of working time. Working intervals are half
    open: the closing instant is outside. Days may be asked for from 1900 to 2199, of a ``strict`` calendar
    only where a notice settles them; beyond, :class:`CalendarHorizonError` names the year.

    Make one with :func:`statutory_calendar`, :func:`always_open`, :func:`daily`, :func:`weekly` or
    :func:`country_calendar`, and derive others with the ``with_...`` methods.

    Example:
        >>> from datetime import date
        >>> from servicedesk.calendars import statutory_calendar
        >>> calendar = statutory_calendar("09:00-12:00,13:30-18:00")
        >>> [calendar.is_working(date(2026, 10, day)) for day in (1, 8, 10)]  # feast, working day, make-up Saturday
        [False, True, True]
    """

    def __attrs_post_init__(self) -> None:
        place = find_zone(self.zone)
        faults = check(self.week, self.makeup, self.yearly, self.special)
        if not faults:
            plan = compile_plan(
                self.week,
                self.makeup,
                self.notices,
                (self.closures, self.yearly, self.special),
                noticed=self.noticed,
                feasts=self.feasts,
                strict=self.strict,
            )
            near = {each.day.toordinal() + shift for each in self.special for shift in (-1, 1)}
            faults = check_special(self.special, {day: plan.hours_of(day) for day in near})
            self._set_up(place, plan)
        if faults:
            raise CalendarError(
                Said("calendar_faults", calendar=brief(self.name), faults=Statements(faults)),
                remedy=Said("correct_hours"),
                faults=faults,
            )

    def __reduce__(self) -> tuple[Any, ...]:
        names = [each.name for each in fields(Calendar) if each.init]
        return _rebuild, (type(self), {name: getattr(self, name) for name in names})

    def __repr__(self) -> str:
        return f"<Calendar {self.name} {self.version} {self.zone}>"

    # --- what it is ----------------------------------------------------------------------------------

    @cached_property
    def version(self) -> str:
        """The latest notice that it knows and a digest of its content, or what its maker named."""
        if self.own_version:
            return self.own_version
        latest = max((notice.published for notice in self.notices), default=date.min)
        digest = stored.digest(self)
        return digest if latest == date.min else f"{latest}+{digest}"

    def as_known_on(self, day: date) -> Self:
        """The calendar as it was on that day: without the notices and changes published later."""
        kept = tuple(notice for notice in self.notices if notice.published <= day)
        return self if kept == self.notices else evolve(self, notices=kept, own_version="")

    def at_version(self, version: str) -> Self | None:
        """The calendar as it was when :attr:`version` read so, or None where no earlier state of it had that one."""
        if not is_a(version, str):
            return None
        try:
            then = self.as_known_on(date.fromisoformat(version.partition("+")[0]))
        except ValueError:
            return None
        return then if then.version == version else None

    # --- deriving --------------------------------------------------------------------------------------

    def renamed(self, name: str, version: str = "", *, zh: str = "") -> Self:
        """The same calendar under another name and, if given, another version text and what it is called in Chinese."""
        return evolve(self, name=name, own_version=version, zh=zh)

    def with_closure(self, day: date | str, until: date | str | None = None, name: str | Name = "") -> Self:
        """Closed on ``day``, or from ``day`` until ``until``, both included."""
        first = _day(day)
        added = Closure(first, first if until is None else _day(until), named(name))
        return self._derive(
            closures=(*self.closures, added),
            special=tuple(each for each in self.special if not added.first <= each.day <= added.last),
        )

    def with_yearly_closure(self, first: str, last: str, name: str | Name = "") -> Self:
        """Closed every year from ``first`` to ``last`` (``MM-DD``), both included; may run over New Year."""
        return self._derive(yearly=(*self.yearly, Yearly(first, last, named(name))))

    def with_special_hours(self, day: date | str, hours: str, name: str | Name = "") -> Self:
        """Other hours on one date, whatever else holds for it."""
        added = SpecialHours(_day(day), parse_hours(hours), named(name))
        return self._derive(special=(*(each for each in self.special if each.day != added.day), added))

    def with_break(self, start: datetime | int | str, until: datetime | int | str) -> Self:
        """No working time from ``start`` until ``until``; text is read on the desk's own clock."""
        begin, end = self._instant(start), self._instant(until)
        if end <= begin:
            raise CalendarError(Said("break_backward"), remedy=Said("swap_instants"))
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
        made = Notice(year, day_list(holidays, "放假"), day_list(workdays, "调休"))
        known = [each.published for each in self.notices if each.year == made.year]
        return self.with_notices(
            [evolve(made, published=max(known, default=date.min) if published is None else published)]
        )

    def with_notices(self, notices: Iterable[Notice]) -> Self:
        """Settle or change the years of these notices; see :class:`Notice` for reading JSON."""
        return self._derive(notices=(*self.notices, *notices), noticed=True)

    def with_ics(self, text: str, *, published: date | None = None) -> Self:
        """Settle the years that an iCalendar file of rest days and make-up days (补班) names."""
        return self.with_notices(ics.read_notices(text, date.min if published is None else published))

    # --- stored form -----------------------------------------------------------------------------------

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data, complete in itself, that :meth:`from_data` reads back to an equal calendar."""
        called = {"name": self.name, "version": self.version}
        return {**stored.content(self), **called, **({"zh": self.zh} if self.zh else {})}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read :meth:`to_data`; :class:`CalendarError` names the field that is wrong or unknown."""
        calendar = cls(**stored.read(data))
        version = str(data.get("version", ""))
        return calendar if version in ("", calendar.version) else evolve(calendar, own_version=version)

    @classmethod
    def from_ics(
        cls, text: str, *, hours: str = "09:00-12:00,13:30-18:00", zone: str = "Asia/Shanghai", name: str = "ics"
    ) -> Self:
        """Monday to Friday with the days of an iCalendar file; years that it lacks are provisional."""
        daily = parse_hours(hours)
        week = (daily,) * 5 + ((),) * 2
        return cls(name, zone, week, makeup=daily, notices=tuple(ics.read_notices(text, date.min)), noticed=True)

    # --- inside ----------------------------------------------------------------------------------------

    def _derive(self, **changes: Any) -> Self:
        return evolve(self, own_version="", **changes)

    def _instant(self, value: datetime | int | str) -> int:
        if isinstance(value, str):
            return parse_instant(value, zone=self.zone)
        return bounded(value) if isinstance(value, int) else to_instant(value)


def _day(value: date | str) -> date:
    if isinstance(value, str):
        try:
            return bounded_day(date.fromisoformat(value))
        except ValueError:
            raise CalendarError(Said("no_date", text=brief(value)), remedy=Said("write_day")) from None
    if not is_a(value, date):
        raise CalendarError(Said("no_date", text=brief(value)), remedy=Said("give_day"))
    return bounded_day(date(value.year, value.month, value.day))


def _rebuild(kind: type[Calendar], values: dict[str, Any]) -> Calendar:
    return kind(**values)


def first_difference(one: Calendar, other: Calendar) -> date | None:
    """The first day that two calendars count otherwise: by its hours, by a break, or by whether a notice settles it.

    ``None`` where they agree on every day. Where the zone or the plain week differs, the first day that may be
    asked for. What ends before that day has the same due under both.
    """
    if (one.zone, one.week, one.noticed) != (other.zone, other.week, other.noticed):
        return date.fromordinal(FIRST_DAY)
    mine, theirs = one.plan, other.plan
    named = mine.differing(FIRST_DAY, LAST_DAY).keys() | theirs.differing(FIRST_DAY, LAST_DAY).keys()
    days = {date.fromordinal(day) for day in named if mine.hours_of(day) != theirs.hours_of(day)}
    days |= {one.local_date(start) for start, _ in set(one.breaks) ^ set(other.breaks)}
    if one.noticed:
        days |= {date(year - 1, 12, FIRST_OPEN_DAY) for year in mine.years ^ theirs.years}
    return min(days, default=None)
