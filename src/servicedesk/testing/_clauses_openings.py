"""Clauses on opening keys, slots, and the order in which faults are named."""

from __future__ import annotations

from servicedesk.errors import AlreadyOpen, ConcurrencyConflict, KeyReused, StoreMisuse
from servicedesk.testing._kit import (
    T0,
    Harness,
    clause,
    due_ids,
    entry,
    is_absent,
    move,
    open_case,
    refused,
    row,
    same,
    save_next,
    stored,
)


@clause(
    15,
    "A taken opening_key raises AlreadyOpen with the id of its case, and writes nothing.",
    "开案键已被占用的，报AlreadyOpen并给出占用案件的编号，不写入任何内容。",
)
def opening_key_is_unique(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c0", opening_key="k", tenant="south"))
        open_case(store, row("c1", opening_key="k"))
        with store.unit() as unit, refused(AlreadyOpen, "a taken opening_key", existing_id="c1"):
            unit.save(row("c2", opening_key="k", next_check_at=T0), 0, [entry(1)])
        is_absent(store, "c2")
        same(due_ids(store), [], "what is due after a refused opening")
        open_case(store, row("c3", opening_key="k", tenant="north"))
        open_case(store, row("c4"))
        open_case(store, row("c5"))
        with store.unit() as unit:
            unit.save(row("c6", opening_key="l"), 0, [entry(1)])
            with refused(AlreadyOpen, "an opening_key taken in the same unit", existing_id="c6"):
                unit.save(row("c7", opening_key="l"), 0, [entry(1)])


@clause(16, "An opening_key is never free again.", "开案键一经使用，永不再空。")
def opening_key_stays_taken(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", opening_key="k"))
        move(store, "c1", open=False)
        with store.unit() as unit, refused(AlreadyOpen, "the opening_key of a closed case", existing_id="c1"):
            unit.save(row("c2", opening_key="k"), 0, [entry(1)])
        move(store, "c1", state="archived")


@clause(
    17,
    "A exclusive_key that an open case of the tenant holds raises AlreadyOpen with its id, and writes nothing.",
    "占用键由本租户未结案件占用的，报AlreadyOpen并给出其编号，不写入任何内容。",
)
def exclusive_key_is_unique(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c0", exclusive_key="s", tenant="south"))
        open_case(store, row("c1", exclusive_key="s"))
        with store.unit() as unit, refused(AlreadyOpen, "a taken exclusive_key", existing_id="c1"):
            unit.save(row("c2", exclusive_key="s", next_check_at=T0), 0, [entry(1)])
        is_absent(store, "c2")
        open_case(store, row("c3", exclusive_key="s", tenant="north"))
        open_case(store, row("c4", exclusive_key="s", open=False))
        other = open_case(store, row("c5", exclusive_key="t"))
        with store.unit() as unit, refused(AlreadyOpen, "moving into a taken exclusive_key", existing_id="c1"):
            save_next(unit, other, exclusive_key="s")
        same(stored(store, "c5"), (other, [entry(1)]), "the case that could not have the exclusive_key")
        with store.unit() as unit:
            unit.save(row("c6", exclusive_key="u"), 0, [entry(1)])
            with refused(AlreadyOpen, "an exclusive key taken in the same unit", existing_id="c6"):
                unit.save(row("c7", exclusive_key="u"), 0, [entry(1)])
        move(store, "c1", state="x")


@clause(
    18,
    "A exclusive_key is free as soon as its case is closed or has left it; a case that reopens must find it free.",
    "案件结案或不再持有的，其占用键即空；重新打开的案件，须占用键为空。",
)
def exclusive_key_is_freed(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", exclusive_key="s"))
        move(store, "c1", open=False)
        open_case(store, row("c2", exclusive_key="s"))
        with store.unit() as unit:
            case = unit.load("c1")
            with refused(AlreadyOpen, "reopening into a taken exclusive_key", existing_id="c2"):
                save_next(unit, case, open=True)
        move(store, "c2", exclusive_key="t")
        move(store, "c1", open=True)
        move(store, "c1", exclusive_key=None)
        open_case(store, row("c3", exclusive_key="s"))
        with store.unit() as unit:
            save_next(unit, unit.load("c3"), open=False)
            unit.save(row("c4", exclusive_key="s"), 0, [entry(1)])
        with store.unit() as unit, refused(AlreadyOpen, "the exclusive key passed on in one unit", existing_id="c4"):
            unit.save(row("c5", exclusive_key="s"), 0, [entry(1)])


@clause(
    19,
    "Of several faults the version is named first, then a settled field, a key, the opening_key, the exclusive key.",
    "同时有几处不对的，先报版本，再依次报已定的栏、幂等键、开案键、占用键。",
)
def faults_have_an_order(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", exclusive_key="s"))
        open_case(store, row("c2", opening_key="k"))
        with store.unit() as unit:
            unit.save(row("c3", exclusive_key="t"), 0, [entry(1, "a")])
        with store.unit() as unit:
            with refused(ConcurrencyConflict, "a taken id, opening_key and exclusive_key", found=1):
                unit.save(row("c3", exclusive_key="s", opening_key="k"), 0, [entry(1)])
            with refused(AlreadyOpen, "a taken opening_key and exclusive_key", existing_id="c2"):
                unit.save(row("c4", exclusive_key="s", opening_key="k"), 0, [entry(1)])
            with refused(ConcurrencyConflict, "a stale version with a used key", found=1):
                unit.save(row("c3", 4, exclusive_key="s"), 3, [entry(4, "a")])
            with refused(StoreMisuse, "a settled field and a used key", changed=["parent"]):
                unit.save(row("c3", 2, exclusive_key="s", parent="p"), 1, [entry(2, "a")])
            with refused(KeyReused, "a used key and a taken exclusive_key"):
                unit.save(row("c3", 2, exclusive_key="s"), 1, [entry(2, "a")])
