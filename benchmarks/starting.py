"""Rows 7 and 8: defining a procedure, and how soon a process begins."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Final

from benchmarks import peers
from benchmarks.subject import define, define_and_compile
from benchmarks.timing import Effort, Measured, Run, compare, environment, figure

CORE: Final = "import transitions, attrs, cattrs.preconf.json, pendulum"
NOTHING: Final = "pass"
IMPORT: Final = "import servicedesk"
DESK: Final = "from servicedesk import Desk; Desk('fuheng')"
VERSION: Final = ["-m", "servicedesk", "--version"]


def measure(effort: Effort) -> Iterator[Measured]:
    yield from defining(effort)
    yield from importing(effort)


def defining(effort: Effort) -> Iterator[Measured]:
    """Row 7: 20 states and 60 transitions, declared, and with their manual compiled."""
    known = peers.installed(peers.transitions, peers.automat, peers.viewflow, peers.python_statemachine, peers.spiff)
    makers: dict[str, Callable[[], object]] = {name: peer.define for name, peer in known.items() if peer.define}
    makers |= {"declare": define, "compile": define_and_compile}

    def making(make: Callable[[], object]) -> Run:
        def run(turns: int) -> None:
            for _ in range(turns):
                make()

        return run

    costs = compare({name: making(make) for name, make in makers.items()}, effort)
    for row, name in (("7 declare", "declare"), ("7 compile", "compile")):
        yield costs.measured(row, name, "transitions", ("viewflow", "Automat", "SpiffWorkflow"))


def importing(effort: Effort) -> Iterator[Measured]:
    """Row 8: processor time of a process net of the bare interpreter; of ``--version`` the time on the wall."""
    commands = {name: ["-c", name] for name in (NOTHING, CORE, IMPORT, DESK)} | {"version": VERSION}
    wall: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    dice = random.Random(1)
    for number in range(effort.rounds + 1):
        for name in dice.sample(list(commands), len(commands)):
            on_wall, on_processor = _process(commands[name])
            if number:  # the first one fills the caches
                wall[name].append(on_wall)
                cpu[name].append(on_processor)
    bare = median(cpu[NOTHING])
    core = [spent - bare for spent in cpu[CORE]]
    for row, name in (("8 import", IMPORT), ("8 desk", DESK)):
        yield Measured.of(row, [(spent - bare) / one for spent, one in zip(cpu[name], core, strict=True)])
    allowed = [2 * one + 0.05 for one in wall[NOTHING]]
    ratios = [took / most for took, most in zip(wall["version"], allowed, strict=True)]
    yield Measured.of("8 version", ratios, f"bare Python {figure(1000 * median(wall[NOTHING]))} ms")


def _process(arguments: list[str]) -> tuple[float, float]:
    """Seconds on the wall and on the processor, from its start to its end."""
    start = time.perf_counter()
    out = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    pid = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment(), file_actions=out)
    _, status, used = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{arguments} ended with {status}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime
