"""Payloads into typed fields, through cattrs: every fault at once, by path, never with the value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Final, NamedTuple, cast, get_args, get_origin

from attrs import NOTHING, make_class
from attrs import field as attr_field
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from servicedesk.calendars import parse_instant, to_datetime, to_instant
from servicedesk.calendars.zones import bounded, bounded_day
from servicedesk.characters import MOST_OF_NAME, MOST_OF_TEXT, can_be_name, can_be_text
from servicedesk.errors import NaiveDatetime, OutOfBounds, ServicedeskError
from servicedesk.program.steps import Filing
from servicedesk.rules.facts import Expected
from servicedesk.rules.parts import Field, normalise
from servicedesk.rules.values import Instant, Value
from servicedesk.spans import Before, Span, parse_span
from servicedesk.texts.fields import EXTENSION, EXTENSION_WORDS, FAULTS, NO_WORDS, YES_WORDS, one_of
from servicedesk.texts.term import LANGUAGES, Term

_FEN = Decimal("0.01")
_DIGITS = 15
_BETWEEN_DIGITS: Final = re.compile(r"[\s().\u2010-\u2015-]")
# As the ITU has it, 15 digits at most; a short number of a service has three. A host may file the ends only.
_TELEPHONE: Final = re.compile(
    r"(\+?(?=[0-9*]{3,15}(?![0-9*]))[0-9]*(?:\*+[0-9]{4})?)"
    rf"(?:(?:{'|'.join(EXTENSION_WORDS)})([0-9]{{1,6}}))?"
)


class _Wrong(ValueError):  # noqa: N818  it never leaves this module
    """A field is filled wrongly: why, in zh and en, without the value."""

    def __init__(self, why: Term) -> None:
        super().__init__(why.en)
        self.why = why


class _OnClock(NamedTuple):
    """A moment as text, with the zone of the clock that it was read from where it names none."""

    text: str
    zone: str


def text_fault(value: object) -> Term | None:
    """Why a text cannot be kept, whatever it is for; ``None`` where it can."""
    return _fault(value, MOST_OF_TEXT, can_be_text)


def name_fault(value: object) -> Term | None:
    """Why something cannot be a name: of a person, a case, a subject; ``None`` where it can, be it empty."""
    return _fault(value, MOST_OF_NAME, can_be_name)


def _fault(value: object, most: int, fits: Callable[[str], bool]) -> Term | None:
    if not isinstance(value, str):
        return FAULTS["text"]
    if len(value) > most:
        return Term(*(FAULTS["long"].text(lang, most=most) for lang in LANGUAGES))
    return None if fits(value) else FAULTS["characters"]


def _text(field: Field, value: Any) -> str:
    why = text_fault(value)
    if why is not None:
        raise _Wrong(why)
    return str(value).strip()


def _telephone(field: Field, value: Any) -> str:
    """The digits of a number as it is dialled, with the plus before a country's code and 转 before an extension."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = format(value, "d") if abs(value) < 10**_DIGITS else ""
    if not isinstance(value, str) or len(value) > MOST_OF_NAME:
        raise _Wrong(FAULTS["telephone"])
    bare = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", value).casefold())
    found = _TELEPHONE.fullmatch(bare)
    if found is None:
        raise _Wrong(FAULTS["telephone"])
    number, extension = found.groups()
    return f"{number}{EXTENSION}{extension}" if extension else number


def _number(field: Field, value: Any) -> Decimal:
    if isinstance(value, float):
        raise _Wrong(FAULTS["float"])
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise _Wrong(FAULTS["number"])
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise _Wrong(FAULTS["number"]) from None
    if not number.is_finite():
        raise _Wrong(FAULTS["infinite"])
    if number.adjusted() > _DIGITS or int(number.as_tuple().exponent) < -_DIGITS:
        raise _Wrong(FAULTS["digits"])
    if field.not_negative and number < 0:
        raise _Wrong(FAULTS["negative"])
    return number or Decimal(0)  # there is one nought


def _count(field: Field, value: Any) -> int:
    number = _number(field, value)
    if number < 0 or number != number.to_integral_value():
        raise _Wrong(FAULTS["count"])
    return int(number)


def _money(field: Field, value: Any) -> Decimal:
    amount = _number(field, value)
    if amount < 0 or amount != amount.quantize(_FEN):
        raise _Wrong(FAULTS["money"])
    return amount.quantize(_FEN)


def _flag(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    raise _Wrong(FAULTS["flag"])


def _shown(field: Field, value: Any) -> bool:
    if not _flag(field, value):
        raise _Wrong(FAULTS["shown"])
    return True


def _day(field: Field, value: Any) -> date:
    try:
        day = isinstance(value, date) and not isinstance(value, datetime)
        return bounded_day(value if day else date.fromisoformat(str(value).strip()))
    except OutOfBounds:
        raise _Wrong(FAULTS["bounds"]) from None
    except ValueError:
        raise _Wrong(FAULTS["day"]) from None


def _moment(field: Field, value: Any) -> Instant:
    try:
        if isinstance(value, Instant):
            return Instant(bounded(value.us))
        if isinstance(value, _OnClock):
            return Instant(parse_instant(value.text, zone=value.zone))
        if isinstance(value, datetime):
            return Instant(to_instant(value))
    except OutOfBounds:
        raise _Wrong(FAULTS["bounds"]) from None
    except (ServicedeskError, ValueError) as error:
        if isinstance(error, NaiveDatetime) and "readings" in error.fields and not field.personal:
            one, other = cast("tuple[str, str]", error.fields["readings"])
            raise _Wrong(Term(*(FAULTS["clock"].text(lang, one=one, other=other) for lang in LANGUAGES))) from None
    raise _Wrong(FAULTS["moment"])


def _span(field: Field, value: Any) -> Span:
    try:
        span = value if isinstance(value, Span) else parse_span(str(value))
    except ServicedeskError:
        span = None
    if span is None or isinstance(span, Before):
        raise _Wrong(FAULTS["span"])
    return span


def _choice(field: Field, value: Any) -> str:
    word = normalise(str(value))
    for name, zh in field.options:
        if word in (normalise(name), normalise(zh)):
            return name
    if field.open_list:
        return _text(field, value)
    options = {name: Term(zh, name) for name, zh in field.options}
    near = get_close_matches(str(value), options, 1)
    raise _Wrong(one_of(options.values(), options[near[0]] if near else None))


_READERS: dict[str, Callable[[Field, Any], Value]] = {
    "text": _text,
    "telephone": _telephone,
    "number": _number,
    "count": _count,
    "money": _money,
    "flag": _flag,
    "shown": _shown,
    "day": _day,
    "moment": _moment,
    "span": _span,
    "choice": _choice,
}


def misdated(field: Field, value: Value | None, now: int, zone: str) -> str:
    """``past`` where a field that is always past says a day or a moment after ``now``, in microseconds UTC.

    ``ahead`` where one that always lies ahead says one before it; empty where nothing is wrong.
    """
    if isinstance(value, Instant):
        after, before = value.us > now, value.us < now
    elif isinstance(value, date):
        today = to_datetime(now, zone).date()
        after, before = value > today, value < today
    else:
        return ""
    return "past" if field.past and after else "ahead" if field.ahead and before else ""


def read_as(expects: Expected, value: Value) -> Value | None:
    """An answer as what it is compared as, text read as the number or the flag that it says; ``None`` if it is none."""
    counted = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not expects or (expects == "number" and counted):
        return value
    try:
        return _READERS[expects](Field("answer", expects), value)
    except _Wrong:
        return None


_payloads = Converter(forbid_extra_keys=True, detailed_validation=True)


def _field_of(kind: Any) -> Field | None:
    if get_origin(kind) is Annotated:
        return next((part for part in get_args(kind)[1:] if isinstance(part, Field)), None)
    return None


def _reader(kind: Any) -> Callable[[Any, Any], Value]:
    field = _field_of(kind)
    assert field is not None  # noqa: S101  the predicate found it
    read = _READERS[field.kind]
    return lambda value, _: read(field, value)


_payloads.register_structure_hook_factory(lambda kind: _field_of(kind) is not None, _reader)


def _attribute(field: Field, required: bool) -> Any:
    kind: Any = Annotated[object, field]
    default: Any = NOTHING if required else None
    return attr_field(default=default, type=kind, kw_only=True)


@lru_cache(maxsize=4096)
def _kinds(name: str, fields: tuple[Field, ...]) -> tuple[Any, Any]:
    """The classes that a payload is structured into: one strict, one where every field may be empty."""
    strict: Any = make_class(name, {b.name: _attribute(b, b.required) for b in fields})
    lenient: Any = make_class(name, {b.name: _attribute(b, required=False) for b in fields})
    for kind in (strict, lenient):
        hook = cast("Any", make_dict_structure_fn(kind, _payloads, _cattrs_forbid_extra_keys=True))
        _payloads.register_structure_hook(kind, hook)
    return strict, lenient


NOTHING_FILED: Final = Filing(MappingProxyType({}))


def structurer(name: str, fields: Sequence[Field]) -> Callable[[Mapping[str, Any], str], Filing]:
    """A function that structures a payload into these fields; faults carry paths, never values.

    The second argument is the zone of the clock on which moments without one are read. Empty text counts as not
    filled. What is right is returned beside the faults. The classes behind it are made when it is first called: a desk
    uses few of the many forms of a manual.
    """
    known = {field.name: field for field in fields}
    moments = {field.name for field in fields if field.kind == "moment"}
    kinds = cache(lambda: _kinds(name, tuple(fields)))
    may_be_empty = not any(field.required or field.if_empty is not None for field in fields)

    def structure(payload: Mapping[str, Any], zone: str) -> Filing:
        if not payload and may_be_empty:
            return NOTHING_FILED
        filled = {k: v for k, v in payload.items() if v is not None and not (isinstance(v, str) and not v.strip())}
        filled |= {k: _OnClock(filled[k], zone) for k in moments & filled.keys() if isinstance(filled[k], str)}
        if not filled and may_be_empty:
            return Filing({})
        strict, lenient = kinds()
        try:
            made: Any = _payloads.structure(filled, strict)
        except ClassValidationError as error:
            faults = tuple(_faults(error, known))
            wrong = {path for path, _, _, _ in faults}
            made = _payloads.structure({k: v for k, v in filled.items() if k in known and k not in wrong}, lenient)
            return Filing(_filled(made, known), faults)
        return Filing(_filled(made, known))

    return structure


def _filled(made: Any, known: Mapping[str, Field]) -> dict[str, Value]:
    values = {name: getattr(made, name) for name in known}
    values |= {n: f.if_empty for n, f in known.items() if values[n] is None and f.if_empty is not None}
    return {name: value for name, value in values.items() if value is not None}


def _faults(error: ClassValidationError, known: Mapping[str, Field]) -> list[tuple[str, str, str, str]]:
    faults: list[tuple[str, str, str, str]] = []
    with_notes, without = error.group_exceptions()
    for fault, note in with_notes:
        if isinstance(fault, _Wrong):
            faults.append((note.name, "wrong_value", fault.why.zh, fault.why.en))
        elif isinstance(fault, KeyError):
            faults.append((note.name, "missing_field", "", ""))
        else:
            faults.append((note.name, "wrong_value", FAULTS["unreadable"].zh, FAULTS["unreadable"].en))
    for fault in without:
        if isinstance(fault, ForbiddenExtraKeysError):
            for name in sorted(fault.extra_fields):
                near = get_close_matches(str(name), known, 1)
                faults.append((str(name), "unknown_field", "", near[0] if near else ""))
    order = list(known)
    return sorted(faults, key=lambda f: order.index(f[0]) if f[0] in known else len(order))
