"""Rows 16 and 17: the clock over overdue complaints of Fuheng, and what is due next among many that are open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import evolve

from benchmarks.subject import MORNING, STAFF, Hands, complain, fuheng
from benchmarks.timing import Costs, Effort, Measured, Run, at_rest, compare
from servicedesk.calendars import to_instant
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.rows import case_of, history_of, outstanding_of, row_of, rows_of

PAGE = 100


def measure(effort: Effort) -> Iterator[Measured]:
    yield overdue(effort)
    yield due(effort)


def overdue(effort: Effort) -> Measured:
    """Row 16: processor time of a tick by what it found, a miss or a level, beside that of an act."""
    count = effort.of(3, 100, 1_000)
    seconds: dict[str, list[float]] = {"act": [], "tick": []}
    for _ in range(effort.rounds):
        clock = Hands()
        desk = fuheng(clock=clock)
        late = [complain(desk, f"late{number}", f"l{number}") for number in range(count)]
        kept = [complain(desk, f"kept{number}", f"k{number}") for number in range(count)]
        with at_rest():
            start = time.process_time()
            for ident in kept:
                desk.act(ident, "tell_desk", by=STAFF)
            seconds["act"].append((time.process_time() - start) / count)
            clock.forth(days=3)
            start = time.process_time()
            found = desk.tick()
            seconds["tick"].append((time.process_time() - start) / len(found.entries))
        if {ident for ident, _ in found.entries} != set(late):
            raise AssertionError("another case was found overdue")
    return Costs(seconds).measured("16", "tick", "act")


def due(effort: Effort) -> Measured:
    """Row 17: the 100 limits that are due first, of 10,000 open cases and of 100."""
    few, many = _filled(PAGE), _filled(effort.of(200, 10_000, 10_000))
    before = MORNING + timedelta(hours=2)

    def asking(store: MemoryStore) -> Run:
        desk = fuheng(store)
        if len(desk.due(before, limit=PAGE)) != PAGE:
            raise AssertionError("another number is due")

        def run(turns: int) -> None:
            for _ in range(turns):
                desk.due(before, limit=PAGE)

        return run

    return compare({"few": asking(few), "many": asking(many)}, effort).measured("17", "many", "few")


def _filled(count: int) -> MemoryStore:
    """So many open complaints, 100 of which are due within the hour, the others next day."""
    store = MemoryStore()
    for number, begin in ((PAGE, MORNING), (count - PAGE, MORNING + timedelta(days=1))):
        if number:
            _copies(store, number, begin)
    return store


def _copies(store: MemoryStore, count: int, begin: datetime) -> None:
    first = MemoryStore()
    ident = complain(fuheng(first, Hands(begin)), "first")
    with first.unit() as unit:
        row = unit.load(ident)
        case = case_of(row)
        history = history_of(unit, case)
    wake = None if row.next_check_at is None else to_instant(row.next_check_at)
    for number in range(count):
        copy = evolve(case, id=f"{begin.day}-{number}", subject=f"{begin.day}-{number}")
        with store.unit() as unit:
            stored = row_of(copy, wake)
            unit.save(stored, 0, rows_of(history, copy.id))
            unit.set_outstanding(stored, outstanding_of(copy))
