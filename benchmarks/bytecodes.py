"""What an event takes in steps of the interpreter: the one figure that no other work on the machine moves.

``python -m benchmarks.bytecodes`` counts the bytecodes, the calls of Python functions and those of functions in C, of
one event of each workload. It says nothing of how long a step takes, and so nothing beside another library; of two
checkouts it says which of them does less. ``--by WORKLOAD`` has the bytecodes by function.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Final

from benchmarks import peers
from benchmarks.subject import AGAIN, STAFF, assigned, decide_laps, desk_laps, fuheng
from benchmarks.timing import Run
from benchmarks.workload import LAP

ENTRIES: Final = 20


@dataclass(frozen=True)
class Counted:
    """The steps of one event."""

    what: str
    bytecodes: float
    calls: float
    calls_in_c: float
    functions: Counter[str]


def acts() -> Run:
    """An act of a complaint of Fuheng, so often as a lap has events."""
    desk = fuheng()
    ident = assigned(desk, "acted", ENTRIES)

    def run(turns: int) -> None:
        for _ in range(turns * len(LAP)):
            desk.act(ident, AGAIN, by=STAFF)

    return run


def options() -> Run:
    """Every action of it with all the reasons against it, in both languages."""
    desk = fuheng()
    ident = assigned(desk, "asked", ENTRIES)

    def run(turns: int) -> None:
        for _ in range(turns):
            for option in desk.options(ident, by=STAFF):
                for refusal in option.refusals:
                    _ = refusal.zh, refusal.en

    return run


WORKLOADS: Final[dict[str, tuple[Callable[[], Run], int]]] = {
    "trigger": (lambda: peers.transitions().laps(), len(LAP)),
    "decide": (lambda: decide_laps(limits=False), len(LAP)),
    "decide with limits": (lambda: decide_laps(limits=True), len(LAP)),
    "act": (lambda: desk_laps(limits=False), len(LAP)),
    "act with limits": (lambda: desk_laps(limits=True), len(LAP)),
    "act of Fuheng": (acts, len(LAP)),
    "options": (options, 1),
}
"""Each workload, and how many events a turn of it has."""


def counted(what: str) -> Counted:
    """Count the steps of an event, after a few that find what is found once."""
    make, per = WORKLOADS[what]
    run = make()
    run(3)
    functions: Counter[str] = Counter()
    events: Counter[str] = Counter()

    def step(frame: FrameType, event: str, _: object) -> object:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            functions[f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_qualname}"] += 1
        return step

    sys.settrace(step)
    try:
        run(1)
    finally:
        sys.settrace(None)
    sys.setprofile(lambda _frame, event, _: events.update((event,)))
    try:
        run(1)
    finally:
        sys.setprofile(None)
    each = Counter({name: round(count / per) for name, count in functions.items()})
    return Counted(what, functions.total() / per, events["call"] / per, events["c_call"] / per, each)


def lines() -> Iterator[str]:
    """The table of all workloads."""
    for what in WORKLOADS:
        found = counted(what)
        yield f"{what:20}{found.bytecodes:10,.0f} bytecodes{found.calls:8,.0f} calls{found.calls_in_c:8,.0f} in C"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by", choices=WORKLOADS, help="the bytecodes of one of them by function")
    asked = parser.parse_args().by
    if asked is None:
        for line in lines():
            print(line)
    else:
        for name, count in counted(asked).functions.most_common(50):
            print(f"{count:8,} {name}")
