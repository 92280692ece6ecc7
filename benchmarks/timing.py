"""Costs as ratios: every contender runs once in each round, beside the one that it is held against.

The order changes from round to round, and a contender's cost is divided by that of the base in the same round; what
counts is the median of those ratios. Absolute times of a shared machine say little. Loops on the processor are timed
with the clock of the process, so that a neighbour disturbs less, and with the garbage collector at rest.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, Literal

Run = Callable[[int], object]
"""Does something so many times."""

ROOT: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Effort:
    """How long it is measured: rounds, seconds of a contender in each, and how large the large things are."""

    rounds: int
    seconds: float
    size: Literal["tiny", "quick", "whole"] = "quick"
    before: Path | None = None

    def of(self, tiny: int, quick: int, whole: int) -> int:
        """One of three numbers."""
        return {"tiny": tiny, "quick": quick, "whole": whole}[self.size]

    @property
    def whole(self) -> bool:
        return self.size == "whole"


TINY: Final = Effort(1, 0.0001, "tiny")
"""Everything once, small: not to measure, but to see that it runs."""


@dataclass(frozen=True)
class Measured:
    """One figure of a row, with its bounds over the rounds and, in words, what stands beside it."""

    row: str
    value: float
    low: float
    high: float
    beside: str = ""

    @classmethod
    def of(cls, row: str, values: Sequence[float], beside: str = "") -> Measured:
        return cls(row, median(values), min(values), max(values), beside)


class Costs:
    """Seconds of one operation, by contender and round."""

    def __init__(self, seconds: Mapping[str, Sequence[float]]) -> None:
        self.seconds = seconds

    def ratios(self, name: str, to: str) -> list[float]:
        return [one / other for one, other in zip(self.seconds[name], self.seconds[to], strict=True)]

    def measured(self, row: str, name: str, to: str, beside: Sequence[str] = ()) -> Measured:
        return Measured.of(row, self.ratios(name, to), self.told(to, beside))

    def told(self, to: str, names: Sequence[str]) -> str:
        """Each of these, if it was there, with its own ratio."""
        return ", ".join(f"{each} {figure(median(self.ratios(each, to)))}" for each in names if each in self.seconds)


def compare(contenders: Mapping[str, Run], effort: Effort, *, per: int = 1) -> Costs:
    """Run them all in every round; one turn of a contender stands for ``per`` operations."""
    turns = {name: _turns(run, effort.seconds) for name, run in contenders.items()}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    dice = random.Random(20260101)
    for _ in range(effort.rounds):
        for name in dice.sample(list(contenders), len(contenders)):
            seconds[name].append(spent(contenders[name], turns[name]) / (turns[name] * per))
    return Costs(seconds)


def _turns(run: Run, seconds: float) -> int:
    run(1)
    turns = 1
    while (took := spent(run, turns)) < seconds / 2 and turns < 50_000_000:
        turns = max(turns * 2, int(turns * seconds / took) if took > seconds / 20 else 0)
    return max(1, int(turns * seconds / took))


def spent(run: Run, turns: int) -> float:
    """Processor seconds of so many turns."""
    with at_rest():
        start = time.process_time()
        run(turns)
        return time.process_time() - start


@contextmanager
def at_rest() -> Iterator[None]:
    """The garbage collector does nothing meanwhile."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def environment(source: Path | None = None) -> dict[str, str]:
    """That of a process with this checkout, or another, whose modules stay compiled as installed ones are."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return known | {"PYTHONPATH": os.pathsep.join([str(source or ROOT / "src"), str(ROOT)])}


def child(arguments: Sequence[object], *, source: Path | None = None) -> dict[str, float]:
    """What a process of its own tells as JSON in its last line, with ``source`` in place of this checkout."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False, env=environment(source)
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def figure(value: float) -> str:
    """Three figures, or two where more would say nothing."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
