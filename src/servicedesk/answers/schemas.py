"""What the data of an answer look like, as JSON Schema 2020-12: read off what its class declares and its types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Final, Literal, Union, get_args, get_origin, get_type_hints

from servicedesk.answers import Answer, Answers, Json, Shown, shown_of
from servicedesk.rules.values import Instant, Token
from servicedesk.spans import Span
from servicedesk.texts.term import LANGUAGES, Term

__all__ = ["DIALECT", "schemas_of"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Json]

_MOMENT: Final[Schema] = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?[+-]\d\d:\d\d$",
}
_DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
_KINDS: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    Span: {"type": "string"},
    Instant: _MOMENT,
    NoneType: {"type": "null"},
    Token: {"type": "null"},
    object: {},
}


def schemas_of(kinds: Iterable[type[Answer]], calls: Mapping[str, object]) -> Schema:
    """A schema for each class of answers and for what each call gives, under its name in ``$defs``.

    ``calls`` are the types of what they give, as their signatures say; what an answer holds is there too.
    """
    found: dict[str, Json] = {}
    for kind in kinds:
        _define(kind, found)
    given = {name: _of_type(hint, found) for name, hint in calls.items()}
    return {"$schema": DIALECT, "$defs": {**dict(sorted(found.items())), **given}}


def _define(kind: type[Answer], found: dict[str, Json]) -> None:
    if kind.__name__ in found:
        return
    found[kind.__name__] = {}
    members: Schema = {}
    for each in shown_of(kind):
        members |= _member(kind, each, found)
    found[kind.__name__] = _object(members)


def _object(members: Schema) -> Schema:
    """An object; what is in one language is not there where the other alone was asked for."""
    needed: list[Json] = []
    needed += (name for name in members if name not in LANGUAGES and not name.endswith(("_zh", "_en")))
    return {"type": "object", "properties": members, "required": needed, "additionalProperties": False}


def _member(kind: type[Answer], member: Shown, found: dict[str, Json]) -> Schema:
    hint = _type_at(kind, member.path)
    if hint is Term:
        return {f"{member.name}_{lang}": {"type": "string"} for lang in LANGUAGES}
    if member.is_instant:
        return {member.name: _nullable(_MOMENT) if NoneType in get_args(hint) else _MOMENT}
    if member.labels is None:
        return {member.name: _of_type(hint, found)}
    codes: list[Json] = [*sorted({"", *member.labels})]
    words: Schema = {f"{member.name}_{lang}": {"type": "string"} for lang in LANGUAGES}
    return {member.name: {"enum": codes}, **words}


def _type_at(kind: type[object], path: str) -> object:
    """The type of what stands at the end of a path of attributes."""
    found: object = kind
    for name in path.split("."):
        assert isinstance(found, type)  # noqa: S101  a path goes through classes
        found = _type_of(found, name)
    return found


def _type_of(kind: type[object], name: str) -> object:
    own = getattr(kind, name, None)
    if isinstance(own, property):
        return get_type_hints(own.fget)["return"]
    return get_type_hints(kind)[name]


def _of_type(hint: object, found: dict[str, Json]) -> Schema:
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _any_of(inside, found)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is tuple and inside[-1] is not ...:
        return {"type": "array", "prefixItems": [_of_type(each, found) for each in inside]}
    if origin is not None and issubclass(_class(origin), Answers):
        return _list(_class(origin), inside[0], found)
    if origin in (tuple, frozenset, list, Sequence):
        return {"type": "array", "items": _of_type(inside[0], found)}
    if origin is not None and issubclass(_class(origin), Mapping):
        return {"type": "object", "additionalProperties": _of_type(inside[1], found)}
    return _of_class(_class(hint), found)


def _list(kind: type[object], row: object, found: dict[str, Json]) -> Schema:
    """Several answers, with what stands beside them."""
    rows: Schema = {"type": "array", "items": _of_type(row, found)}
    beside: list[str] = getattr(kind, "BESIDE", "").split()
    more = {name: _of_type(_type_of(kind, name), found) for name in beside}
    return _object({"rows": rows, **more}) if beside else rows


def _class(hint: object) -> type[object]:
    assert isinstance(hint, type)  # noqa: S101  whatever is declared is one of these
    return hint


def _of_class(kind: type[object], found: dict[str, Json]) -> Schema:
    if issubclass(kind, Answer):
        _define(kind, found)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if kind is Term:
        return {"type": "object", "properties": {lang: {"type": "string"} for lang in LANGUAGES}}
    if hasattr(kind, "_fields"):
        hints: dict[str, object] = get_type_hints(kind)
        return _object({name: _of_type(hint, found) for name, hint in hints.items()})
    if issubclass(kind, date):
        return _MOMENT if issubclass(kind, datetime) else _DAY
    return _KINDS.get(kind, {"type": "object"})


def _any_of(kinds: Iterable[object], found: dict[str, Json]) -> Schema:
    several: list[Json] = []
    for kind in kinds:
        made = _of_type(kind, found)
        several += [made] if made not in several else []
    return {"anyOf": several}


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
