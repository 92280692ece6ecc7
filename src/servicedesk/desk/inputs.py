"""What enters the desk is bounded here, before anything reads it: payloads, ids, keys, days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final, TypeGuard

from servicedesk.calendars import Calendar, to_instant
from servicedesk.calendars.zones import bounded_day
from servicedesk.engine.payload import Payload, RawValue
from servicedesk.errors import InvalidInstant, InvalidPayload, UnknownName
from servicedesk.program.payload import MOST_OF_NAME, text_fault
from servicedesk.stores.editions import RULES_TENANT

MOST_FIELDS: Final = 500
_RESERVED: Final = {"replay:": "a journal of logs", f"{RULES_TENANT}:": "what the rules of cases were"}
_CHILD: Final = re.compile(r"\.\d+$")


def _enters(value: object) -> TypeGuard[RawValue]:  # noqa: ARG001  the field that it fills says what is wrong
    """Every value is let in, and read by the field that it fills."""
    return True


def payload_of(payload: Mapping[str, object] | None) -> Payload:
    """A payload with text for names; none is an empty one.

    Raises:
        InvalidPayload: it is no mapping, or has more than ``MOST_FIELDS`` fields.
    """
    if payload is None:
        return Payload()
    if not isinstance(payload, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]  # a host may err
        raise InvalidPayload(f"a payload is a {type(payload).__name__}", remedy="give a mapping of fields to values")
    if len(payload) > MOST_FIELDS:
        raise InvalidPayload(f"a payload of {len(payload)} fields", remedy=f"at most {MOST_FIELDS} are read")
    return Payload({str(name): value for name, value in payload.items() if _enters(value)})


def name_of(value: object, what: str) -> str:
    """An id, a subject or a key: at most 200 characters that can be seen and kept; it may be empty.

    Raises:
        InvalidPayload: it is none.
    """
    if not isinstance(value, str):
        raise InvalidPayload(f"the {what} is a {type(value).__name__}", remedy="give it as text", name=what)
    if text_fault(value, MOST_OF_NAME, with_breaks=False) is not None:
        raise InvalidPayload(
            f"the {what} cannot be kept",
            remedy=f"at most {MOST_OF_NAME} characters, none of them a control character",
            name=what,
        )
    return value


def id_of(value: object) -> str:
    """The id of a case as a host or a log may name it; it may be empty.

    Raises:
        InvalidPayload: it cannot be kept, ends like a child's (a point and digits), or is kept for a journal of logs.
    """
    ident = name_of(value, "id")
    kept_for = next((what for prefix, what in _RESERVED.items() if ident.startswith(prefix)), "")
    kept_for = kept_for or ("a child case" if _CHILD.search(ident) else "")
    if kept_for:
        raise InvalidPayload(
            f"the id {ident[:60]!r} is kept for {kept_for}",
            remedy="name a case without a number behind a point, and not as replay:... or servicedesk:...",
            name="id",
        )
    return ident


def subjects_of(subjects: Mapping[str, Iterable[str]], known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Subjects by kind, as standing tasks are over them.

    Raises:
        InvalidPayload: there is no mapping, a text stands where a list is expected, or a subject cannot be kept.
        UnknownName: nothing is over subjects of that kind.
    """
    if not isinstance(subjects, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]  # a host may err
        raise InvalidPayload("the subjects are no mapping", remedy="give lists of subjects by kind", name="subjects")
    kinds = sorted(known)
    found: dict[str, tuple[str, ...]] = {}
    for kind, several in subjects.items():
        if kind not in kinds:
            near = get_close_matches(str(kind), kinds, 1)
            remedy = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(kinds) or 'none'}"
            raise UnknownName(f"no standing task is over subjects of the kind {kind!r}", remedy=remedy, kind=kind)
        if isinstance(several, str) or not isinstance(several, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]  # a host may err
            raise InvalidPayload(
                f"the subjects of the kind {kind!r} are no list", remedy='write a list, such as ["3-2"]', name=kind
            )
        found[kind] = tuple(name_of(subject, "subject") for subject in several)
    return found


def day_of(value: date | str, calendar: Calendar) -> date:
    """A day as a date, as text, or as the day of an aware instant in the desk's zone.

    Raises:
        InvalidInstant: the text is no date.
        NaiveDatetime: the instant has no zone.
        OutOfBounds: it lies before 1900 or after 9000.
    """
    if isinstance(value, datetime):
        return calendar.local_date(to_instant(value))
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise InvalidInstant(f"{value!r} is no day", remedy="write 2026-02-14") from None
    return bounded_day(day)
