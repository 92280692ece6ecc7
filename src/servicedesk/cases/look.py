"""What conditions see of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from servicedesk.cases.case import Case
from servicedesk.rules.values import Mark, Value

__all__ = ["Look"]


@frozen
class Look:
    """A case seen by a condition: at a day, inside a line, with answers and with what a step is about to file."""

    case: Case
    day: str = ""
    line: str | None = None
    answers: Mapping[str, Value] = field(factory=dict[str, Value])
    filed: Mapping[str, Any] = field(factory=dict[str, Any])

    @property
    def case_id(self) -> str:
        return self.case.id

    def fact(self, name: str) -> Value | None:
        return self.filed[name] if name in self.filed else self.case.facts.get(name)

    def answer(self, name: str) -> Value | None:
        return self.answers[name] if name in self.answers else self.case.answers.get(name)

    def mark(self, key: str) -> Mark | None:
        return self.case.marks.get(key)

    def state(self) -> str:
        return self.case.state

    def open_lines(self, kind: str) -> int:
        return sum(line.open for line in self.case.lines.values() if line.kind == kind)

    def holder(self, item: str) -> str | None:
        return self.case.custody.get(item)

    def in_force(self, grant: str) -> bool:
        found = self.case.grants.get(grant)
        if found is None or found.over:
            return False
        if found.cut_on:
            return found.from_day <= self.day < found.cut_on
        return found.from_day <= self.day <= found.until_day
