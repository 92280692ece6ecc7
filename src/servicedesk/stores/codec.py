"""Cases and entries into JSON and back.

The body format is 1. Values keep their types: ``{"$decimal": "12.50"}``, ``{"$day": "2026-02-14"}``,
``{"$at": 1770000000000000}``, ``{"$span": "2 working days"}``, ``{"$token": "p1"}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from cattrs import Converter, ForbiddenExtraKeysError

from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry
from servicedesk.errors import CorruptRecord, ServicedeskError
from servicedesk.rules.values import Instant, Token, Value
from servicedesk.spans import Span, parse_span

__all__ = [
    "FORMAT",
    "case_from_json",
    "case_to_json",
    "entry_from_json",
    "entry_to_json",
    "plain",
    "typed",
]

FORMAT = 1


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
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
        named = cast("Mapping[str, Any]", value)
        return {str(k): plain(v) for k, v in named.items()}
    if isinstance(value, list | tuple):
        several = cast("Iterable[Any]", value)
        return [plain(v) for v in several]
    return value


_TAGS: dict[str, Callable[[Any], Value]] = {
    "$decimal": Decimal,
    "$day": date.fromisoformat,
    "$at": Instant,
    "$span": parse_span,
    "$token": Token,
}


def typed(value: Any) -> Any:
    """The value that JSON kept."""
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        if len(named) == 1:
            tag, inner = next(iter(named.items()))
            if tag in _TAGS:
                return _TAGS[tag](inner)
        return {k: typed(v) for k, v in named.items()}
    if isinstance(value, list):
        return [typed(v) for v in cast("Sequence[Any]", value)]
    return value


_bodies = Converter(forbid_extra_keys=True, omit_if_default=True, detailed_validation=False)
_VALUES = (Mapping[str, Value], Mapping[str, Any])
_bodies.register_unstructure_hook_func(lambda kind: kind in _VALUES, plain)
_bodies.register_structure_hook_func(lambda kind: kind in _VALUES, lambda value, _: typed(value))


def _dump(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


# What a text that is no body can raise on its way: no JSON, other shapes, unknown keys, no number, no span.
_UNREADABLE = (
    ServicedeskError,
    ForbiddenExtraKeysError,
    ArithmeticError,
    AttributeError,
    ExceptionGroup,
    LookupError,
    TypeError,
    ValueError,
)


def _load(text: str, kind: type[Any], what: str, ident: str) -> Any:
    try:
        body = json.loads(text)
        if body["format"] != FORMAT or set(body) != {"format", what}:
            raise ValueError("another format")
        return _bodies.structure(body[what], kind)
    except _UNREADABLE as error:
        raise CorruptRecord(
            f"the stored {what} {ident} cannot be read ({type(error).__name__})",
            remedy="restore it from a backup, or read it with the version that wrote it",
            id=ident,
            why=type(error).__name__,
        ) from None


def case_to_json(case: Case) -> str:
    """A case as its stored body."""
    return _dump({"format": FORMAT, "case": _bodies.unstructure(case)})


def case_from_json(text: str, ident: str) -> Case:
    """A case from its stored body.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    case: Case = _load(text, Case, "case", ident)
    return case


def entry_to_json(entry: Entry) -> str:
    """An entry as its stored body."""
    return _dump({"format": FORMAT, "entry": _bodies.unstructure(entry)})


def entry_from_json(text: str, ident: str) -> Entry:
    """An entry from its stored body.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    entry: Entry = _load(text, Entry, "entry", ident)
    return entry
