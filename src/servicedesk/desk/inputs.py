"""What enters the desk is bounded here, before anything reads it: payloads, ids, keys, days."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from servicedesk.calendars import Calendar, to_instant
from servicedesk.engine.payload import Payload, RawValue
from servicedesk.errors import InvalidInstant, InvalidPayload

__all__ = ["MOST_FIELDS", "day_of", "name_of", "payload_of"]

MOST_FIELDS: Final = 500
_LONGEST: Final = 200


def payload_of(payload: Mapping[str, RawValue] | None) -> Payload:
    """A payload with text for names; none is an empty one.

    Raises:
        InvalidPayload: it is no mapping, or has more than ``MOST_FIELDS`` fields.
    """
    if payload is None:
        return Payload()
    if not isinstance(payload, Mapping):  # a host need not check its types
        raise InvalidPayload(f"a payload is a {type(payload).__name__}", remedy="give a mapping of fields to values")
    if len(payload) > MOST_FIELDS:
        raise InvalidPayload(f"a payload of {len(payload)} fields", remedy=f"at most {MOST_FIELDS} are read")
    return Payload({str(name): value for name, value in payload.items()})


def name_of(value: object, what: str) -> str:
    """An id, a subject or a key: at most 200 characters that can be seen and kept; it may be empty.

    Raises:
        InvalidPayload: it is none.
    """
    if not isinstance(value, str):
        raise InvalidPayload(f"the {what} is a {type(value).__name__}", remedy="give it as text", name=what)
    if len(value) > _LONGEST or any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
        raise InvalidPayload(
            f"the {what} cannot be kept",
            remedy=f"at most {_LONGEST} characters, none of them a control character",
            name=what,
        )
    return value


def day_of(value: date | str, calendar: Calendar) -> date:
    """A day as a date, as text, or as the day of an aware instant in the desk's zone.

    Raises:
        InvalidInstant: the text is no date.
        NaiveDatetime: the instant has no zone.
    """
    if isinstance(value, datetime):
        return calendar.local_date(to_instant(value))
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InvalidInstant(f"{value!r} is no day", remedy="write 2026-02-14") from None
