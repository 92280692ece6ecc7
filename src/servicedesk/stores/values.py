"""Values into JSON and back: those that JSON does not know stand under a tag."""

# What JSON gives is of no known type until it has been read.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from servicedesk.rules.values import Instant, Occurrence, Token, Value
from servicedesk.spans import Gap, Span, parse_span


def as_text(value: Any) -> str:
    """A text that is one."""
    if type(value) is not str:
        raise TypeError("no text")
    return value


def as_whole(value: Any) -> int:
    """A whole number that is one."""
    if type(value) is not int:
        raise TypeError("no whole number")
    return value


def as_number(value: Any) -> Decimal:
    """A decimal number that is one."""
    number = typed(value)
    if not isinstance(number, Decimal):
        raise TypeError("no decimal number")
    return number


def as_truth(value: Any) -> bool:
    """A truth value that is one."""
    if type(value) is not bool:
        raise TypeError("neither yes nor no")
    return value


def plain(value: Any) -> Any:
    """A value as JSON keeps it; what is in lists and mappings too."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, Instant):
        return {"$at": value.us}
    if isinstance(value, Span):
        return {"$span": str(value)}
    if isinstance(value, Token):
        return {"$token": value.name}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in cast("Iterable[Any]", value)]
    return value


_span = lru_cache(maxsize=1024)(parse_span)


_TAGS: dict[str, Callable[[Any], Value]] = {
    "$decimal": lambda value: Decimal(as_text(value)),
    "$day": lambda value: date.fromisoformat(as_text(value)),
    "$at": lambda value: Instant(as_whole(value)),
    "$span": lambda value: _span(as_text(value)),
    "$token": lambda value: Token(as_text(value)),
}


def typed(value: Any) -> Value:
    """The value that JSON kept."""
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return cast("Value", value)
    ((tag, inner),) = value.items()
    return _TAGS[tag](inner)


def gap_row(gap: Gap) -> list[Any]:
    """A gap as JSON keeps it."""
    return [gap.start, gap.until, gap.reason]


def occurrence_rows(named: Mapping[str, Occurrence]) -> dict[str, Any]:
    """What happened once needs its instant and its entry only."""
    return {key: [o.last_at, o.last_seq] if o.times == 1 else list(o) for key, o in named.items()}


def occurrence_text(occurrence: Occurrence) -> str:
    """The same of one, as JSON text."""
    times, first_at, first_seq, at, seq = occurrence
    return f"[{at},{seq}]" if times == 1 else f"[{times},{first_at},{first_seq},{at},{seq}]"


def occurrence_of(value: Any) -> Occurrence:
    """An occurrence from what JSON kept."""
    if type(value) is not list:
        raise TypeError("no list")
    for each in value:
        if type(each) is not int:
            raise TypeError("no whole number")
    if len(value) == 2:
        at, seq = value
        return Occurrence(1, at, seq, at, seq)
    return Occurrence(*value)
