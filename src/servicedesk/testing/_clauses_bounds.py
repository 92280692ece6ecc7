"""Clauses on what cannot be kept and what cannot be read."""

from __future__ import annotations

from servicedesk.stores import Criteria, Search, Store
from servicedesk.testing._kit import MINUTE, T0, ContractBroken, Harness, clause, due_ids, open_case, row, same, that


@clause(
    62,
    "A row that cannot be read keeps nobody from the others in a list of what is due or of a subject.",
    needs="damage",
)
def damage_ends_no_list(harness: Harness) -> None:
    with harness.new() as store:
        _damaged_among_others(harness, store)
        that(set(due_ids(store)) >= {"c1", "c3"}, "what is due beside a damaged row")
        with store.unit() as unit:
            listed = {case.id: case for case in unit.cases("3-2-501")}
            same(sorted(listed), ["c1", "c2", "c3"], "the cases of the subject of a damaged row")
            same(listed["c2"].body, "", "the body of a damaged row in a list")
            same(unit.load("c3"), listed["c3"], "a case that is loaded after the list")


@clause(63, "A row that cannot be read keeps nobody from the others in a search.", needs=("damage", "Search"))
def damage_ends_no_search(harness: Harness) -> None:
    with harness.new() as store:
        if not isinstance(store, Search):
            raise ContractBroken("the store has no search")
        _damaged_among_others(harness, store)
        found = store.find(Criteria(procedure="complaint"))
        same([(case.id, bool(case.body)) for case in found], [("c1", True), ("c2", False), ("c3", True)], "found")


def _damaged_among_others(harness: Harness, store: Store) -> None:
    if harness.damage is None:
        raise ValueError("the harness cannot damage a row")
    for number, ident in enumerate(("c1", "c2", "c3")):
        open_case(store, row(ident, next_check_at=T0 + number * MINUTE))
    harness.damage(store, "c2")
