"""The cost of an event depends on nothing but the event: not on its case's history, nor on how many cases there are.

``python tests/stores/cost/measure.py`` does it with a hundred thousand entries and a million cases, and gives times.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Protocol

import pytest
from attrs import frozen
from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool

from sample_manuals import jueshixiang
from servicedesk import Actor, Desk
from servicedesk.stores import Store
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from stores.cost.counting import Cost, calls_of, counted
from stores.cost.growing import (
    AGAIN,
    BEGIN,
    CLERK,
    Clock,
    Kept,
    assigned,
    complain,
    corrected,
    desk_on,
    done_daily,
    load,
    neglected,
    put,
    resting,
    size,
)
from stores.sql.servers import new_schema

SHORT, LONG = 20, 1_000  # entries
FEW, MANY = 10, 10_000  # cases


@frozen
class Place:
    """An empty store and how to fill it."""

    store: Store
    url: str = ""

    def with_cases(self, many: int, *kept: Kept) -> Store:
        load(self.store, self.url, resting(range(1, many)))
        for one in kept:
            put(self.store, one)
        return self.store


class Maker(Protocol):
    """Makes an empty store of one kind."""

    def __call__(self) -> Place: ...


@pytest.fixture
def made() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _memory(_: pytest.FixtureRequest, __: ExitStack) -> Place:
    return Place(MemoryStore())


def _sqlite(request: pytest.FixtureRequest, stack: ExitStack) -> Place:
    folder: Path = request.getfixturevalue("tmp_path")
    return Place(stack.enter_context(SqliteStore(folder / f"{uuid.uuid4().hex}.db")))


def _postgres(request: pytest.FixtureRequest, stack: ExitStack) -> Place:
    url = new_schema(request.getfixturevalue("postgres_server"), f"growth_{uuid.uuid4().hex}")
    # So that a table of ten rows is searched like one of ten thousand, and how it is searched does not depend
    # on whether statistics happen to have been gathered.
    engine = create_engine(f"{url}%20-cenable_seqscan=off%20-cplan_cache_mode=force_custom_plan")
    stack.callback(engine.dispose)
    return Place(SqlStore(engine), url)


@pytest.fixture(
    params=[_memory, _sqlite, pytest.param(_postgres, marks=pytest.mark.slow)], ids=["memory", "sqlite", "postgres"]
)
def make(request: pytest.FixtureRequest, made: ExitStack) -> Maker:
    return partial(request.param, request, made)


@pytest.fixture(params=[_sqlite, pytest.param(_postgres, marks=pytest.mark.slow)], ids=["sqlite", "postgres"])
def make_counted(request: pytest.FixtureRequest, made: ExitStack) -> Maker:
    return partial(request.param, request, made)


def act(store: Store, ident: str) -> Callable[[], object]:
    """Use the permission once more; each time a millisecond later, with a key of its own."""
    clock, number = Clock(BEGIN + LATER), 10_000
    desk = desk_on(store, clock)

    def once() -> object:
        nonlocal number
        number += 1
        clock.forth(milliseconds=1)
        return desk.act(ident, AGAIN, by=CLERK, key=f"again-{number}")

    return once


def tick(store: Store, _: str) -> Callable[[], object]:
    """Look at what is due, each time a day later: one standing duty misses another day."""
    clock = Clock()
    desk = desk_on(store, clock)

    def once() -> object:
        clock.forth(days=1)
        return desk.tick()

    return once


LATER = timedelta(hours=2)  # every history that is acted on ends before
Begin = Callable[[Store, str], Callable[[], object]]
CaseService = tuple[Begin, Callable[[int], Kept]]
WORK: dict[str, CaseService] = {"act": (act, assigned), "tick": (tick, neglected)}


@pytest.fixture(params=WORK)
def work(request: pytest.FixtureRequest) -> CaseService:
    return WORK[request.param]


def _cost(store: Store, once: Callable[[], object]) -> Cost:
    for _ in range(8):  # until connections, caches and prepared statements are there
        once()
    with counted(store) as cost:
        once()
    return cost


@pytest.mark.parametrize("history", [assigned, pytest.param(corrected, marks=pytest.mark.slow), neglected, done_daily])
def test_the_body_of_a_case_does_not_grow_with_its_history(history: Callable[[int], Kept]) -> None:
    """Only counters and instants get more digits."""
    short, long = history(SHORT), history(LONG)
    assert long.row.version >= LONG
    assert size(long.row) == size(short.row)


def test_statements_and_rows_of_an_event_do_not_depend_on_the_history(make_counted: Maker, work: CaseService) -> None:
    begin, history = work
    costs = [
        _cost(store := make_counted().with_cases(FEW, kept), begin(store, kept.row.id))
        for kept in map(history, (SHORT, LONG))
    ]
    assert costs[0].statements > 2
    assert costs[0] == costs[1]


def test_statements_and_rows_of_an_event_do_not_depend_on_the_number_of_cases(
    make_counted: Maker, work: CaseService
) -> None:
    begin, history = work
    kept = history(SHORT)
    costs = [_cost(store := make_counted().with_cases(many, kept), begin(store, kept.row.id)) for many in (FEW, MANY)]
    assert costs[0] == costs[1]


def test_the_work_of_an_event_in_memory_does_not_depend_on_the_history(work: CaseService) -> None:
    begin, history = work
    calls: list[int] = []
    for kept in map(history, (SHORT, LONG)):
        once = begin(Place(MemoryStore()).with_cases(FEW, kept), kept.row.id)
        once()
        calls.append(calls_of(once))
    assert calls[0] == calls[1]


@pytest.mark.parametrize(
    ("short", "long", "few", "many"), [(SHORT, LONG, FEW, FEW), (SHORT, SHORT, FEW, MANY)], ids=["history", "cases"]
)
def test_the_time_of_an_event_stays_about_the_same(
    make: Maker, work: CaseService, short: int, long: int, few: int, many: int
) -> None:
    """Half and double is what noise may do to two medians taken turn by turn."""
    begin, history = work
    small, large = (
        begin(make().with_cases(cases, history(entries)), history(entries).row.id)
        for entries, cases in ((short, few), (long, many))
    )
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(41):
        for once, taken in zip((small, large), times, strict=True):
            start = time.perf_counter()
            once()
            taken.append(time.perf_counter() - start)
    assert median(times[1]) / median(times[0]) <= 2.0


def test_asking_again_to_open_does_not_read_the_history(make_counted: Maker) -> None:
    """The same opening key finds the case and its first entry, however many came after."""
    costs: list[Cost] = []
    for kept in map(assigned, (SHORT, LONG)):
        store = make_counted().with_cases(FEW, kept)
        costs.append(_cost(store, partial(complain, desk_on(store, Clock(BEGIN + LATER)))))
    assert costs[0] == costs[1]


def test_a_limit_keeps_the_last_of_each_rung_that_was_told_again() -> None:
    """A move-in is put off again and again after its reminder: the history has each reminder, the limit one."""
    clock, again = Clock(), 5
    desk = Desk(jueshixiang.MANUAL, clock=clock)
    planner = Actor("wang", (jueshixiang.ASSISTANT,))

    def move_in() -> dict[str, str]:
        return {"move_in": (clock.now + timedelta(days=10)).isoformat()}

    case = desk.open("handover_campaign", move_in(), subject="estate", by=planner)
    for _ in range(again):
        clock.forth(days=2)  # a week and a day before the move-in have come
        desk.tick()
        case = desk.act(case.id, "put_off", move_in(), by=planner)
    assert sum(line.kind == "escalated" for line in desk.history(case.id)) == again
    assert [name for name, _ in case.limits["announced"].levels] == ["remind"]


@pytest.mark.slow
def test_an_act_on_postgresql_is_four_statements_on_one_connection(postgres_server: str) -> None:
    """Case, key, time; row and entry together: nothing is asked twice."""
    with SqlStore(new_schema(postgres_server, f"growth_{uuid.uuid4().hex}")) as store:
        kept = assigned(SHORT, datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1))
        put(store, kept)
        desk = Desk("fuheng", store=store)
        sent: list[str] = []
        event.listen(store._engine, "before_cursor_execute", lambda _, __, sql, *___: sent.append(sql.split()[0]))
        desk.act(kept.row.id, AGAIN, by=CLERK, key="again")
        assert sent == ["SELECT", "SELECT", "SELECT", "WITH"]
        pool = store._engine.pool
        assert isinstance(pool, QueuePool)
        assert (pool.checkedin(), pool.checkedout()) == (1, 0)
