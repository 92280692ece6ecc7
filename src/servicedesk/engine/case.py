"""A case is a fold over its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import define, evolve, field, frozen

from servicedesk.engine.entry import Entry, Grant, Limit, Line
from servicedesk.rules.values import Mark, Value

__all__ = ["Case", "Draft", "fold", "in_line"]


@frozen
class Case:
    """A case as it stands: everything here follows from its entries, but for the values behind the tokens.

    ``vault`` holds the personal values, by token. It is the only place where they stand in clear.
    """

    id: str
    manual: str
    edition: str
    fingerprint: str
    procedure: str
    subject: str
    state: str = ""
    open: bool = True
    version: int = 0
    tenant: str = ""
    parent: str | None = None
    slot: str | None = None
    open_key: str | None = None
    opened_at: int = 0
    moved_at: int = 0
    recorded_at: int = 0
    facts: Mapping[str, Value] = field(factory=dict[str, Value])
    answers: Mapping[str, Value] = field(factory=dict[str, Value])
    marks: Mapping[str, Mark] = field(factory=dict[str, Mark])
    limits: Mapping[str, Limit] = field(factory=dict[str, Limit])
    lines: Mapping[str, Line] = field(factory=dict[str, Line])
    grants: Mapping[str, Grant] = field(factory=dict[str, Grant])
    custody: Mapping[str, str] = field(factory=dict[str, str])
    payments: Mapping[str, str] = field(factory=dict[str, str])
    waived: Mapping[str, str] = field(factory=dict[str, str])
    doers: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    children: int = 0
    tokens: int = 0
    vault: Mapping[str, Any] = field(factory=dict[str, Any], eq=False, repr=False)


@define
class Draft:
    """A case on its way to the next version: entries are appended, then it is frozen again or thrown away."""

    case: Case
    entries: list[Entry] = field(factory=list[Entry])

    def append(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        self.case = apply(self.case, entry)
        return entry

    @property
    def next_seq(self) -> int:
        return self.case.version + 1


def apply(case: Case, entry: Entry) -> Case:
    """The case after one more entry."""
    changes: dict[str, Any] = {"version": entry.seq, "recorded_at": entry.recorded}
    if entry.kind == "opened":
        changes["opened_at"] = entry.at
    if entry.state:
        changes["state"] = entry.state
        changes["moved_at"] = entry.at
    if "open" in entry.data:
        changes["open"] = entry.data["open"]
    line = entry.data.get("line") or (entry.limit.line if entry.limit is not None else "")
    if entry.facts:
        changes["facts"] = {
            **case.facts,
            **{in_line(name, line): value for name, value in entry.facts.items()},
        }
    marks = [*entry.marks, *(f"stated:{name}" for name in entry.facts)]
    if line:
        # "done:correct@" says that the happening belongs to lines, so that one line's is not taken for another's.
        marks += [f"{mark}@{place}" for mark in marks for place in (line, "") if "@" not in mark]
    if marks:
        changes["marks"] = _marked(case.marks, dict.fromkeys(marks), entry)
    if entry.limit is not None:
        changes["limits"] = {**case.limits, entry.limit.key: entry.limit}
    for name, change in _CHANGES.items():
        if name in entry.data:
            changes[name] = change(case, entry)
    return evolve(case, **changes)


def in_line(name: str, line: str) -> str:
    """How something that belongs to a line is called in the case."""
    return f"{name}@{line}" if line else name


def _marked(marks: Mapping[str, Mark], keys: Iterable[str], entry: Entry) -> dict[str, Mark]:
    marked = dict(marks)
    for key in keys:
        old = marked.get(key)
        marked[key] = (
            Mark(1, entry.at, entry.seq, entry.at, entry.seq)
            if old is None
            else Mark(old.count + 1, old.first_at, old.first_seq, entry.at, entry.seq)
        )
    return marked


def _line(case: Case, entry: Entry) -> dict[str, Line]:
    told = entry.data["lines"]
    old = case.lines.get(told["id"])
    opened_at = old.opened_at if old else entry.at
    return {**case.lines, told["id"]: Line(told["kind"], told["id"], told["open"], opened_at)}


def _grant(case: Case, entry: Entry) -> dict[str, Grant]:
    grant = Grant(**entry.data["grants"])
    return {**case.grants, grant.name: grant}


def _doer(case: Case, entry: Entry) -> dict[str, tuple[str, ...]]:
    step = entry.data["doers"]
    known = case.doers.get(step, ())
    return {**case.doers, step: known if entry.by in known else (*known, entry.by)}


# A word of an entry's data, and what it changes in the case under the same name.
_CHANGES: Final[Mapping[str, Callable[[Case, Entry], Any]]] = {
    "answers": lambda case, entry: {**case.answers, **entry.data["answers"]},
    "lines": _line,
    "grants": _grant,
    "custody": lambda case, entry: {**case.custody, **entry.data["custody"]},
    "payments": lambda case, entry: {**case.payments, **entry.data["payments"]},
    "waived": lambda case, entry: {**case.waived, **entry.data["waived"]},
    "doers": _doer,
    "children": lambda _, entry: entry.data["children"],
    "tokens": lambda _, entry: entry.data["tokens"],
}


def fold(blank: Case, entries: Iterable[Entry]) -> Case:
    """The case that these entries make of a blank one."""
    for entry in entries:
        blank = apply(blank, entry)
    return blank
