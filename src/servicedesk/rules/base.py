"""What every rule has: its clause first, then its name, and what it also satisfies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, cast

from attrs import field, fields, frozen

from servicedesk.rules.citation import Citation, LocalRule, cite
from servicedesk.rules.conditions import Condition

__all__ = ["Rule", "as_tuple", "conditions_of", "names"]


def as_tuple(value: Any) -> tuple[Any, ...]:
    """One thing, several, or none, as a tuple."""
    if value is None:
        return ()
    return tuple(cast("Iterable[Any]", value)) if isinstance(value, list | tuple) else (value,)


def names(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Names written as one text with spaces, or as a list."""
    return tuple(value.split()) if isinstance(value, str) else as_tuple(value)


@frozen
class Rule:
    """One clause of the manual as an object.

    ``also`` names further rows that the rule satisfies, ``reading`` says how a text that leaves something open is
    read (the row carries a reading too, both or none), ``reading_zh`` says it in Chinese. ``zh`` and ``en`` are the
    label; where they are empty the label is the clause's key term and summary in the catalogue.
    """

    kind: ClassVar[str] = "rule"

    clause: Citation | LocalRule = field(converter=cite)
    name: str = ""
    also: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    reading: str = field(default="", kw_only=True)
    reading_zh: str = field(default="", kw_only=True)
    zh: str = field(default="", kw_only=True)
    en: str = field(default="", kw_only=True)

    def place(self) -> str:
        """How a message points to this rule."""
        return f"{type(self).__name__}({str(self.clause)!r}, {self.name!r})"


def conditions_of(rule: Rule) -> Iterator[tuple[str, Condition]]:
    """Every condition that a rule holds, with the name of the field it stands in."""
    for attribute in fields(type(rule)):
        value = getattr(rule, attribute.name)
        for item in as_tuple(value):
            if isinstance(item, Condition):
                yield attribute.name, item
