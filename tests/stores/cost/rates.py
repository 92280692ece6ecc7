"""Events a second, beside the bare driver that sends the same statements, in the same rounds."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from statistics import median
from typing import Any, Final

import psycopg
from attrs import evolve, frozen

from servicedesk import Desk
from servicedesk.errors import ConcurrencyConflict, TransientStoreError
from servicedesk.stores import EntryRow, Store, open_store
from servicedesk.stores.sqlite import SqliteStore
from stores.cost.growing import AGAIN, CLERK, assigned, copy_of, load

CASES: Final = 2_000  # for each contender its own
PLACES: Final = {"driver": 2_000_000, "store": 3_000_000, "desk": 4_000_000}

Event = Callable[[int], object]

_LOOK = "SELECT * FROM sd_case WHERE id = ?"
_KEY = "SELECT seq FROM sd_entry WHERE case_id = ? AND key = ?"
_UPDATE = "UPDATE sd_case SET state = ?, version = ?, body = ? WHERE id = ? AND version = ?"
_APPEND = "INSERT INTO sd_entry (case_id, seq, at, key, body) VALUES (?, ?, ?, ?, ?)"


@frozen
class Rate:
    """What some processes did together in one round."""

    each: tuple[int, ...]
    seconds: float
    waits: tuple[float, ...]

    @property
    def events(self) -> float:
        """Events a second, of all processes."""
        return sum(self.each) / self.seconds

    @property
    def share(self) -> float:
        """What the slowest did, of an equal share."""
        return min(self.each) * len(self.each) / sum(self.each)

    @property
    def p99(self) -> float:
        """Milliseconds that one in a hundred waited, or longer."""
        return 1_000 * sorted(self.waits)[int(len(self.waits) * 0.99)]


def fill(store: Store, url: str) -> None:
    """Cases that are acted on, for each contender its own."""
    begin = datetime.now(UTC) - timedelta(minutes=1)
    kept = assigned(20, begin.replace(microsecond=0))
    load(store, url, (copy_of(kept, first + n) for first in PLACES.values() for n in range(CASES)))


def measured(url: str, processes: int, rounds: int, seconds: float, synchronous: str = "FULL") -> dict[str, list[Rate]]:
    """Each contender in each round, all processes at once."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    started: list[SpawnProcess] = []
    for number in range(processes):
        mine, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(url, synchronous, number, theirs), daemon=True)
        worker.start()
        pipes.append(mine)
        started.append(worker)
    for pipe in pipes:
        pipe.recv()
    rates: dict[str, list[Rate]] = {name: [] for name in PLACES}
    for _ in range(rounds):
        for name in random.sample(list(PLACES), len(PLACES)):
            for pipe in pipes:
                pipe.send((name, seconds))
            told = [pipe.recv() for pipe in pipes]
            waits = tuple(wait for _, some in told for wait in some)
            rates[name].append(Rate(tuple(done for done, _ in told), seconds, waits))
    for pipe, worker in zip(pipes, started, strict=True):
        pipe.send(None)
        worker.join()
    return rates


def ratio(rates: Mapping[str, Sequence[Rate]], name: str, to: str = "driver") -> float:
    """The median of the ratios, each of one round."""
    return median(one.events / other.events for one, other in zip(rates[name], rates[to], strict=True))


def _work(url: str, synchronous: str, seed: int, pipe: Connection) -> None:
    random.seed(seed)
    with _opened(url, synchronous) as store, closing(_driver(url, synchronous)) as driver:
        desk = Desk("fuheng", store=store)
        contenders: dict[str, Event] = {
            "driver": _on_postgres(driver) if isinstance(driver, psycopg.Connection) else _on_sqlite(driver),
            "store": _by_store(store),
            "desk": lambda n: desk.act(_ident("desk", n), AGAIN, by=CLERK, key=uuid.uuid4().hex),
        }
        for event in contenders.values():
            for _ in range(20):
                event(random.randrange(CASES))
        pipe.send("ready")
        while asked := pipe.recv():
            name, seconds = asked
            pipe.send(_for(contenders[name], seconds))


def _for(event: Event, seconds: float) -> tuple[int, list[float]]:
    waits: list[float] = []
    now = time.perf_counter()
    end = now + seconds
    while now < end:
        event(random.randrange(CASES))
        before, now = now, time.perf_counter()
        waits.append(now - before)
    return len(waits), waits


def _ident(name: str, number: int) -> str:
    return f"complaint-{PLACES[name] + number:07}"


def _opened(url: str, synchronous: str) -> Store:
    if url.startswith("sqlite:"):
        return SqliteStore(url.removeprefix("sqlite:///"), synchronous="FULL" if synchronous == "FULL" else "NORMAL")
    return open_store(url)


def _driver(url: str, synchronous: str) -> Any:
    if not url.startswith("sqlite:"):
        return psycopg.connect(url.replace("+psycopg", ""))
    db = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=60)
    db.execute(f"PRAGMA synchronous={synchronous}")
    db.execute("PRAGMA foreign_keys=ON")
    return db


def _on_sqlite(db: sqlite3.Connection) -> Event:
    entry = assigned(20).entries[-1].body

    def event(number: int) -> None:
        ident, key = _ident("driver", number), uuid.uuid4().hex
        db.execute("BEGIN IMMEDIATE")
        row = db.execute(_LOOK, (ident,)).fetchone()
        db.execute(_KEY, (ident, key)).fetchone()
        version = row[11]
        db.execute(_UPDATE, (row[9], version + 1, row[14], ident, version))
        db.execute(_APPEND, (ident, version + 1, time.time_ns() // 1_000, key, entry))
        db.execute("COMMIT")

    return event


def _on_postgres(db: psycopg.Connection[Any]) -> Event:
    entry = assigned(20).entries[-1].body
    view, key_there, update, append = (
        sql.replace("?", "%s").encode() for sql in (_LOOK + " FOR UPDATE", _KEY, _UPDATE, _APPEND)
    )
    cursor = db.cursor()

    def event(number: int) -> None:
        ident, key = _ident("driver", number), uuid.uuid4().hex
        row: Any = cursor.execute(view, (ident,)).fetchone()
        cursor.execute(key_there, (ident, key)).fetchone()
        version = row[11]
        cursor.execute(update, (row[9], version + 1, row[14], ident, version))
        cursor.execute(append, (ident, version + 1, time.time_ns() // 1_000, key, entry))
        db.commit()

    return event


def _by_store(store: Store) -> Event:
    """The port alone, with a body that is ready: what the adapter costs without the rules."""
    entry = assigned(20).entries[-1].body

    def event(number: int) -> None:
        key = uuid.uuid4().hex
        with store.unit() as unit:
            row = unit.load(_ident("store", number))
            next(unit.entries(row.id, key=key), None)
            version = row.version + 1
            added = EntryRow(version, datetime.now(UTC), key, entry)
            unit.save(evolve(row, version=version), row.version, [added])

    def until_done(number: int) -> None:
        while True:
            try:
                return event(number)
            except (ConcurrencyConflict, TransientStoreError):  # another process was quicker
                continue

    return until_done


# --- the clock -----------------------------------------------------------------------------------------


def ticked(url: str, now: datetime, workers: int) -> tuple[int, float]:
    """Entries made, and seconds, by so many processes that look at once what is due."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    started: list[SpawnProcess] = []
    for _ in range(workers):
        mine, theirs = context.Pipe()
        worker = context.Process(target=_tick, args=(url, now, theirs), daemon=True)
        worker.start()
        pipes.append(mine)
        started.append(worker)
    for pipe in pipes:
        pipe.recv()
    start = time.perf_counter()
    for pipe in pipes:
        pipe.send("go")
    told = [pipe.recv() for pipe in pipes]
    taken = time.perf_counter() - start
    for worker in started:
        worker.join()
    return sum(told), taken


def _tick(url: str, now: datetime, pipe: Connection) -> None:
    with closing(open_store(url)) as store:
        desk = Desk("fuheng", store=store, clock=lambda: now)
        desk.tick(now - timedelta(days=100))
        pipe.send("ready")
        pipe.recv()
        pipe.send(len(desk.tick(now).entries))


def driven(url: str, first: int, count: int) -> float:
    """Cases a second to each of which the bare driver does what an event does."""
    with closing(_driver(url, "FULL")) as db:
        event = _on_postgres(db) if isinstance(db, psycopg.Connection) else _on_sqlite(db)
        start = time.perf_counter()
        for number in range(first, first + count):
            event(number - PLACES["driver"])
        return count / (time.perf_counter() - start)
