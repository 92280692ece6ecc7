"""Measures what an event costs among a million cases or after a hundred thousand entries, and events a second.

``python tests/stores/cost/measure.py`` starts a PostgreSQL of its own and makes an SQLite file, both on the disk of the
temporary folder, and prints Markdown. ``--store URL`` names a store instead; its tables should be empty.
``--quick`` does everything once, small.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sqlite3
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

import psycopg
from attrs import frozen

from servicedesk import Desk
from servicedesk.stores import CaseRow, Criteria, Search, Store, open_store
from stores.cost import rates
from stores.cost.growing import AGAIN, BEGIN, CLERK, Clock, assigned, copy_of, desk_on, load, put, received, resting
from stores.cost.rates import driven, ticked
from stores.sql.servers import new_schema, postgres

ACTORS: Final = 200  # cases that are acted on, spread over all
DUE: Final = 2_000
HISTORY: Final = 20  # the entries of an ordinary case


@frozen
class Asked:
    """How large and how long."""

    cases: tuple[int, ...]
    entries: tuple[int, ...]
    repeats: int
    seconds: float
    rounds: int

    @classmethod
    def of(cls, cases: int, entries: int, *, quick: bool) -> Asked:
        steps = (*(n for n in (10, 1_000, 100_000) if n < cases), cases)
        lengths = (*(n for n in (HISTORY, 1_000) if n < entries), entries)
        return cls(steps, lengths, 20 if quick else 200, 0.2 if quick else 1.0, 1 if quick else 7)


def milliseconds(work: Callable[[], object], repeats: int) -> float:
    """The median; the first two are not counted."""
    taken: list[float] = []
    for _ in range(repeats + 2):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return 1_000 * median(taken[2:])


# --- growth --------------------------------------------------------------------------------------------


@frozen
class Filled:
    """A store that is being filled, and a desk on it whose time stands still until it is told."""

    store: Store
    url: str
    asked: Asked
    clock: Clock
    desk: Desk

    @classmethod
    def of(cls, store: Store, url: str, asked: Asked) -> Filled:
        clock = Clock(BEGIN + timedelta(hours=1))
        return cls(store, url, asked, clock, desk_on(store, clock))

    def act(self, number: int) -> None:
        self.clock.forth(milliseconds=1)
        self.desk.act(f"complaint-{number:07}", AGAIN, by=CLERK, key=uuid.uuid4().hex)

    def act_on_next(self, numbers: Iterator[int]) -> None:
        self.act(next(numbers))

    def by_cases(self) -> list[tuple[str, float]]:
        """Milliseconds of an act, at each size on the way."""
        found: list[tuple[str, float]] = []
        first, acted = 1, list[int]()
        for end in self.asked.cases:
            stride = max(1, end // ACTORS)
            load(self.store, self.url, _mixed(first, end + 1, stride))
            update_limits(self.url)
            acted += [number for number in range(first, end + 1) if number % stride == 0]
            turns = iter(random.choices(acted, k=self.asked.repeats + 2))
            found.append((f"{end:,} cases", milliseconds(partial(self.act_on_next, turns), self.asked.repeats)))
            first = end + 1
        return found

    def by_entries(self) -> list[tuple[str, float]]:
        """Milliseconds of an act, after each length of history."""
        found: list[tuple[str, float]] = []
        for place, entries in enumerate(self.asked.entries):
            number = LONG + place
            put(self.store, kept := assigned(entries), copy_of(kept, number))
            update_limits(self.url)
            found.append((f"{entries:,} entries", milliseconds(partial(self.act, number), self.asked.repeats)))
        return found

    def views(self) -> list[tuple[str, float]]:
        """Milliseconds of what is asked among all the cases."""
        store, desk, repeats = self.store, self.desk, self.asked.repeats
        assert isinstance(store, Search)
        middle = f"complaint-{self.asked.cases[-1] // 2:07}"
        subject = f"unit-{self.asked.cases[-1] // 2:07}"
        told = {"complainant": "张三", "contents": "外墙广告灯影响休息", "channel": "电话"}
        numbers = iter(range(repeats + 2))
        nothing_due = desk.now() - timedelta(minutes=1)
        assert not store.due(nothing_due)
        return [
            ("`store.due`, nothing due", milliseconds(lambda: store.due(nothing_due), repeats)),
            ("`desk.tick`, nothing due", milliseconds(lambda: desk.tick(nothing_due), repeats)),
            (
                "`desk.open`",
                milliseconds(lambda: desk.open("complaint", told, subject=f"new-{next(numbers)}", by=CLERK), repeats),
            ),
            ("`desk.cases(subject)`, one case", milliseconds(lambda: desk.cases(subject), repeats)),
            (
                "`store.find`, a page of 100 open complaints from the middle",
                milliseconds(lambda: store.find(Criteria(procedure="complaint", open=True), after=middle), repeats),
            ),
        ]

    def levels(self, workers: int, place: int) -> tuple[str, ...]:
        """One line of the table of ticks: everything due is looked at once."""
        kept = received(BEGIN + timedelta(days=50 * (place + 1)))
        load(self.store, self.url, (copy_of(kept, DUE_FROM + place * DUE + n) for n in range(DUE)))
        load(self.store, self.url, resting(range(DRIVEN + place * DUE, DRIVEN + (place + 1) * DUE)))
        update_limits(self.url)
        now = BEGIN + timedelta(days=50 * (place + 1), hours=2)
        if place == 0:
            self.desk.tick(now - timedelta(hours=2))  # what was acted on above has fallen due meanwhile
        made, taken = ticked(self.url, now, workers)
        driver = driven(self.url, DRIVEN + place * DUE, DUE)
        return (
            f"{workers}",
            f"{DUE / taken:,.0f}",
            f"{made / taken:,.0f}",
            f"{driver:,.0f}",
            f"{DUE / taken / driver:.2f}",
        )


LONG: Final = 9_000_000
DUE_FROM: Final = 9_100_000
DRIVEN: Final = 9_200_000


def _mixed(first: int, end: int, stride: int) -> Iterator[CaseRow]:
    """Cases at rest, and here and there one that will be acted on."""
    kept = assigned(HISTORY)
    for number in range(first, end):
        yield copy_of(kept, number) if number % stride == 0 else next(resting((number,)))


def update_limits(url: str) -> None:
    """What a database does by itself in time: statistics, and the log worked off."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as db:
        db.execute("VACUUM ANALYZE sd_case, sd_entry")
        db.execute("CHECKPOINT")


# --- tables --------------------------------------------------------------------------------------------


def growth(places: Mapping[str, str], asked: Asked) -> None:
    """What grows and what does not."""
    columns: dict[str, dict[str, float]] = {}
    ticks: dict[str, list[tuple[str, ...]]] = {}
    for name, url in places.items():
        with closing(open_store(url)) as store:
            filled = Filled.of(store, url, asked)
            start = time.perf_counter()
            lines = filled.by_cases()
            say(f"{name}: {asked.cases[-1]:,} cases loaded after {time.perf_counter() - start:.0f} s")
            columns[name] = dict([*lines, *filled.by_entries(), *filled.views()])
            ticks[name] = [filled.levels(workers, place) for place, workers in enumerate((1, 2))]
    heads = ("milliseconds, median", *places)
    asked_for = next(iter(columns.values()))
    show(heads, [(what, *(f"{columns[name][what]:.2f}" for name in places)) for what in asked_for])
    heads = ("store", "workers", "due cases a second", "entries a second", "the driver alone, cases a second", "of it")
    show(heads, [(name, *line) for name, lines in ticks.items() for line in lines])


def speed(places: Mapping[str, str], asked: Asked) -> None:
    """How many a second, and how much of what the bare driver does."""
    lines: list[tuple[str, ...]] = []
    for name, url in places.items():
        with closing(open_store(url)) as store:
            rates.fill(store, url)
        update_limits(url)
        settings = (("FULL", 1), ("NORMAL", 1), ("FULL", 4)) if name == "SQLite" else (("", 1), ("", 2), ("", 4))
        for synchronous, processes in settings:
            found = rates.measured(url, processes, asked.rounds, asked.seconds, synchronous)
            ours = {who: median(one.events for one in some) for who, some in found.items()}
            part = {who: rates.ratio(found, who) for who in ("store", "desk")}
            share = median(one.share for one in found["desk"])
            p99 = median(one.p99 for one in found["desk"])
            lines.append(
                (
                    f"{name} {synchronous}".strip(),
                    f"{processes}",
                    f"{ours['driver']:,.0f}",
                    f"{ours['store']:,.0f}",
                    f"{part['store']:.2f}",
                    f"{ours['desk']:,.0f}",
                    f"{part['desk']:.2f}",
                    f"{p99:.1f}",
                    f"{share:.2f}",
                )
            )
    show(
        (
            "store",
            "processes",
            "driver /s",
            "store /s",
            "of the driver",
            "desk.act /s",
            "of the driver",
            "p99 of an act, ms",
            "slowest process, of a fair share",
        ),
        lines,
    )


def say(text: str) -> None:
    print(text, flush=True)


def show(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    say("")
    for row in (heads, ["---"] * len(heads), *rows):
        say(f"| {' | '.join(row)} |")
    say("")


def machine(places: Mapping[str, str]) -> str:
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in about if line.startswith("model name")), "?")
    server = ""
    if "PostgreSQL" in places:
        with psycopg.connect(places["PostgreSQL"].replace("+psycopg", "")) as db:
            server = f", PostgreSQL {db.info.server_version // 10_000}.{db.info.server_version % 10_000}"
    return (
        f"{os.cpu_count()} x {model}; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{server}, "
        f"SQLAlchemy {version('sqlalchemy')}, psycopg {version('psycopg')}; load at the start {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--store", help="the URL of an SQLite file or a PostgreSQL schema, instead of both")
    parser.add_argument("--quick", action="store_true", help="2,000 cases, 1,000 entries, one round")
    given = parser.parse_args()
    cases, entries = (2_000, 1_000) if given.quick else (given.cases, given.entries)
    asked = Asked.of(cases, entries, quick=given.quick)
    start = time.perf_counter()
    with ExitStack() as stack:
        if given.store:
            places = {"SQLite" if given.store.startswith("sqlite") else "PostgreSQL": given.store}
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            server = stack.enter_context(postgres())
            places = {"SQLite": f"sqlite:///{folder}/desk.db", "PostgreSQL": new_schema(server, "growth")}
        say(machine(places))
        growth(places, asked)
        speed(places, asked)
    say(f"{time.perf_counter() - start:.0f} s in all")


if __name__ == "__main__":
    main()
