"""How a class is written into JSON and read: a table of its attributes, each with its way there and back.

What is written is text at once: an encoder that is given a tree of lists and mappings costs four times as much.
"""

# What JSON gives is of no known type until it has been read.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from json.encoder import encode_basestring
from operator import attrgetter, is_not
from typing import Any, Final, Generic, TypeVar, cast

import attrs

from servicedesk.rules.values import Value
from servicedesk.stores.values import as_text, as_truth, as_whole, plain, typed

T = TypeVar("T")
Read = Callable[[Any], Any]
"""From what JSON held; raises ``TypeError`` or ``ValueError`` where it held something else."""
Write = Callable[[Any], Any]
Text = Callable[[Any], str]
_ALL: Final = frozenset[str]()

dump: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""A value as the text of a body."""


def several(read: Read) -> Read:
    """A list of such things, as a tuple."""

    def all_of(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise TypeError("no list")
        return tuple([read(each) for each in value])

    return all_of


def by_name(read: Read) -> Read:
    """A mapping of names to such things."""

    def named(value: Any) -> dict[str, Any]:
        return {name: read(each) for name, each in value.items()}

    return named


def by_key(read: Read, key: str) -> Read:
    """A list of such things, by an attribute of each."""

    def keyed(value: Any) -> dict[str, Any]:
        return {getattr(each, key): each for each in several(read)(value)}

    return keyed


def in_row(kind: Callable[..., Any], *reads: Read) -> Read:
    """A list of as many things of these kinds, one after another."""

    def row(value: Any) -> Any:
        if type(value) is not list:
            raise TypeError("no list")
        return kind(*[read(each) for read, each in zip(reads, value, strict=True)])

    return row


def optional(read: Read) -> Read:
    """Such a thing, or nothing."""
    return lambda value: None if value is None else read(value)


def pair(*parts: Any) -> tuple[Any, ...]:
    """Its parts as a tuple."""
    return parts


def plain_values(named: Mapping[str, Value]) -> dict[str, Any]:
    """Values by name, as JSON holds them."""
    return {name: plain(value) for name, value in named.items()}


def simple_text(value: str | bool | int | None) -> str:
    """The text of what JSON knows, without the ways of an encoder."""
    kind = type(value)
    if kind is str:
        return encode_basestring(cast("str", value))
    return str(value) if kind is int else dump(value)


def texts_text(texts: tuple[str, ...]) -> str:
    """Several texts."""
    return f"[{','.join(map(encode_basestring, texts))}]"


def named_text(named: Mapping[str, Any]) -> str:
    """Values by name."""
    return f"{{{','.join([f'{encode_basestring(name)}:{_value_text(value)}' for name, value in named.items()])}}}"


def _value_text(value: Any) -> str:
    kind = type(value)
    return simple_text(value) if kind is str or kind is int else dump(plain(value))


def row_text(row: tuple[str | int | None, ...]) -> str:
    """A row of what JSON knows."""
    return f"[{','.join(map(simple_text, row))}]"


def rows_text(rows: tuple[tuple[str | int | None, ...], ...]) -> str:
    """Several of them."""
    return f"[{','.join(map(row_text, rows))}]"


TEXTS: Final = (several(as_text), list, texts_text)
NAMED_TEXTS: Final = (by_name(as_text), dict, named_text)
NAMED_VALUES: Final = (by_name(typed), plain_values, named_text)
_AS_IT_IS: Final[Mapping[type, tuple[Read, None, Text]]] = {
    str: (as_text, None, encode_basestring),
    int: (as_whole, None, str),
    bool: (as_truth, None, lambda value: "true" if value else "false"),
}
Way = type | tuple[Read, Write] | tuple[Read, Write, Text]
"""How an attribute is read and written: a simple type; or functions, the last of them where there is a quick one."""


def _slow_text(write: Write) -> Text:
    return lambda value: dump(write(value))


class _Writer:
    """Writes some attributes of a class: those that have not their defaults."""

    def __init__(self, texts: Sequence[tuple[str, Any, str, Text]]) -> None:
        self._values: Callable[[Any], tuple[Any, ...]] = attrgetter(*(name for name, _, _, _ in texts))
        self._defaults = tuple(default for _, default, _, _ in texts)
        self._parts = tuple((default, opening, text) for _, default, opening, text in texts)

    def text(self, value: object) -> str:
        """The attributes of one as a JSON object."""
        values = self._values(value)
        said = compress(zip(values, self._parts, strict=True), map(is_not, values, self._defaults))
        return f"{{{','.join([opening + text(own) for own, (default, opening, text) in said if own != default])}}}"


class Table(Generic[T]):
    """How one class is written and read: its attributes by name, with their defaults."""

    def __init__(self, kind: type[T], /, **how: Way) -> None:
        self.kind = kind
        defaults = {a.name: a.default for a in attrs.fields(cast("type[attrs.AttrsInstance]", kind))}
        self.reads: dict[str, Read] = {}
        self.writes: list[tuple[str, Any, Write | None]] = []
        self.texts: list[tuple[str, Any, str, Text]] = []
        self._values: Callable[[T], tuple[Any, ...]] = attrgetter(*how)
        self._writers: dict[frozenset[str], _Writer] = {}
        for name, way in how.items():
            read, write, *quick = _AS_IT_IS[way] if isinstance(way, type) else way
            self.reads[name] = read
            self.writes.append((name, defaults[name], write))
            text = quick[0] if quick else _slow_text(cast("Write", write))
            self.texts.append((name, defaults[name], f'"{name}":', text))

    def write(self, value: T) -> dict[str, Any]:
        """The attributes that have not their defaults."""
        return {
            name: own if write is None else write(own)
            for (name, default, write), own in zip(self.writes, self._values(value), strict=True)
            if own is not default and own != default
        }

    def text(self, value: T, without: frozenset[str] = _ALL) -> str:
        """The same as the text of a body, to the letter; some may be left out."""
        writer = self._writers.get(without)
        if writer is None:
            writer = self._writers[without] = _Writer([each for each in self.texts if each[0] not in without])
        return writer.text(value)

    def read(self, body: Any) -> T:
        """An object from what was written."""
        reads = self.reads
        return self.kind(**{name: reads[name](value) for name, value in body.items()})


OPTIONAL_WHOLE: Final = (optional(as_whole), lambda value: value, simple_text)
OPTIONAL_TEXT: Final = (optional(as_text), lambda value: value, simple_text)
