"""Where an act goes, by room of the package: the processor's time, sampled.

A timer interrupts every millisecond of processor time; the sample belongs to the innermost frame of the package, which
answers for the library calls that it made. So a room has what it does itself and what it has others do outside of us.
"""

from __future__ import annotations

import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from benchmarks.storing import ours, prepare_ours
from benchmarks.subject import AGAIN, STAFF, assigned, desk_laps, fuheng
from benchmarks.timing import Effort, Run

ROOMS: Final = {
    "door": "desk arguments characters policy roster files said",
    "decision": "engine rules program",
    "limits and clock": (
        "engine.limits engine.limit_entries engine.limit_pauses engine.limit_starts engine.clock engine.open_limits "
        "engine.going_on engine.consequences engine.holding engine.milestones engine.season engine.seasons "
        "engine.season_turns engine.counting spans calendars"
    ),
    "case and entries": (
        "engine.draft engine.case engine.entry engine.record engine.parts engine.limit engine.course rules.keys"
    ),
    "codec": (
        "stores.codec stores.tables stores.rows stores.written stores.bodies stores.checksum stores.values "
        "stores.instants"
    ),
    "store": "stores",
}
_BY_MODULE: Final = {module: room for room, modules in ROOMS.items() for module in modules.split()}
_FILE: Final = re.compile(r".*/servicedesk/(?P<path>.+?)(?:/__init__)?\.py$")
_GENERATED: Final = re.compile(r"<attrs generated \w+ servicedesk\.(?P<path>[\w.]+)\.\w+>")


@dataclass(frozen=True)
class Profile:
    """The shares of the rooms, and of the modules in them, in all samples."""

    what: str
    micros: float
    modules: Counter[str]

    def rooms(self) -> dict[str, float]:
        found: Counter[str] = Counter()
        for module, count in self.modules.items():
            found[room_of(module)] += count
        return {room: found[room] / found.total() for room in ROOMS}

    def largest(self, count: int = 8) -> list[tuple[str, float]]:
        return [(module, number / self.modules.total()) for module, number in self.modules.most_common(count)]


def room_of(module: str) -> str:
    """The room of a module, by the longest name that it begins with."""
    while module and module not in _BY_MODULE:
        module = module.rpartition(".")[0]
    return _BY_MODULE.get(module, "door")


def module_of(frame: FrameType | None) -> str:
    """The innermost module of the package, or nothing."""
    while frame is not None:
        found = _FILE.match(frame.f_code.co_filename) or _GENERATED.match(frame.f_code.co_filename)
        if found:
            return found["path"].replace("/", ".")
        frame = frame.f_back
    return ""


@contextmanager
def sampled(seen: Counter[str]) -> Iterator[None]:
    def sample(_: int, frame: FrameType | None) -> None:
        if module := module_of(frame):
            seen[module] += 1

    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def profiled(what: str, run: Run, turns: int, seconds: float) -> Profile:
    """Turn after turn, each of so many acts, until the time is over."""
    run(1)
    seen: Counter[str] = Counter()
    start, acts = time.process_time(), 0
    with sampled(seen):
        while time.process_time() - start < seconds:
            run(1)
            acts += turns
    return Profile(what, 1e6 * (time.process_time() - start) / acts, seen)


def profiles(effort: Effort) -> Iterator[Profile]:
    seconds = effort.rounds * effort.seconds * 2
    yield profiled("workload with two limits, memory", desk_laps(limits=True), 12, seconds)
    desk = fuheng()
    ident = assigned(desk, "acted", 20)
    yield profiled("complaint of Fuheng, memory", lambda _: desk.act(ident, AGAIN, by=STAFF), 1, seconds)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        place = str(Path(folder) / "desk.db")
        cases = effort.of(8, 1_000, 1_000)
        prepare_ours(place, cases)
        event = ours(place, "NORMAL")

        def each_once(_: int) -> None:
            for number in range(cases):
                event(number)

        yield profiled("workload with two limits, SQLite, 1,000 cases in turn", each_once, cases, seconds)


def table(found: list[Profile]) -> str:
    """The shares as Markdown."""
    lines = ["| an act of the | us | " + " | ".join(ROOMS) + " |", "|---|---:|" + "---:|" * len(ROOMS)]
    lines += (
        f"| {each.what} | {each.micros:,.0f} | " + " | ".join(f"{part:.0%}" for part in each.rooms().values()) + " |"
        for each in found
    )
    lines.append("")
    lines += (
        f"- {each.what}: " + ", ".join(f"`{module}` {part:.0%}" for module, part in each.largest()) for each in found
    )
    return "\n".join(lines)
