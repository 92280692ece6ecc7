"""How a roster is written, in a program and in a policy file: names, dates, vacancies, shifts. Read strictly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeAlias, TypeVar, cast

from attrs import field, frozen

from servicedesk.arguments import each_in
from servicedesk.calendars import Calendar, parse_instant, to_instant
from servicedesk.calendars.hours import parse_hours
from servicedesk.calendars.making import parse_weekdays
from servicedesk.calendars.zones import EPOCH_ORDINAL, bounded_day
from servicedesk.characters import MOST_OF_NAME, brief, type_of
from servicedesk.engine.roster import Holding, Turn
from servicedesk.errors import InvalidPayload, OutOfBounds, ServicedeskError
from servicedesk.program.payload import name_fault
from servicedesk.said import Said

T = TypeVar("T")

__all__ = ["Holder", "RosterEntry", "Shift", "Vacancy", "holdings_of", "roster_entries", "roster_items"]

_HOLDER: Final = frozenset({"name", "since", "until"})
_SHIFT: Final = frozenset({"name", "hours", "weekdays", "dates", "every", "for_days", "since", "until"})
_VACANCY: Final = frozenset({"vacant", "since", "until"})


@frozen
class Holder:
    """Somebody who holds a role from a day or moment on, or until one; always where neither is said.

    Days are the desk's: the first and the last both count. A moment that ends it no longer counts.

    Example:
        >>> from servicedesk import Desk, Holder, Vacancy
        >>> desk = Desk("fuheng", roster={
        ...     "superior": [Holder("李主管", until="2026-09-30"), Holder("王主管", since="2026-10-01")],
        ...     "department_head": ["马立新", Vacancy(since="2026-10-01", until="2026-10-07")],
        ... })
    """

    name: str
    since: date | datetime | str | None = None
    until: date | datetime | str | None = None


@frozen
class Vacancy:
    """Nobody has the role for a time, whoever else stands under it: messages go to the next one up.

    Days and moments are as in a :class:`Holder`.

    Example:
        >>> from servicedesk import Desk, Vacancy
        >>> away = Vacancy(since="2026-10-01", until="2026-10-07")
        >>> desk = Desk("fuheng", roster={"department_head": ["马立新", away]})
    """

    since: date | datetime | str | None = None
    until: date | datetime | str | None = None


@frozen
class Shift:
    """Somebody who is on duty (值班) at hours of the day: every day, on some weekdays or dates, or every so many days.

    ``hours`` are ``20:00-08:00``, or several with commas; they belong to the day on which they begin, and at the
    instant at which they end the next one is on duty. A whole day from 08:00 on is ``08:00-20:00,20:00-08:00``.
    ``weekdays`` are ``mon-fri`` or ``sat,sun``, ``dates`` single days. A rotation begins anew ``every`` so many days
    from ``since`` on, and is his for the first ``for_days`` of them. Between ``since`` and ``until``, both of them days
    that count, he is on duty as is said, and at no other time; a role has beside him whom else the roster names.

    Example:
        >>> from servicedesk import Desk, Shift
        >>> teams = ("甲班 赵强", "乙班 钱勇", "丙班 孙亮")
        >>> first = ("2026-10-01", "2026-10-02", "2026-10-03")
        >>> plan = [Shift(name, "08:00-20:00,20:00-08:00", every=3, since=day) for name, day in zip(teams, first)]
        >>> desk = Desk("fuheng", roster={"duty_guard": plan})
        >>> desk.on_duty("duty_guard", "2026-10-05 02:00"), desk.on_duty("duty_guard", "2026-10-05 08:00")
        (('甲班 赵强',), ('乙班 钱勇',))
    """

    name: str
    hours: str
    weekdays: str = field(default="", kw_only=True)
    dates: Sequence[date | str] = field(default=(), kw_only=True)
    every: int = field(default=1, kw_only=True)
    for_days: int = field(default=1, kw_only=True)
    since: date | str | None = field(default=None, kw_only=True)
    until: date | str | None = field(default=None, kw_only=True)


RosterEntry: TypeAlias = str | Holder | Vacancy | Shift


def roster_items(roster: object, faults: list[str]) -> Iterator[tuple[str, tuple[RosterEntry, ...]]]:
    """Each role as it is written, with what stands under it; what is no roster becomes a fault."""
    if not isinstance(roster, Mapping):  # a host need not check its types
        faults.append(Said("roster_expected"))
        return
    for word, value in cast("Mapping[object, object]", roster).items():
        if not isinstance(word, str):
            faults.append(Said("text_not_type", place=f"roster.{brief(word)}", type=type_of(word)))
            continue
        yield word, roster_entries(value, f"roster.{word}", faults)


def roster_entries(value: object, place: str, faults: list[str]) -> tuple[RosterEntry, ...]:
    """What stands under one role; what is no name, holder, vacancy or shift becomes a fault with its place."""
    if isinstance(value, str):
        faults.append(Said("list_not_text", place=place, text=brief(value)))
        return ()
    if isinstance(value, Mapping | bytes) or not isinstance(value, Iterable):
        faults.append(Said("names_expected", place=place))
        return ()
    try:
        several = list(each_in(cast("Iterable[object]", value), "names"))
    except InvalidPayload as error:
        faults.append(Said("fault_helped", place=place, what=error.reason, how=error.remedy))
        return ()
    found = [_entry(each, f"{place}[{number}]", faults) for number, each in enumerate(several, 1)]
    return tuple(entry for entry in found if entry is not None)


def _entry(value: object, place: str, faults: list[str]) -> RosterEntry | None:
    if isinstance(value, str):
        return value if _is_name(value, place, faults) else None
    if isinstance(value, Mapping):
        return _table(cast("Mapping[object, object]", value), place, faults)
    if isinstance(value, Holder | Shift):
        return value if _is_name(value.name, f"{place}.name", faults) else None
    if isinstance(value, Vacancy):
        return value
    faults.append(Said("name_not_type", place=place, type=type_of(value)))
    return None


def _table(row: Mapping[object, object], place: str, faults: list[str]) -> RosterEntry | None:
    known = _VACANCY if "vacant" in row else _SHIFT if "hours" in row else _HOLDER
    wrong: list[str] = [
        Said("unknown_key", place=f"{place}.{key}") for key in sorted(map(str, row)) if key not in known
    ]
    if "vacant" not in row and "name" not in row:
        wrong.append(Said("who_expected", place=place))
    if "vacant" in row and row["vacant"] is not True:
        wrong.append(Said("only_true", place=f"{place}.vacant"))
    faults += wrong
    if wrong or ("vacant" not in row and not _is_name(row.get("name"), f"{place}.name", faults)):
        return None
    said = {str(key): cast("Any", value) for key, value in row.items() if key != "vacant"}
    return Vacancy(**said) if "vacant" in row else Shift(**said) if "hours" in row else Holder(**said)


def _is_name(value: object, place: str, faults: list[str]) -> bool:
    if not isinstance(value, str):
        faults.append(Said("name_not_type", place=place, type=type_of(value)))
    elif not value.strip():
        faults.append(Said("name_empty", place=place))
    elif name_fault(value) is not None:
        faults.append(Said("name_bounds", place=place, most=MOST_OF_NAME))
    else:
        return True
    return False


def holdings_of(
    entries: Iterable[RosterEntry], place: str, calendar: Calendar, faults: list[str]
) -> tuple[Holding | Turn, ...]:
    """The same with instants, days taken on the clock of the calendar; what is no day or moment becomes a fault."""
    found: list[Holding | Turn] = []
    for number, entry in enumerate(entries, 1):
        here = f"{place}[{number}]"
        if isinstance(entry, str):
            found.append(Holding(entry))
            continue
        if isinstance(entry, Shift):
            found += _turn(entry, here, calendar, faults)
            continue
        since = _instant(entry.since, f"{here}.since", calendar, faults, last=False)
        until = _instant(entry.until, f"{here}.until", calendar, faults, last=True)
        if since is not None and until is not None and since >= until:
            faults.append(Said("ends_before", place=here))
        found.append(Holding(entry.name if isinstance(entry, Holder) else None, since, until))
    return tuple(found)


def _turn(shift: Shift, place: str, calendar: Calendar, faults: list[str]) -> Iterator[Turn]:
    """The shift with numbers for its days; nothing where something of it is wrong, which becomes a fault."""
    known = len(faults)
    hours = _read(parse_hours, shift.hours, f"{place}.hours", faults)
    if hours == ():
        faults.append(Said("shift_hours_expected", place=f"{place}.hours"))
    weekly = cast("object", shift.weekdays)  # a host need not check its types
    days = "mon-sun" if isinstance(weekly, str) and not weekly else weekly
    weekdays = _read(lambda text: frozenset(parse_weekdays(text)), days, f"{place}.weekdays", faults)
    several = cast("object", shift.dates)  # a host need not check its types
    if isinstance(several, str | bytes) or not isinstance(several, Iterable):
        faults.append(Said("days_expected", place=f"{place}.dates"))
        several = ()
    dates: list[int | None] = []
    try:
        said = each_in(cast("Iterable[object]", several), "dates")
        dates += (_number(each, f"{place}.dates", faults) for each in said)
    except InvalidPayload as error:
        faults.append(Said("fault_helped", place=f"{place}.dates", what=error.reason, how=error.remedy))
    since, until = (
        None if day is None else _number(day, f"{place}.{key}", faults)
        for key, day in (("since", shift.since), ("until", shift.until))
    )
    if since is not None and until is not None and since > until:
        faults.append(Said("ends_before", place=place))
    if type(shift.every) is not int or shift.every < 1:
        faults.append(Said("every_expected", place=f"{place}.every"))
    elif type(shift.for_days) is not int or not 1 <= shift.for_days <= shift.every:
        faults.append(Said("for_days_expected", place=f"{place}.for_days", every=shift.every))
    elif shift.every > 1 and (since is None or dates):
        faults.append(Said("rotation", place=f"{place}.every"))
    if len(faults) == known:
        yield Turn(
            shift.name,
            calendar.zone,
            hours or (),
            weekdays or frozenset(),
            frozenset(day for day in dates if day is not None),
            shift.every,
            shift.for_days,
            since,
            until,
        )


def _read(read: Callable[[str], T], text: object, place: str, faults: list[str]) -> T | None:
    """What a text of the calendars says; what says nothing, or is no text, becomes a fault."""
    if not isinstance(text, str):
        faults.append(Said("text_not_type", place=place, type=type_of(text)))
        return None
    try:
        return read(text)
    except ServicedeskError as error:
        faults.append(Said("at", place=place, what=error.said))
        return None


def _number(value: object, place: str, faults: list[str]) -> int | None:
    """A day as its number; what is none becomes a fault."""
    day = value if isinstance(value, date) and not isinstance(value, datetime) else _day(value)
    if day is None:
        faults.append(Said("day_expected", place=place))
        return None
    try:
        return bounded_day(day).toordinal() - EPOCH_ORDINAL
    except OutOfBounds as error:
        faults.append(Said("at", place=place, what=error.said))
        return None


def _instant(value: object, place: str, calendar: Calendar, faults: list[str], *, last: bool) -> int | None:
    """A day's first instant or, for a last day, the one after it; a moment as it is."""
    if value is None:
        return None
    try:
        if isinstance(value, datetime):
            return to_instant(value)
        day = value if isinstance(value, date) else _day(value)
        if day is not None:
            return calendar.midnight_after(day) if last else calendar.midnight(day)
        if isinstance(value, str):
            return parse_instant(value, zone=calendar.zone)
    except ServicedeskError as error:
        faults.append(Said("at", place=place, what=error.said))
        return None
    faults.append(Said("moment_expected", place=place))
    return None


def _day(value: object) -> date | None:
    """The day that a text of ten characters writes; ``None`` for anything else."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
