"""The body of a case, written part by part: what did not change since the last body keeps its text.

It is the body that :func:`~servicedesk.stores.codec.case_to_json` gives, to the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final, Never

from attrs import field, frozen

from servicedesk.engine.case import Case
from servicedesk.stores.codec import CASE, CONSEQUENCE, ENTITLEMENT, FOLLOWED, FORMAT, ITEM, LIMIT, dump
from servicedesk.stores.tables import Table, Write
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
    """By the place of each attribute; ``None`` where it has its default. Empty where the body was read, not written."""


def written(case: Case, before: Written | None = None) -> Written:
    """Write a case; what is the very same as before keeps its text."""
    own = _values(case)
    known, parts = (
        (_defaults, [*_unsaid]) if before is None or not before.parts else (_values(before.case), [*before.parts])
    )
    for place in [n for n in _PLACES if own[n] is not known[n]]:
        default, write = _CASE_PARTS[place]
        parts[place] = None if own[place] == default else write(own[place], parts[place])
    whole = ",".join([part[0] for part in parts if part is not None])
    return Written(case, f'{{"format":{FORMAT},"case":{{{whole}}}}}', tuple(parts))


def _plain(value: str | bool | int) -> str:
    """What JSON knows, without the ways of an encoder."""
    return str(value) if type(value) is int else dump(value)


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


def _by_table(table: Table[Any]) -> Callable[[str, Any], str]:
    return lambda _, value: dump(table.write(value))


_ONE_BY_ONE: Final[dict[str, tuple[Callable[[str, Any], str], str, str]]] = {
    "occurrences": (lambda key, occurrence: f"{dump(key)}:{occurrence_text(occurrence)}", "{", "}"),
    "limits": (_by_table(LIMIT), "[", "]"),
    "items": (_by_table(ITEM), "[", "]"),
    "entitlements": (_by_table(ENTITLEMENT), "[", "]"),
    "consequences": (_by_table(CONSEQUENCE), "[", "]"),
    "followed": (_by_table(FOLLOWED), "[", "]"),
}


def _part(name: str, way: Write | None) -> WritePart:
    if name in _ONE_BY_ONE:
        return _one_by_one(name, *_ONE_BY_ONE[name])
    return _whole(name, _plain if way is None else lambda value: dump(way(value)))


_CASE_PARTS: Final = [(default, _part(name, way)) for name, default, way in CASE.writes]
_PLACES: Final = range(len(_CASE_PARTS))
_values: Final = attrgetter(*(name for name, _, _ in CASE.writes))
_defaults: Final = tuple(default for default, _ in _CASE_PARTS)
_unsaid: Final[tuple[Part | None, ...]] = (None,) * len(_CASE_PARTS)
