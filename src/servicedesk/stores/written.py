"""The body of a case, read and written part by part: what did not change since the last body keeps its text.

It is the body that :func:`~servicedesk.stores.codec.case_to_json` gives, to the letter.
"""

# What JSON gives is of no known type until it has been read.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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

_NONE: Final[Mapping[str, Never]] = {}
Part = tuple[str, Mapping[str, tuple[object, str]]]
"""One attribute of a case in its body; of a mapping of many things also each of them, with its text."""


@frozen
class Written:
    """The body of a case and what it is made of, so that the next body is made of what did not change."""

    case: Case
    text: str = field(repr=False)
    parts: tuple[Part | None, ...] = field(repr=False)
    """By the place of each attribute; ``None`` where it has its default. Empty where the text is not as we write it."""


def written(case: Case, before: Written | None = None) -> Written:
    """Write a case; what is the very same as before keeps its text."""
    own = _values(case)
    known, parts = (
        (_defaults, [*_unsaid]) if before is None or not before.parts else (_values(before.case), [*before.parts])
    )
    for place in compress(_PLACES, map(is_not, own, known)):
        default, write = _CASE_PARTS[place]
        parts[place] = None if own[place] == default else write(own[place], parts[place])
    whole = ",".join([part[0] for part in parts if part is not None])
    return Written(case, f'{{"format":{FORMAT},"case":{{{whole}}}}}', tuple(parts))


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
    return Written(case_from_json(text, ident), text, ())


def _read(text: str) -> Written:
    parts = [*_unsaid]
    made: dict[str, Any] = {}
    start = len(_HEAD)
    while True:
        colon = text.index(":", start)
        name = text[start + 1 : colon - 1]
        if text[start] != '"' or text[colon - 1] != '"' or name in made:
            raise ValueError("no attribute")
        made[name], known, end = _READ[name](text, colon + 1)
        parts[_PLACE_OF[name]] = (text[start:end], known)
        if text[end] != ",":
            break
        start = end + 1
    if text[end:] != "}}":
        raise ValueError("no end")
    return Written(Case(**made), text, tuple(parts))


WritePart = Callable[[Any, Part | None], Part]


def _whole(name: str, text: Callable[[Any], str]) -> WritePart:
    """An attribute that is written anew where it is another."""
    return lambda value, _: (f'"{name}":{text(value)}', _NONE)


def _one_by_one(name: str, text: Callable[[str, Any], str], opening: str, closing: str) -> WritePart:
    """A mapping of which few things change at a time."""

    def write(named: Mapping[str, Any], earlier: Part | None) -> Part:
        known = _NONE if earlier is None else earlier[1]
        each: dict[str, tuple[object, str]] = {}
        for key, value in named.items():
            before = known.get(key)
            each[key] = before if before is not None and before[0] is value else (value, text(key, value))
        return f'"{name}":{opening}{",".join([one for _, one in each.values()])}{closing}', each

    return write


def _occurrence(key: str, occurrence: Any) -> str:
    return f"{encode_basestring(key)}:{occurrence_text(occurrence)}"


def _part(name: str, text: Text) -> WritePart:
    if name == "occurrences":
        return _one_by_one(name, _occurrence, "{", "}")
    table = _TABLES.get(name)
    return _whole(name, text) if table is None else _one_by_one(name, lambda _, value: table[0].text(value), "[", "]")


ReadPart = Callable[[str, int], tuple[object, Mapping[str, tuple[object, str]], int]]
"""From a text and where it begins: what it is, its things with their texts, and where it ends."""


def _read_whole(read: Read) -> ReadPart:
    def part(text: str, start: int) -> tuple[object, Mapping[str, tuple[object, str]], int]:
        body, end = _scan(text, start)
        return read(body), _NONE, end

    return part


def _read_each(table: Table[Any], key: str) -> ReadPart:
    """Many things of a table, of each of which the text is known."""

    def part(text: str, start: int) -> tuple[object, Mapping[str, tuple[object, str]], int]:
        if text[start] != "[":
            raise ValueError("no list")
        known: dict[str, tuple[object, str]] = {}
        end = start
        while end == start or text[end] == ",":
            start = end + 1
            body, end = _scan(text, start)
            value = table.read(body)
            known[getattr(value, key)] = (value, text[start:end])
        if text[end] != "]":
            raise ValueError("no end of it")
        return {key: value for key, (value, _) in known.items()}, known, end + 1

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
_unsaid: Final[tuple[Part | None, ...]] = (None,) * len(_CASE_PARTS)
