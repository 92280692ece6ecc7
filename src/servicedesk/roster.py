"""How a roster is written, in a program and in a policy file: names, some with dates, and vacancies. Read strictly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final, TypeAlias, cast

from attrs import frozen

from servicedesk.calendars import Calendar, parse_instant, to_instant
from servicedesk.engine.roster import Holding
from servicedesk.errors import ServicedeskError

__all__ = ["Holder", "RosterEntry", "Vacancy", "holdings_of", "roster_entries", "roster_items"]

_LONGEST: Final = 200
_HOLDER: Final = frozenset({"name", "since", "until"})
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
    """

    since: date | datetime | str | None = None
    until: date | datetime | str | None = None


RosterEntry: TypeAlias = str | Holder | Vacancy


def roster_items(roster: object, faults: list[str]) -> Iterator[tuple[str, tuple[RosterEntry, ...]]]:
    """Each role as it is written, with what stands under it; what is no roster becomes a fault."""
    if not isinstance(roster, Mapping):  # a host need not check its types
        faults.append("roster: a mapping of roles to lists of names is expected")
        return
    for word, value in cast("Mapping[object, object]", roster).items():
        yield str(word), roster_entries(value, f"roster.{word}", faults)


def roster_entries(value: object, place: str, faults: list[str]) -> tuple[RosterEntry, ...]:
    """What stands under one role; what is no name, holder or vacancy becomes a fault with its place."""
    if isinstance(value, str):
        faults.append(f"{place}: a list of names is expected, not a text; write [{value!r}]")
        return ()
    if isinstance(value, Mapping | bytes) or not isinstance(value, Iterable):
        faults.append(f"{place}: a list of names is expected")
        return ()
    several = enumerate(cast("Iterable[object]", value), 1)
    found = [_entry(each, f"{place}[{number}]", faults) for number, each in several]
    return tuple(entry for entry in found if entry is not None)


def _entry(value: object, place: str, faults: list[str]) -> RosterEntry | None:
    if isinstance(value, str):
        return value if _is_name(value, place, faults) else None
    if isinstance(value, Mapping):
        return _table(cast("Mapping[object, object]", value), place, faults)
    if isinstance(value, Holder):
        return value if _is_name(value.name, f"{place}.name", faults) else None
    if isinstance(value, Vacancy):
        return value
    faults.append(f"{place}: a name is a text, not a {type(value).__name__}")
    return None


def _table(row: Mapping[object, object], place: str, faults: list[str]) -> RosterEntry | None:
    known = _VACANCY if "vacant" in row else _HOLDER
    wrong = [f"{place}.{key}: unknown key" for key in sorted(map(str, row)) if key not in known]
    if "vacant" not in row and "name" not in row:
        wrong.append(f"{place}: who holds the role is expected, name = ..., or vacant = true")
    if "vacant" in row and row["vacant"] is not True:
        wrong.append(f"{place}.vacant: only true is expected; leave it out where somebody holds the role")
    faults += wrong
    name = row.get("name", "")
    if wrong or ("vacant" not in row and not _is_name(name, f"{place}.name", faults)):
        return None
    since, until = (cast("date | datetime | str | None", row.get(key)) for key in ("since", "until"))
    return Vacancy(since, until) if "vacant" in row else Holder(str(name), since, until)


def _is_name(value: object, place: str, faults: list[str]) -> bool:
    if not isinstance(value, str):
        faults.append(f"{place}: a name is a text, not a {type(value).__name__}")
    elif not value.strip():
        faults.append(f"{place}: the name is empty")
    elif len(value) > _LONGEST or any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
        faults.append(f"{place}: a name has at most {_LONGEST} characters, none of them a control character")
    else:
        return True
    return False


def holdings_of(
    entries: Iterable[RosterEntry], place: str, calendar: Calendar, faults: list[str]
) -> tuple[Holding, ...]:
    """The same with instants, days taken on the clock of the calendar; what is no day or moment becomes a fault."""
    found: list[Holding] = []
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, str):
            found.append(Holding(entry))
            continue
        here = f"{place}[{number}]"
        since = _instant(entry.since, f"{here}.since", calendar, faults, last=False)
        until = _instant(entry.until, f"{here}.until", calendar, faults, last=True)
        if since is not None and until is not None and since >= until:
            faults.append(f"{here}: it ends before it begins")
        found.append(Holding(entry.name if isinstance(entry, Holder) else None, since, until))
    return tuple(found)


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
        faults.append(f"{place}: {error}")
        return None
    faults.append(f"{place}: a day or a moment is expected, such as 2026-10-01 or 2026-10-01 08:00")
    return None


def _day(value: object) -> date | None:
    """The day that a text of ten characters writes; ``None`` for anything else."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
