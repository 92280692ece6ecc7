"""Calendars as JSON: complete in themselves, so that a stored limit keeps the days it was armed with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from servicedesk.calendars.content import Content
from servicedesk.calendars.hours import format_hours, parse_hours
from servicedesk.calendars.instants import parse_instant, to_datetime
from servicedesk.calendars.notices import Name, Notice
from servicedesk.calendars.plan import NO_NAME
from servicedesk.calendars.rules import Closure, SpecialHours, Yearly
from servicedesk.errors import CalendarError

FORMAT = 1
_KEYS = frozenset(
    {"format", "name", "version", "zone", "week", "makeup", "notices", "noticed", "feasts", "strict"}
    | {"closures", "yearly", "special", "breaks"}
)


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
    if data.get("format") != FORMAT:
        raise CalendarError(
            f"the data of a calendar has format {data.get('format')!r}", remedy=f"this package reads {FORMAT}"
        )
    if unknown := sorted(set(data) - _KEYS):
        raise CalendarError(f"the data of a calendar has unknown fields: {', '.join(unknown)}", fields=unknown)
    return {
        "name": _field(data, "name", str),
        "zone": _field(data, "zone", str),
        "week": _field(data, "week", lambda value: tuple(parse_hours(text) for text in value)),
        "makeup": _field(data, "makeup", parse_hours, ""),
        "notices": _field(data, "notices", lambda value: tuple(Notice.from_data(each) for each in value), []),
        "noticed": _field(data, "noticed", _flag, default=False),
        "feasts": _field(data, "feasts", _flag, default=False),
        "strict": _field(data, "strict", _flag, default=False),
        "closures": _field(data, "closures", lambda value: tuple(_closure(*each) for each in value), []),
        "yearly": _field(data, "yearly", lambda value: tuple(_yearly(*each) for each in value), []),
        "special": _field(data, "special", lambda value: tuple(_special(*each) for each in value), []),
        "breaks": _field(data, "breaks", lambda value: tuple(_break(*each) for each in value), []),
    }


def _field(data: Mapping[str, Any], name: str, read_value: Callable[[Any], Any], default: Any = None) -> Any:
    if name not in data and default is None:
        raise CalendarError(f"the data of a calendar lacks {name!r}", field=name)
    try:
        return read_value(data.get(name, default))
    except (TypeError, ValueError) as error:
        raise CalendarError(f"the data of a calendar, field {name!r}: {error}", field=name) from error


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def _name(zh: str, en: str) -> Name:
    return (zh, en) if zh or en else NO_NAME


def _closure(first: str, last: str, zh: str = "", en: str = "") -> Closure:
    return Closure(date.fromisoformat(first), date.fromisoformat(last), _name(zh, en))


def _yearly(first: str, last: str, zh: str = "", en: str = "") -> Yearly:
    return Yearly(first, last, _name(zh, en))


def _special(day: str, hours: str, zh: str = "", en: str = "") -> SpecialHours:
    return SpecialHours(date.fromisoformat(day), parse_hours(hours), _name(zh, en))


def _break(start: str, until: str) -> tuple[int, int]:
    return parse_instant(start, zone="UTC"), parse_instant(until, zone="UTC")
