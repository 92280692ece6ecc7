"""The door of time: datetimes and text come in, integers go on (microseconds since the epoch, UTC)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pendulum

from servicedesk.calendars.zones import DAY, EPOCH_ORDINAL, HOUR, MINUTE, SECOND, Zone, bounded, find_zone, microseconds
from servicedesk.characters import brief, is_a, is_text
from servicedesk.errors import InvalidInstant, NaiveDatetime
from servicedesk.said import Said

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = _EPOCH.replace(tzinfo=None)
_TICK = timedelta(microseconds=1)
_minus = datetime.__sub__  # pendulum's own subtraction builds an Interval, which costs far more
_plus = cast("Callable[[pendulum.DateTime, timedelta], pendulum.DateTime]", datetime.__add__)

_TEXT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?)?)?"
    r"(?P<offset>Z|[+-]\d{2}:\d{2}(?::\d{2})?)?",
    re.ASCII,
)


_LONGEST = 100  # characters of a text that names an instant, blanks around it too


def to_instant(value: datetime, *, zone: str | None = None, fold: int | None = None) -> int:
    """The instant of a datetime, in microseconds since the epoch, UTC.

    Args:
        value: aware, or naive when ``zone`` says whose clock it was read from.
        zone: IANA name; only read for a naive ``value``.
        fold: 0 or 1, the earlier or later reading of a local time that a clock change makes ambiguous, or the
            reading with the offset before or after the change for one that it skips.

    Raises:
        NaiveDatetime: no zone at all, or an ambiguous or absent local time without ``fold``; then
            ``fields['readings']`` has both candidates as text.
        InvalidInstant: it is no datetime.
        OutOfBounds: before 1900 or after 9000.
    """
    if not is_a(value, datetime):
        raise InvalidInstant(Said("no_instant", text=brief(value)), remedy=Said("give_zoned"))
    if value.tzinfo is not None:
        gap: timedelta = _minus(value, _EPOCH)
        return bounded(gap.days * DAY + gap.seconds * SECOND + gap.microseconds)
    if zone is None:
        raise NaiveDatetime(Said("naive"), remedy=Said("attach_zone"))
    return _from_wall(microseconds(_minus(value, _NAIVE_EPOCH)), find_zone(zone), fold)


def _from_wall(wall: int, zone: Zone, fold: int | None) -> int:
    found = zone.readings(bounded(wall))
    if len(found) == 1:
        return bounded(found[0])
    if fold in (0, 1):
        # PEP 495: in a gap fold 0 reads with the offset before the change, which is the later instant.
        return found[fold] if found else zone.edges(wall)[1 - fold]
    candidates = found or zone.edges(wall)
    kind = "twice_on_clock" if found else "skipped_on_clock"
    shown = to_datetime(wall).naive()
    raise NaiveDatetime(
        Said(kind, at=shown.isoformat(" "), zone=zone.key),
        remedy=Said("name_reading"),
        zone=zone.key,
        readings=tuple(to_datetime(each, zone.key).isoformat() for each in candidates),
    )


def to_datetime(instant: int, zone: str = "UTC") -> pendulum.DateTime:
    """The moment as a pendulum ``DateTime`` on the clock of ``zone``; 24:00 is 00:00 of the next date.

    Raises:
        OutOfBounds: before 1900 or after 9000.
    """
    bounded(instant)
    place = find_zone(zone)
    if instant >= place.settled:
        return _plus(place.origin, _TICK * (instant + place.offset))
    wall = instant + place.offset_at(instant)
    moment = _plus(place.origin, _TICK * wall)
    return moment.replace(fold=1) if place.readings(wall)[0] != instant else moment


def parse_instant(text: str, *, zone: str, fold: int | None = None) -> int:
    """The instant of ``2026-02-13 10:20``, ``2026-02-13T10:20:30.5+08:00``, ``...Z`` or a bare date (00:00).

    ``zone`` is the clock that a text without offset was read from; 24:00 is 00:00 of the next date. Anything
    else is refused, as are words such as "now".

    Raises:
        InvalidInstant: not of this form, or no such date, time or offset.
        NaiveDatetime: ambiguous or absent in ``zone`` and no ``fold`` given.
        OutOfBounds: before 1900 or after 9000.
    """
    known = is_text(text, _LONGEST)
    match = _TEXT.fullmatch(text.strip()) if known else None
    if match is None or (match["offset"] and not match["hour"]):
        raise _invalid(text)
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        raise _invalid(text, "no_such_date") from None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    fraction = int((match["fraction"] or "").ljust(6, "0"))
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second + fraction):
        raise _invalid(text, "no_such_time")
    wall = (day.toordinal() - EPOCH_ORDINAL) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction
    offset = match["offset"]
    if not offset:
        return _from_wall(wall, find_zone(zone), fold)
    if offset == "Z":
        return bounded(wall)
    hours, minutes, seconds = int(offset[1:3]), int(offset[4:6]), int(offset[7:] or 0)
    ahead = hours * HOUR + minutes * MINUTE + seconds * SECOND
    if hours > 23 or minutes > 59 or seconds > 59:
        raise _invalid(text, "no_such_offset")
    return bounded(wall + ahead if offset[0] == "-" else wall - ahead)


def _invalid(text: str, why: str = "") -> InvalidInstant:
    said = Said("no_instant_because", text=brief(text), why=Said(why)) if why else Said("no_instant", text=brief(text))
    return InvalidInstant(said, remedy=Said("write_instant"))
