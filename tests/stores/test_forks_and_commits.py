"""A process that forks inside a unit, a commit whose answer is lost, and what nobody prints."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from servicedesk import Desk
from servicedesk.errors import CommitUnknown, StoreMisuse
from servicedesk.stores import Store, Unit, open_store
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.testing._kit import entry, move, open_case, row, stored
from stores.damaging import CASES, desk_over, furnish
from stores.sql.overdue import code_of_child
from stores.sql.servers import ON_SERVERS, new_schema


@pytest.fixture(params=["memory", "sqlite", "sqlalchemy", *ON_SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store, None, None]:
    if request.param == "memory":
        made: Store = open_store("memory:")
    elif request.param == "sqlite":
        made = open_store(tmp_path / "desk.db")
    elif request.param == "sqlalchemy":
        made = SqlStore(f"sqlite:///{tmp_path}/desk.db")
    else:
        server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
        made = SqlStore(new_schema(server, f"f{uuid.uuid4().hex}"))
    with made:
        yield made


def within(seconds: float, work: Callable[[], object]) -> Callable[[], None]:
    """The work, in a child that is ended if it blocks."""

    def timed() -> None:
        import signal

        signal.alarm(int(seconds))
        work()

    return timed


def test_a_process_that_is_forked_inside_a_unit_has_units_of_its_own(store: Store) -> None:
    """It does not wait for its parent's, nor undo it; what both wrote is there, where they share anything."""
    open_case(store, row("c1"))
    open_case(store, row("c2"))

    def child() -> None:
        with store.reading() as own:  # an SQLite file has one lock for all that write
            assert own.load("c2").version == 1

    with store.unit() as unit:
        held = unit.load("c1")
        assert code_of_child(within(10, child)) == 0
        unit.save(row("c1", 2), held.version, [entry(2)])
    assert stored(store, "c1")[0].version == 2
    move(store, "c2", state="x")


def test_a_process_that_is_forked_beside_a_unit_of_another_thread_goes_on(store: Store) -> None:
    """The thread is not there in the child, and its unit is nobody's."""
    open_case(store, row("c1"))
    open_case(store, row("c2"))
    inside, go_on = Event(), Event()

    def hold() -> None:
        with store.unit() as unit:
            unit.load("c1")
            inside.set()
            go_on.wait(20)

    def child() -> None:
        with store.reading() as own:
            assert own.load("c2").version == 1

    thread = Thread(target=hold)
    thread.start()
    inside.wait(10)
    try:
        assert code_of_child(within(10, child)) == 0
    finally:
        go_on.set()
        thread.join(20)
    assert stored(store, "c1")[0].version == 1


def test_a_child_that_leaves_its_parents_unit_ends_nothing_of_it(store: Store) -> None:
    """It is told that the unit is another's; the parent commits."""
    open_case(store, row("c1"))
    child = -1
    refused = False
    try:
        with store.unit() as unit:
            unit.save(row("c1", 2), 1, [entry(2)])
            child = os.fork()
    except StoreMisuse:
        refused = True
    if child == 0:
        os._exit(0 if refused or isinstance(store, MemoryStore) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not refused
    assert stored(store, "c1")[0].version == 2


# --- a commit whose answer is lost ----------------------------------------------------------------------------


class Loses(MemoryStore):
    """A store that loses the answer of some commits, which may have been written or not."""

    def __init__(self) -> None:
        super().__init__()
        self.lost: list[bool] = []

    def unit(self) -> AbstractContextManager[Unit]:
        inner = super().unit()

        @contextmanager
        def begun() -> Generator[Unit, None, None]:
            written = self.lost.pop() if self.lost else None
            if written is False:
                with inner as unit:
                    yield unit
                    raise CommitUnknown("the connection was lost while committing")
            with inner as unit:
                yield unit
            if written:
                raise CommitUnknown("the connection was lost while committing")

        return begun()


@pytest.mark.parametrize("written", [True, False])
def test_a_healthy_case_whose_commit_was_lost_has_not_failed(written: bool) -> None:
    """The tick looks once more, and the level is there once."""
    store = Loses()
    desk: Desk = desk_over(store)
    furnish(desk)
    store.lost = [written]
    report = desk.tick()
    assert (report.failed, report.busy) == ((), ())
    for case in CASES:
        assert [line.kind for line in desk.history(case)].count("missed") == 1
    assert desk.tick().entries == ()


def test_a_case_whose_commit_is_lost_again_stays_due() -> None:
    """It is among those of which nobody knows, and the next tick has it."""
    store = Loses()
    desk: Desk = desk_over(store)
    furnish(desk)
    store.lost = [False, False]
    report = desk.tick()
    assert (report.failed, len(report.busy)) == ((), 1)
    assert [case for case, _ in desk.tick().entries][:1] == [*report.busy]


# --- what nobody prints ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_word_of_the_driver_comes_on_the_error_stream(postgres_server: str) -> None:
    """Its session is ended inside a unit, and in the pool; a program without a log of its own prints nothing."""
    url = new_schema(postgres_server, f"f{uuid.uuid4().hex}")
    program = """
import sys
from sqlalchemy import create_engine, text
from servicedesk.errors import StoreError
from servicedesk.stores.sql import SqlStore
from servicedesk.testing._kit import entry, open_case, row, stored

def end_all():
    other = create_engine(sys.argv[1])
    with other.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'"
        connection.execute(text(others))
    other.dispose()

store = SqlStore(sys.argv[1] + "&application_name=victim")
open_case(store, row("c1"))
try:
    with store.unit() as unit:
        unit.load("c1")
        end_all()
        unit.save(row("c1", 2), 1, [entry(2)])
except StoreError as error:
    print(error.code)
stored(store, "c1")
end_all()
print(stored(store, "c1")[0].version)
store.close()
"""
    asked = [sys.executable, "-c", program, url]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout.split(), done.stderr) == (["store.transient", "1"], "")
