"""What enters a desk is bounded here, before anything reads it: payloads, names, numbers, moments, days, answers.

Whatever the type of what comes, it is told in one of the errors that are named here, with what would help; a message
never repeats more than the beginning of a text, and of a payload not even that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, TypeGuard, TypeVar

from attrs import define

from servicedesk.arguments import as_text, each_in, of_kind
from servicedesk.calendars import Calendar, parse_instant, to_instant
from servicedesk.calendars.zones import bounded, bounded_day
from servicedesk.characters import MOST_OF_NAME, brief, type_of
from servicedesk.engine.payload import OWN_NAMES, Payload, RawValue, Unreadable
from servicedesk.errors import InvalidInstant, InvalidPayload, UnknownName
from servicedesk.program.payload import name_fault, read_as, text_fault
from servicedesk.rules.facts import Expected
from servicedesk.rules.values import Instant, Value
from servicedesk.said import Said, known_names, word
from servicedesk.spans import Span
from servicedesk.stores.editions import JOURNAL, RULES_TENANT

T = TypeVar("T")

MOST_FIELDS: Final = 500
"""Fields of a payload."""
MOST_VALUES: Final = 2000
"""Values of a payload, those in lists and mappings too."""
MOST_DEPTH: Final = 4
"""Lists and mappings in one another."""
MOST_CHARACTERS: Final = 200_000
"""Characters of all texts of a payload."""
MOST_BITS: Final = 256
"""Of a whole number: more than any field takes, and few enough to be written out."""
MOST_DIGITS: Final = 400
"""Of a decimal number; what a field takes is less."""
MOST_NUMBER: Final = 2**31 - 1
"""Of a version, a page."""
MOST_ROWS: Final = 1000
"""Actions that are typed up at once."""
MOST_ROLES: Final = 200
"""Roles of one actor."""
MOST_CALENDARS: Final = 1000
"""Calendars that a desk knows beside its own."""
MOST_SUBJECTS: Final = 100_000
"""Subjects of one kind."""

_EXPECTED: Final[Mapping[Expected, str]] = {
    "number": Said("expected_number"),
    "flag": Said("expected_flag"),
    "text": Said("expected_text"),
}
_RESERVED: Final = {JOURNAL: "for_journal", f"{RULES_TENANT}:": "for_rules"}
_CHILD: Final = re.compile(r"\.\d+$")


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """Whether it is a mapping, of whatever."""
    return isinstance(value, Mapping)


def _is_list(value: object) -> TypeGuard[Iterable[object]]:
    """Whether several things stand in it; a text is one, and so is a mapping."""
    return isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)


def _is_sequence(value: object) -> TypeGuard[Sequence[object]]:
    """Whether it is a list as JSON has one."""
    return isinstance(value, list | tuple)


# --- names ----------------------------------------------------------------------------------------------


def name_of(value: object, what: str) -> str:
    """An id, a subject, a key or a name: at most 200 characters that can be seen; it may be empty.

    Raises:
        InvalidPayload: it is none.
    """
    if type(value) is str and value.isascii() and value.isprintable() and len(value) <= MOST_OF_NAME:
        return value  # as most are
    text = as_text(value, what)
    if name_fault(text) is not None:
        raise InvalidPayload(
            Said("cannot_be_kept", what=word(what)), remedy=Said("visible_characters", most=MOST_OF_NAME), name=what
        )
    return str.__str__(text)


def id_of(value: object) -> str:
    """The id of a case as a host or a log may name it; it may be empty.

    Raises:
        InvalidPayload: it cannot be kept, ends like a child's (a point and digits), or is kept for a journal of logs.
    """
    ident = name_of(value, "id")
    kept_for = next((what for prefix, what in _RESERVED.items() if ident.startswith(prefix)), "")
    kept_for = kept_for or ("for_child" if _CHILD.search(ident) else "")
    if kept_for:
        raise InvalidPayload(
            Said("id_reserved", id=brief(ident), used=Said(kept_for)), remedy=Said("name_case_otherwise"), name="id"
        )
    return ident


def tenant_of(value: object) -> str:
    """Whose cases a desk sees; empty for the only tenant.

    Raises:
        InvalidPayload: it cannot be kept, or is kept for rows that are no cases.
    """
    tenant = name_of(value, "tenant")
    if tenant == RULES_TENANT:
        raise InvalidPayload(Said("tenant_reserved"), remedy=Said("name_another"), name="tenant")
    return tenant


def text_of(value: object, what: str) -> str:
    """A text that is kept, such as a reason.

    Raises:
        InvalidPayload: it is none, too long, or has characters that cannot be kept.
    """
    why = text_fault(value)
    if why is not None:
        raise InvalidPayload(
            Said("cannot_be_kept_because", what=word(what), why=why), remedy=Said("shorten"), name=what
        )
    return str(value)


def listed(value: object, what: str, most: int) -> tuple[object, ...]:
    """What stands in a list; a text is none.

    Raises:
        InvalidPayload: it is no list, or a longer one.
    """
    return tuple(_each(value, what, most))


def each_of(value: object, kind: type[T], what: str, most: int) -> tuple[T, ...]:
    """What stands in a list of things of one kind.

    Raises:
        InvalidPayload: it is no list of such.
    """
    return tuple(of_kind(each, kind, what) for each in _each(value, what, most))


def _each(value: object, what: str, most: int) -> Iterator[object]:
    """One after another, so that the first that is wrong ends it: what is given may be endless."""
    if not _is_list(value):
        raise InvalidPayload(
            Said("are_of_type", what=word(what), type=type_of(value)), remedy=Said("give_list"), name=what
        )
    yield from each_in(value, what, most)


def subjects_of(subjects: object, known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Subjects by kind, as standing tasks are over them.

    Raises:
        InvalidPayload: there is no mapping, a text stands where a list is expected, or a subject cannot be kept.
        UnknownName: nothing is over subjects of that kind.
    """
    if not is_mapping(subjects):
        raise InvalidPayload(Said("no_mapping", what=word("subjects")), remedy=Said("give_subjects"), name="subjects")
    kinds = sorted(known)
    found: dict[str, tuple[str, ...]] = {}
    for kind, several in subjects.items():
        if not isinstance(kind, str) or kind not in kinds:
            near = get_close_matches(kind, kinds, 1) if isinstance(kind, str) and len(kind) <= MOST_OF_NAME else []
            remedy = Said("did_you_mean", near=near[0]) if near else known_names(kinds)
            raise UnknownName(Said("no_subject_kind", kind=brief(kind)), remedy=remedy)
        if not _is_list(several):
            raise InvalidPayload(Said("no_subject_list", kind=kind), remedy=Said("list_of_subjects"), name=kind)
        found[kind] = tuple(name_of(subject, "subject") for subject in listed(several, "subjects", MOST_SUBJECTS))
    return found


# --- numbers, moments, days -----------------------------------------------------------------------------


def number_of(value: object, what: str) -> int:
    """A version or the size of a page.

    Raises:
        InvalidPayload: it is no whole number, or one that no case and no page reaches.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not -1 <= value <= MOST_NUMBER:
        told = Said("out_of_range") if isinstance(value, int) and not isinstance(value, bool) else brief(value)
        raise InvalidPayload(Said("is_value", what=word(what), value=told), remedy=Said("give_whole"), name=what)
    return int(value)


def instant_of(value: object, calendar: Calendar) -> int:
    """A moment: an aware datetime, or text, which is on the clock of the calendar where it names no zone.

    Raises:
        InvalidInstant: it is neither, or the text names no moment.
        NaiveDatetime: it has no zone, or a change of the clock leaves two readings or none.
        OutOfBounds: it lies before 1900 or after 9000.
    """
    if isinstance(value, datetime):
        return to_instant(value)
    if isinstance(value, str):
        return parse_instant(value, zone=calendar.zone)
    raise InvalidInstant(Said("no_instant", text=brief(value)), remedy=Said("give_instant"))


def day_of(value: object, calendar: Calendar) -> date:
    """A day as a date, as text, or as the day of an aware instant in the desk's zone.

    Raises:
        InvalidInstant: it is none.
        NaiveDatetime: the instant has no zone.
        OutOfBounds: it lies before 1900 or after 9000.
    """
    if isinstance(value, datetime):
        return calendar.local_date(to_instant(value))
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise InvalidInstant(Said("no_day", text=brief(value)), remedy=Said("write_day")) from None
    return bounded_day(day)


# --- payloads and answers -------------------------------------------------------------------------------


def payload_of(payload: object) -> Payload:
    """A payload whose values are of known types, with text for names; none is an empty one.

    A value of another type comes through as something that can be read as nothing, so that the field which it fills
    says so with all that is wrong.

    Raises:
        InvalidPayload: it is no mapping, too large, nested too deep, or has a name that is none.
    """
    if payload is None:
        return Payload()
    if not is_mapping(payload):
        raise InvalidPayload(Said("payload_type", type=type_of(payload)), remedy=Said("give_fields"))
    if len(payload) > MOST_FIELDS:
        raise InvalidPayload(Said("payload_fields", count=len(payload)), remedy=Said("most_fields", most=MOST_FIELDS))
    room = _Room()
    read: dict[str, RawValue] = {}
    for name, value in payload.items():
        known = name_of(name, "name of a field")
        taken = room.take(value, MOST_DEPTH)
        if known in OWN_NAMES and isinstance(taken, str):
            taken = name_of(taken, known)
        read[known] = taken
    return Payload(read)


@define
class _Room:
    """How much more a payload may hold."""

    values: int = MOST_VALUES
    characters: int = MOST_CHARACTERS

    def take(self, value: object, depth: int) -> RawValue:
        """The value as it is read, or as nothing that can be."""
        self.values -= 1
        if isinstance(value, str):
            self.characters -= len(value)
        if self.values < 0 or self.characters < 0:
            raise InvalidPayload(
                Said("payload_large"), remedy=Said("most_values", values=MOST_VALUES, characters=MOST_CHARACTERS)
            )
        if not depth and (is_mapping(value) or _is_sequence(value)):
            raise InvalidPayload(Said("payload_deep"), remedy=Said("most_levels", most=MOST_DEPTH))
        if is_mapping(value):
            return {name_of(name, "name of a field"): self.take(each, depth - 1) for name, each in value.items()}
        if _is_sequence(value):
            return [self.take(each, depth - 1) for each in value]
        return _plain(value)


def _plain(value: object) -> RawValue:
    """A single value, where it is of a type that fields are read from and can be written out."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # JSON has one kind of numbers: 1.0 is 1
    if value is None or isinstance(value, bool | float | date | Instant | Span):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and value.bit_length() <= MOST_BITS:
        return int.__int__(value)
    if isinstance(value, Decimal) and value.is_finite() and len(value.as_tuple().digits) <= MOST_DIGITS:
        return value
    return Unreadable()


def answers_of(said: object, wanted: Mapping[str, Expected]) -> Iterator[tuple[str, Value]]:
    """What a host answers to what it was asked, as values that an entry can keep; what it leaves out stays open.

    What the rules compare as a number, or as yes or no, is read as such, from text too.

    Raises:
        InvalidPayload: it is no mapping, a value can be kept in no entry, or is not what the rules compare it as.
        NaiveDatetime: a moment has no zone.
        OutOfBounds: a moment or a day lies before 1900 or after 9000.
    """
    if not is_mapping(said):
        raise InvalidPayload(Said("answer_value", value=brief(said)), remedy=Said("answer_facts"))
    for name, expects in wanted.items():
        value = said.get(name)
        if value is not None:
            yield name, _as_expected(name, _answer(name, value), expects)


def _as_expected(name: str, value: Value, expects: Expected) -> Value:
    """An answer as the rules compare it: 0 and "0" are one number, and what is no number is not simply unequal."""
    read = read_as(expects, value)
    if read is None:
        raise InvalidPayload(
            Said("answer_not_expected", name=name, type=type_of(value), expected=_EXPECTED[expects]),
            remedy=Said("answer_as", expected=_EXPECTED[expects]),
            name=name,
        )
    return read


def _answer(name: str, value: object) -> Value:
    if isinstance(value, datetime):
        return Instant(to_instant(value))
    if isinstance(value, date):
        return bounded_day(value)
    if isinstance(value, Instant):
        return Instant(bounded(value.us))
    taken = _plain(Decimal(str(value)) if isinstance(value, float) else value)
    if isinstance(taken, str) and text_fault(taken) is None:
        return taken
    if isinstance(taken, bool | int | Decimal | Span):
        return taken
    raise InvalidPayload(Said("answer_type", name=name, type=type_of(value)), remedy=Said("answer_kinds"), name=name)
