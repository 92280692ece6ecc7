"""What a calendar is made of, and the same as JSON: complete, so that a stored limit keeps the days it began with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from attrs import frozen

from servicedesk.calendars.arithmetic import Arithmetic
from servicedesk.calendars.hours import Hours, format_hours, parse_hours
from servicedesk.calendars.instants import parse_instant, to_datetime
from servicedesk.calendars.notices import Notice
from servicedesk.calendars.rules import Closure, SpecialHours, Yearly
from servicedesk.characters import brief, is_a
from servicedesk.errors import CalendarError
from servicedesk.said import Said

FORMAT = 1


@frozen(cache_hash=True, repr=False)
class Content(Arithmetic):
    """What a calendar is made of; :class:`~servicedesk.calendars.calendar.Calendar` checks it and derives others."""

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
    own_version: str = ""
    """The version that the maker named; empty: derived from the content."""
    zh: str = ""
    """What it is called in Chinese; empty: as its name is."""


def content(calendar: Content) -> dict[str, Any]:
    """Everything that changes an answer; neither name nor version."""
    return {
        "format": FORMAT,
        "zone": calendar.zone,
        "week": [format_hours(hours) for hours in calendar.week],
        "makeup": format_hours(calendar.makeup),
        "notices": [notice.to_data() for notice in calendar.notices],
        "noticed": calendar.noticed,
        "feasts": calendar.feasts,
        "strict": calendar.strict,
        "closures": [[str(each.first), str(each.last), *each.name] for each in calendar.closures],
        "yearly": [[each.first, each.last, *each.name] for each in calendar.yearly],
        "special": [[str(each.day), format_hours(each.hours), *each.name] for each in calendar.special],
        "breaks": [[to_datetime(at).isoformat() for at in pair] for pair in calendar.breaks],
    }


def digest(calendar: Content) -> str:
    """Eight hexadecimal digits that differ where an answer may differ."""
    text = dumps(content(calendar), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:8]


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a calendar from its data; :class:`CalendarError` names what is wrong."""
    if not is_a(data, Mapping):
        raise CalendarError(Said("calendar_data", data=brief(data)), remedy=Said("give_calendar_data"))
    if data.get("format") != FORMAT:
        raise CalendarError(
            Said("calendar_format", found=brief(data.get("format"))), remedy=Said("reads_format", format=FORMAT)
        )
    if unknown := sorted(str(name)[:60] for name in data.keys() - _READERS.keys() - {"format", "version"}):
        raise CalendarError(Said("calendar_fields", fields=tuple(unknown)), fields=unknown)
    return {name: _field(data, name, *reader) for name, reader in _READERS.items()}


def _field(data: Mapping[str, Any], name: str, read_value: Callable[[Any], Any], default: Any) -> Any:
    if name not in data and default is None:
        raise CalendarError(Said("calendar_lacks", field=name), field=name)
    try:
        return read_value(data.get(name, default))
    except (AttributeError, OverflowError, TypeError, ValueError) as error:
        said = error.said if isinstance(error, CalendarError) else brief(str(error))
        raise CalendarError(Said("calendar_field", field=name, why=said), field=name) from None


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def _closure(first: str, last: str, zh: str = "", en: str = "") -> Closure:
    return Closure(date.fromisoformat(first), date.fromisoformat(last), (zh, en))


def _yearly(first: str, last: str, zh: str = "", en: str = "") -> Yearly:
    return Yearly(first, last, (zh, en))


def _special(day: str, hours: str, zh: str = "", en: str = "") -> SpecialHours:
    return SpecialHours(date.fromisoformat(day), parse_hours(hours), (zh, en))


def _break(start: str, until: str) -> tuple[int, int]:
    return parse_instant(start, zone="UTC"), parse_instant(until, zone="UTC")


def _each(read_row: Callable[..., Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda rows: tuple(read_row(*row) for row in rows)


# How each field is read, and what stands for one that is left out; None where none may be.
_READERS: dict[str, tuple[Callable[[Any], Any], Any]] = {
    "name": (str, None),
    "zone": (str, None),
    "week": (lambda days: tuple(map(parse_hours, days)), None),
    "makeup": (parse_hours, ""),
    "notices": (lambda rows: tuple(map(Notice.from_data, rows)), ()),
    "noticed": (_flag, False),
    "feasts": (_flag, False),
    "strict": (_flag, False),
    "closures": (_each(_closure), ()),
    "yearly": (_each(_yearly), ()),
    "special": (_each(_special), ()),
    "breaks": (_each(_break), ()),
    "zh": (str, ""),
}
