"""The body of a case, read and written part by part: what did not change since the last body keeps its text.

It is the body that :func:`~servicedesk.stores.codec.case_to_json` gives, to the letter.
"""

# What JSON gives is of no known type until it has been read.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from json.encoder import encode_basestring
from operator import attrgetter, is_not
from typing import Any, Final, Never

from attrs import field, frozen

from servicedesk.engine.case import Case
from servicedesk.stores.codec import (
    CASE,
    CONSEQUENCE,
    ENTITLEMENT,
    FOLLOWED,
    FORMAT,
    ITEM,
    LIMIT,
    UNREADABLE,
    case_from_json,
)
from servicedesk.stores.tables import Read, Table, Text
from servicedesk.stores.values import occurrence_text

Things = tuple[Mapping[str, object], Mapping[str, str]]
"""Many things by their keys, and the text of each."""
_NONE: Final[Mapping[str, Never]] = {}
_NOTHING: Final[Things] = (_NONE, _NONE)


@frozen
class Written:
    """The body of a case and what it is made of, so that the next body is made of what did not change.

    ``parts`` are the texts of its attributes, each by its place; empty where one has its default. There are none where
    the text is not as we write it. ``things`` are those of each attribute that has many.
    """

    case: Case
    text: str = field(repr=False)
    parts: Sequence[str] = field(repr=False)
    things: Mapping[int, Things] = field(repr=False)


def written(case: Case, before: Written | None = None) -> Written:
    """Write a case; what is the very same as before keeps its text."""
    own = _values(case)
    if before is None or not before.parts:
        known, parts, things = _defaults, [*_UNSAID], dict[int, Things]()
    else:
        known, parts, things = _values(before.case), [*before.parts], dict(before.things)
    for place in compress(_PLACES, map(is_not, own, known)):
        default, write = _CASE_PARTS[place]
        if own[place] == default:
            parts[place] = ""
            things.pop(place, None)
        else:
            parts[place] = write(own[place], things)
    return Written(case, f'{{"format":{FORMAT},"case":{{{",".join(filter(None, parts))}}}}}', parts, things)


def read(text: str, ident: str) -> Written:
    """Read a case from its stored body. Where that is written as here, each part is known by its text.

    Raises:
        CorruptRecord: it cannot be read; the message has no value of it.
    """
    try:
        if text.startswith(_HEAD):
            return _read(text)
    except UNREADABLE:  # said by the plain way, in its words
        pass
    return Written(case_from_json(text, ident), text, (), _NO_THINGS)


def _read(text: str) -> Written:
    parts = [*_UNSAID]
    things: dict[int, Things] = {}
    made: dict[str, Any] = {}
    start = len(_HEAD)
    while True:
        colon = text.index(":", start)
        name = text[start + 1 : colon - 1]
        if text[start] != '"' or text[colon - 1] != '"' or name in made:
            raise ValueError("no attribute")
        made[name], known, end = _READ[name](text, colon + 1)
        place = _PLACE_OF[name]
        parts[place], things[place] = text[start:end], known
        if text[end] != ",":
            break
        start = end + 1
    if text[end:] != "}}":
        raise ValueError("no end")
    return Written(Case(**made), text, parts, things)


WritePart = Callable[[Any, dict[int, Things]], str]
"""From an attribute, and the things that are known of those that have many, its text."""


def _whole(name: str, text: Callable[[Any], str]) -> WritePart:
    """An attribute that is written anew where it is another."""
    opening = f'"{name}":'
    return lambda value, _: opening + text(value)


def _one_by_one(name: str, text: Callable[[str, Any], str], opening: str, closing: str) -> WritePart:
    """A mapping of which few things change at a time: those that are the very same keep their texts."""

    def write(named: Mapping[str, Any], things: dict[int, Things]) -> str:
        known, texts = things.get(_PLACE_OF[name], _NOTHING)
        each = dict(texts)
        for key in compress(named, map(is_not, named.values(), map(known.get, named))):
            each[key] = text(key, named[key])
        if [*each] != [*named]:  # some are gone, or stand elsewhere
            each = {key: each[key] for key in named}
        things[_PLACE_OF[name]] = named, each
        return f'"{name}":{opening}{",".join(each.values())}{closing}'

    return write


def _occurrence(key: str, occurrence: Any) -> str:
    return f"{encode_basestring(key)}:{occurrence_text(occurrence)}"


def _part(name: str, text: Text) -> WritePart:
    if name == "occurrences":
        return _one_by_one(name, _occurrence, "{", "}")
    table = _TABLES.get(name)
    return _whole(name, text) if table is None else _one_by_one(name, lambda _, value: table[0].text(value), "[", "]")


ReadPart = Callable[[str, int], tuple[object, Things, int]]
"""From a text and where it begins: what it is, its things with their texts, and where it ends."""


def _read_whole(read: Read) -> ReadPart:
    def part(text: str, start: int) -> tuple[object, Things, int]:
        body, end = _scan(text, start)
        return read(body), _NOTHING, end

    return part


def _read_each(table: Table[Any], key: str) -> ReadPart:
    """Many things of a table, of each of which the text is known."""

    def part(text: str, start: int) -> tuple[object, Things, int]:
        if text[start] != "[":
            raise ValueError("no list")
        named: dict[str, Any] = {}
        texts: dict[str, str] = {}
        end = start
        while end == start or text[end] == ",":
            start = end + 1
            body, end = _scan(text, start)
            value = table.read(body)
            own = getattr(value, key)
            named[own], texts[own] = value, text[start:end]
        if text[end] != "]":
            raise ValueError("no end of it")
        return named, (named, texts), end + 1

    return part


def _reading(name: str, read: Read) -> ReadPart:
    table = _TABLES.get(name)
    return _read_whole(read) if table is None else _read_each(*table)


_TABLES: Final[Mapping[str, tuple[Table[Any], str]]] = {
    "limits": (LIMIT, "key"),
    "items": (ITEM, "id"),
    "entitlements": (ENTITLEMENT, "name"),
    "consequences": (CONSEQUENCE, "key"),
    "followed": (FOLLOWED, "id"),
}
"""The many things of a case, and by which attribute of theirs it has them."""
_HEAD: Final = f'{{"format":{FORMAT},"case":{{'
_scan: Final = json.JSONDecoder().raw_decode
_READ: Final = {name: _reading(name, read) for name, read in CASE.reads.items()}
_CASE_PARTS: Final = [(default, _part(name, text)) for name, default, _, text in CASE.texts]
_PLACES: Final = range(len(_CASE_PARTS))
_PLACE_OF: Final = {name: place for place, (name, _, _, _) in enumerate(CASE.texts)}
_values: Final = attrgetter(*_PLACE_OF)
_defaults: Final = tuple(default for default, _ in _CASE_PARTS)
_UNSAID: Final = ("",) * len(_CASE_PARTS)
_NO_THINGS: Final[Mapping[int, Things]] = {}
