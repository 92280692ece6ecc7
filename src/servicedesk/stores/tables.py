"""How a class is written into JSON and read: a table of its attributes, each with its way there and back."""

# What JSON gives is of no known type until it has been read.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportArgumentType=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar, cast

import attrs

from servicedesk.rules.values import Value
from servicedesk.stores.values import as_text, as_truth, as_whole, plain, typed

T = TypeVar("T")
Read = Callable[[Any], Any]
"""From what JSON held; raises ``TypeError`` or ``ValueError`` where it held something else."""
Write = Callable[[Any], Any]


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


TEXTS: Final = (several(as_text), list)
NAMED_TEXTS: Final = (by_name(as_text), dict)
NAMED_VALUES: Final = (by_name(typed), plain_values)
_AS_IT_IS: Final = {str: as_text, int: as_whole, bool: as_truth}


class Table(Generic[T]):
    """How one class is written and read: its attributes by name, with their defaults."""

    def __init__(self, kind: type[T], /, **how: type | tuple[Read, Write]) -> None:
        self.kind = kind
        defaults = {a.name: a.default for a in attrs.fields(cast("type[attrs.AttrsInstance]", kind))}
        self.reads: dict[str, Read] = {}
        self.writes: list[tuple[str, Any, Write | None]] = []
        for name, way in how.items():
            read, write = (_AS_IT_IS[way], None) if isinstance(way, type) else way
            self.reads[name] = read
            self.writes.append((name, defaults[name], write))

    def write(self, value: T) -> dict[str, Any]:
        """The attributes that have not their defaults."""
        body: dict[str, Any] = {}
        for name, default, write in self.writes:
            own = getattr(value, name)
            if own is not default and own != default:
                body[name] = own if write is None else write(own)
        return body

    def read(self, body: Any) -> T:
        """An object from what was written."""
        reads = self.reads
        return self.kind(**{name: reads[name](value) for name, value in body.items()})


OPTIONAL_WHOLE: Final = (optional(as_whole), lambda value: value)
OPTIONAL_TEXT: Final = (optional(as_text), lambda value: value)
