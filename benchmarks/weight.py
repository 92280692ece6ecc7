"""Rows 5 and 6: what a case and an entry weigh, each in a process of its own.

``python -m benchmarks.weight WHAT COUNT`` prints the bytes of one as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Final

from benchmarks.subject import NOTHING, context, decide_laps, fuheng, handled, opened, program
from benchmarks.timing import Effort, Measured, child
from benchmarks.workload import LAP
from servicedesk import Entry, decide
from servicedesk.stores.memory import MemoryStore

ENTRIES: Final = 22


def measure(effort: Effort) -> Iterator[Measured]:
    for row, what, count in (
        ("5", "case", effort.of(2, 100, 500)),
        ("6 object", "object", effort.of(24, 2_000, 20_000)),
        ("6 stored", "stored", 1),
    ):
        size = child(["-m", "benchmarks.weight", what, count])["bytes"]
        yield Measured(row, size, size, size)


def case(count: int) -> float:
    """Bytes of a complaint of Fuheng with 22 entries in the store in memory, without the desk that made it."""
    store = MemoryStore()
    handled(fuheng(store), "first")

    def work() -> object:
        desk = fuheng(store)
        for number in range(count):
            handled(desk, f"c{number}")

    return _held(work) / count


def entry(count: int) -> float:
    """Bytes of an entry as an object, of the steps of workload.py with two limits."""
    rules = program(limits=True)
    state, _ = opened(rules)
    kept: list[Entry] = []

    def work() -> None:
        nonlocal state
        while len(kept) < count:
            for step in LAP:
                decided = decide(rules, state, step, NOTHING, context())
                state = decided.case
                kept.extend(decided.entries)

    decide_laps(limits=True)(1)  # what is kept of the rules is not an entry's
    return _held(work) / len(kept)


def stored(_: int) -> float:
    """Bytes of the text of an entry of a complaint of Fuheng in a store, on average."""
    store = MemoryStore()
    ident = handled(fuheng(store), "first")
    with store.unit() as unit:
        texts = [row.body.encode() for row in unit.entries(ident)]
    if len(texts) != ENTRIES:
        raise AssertionError(f"{len(texts)} entries")
    return sum(map(len, texts)) / ENTRIES


def _held(work: Callable[[], object]) -> int:
    """The bytes that are still there after it, of those that it asked for."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    work()
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before


WEIGHED: Final = {"case": case, "object": entry, "stored": stored}

if __name__ == "__main__":
    print(json.dumps({"bytes": WEIGHED[sys.argv[1]](int(sys.argv[2]))}))
