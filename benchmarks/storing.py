"""Rows 12, 14 and 15: a persisted event, in processes that each have a connection of their own.

The others (drivers.py) load a row and its last 20 entries, update the row under a version check, insert an entry and
commit; they know no rules. Ours is a whole ``desk.act``: a step with a role, a guard and two running limits. In every
round each contender runs alone for a while, and is held against the bare driver of that round.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks import drivers
from benchmarks.drivers import Event
from benchmarks.postgres import Postgres, postgres
from benchmarks.subject import ACTOR, complaint, desk_of, fill
from benchmarks.timing import Effort, Measured, figure
from servicedesk.stores import open_store
from servicedesk.stores.sqlite import SqliteStore

# --- ours ---------------------------------------------------------------------------------------------------


OTHER: Final = {"propose": "dispute", "dispute": "propose"}


def prepare_ours(place: str, cases: int) -> None:
    store = open_store(_url(place))
    if place.startswith("postgresql:"):
        import psycopg

        with psycopg.connect(place) as db:
            for table in ("sd_outbox", "sd_entry", "sd_case", "sd_schema"):
                db.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
    fill(store, cases)
    store.close()


def ours(place: str, synchronous: str) -> Event:
    """A whole act. Which of the two steps is open is remembered, as the drivers know it from what they read."""
    store = open_store(_url(place)) if place.startswith("postgresql:") else _sqlite_store(place, synchronous)
    desk = desk_of(complaint(limits=True), store)
    following: dict[int, str] = {}

    def event(number: int) -> bool:
        step = following.get(number, "propose")
        while refusals := desk.try_act(f"c{number}", step, by=ACTOR).refusals:
            if {refusal.kind for refusal in refusals} != {"wrong_state"}:
                raise AssertionError(refusals)
            step = OTHER[step]  # another process was here meanwhile
        following[number] = OTHER[step]
        return True

    return event


def _sqlite_store(place: str, synchronous: str) -> SqliteStore:
    return SqliteStore(place, synchronous="FULL" if synchronous == "FULL" else "NORMAL")


def _url(place: str) -> str:
    return place.replace("postgresql:", "postgresql+psycopg:", 1) if ":" in place else f"sqlite:///{place}"


# --- all of them --------------------------------------------------------------------------------------------

RAW: Final = "raw"
SQLITE: Final[Mapping[str, tuple[Callable[[str, int], None], Callable[[str, str], Event]]]] = {
    RAW: (drivers.prepare_sqlite, drivers.raw_sqlite),
    "ours": (prepare_ours, ours),
    "Core": (drivers.prepare_sqlite, drivers.core),
    "ORM": (drivers.prepare_sqlite, drivers.orm),
    "SpiffWorkflow": (drivers.prepare_spiff, drivers.spiff),
}
POSTGRES: Final[Mapping[str, tuple[Callable[[str, int], None], Callable[[str, str], Event]]]] = {
    RAW: (drivers.prepare_postgres, drivers.raw_postgres),
    "ours": (prepare_ours, ours),
    "Core": (drivers.prepare_postgres, drivers.core),
    "ORM": (drivers.prepare_postgres, drivers.orm),
}


@dataclass
class Rates:
    """What the processes of a contender did, round by round."""

    second: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    share: list[float] = field(default_factory=list)

    def add(self, told: Sequence[tuple[int, float, float]]) -> None:
        self.second.append(sum(done / seconds for done, seconds, _ in told))
        self.p99.append(1000 * max(p99 for _, _, p99 in told))
        self.share.append(min(done for done, _, _ in told) * len(told) / max(1, sum(done for done, _, _ in told)))

    def of(self, other: Rates) -> list[float]:
        return [mine / theirs for mine, theirs in zip(self.second, other.second, strict=True)]


def measure(effort: Effort) -> Iterator[Measured]:
    """SQLite always; PostgreSQL where everything is measured and its binaries are there."""
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        files = {name: str(Path(folder) / f"{name}.db") for name in SQLITE}
        one = rates(files, "NORMAL", 1, effort)
        yield Measured.of("12", one["ours"].of(one[RAW]), _told(one))
        four = rates({name: files[name] for name in (RAW, "ours")}, "FULL", effort.of(2, 4, 4), effort)
        yield Measured.of("15 share", four["ours"].share, f"raw {figure(median(four[RAW].share))}")
        yield Measured.of("15 p99", four["ours"].p99, f"raw {figure(median(four[RAW].p99))}")
    if not effort.whole:
        return
    with postgres() as server:
        if isinstance(server, Postgres):
            places = {name: server.database(name.lower()) for name in POSTGRES}
            for processes in (1, 4):
                found = rates(places, "on", processes, effort)
                yield Measured.of(f"14 of {processes}", found["ours"].of(found[RAW]), _told(found))
        else:
            print(f"left out: PostgreSQL ({server})", file=sys.stderr)


def _told(rates: Mapping[str, Rates]) -> str:
    others = (name for name in rates if name not in (RAW, "ours"))
    return ", ".join(f"{name} {figure(median(rates[name].of(rates[RAW])))}" for name in others)


def rates(places: Mapping[str, str], synchronous: str, processes: int, effort: Effort) -> dict[str, Rates]:
    """Each contender in each round, all its processes at once."""
    kinds = POSTGRES if synchronous == "on" else SQLITE
    cases = effort.of(8, 2_000, 2_000)
    context = multiprocessing.get_context("spawn")
    teams: dict[str, list[tuple[Any, Connection]]] = {}
    for name, place in places.items():
        prepare, _ = kinds[name]
        try:
            if not Path(place).exists():
                prepare(place, cases)
        except ImportError as error:
            print(f"left out: {name} ({error.name})", file=sys.stderr)
            continue
        teams[name] = team = []
        for number in range(processes):
            mine, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(name, place, synchronous, cases, number, theirs), daemon=True)
            worker.start()
            theirs.close()  # a worker that fails ends its pipe
            team.append((worker, mine))
        for _, pipe in team:
            pipe.recv()
    found = {name: Rates() for name in teams}
    dice = random.Random(3)
    for number in range(effort.rounds + 1):
        for name in dice.sample(list(teams), len(teams)):
            for _, pipe in teams[name]:
                pipe.send(max(0.05, 4 * effort.seconds))
            told = [pipe.recv() for _, pipe in teams[name]]
            if number:  # the first one warms up
                found[name].add(told)
    for worker, pipe in (each for team in teams.values() for each in team):
        pipe.send(None)
        worker.join()
    return found


def _work(name: str, place: str, synchronous: str, cases: int, seed: int, pipe: Connection) -> None:
    kinds = POSTGRES if synchronous == "on" else SQLITE
    event = kinds[name][1](place, synchronous)
    dice = random.Random(seed)
    pipe.send("ready")
    while seconds := pipe.recv():
        done, waits = 0, list[float]()
        start = now = time.perf_counter()
        while now < start + seconds:
            done += event(dice.randrange(cases))
            before, now = now, time.perf_counter()
            waits.append(now - before)
        pipe.send((done, now - start, sorted(waits)[int(len(waits) * 0.99)]))
