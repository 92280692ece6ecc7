"""What conditions see of a case."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from servicedesk.engine.case import Case
from servicedesk.rules.values import Mark, Value

__all__ = ["Look"]

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@frozen
class Look:
    """A case seen by a condition: at a day, inside a line, with answers and with what a step is about to file."""

    case: Case
    day: str = ""
    line: str | None = None
    answers: Mapping[str, Value] = _NOTHING
    filed: Mapping[str, Any] = field(default=_NOTHING, repr=False)

    @property
    def case_id(self) -> str:
        return self.case.id

    def fact(self, name: str) -> Value | None:
        """What is being filed, else the line's own, else the case's."""
        if name in self.filed:
            filed: Value | None = self.filed[name]
            return filed
        own = self.case.facts.get(f"{name}@{self.line}") if self.line else None
        return self.case.facts.get(name) if own is None else own

    def answer(self, name: str) -> Value | None:
        return self.answers[name] if name in self.answers else self.case.answers.get(name)

    def mark(self, key: str) -> Mark | None:
        """Inside a line its own mark; what happened in other lines only has not happened here."""
        marks = self.case.marks
        if self.line and f"{key}@" in marks:
            return marks.get(f"{key}@{self.line}")
        return marks.get(key)

    def state(self) -> str:
        return self.case.state

    def open_lines(self, kind: str) -> int:
        return sum(line.open for line in self.case.lines.values() if line.kind == kind)

    def holder(self, item: str) -> str | None:
        custody = self.case.custody
        return custody.get(f"{item}@{self.line}", custody.get(item)) if self.line else custody.get(item)

    def in_force(self, grant: str) -> bool:
        found = self.case.grants.get(grant)
        if found is None or found.over:
            return False
        if found.cut_on:
            return found.from_day <= self.day < found.cut_on
        return found.from_day <= self.day <= found.until_day
