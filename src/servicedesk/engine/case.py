"""A case is a fold over its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import define, evolve, field, frozen

from servicedesk.engine.entry import EntitlementState, Entry, Item, Limit
from servicedesk.rules.values import Occurrence, Value

__all__ = ["Case", "Draft", "fold", "in_item"]


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
    exclusive_key: str | None = None
    opening_key: str | None = None
    opened_at: int = 0
    moved_at: int = 0
    recorded_at: int = 0
    facts: Mapping[str, Value] = field(factory=dict[str, Value])
    answers: Mapping[str, Value] = field(factory=dict[str, Value])
    occurrences: Mapping[str, Occurrence] = field(factory=dict[str, Occurrence])
    limits: Mapping[str, Limit] = field(factory=dict[str, Limit])
    items: Mapping[str, Item] = field(factory=dict[str, Item])
    entitlements: Mapping[str, EntitlementState] = field(factory=dict[str, EntitlementState])
    custody: Mapping[str, str] = field(factory=dict[str, str])
    payments: Mapping[str, str] = field(factory=dict[str, str])
    waived: Mapping[str, str] = field(factory=dict[str, str])
    performers: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
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
    item = entry.data.get("item") or (entry.limit.item if entry.limit is not None else "")
    if entry.facts:
        changes["facts"] = {
            **case.facts,
            **{in_item(name, item): value for name, value in entry.facts.items()},
        }
    occurrences = [*entry.events, *(f"stated:{name}" for name in entry.facts)]
    if item:
        # "done:correct@" says that the happening belongs to lines, so that one line's is not taken for another's.
        occurrences += [
            f"{occurrence}@{place}" for occurrence in occurrences for place in (item, "") if "@" not in occurrence
        ]
    if occurrences:
        changes["occurrences"] = _with_occurrences(case.occurrences, dict.fromkeys(occurrences), entry)
    if entry.limit is not None:
        changes["limits"] = {**case.limits, entry.limit.key: entry.limit}
    for name, change in _CHANGES.items():
        if name in entry.data:
            changes[name] = change(case, entry)
    return evolve(case, **changes)


def in_item(name: str, item: str) -> str:
    """How something that belongs to a line is called in the case."""
    return f"{name}@{item}" if item else name


def _with_occurrences(
    occurrences: Mapping[str, Occurrence], keys: Iterable[str], entry: Entry
) -> dict[str, Occurrence]:
    marked = dict(occurrences)
    for key in keys:
        old = marked.get(key)
        marked[key] = (
            Occurrence(1, entry.at, entry.seq, entry.at, entry.seq)
            if old is None
            else Occurrence(old.count + 1, old.first_at, old.first_seq, entry.at, entry.seq)
        )
    return marked


def _item(case: Case, entry: Entry) -> dict[str, Item]:
    told = entry.data["items"]
    old = case.items.get(told["id"])
    opened_at = old.opened_at if old else entry.at
    return {**case.items, told["id"]: Item(told["kind"], told["id"], told["open"], opened_at)}


def _entitlement(case: Case, entry: Entry) -> dict[str, EntitlementState]:
    entitlement = EntitlementState(**entry.data["entitlements"])
    return {**case.entitlements, entitlement.name: entitlement}


def _performer(case: Case, entry: Entry) -> dict[str, tuple[str, ...]]:
    step = entry.data["performers"]
    known = case.performers.get(step, ())
    return {**case.performers, step: known if entry.by in known else (*known, entry.by)}


# A word of an entry's data, and what it changes in the case under the same name.
_CHANGES: Final[Mapping[str, Callable[[Case, Entry], Any]]] = {
    "answers": lambda case, entry: {**case.answers, **entry.data["answers"]},
    "items": _item,
    "entitlements": _entitlement,
    "custody": lambda case, entry: {**case.custody, **entry.data["custody"]},
    "payments": lambda case, entry: {**case.payments, **entry.data["payments"]},
    "waived": lambda case, entry: {**case.waived, **entry.data["waived"]},
    "performers": _performer,
    "children": lambda _, entry: entry.data["children"],
    "tokens": lambda _, entry: entry.data["tokens"],
}


def fold(blank: Case, entries: Iterable[Entry]) -> Case:
    """The case that these entries make of a blank one."""
    for entry in entries:
        blank = apply(blank, entry)
    return blank
