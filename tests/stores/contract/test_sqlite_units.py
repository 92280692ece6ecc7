"""Units on an SQLite file: what they use, read, wait for, and leave behind when they are killed."""

from __future__ import annotations

# ruff: noqa: PT012  -- a unit that is refused is several statements
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from servicedesk.errors import CaseNotFound, ConcurrencyConflict, StoreMisuse, TransientStoreError
from servicedesk.stores import Criteria, Store
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import T0, due_ids, entry, move, open_case, row, save_next, stored
from stores.contract.sqlite_tools import aside, is_whole, run, sql


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(path) as opened:
        yield opened


# --- how the file is used -------------------------------------------------------------------------


def test_commits_go_to_a_log_that_is_forced_to_disk(store: SqliteStore) -> None:
    """WAL; 2 is FULL in the manual of SQLite's `synchronous`; foreign keys on; SQLite does not wait."""
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    found = [store._pool.query(f"PRAGMA {pragma}", ())[0][0] for pragma in pragmas]
    assert found == ["wal", 2, 1, 0]


def test_the_log_may_be_forced_to_disk_more_rarely_if_asked(path: Path) -> None:
    """1 is NORMAL in the manual of SQLite's `synchronous`."""
    with SqliteStore(path, synchronous="NORMAL") as store:
        assert store._pool.query("PRAGMA synchronous", ()) == [(1,)]


def test_due_is_answered_from_its_index_alone(store: SqliteStore) -> None:
    """A look at what is due reads no case row; the look-ups by subject and by key use their indexes."""
    plans = {
        "SELECT next_check_at, id FROM sd_case WHERE next_check_at <= 9 AND (next_check_at, id) > (1, 'a') "
        "ORDER BY next_check_at, id LIMIT 9": "USING COVERING INDEX sd_case_next_check",
        "SELECT * FROM sd_case WHERE tenant='' AND subject='s' AND open=1 ORDER BY id": "sd_case_subject",
        "SELECT * FROM sd_case WHERE tenant='' AND procedure='p' AND id>'a' ORDER BY id": "sd_case_procedure",
        "SELECT seq FROM sd_entry WHERE case_id='c' AND seq>0 AND key='k'": "sd_entry_key",
    }
    for query, index in plans.items():
        plan = " ".join(str(step[3]) for step in store._pool.query(f"EXPLAIN QUERY PLAN {query}", ()))
        assert index in plan
        assert "B-TREE" not in plan, "no sorting"


def test_open_cases_are_found_by_their_last_due_from_an_index(store: SqliteStore) -> None:
    """A change of the calendar reads the cases that it can reach, and no others."""
    asked: list[str] = []
    store._pool.use(lambda db: db.set_trace_callback(asked.append))
    store.find(Criteria(open=True, due_from=T0), after="c1")
    (query,) = (text for text in asked if text.startswith("SELECT"))
    plan = " ".join(str(step[3]) for step in store._pool.query(f"EXPLAIN QUERY PLAN {query}", ()))
    assert "USING INDEX sd_case_last_due (tenant=? AND last_due>?)" in plan


def test_tables_of_others_in_the_file_are_left_alone(path: Path) -> None:
    """A host may keep its own tables in the same file."""
    sql(path, "CREATE TABLE residents (name TEXT)", "INSERT INTO residents VALUES ('业主')")
    with SqliteStore(path) as store:
        open_case(store, row("c1"))
    assert sql(path, "SELECT name FROM residents") == [("业主",)]


def test_connections_are_closed_when_the_store_is_dropped(path: Path) -> None:
    """Without `close` too: the last connection takes the log back into the file."""
    store = SqliteStore(path)
    open_case(store, row("c1"))
    assert path.with_name("desk.db-wal").exists()
    del store
    assert not path.with_name("desk.db-wal").exists()


def test_each_thread_at_work_has_a_connection_and_idle_ones_are_used_again(store: SqliteStore) -> None:
    open_case(store, row("c1"))
    for _ in range(10):
        aside(lambda: move(store, "c1"))
    assert len(store._pool._idle) == 1
    with store.unit() as unit:
        unit.load("c1")
        aside(lambda: stored(store, "c1"))
    assert len(store._pool._idle) == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_forked_process_makes_its_own_connection(path: Path) -> None:
    """It neither uses nor closes what it inherited: the parent goes on and nothing is lost."""
    program = f"""
import os
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import move, open_case, row, stored
store = SqliteStore({str(path)!r})
open_case(store, row("c1"))
inherited = store._pool._idle[0]
child = os.fork()
if not child:
    move(store, "c1", state="child")
    assert store._pool._idle[0] is not inherited
    store.close()
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert store._pool._idle[0] is inherited
move(store, "c1", state="parent")
print(stored(store, "c1")[0].version)
store.close()
"""
    assert run(program) == "3"
    assert is_whole(path)


# --- what a unit has read -------------------------------------------------------------------------


def test_a_save_that_rests_on_another_case_which_has_changed_is_refused(store: SqliteStore) -> None:
    """The unit writes c2 because of what it read of c1; c1 has changed since."""
    open_case(store, row("c1"))
    other = open_case(store, row("c2"))
    with pytest.raises(TransientStoreError, match="'c1' has changed"), store.unit() as unit:
        unit.load("c1")
        aside(lambda: move(store, "c1"))
        save_next(unit, other)
    assert stored(store, "c2")[0].version == 1


def test_a_save_that_rests_on_a_look_up_which_has_changed_is_refused(store: SqliteStore) -> None:
    """The unit opens a case because the subject has none; now it has one."""
    with pytest.raises(TransientStoreError, match="of a subject have changed"), store.unit() as unit:
        assert list(unit.cases("3-2-501")) == []
        aside(lambda: open_case(store, row("c1")))
        unit.save(row("c2"), 0, [entry(1)])
    with store.unit() as unit:
        assert [case.id for case in unit.cases("3-2-501")] == ["c1"]


def test_a_save_that_rests_on_an_absence_which_is_none_now_is_refused(store: SqliteStore) -> None:
    with pytest.raises(TransientStoreError, match="'c1' has changed"), store.unit() as unit:
        assert list(unit.entries("c1")) == []
        aside(lambda: open_case(store, row("c1")))
        unit.save(row("c2"), 0, [entry(1)])


def test_a_case_that_was_not_there_and_is_there_now_is_a_change(store: SqliteStore) -> None:
    with pytest.raises(TransientStoreError, match="'c1' has changed"), store.unit() as unit:
        with pytest.raises(CaseNotFound):
            unit.load("c1")
        aside(lambda: open_case(store, row("c1")))
        unit.save(row("c2"), 0, [entry(1)])


def test_a_change_of_something_else_disturbs_no_unit(store: SqliteStore) -> None:
    """The unit had a snapshot that is no longer the newest; what it read is still so."""
    first = open_case(store, row("c1", subject="s"))
    open_case(store, row("c2"))
    with store.unit() as unit:
        unit.load("c1")
        unit.cases("s")
        aside(lambda: move(store, "c2"))
        save_next(unit, first)
    assert [stored(store, name)[0].version for name in ("c1", "c2")] == [2, 2]


def test_a_unit_that_is_over_for_good_says_so_when_it_is_left(store: SqliteStore) -> None:
    """Swallowing the error inside does not turn nothing into something."""
    open_case(store, row("c1"))
    other = open_case(store, row("c2"))
    with pytest.raises(TransientStoreError, match="'c1' has changed"), store.unit() as unit:
        unit.load("c1")
        aside(lambda: move(store, "c1"))
        for _ in range(2):
            with pytest.raises(TransientStoreError):
                save_next(unit, other)
        with pytest.raises(TransientStoreError):
            unit.load("c1")
    assert stored(store, "c2")[0].version == 1


# --- locks ----------------------------------------------------------------------------------------


def test_waiting_for_the_lock_ends_with_an_error_and_nothing_written(path: Path) -> None:
    """Reading and listing go on meanwhile."""
    with SqliteStore(path, wait=0.2) as store:
        case = open_case(store, row("c1", next_check_at=T0))
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(TransientStoreError, match="repeat the unit"), store.unit() as unit:
            save_next(unit, unit.load("c1"))
        assert 0.2 <= time.monotonic() - started < 2
        with pytest.raises(TransientStoreError), store.unit() as unit:
            unit.save(row("c2"), 0, [entry(1)])
        assert stored(store, "c1") == (case, [entry(1)])
        assert due_ids(store) == ["c1"]
        holder.execute("ROLLBACK")
        holder.close()
        move(store, "c1")


def test_a_writer_waits_for_the_one_before_it(store: SqliteStore) -> None:
    open_case(store, row("c1"))
    open_case(store, row("c2"))
    holding, done = Event(), Event()

    def other() -> None:
        holding.wait(10)
        move(store, "c2", state="after")
        done.set()

    thread = Thread(target=other)
    thread.start()
    with store.unit() as unit:
        save_next(unit, unit.load("c1"))
        holding.set()
        assert not done.wait(0.2)
    thread.join(10)
    assert done.is_set()
    assert stored(store, "c2")[0].state == "after"


@pytest.mark.slow
def test_writers_in_two_processes_lose_nothing(path: Path) -> None:
    """Each adds 100 entries to one case and 100 to its own, and tries again when it loses."""
    with SqliteStore(path) as store:
        open_case(store, row("shared"))
    program = f"""
import sys
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import move, open_case, persist, row
name = sys.argv[1]
with SqliteStore({str(path)!r}) as store:
    open_case(store, row(name))
    for _ in range(100):
        persist(lambda: move(store, "shared"))
        persist(lambda: move(store, name))
"""
    workers = [
        subprocess.Popen([sys.executable, "-c", program, name], stderr=subprocess.PIPE, env=dict(os.environ))
        for name in ("a", "b")
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=60)
        assert worker.returncode == 0, errors.decode()
    with SqliteStore(path) as store:
        assert [stored(store, name)[0].version for name in ("shared", "a", "b")] == [201, 101, 101]
    assert is_whole(path)


# --- killed ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_killed_at_any_statement_a_unit_is_written_wholly_or_not_at_all(path: Path) -> None:
    """A child kills itself before its 1st, 2nd, ... statement, until one lives long enough to finish."""
    program = f"""
import os, signal
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import entry, open_case, row, stored
with SqliteStore({str(path)!r}) as store:
    open_case(store, row("c1", exclusive_key="s"))
points = 0
while True:
    points += 1
    child = os.fork()
    if not child:
        store = SqliteStore({str(path)!r})
        left = [points]
        def traced(statement):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
        connection = store._pool.acquire()
        connection.db.set_trace_callback(traced)
        store._pool.release(connection)
        with store.unit() as unit:
            case = unit.load("c1")
            unit.save(row("c1", 4, exclusive_key=None), 1, [entry(2), entry(3), entry(4)])
            unit.save(row("c2", exclusive_key="s"), 0, [entry(1)])
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with SqliteStore({str(path)!r}) as store:
        version = stored(store, "c1")[0].version
        assert version == (4 if status == 0 else 1), (points, version)
    if status == 0:
        break
    assert status == -signal.SIGKILL
print(points)
"""
    assert int(run(program)) > 6
    assert is_whole(path)
    assert sql(path, "SELECT id, version FROM sd_case ORDER BY id") == [("c1", 4), ("c2", 1)]


@pytest.mark.slow
def test_killed_in_the_middle_of_many_saves_the_history_has_no_gap(path: Path) -> None:
    """What was reported as saved before the kill is there; the next process goes on."""
    program = f"""
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import move, open_case, row, stored
store = SqliteStore({str(path)!r})
try:
    open_case(store, row("c1"))
except Exception:
    pass
while True:
    move(store, "c1", body="x" * 5000)
    print(stored(store, "c1")[0].version, flush=True)
"""
    for round_ in range(3):
        worker = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )
        assert worker.stdout is not None
        for _ in range(20 + 7 * round_):
            acknowledged = int(worker.stdout.readline())
        worker.kill()
        rest = worker.communicate()[0].split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        assert is_whole(path)
        ((version,),) = sql(path, "SELECT version FROM sd_case")
        assert version in {acknowledged, acknowledged + 1}
    with SqliteStore(path) as store:
        move(store, "c1")


def test_a_unit_is_used_inside_its_block_only(store: SqliteStore) -> None:
    with pytest.raises(StoreMisuse, match="inside its with block"):
        store.unit().load("c1")  # type: ignore[attr-defined]


def test_closing_while_a_unit_is_open_lets_it_end(path: Path) -> None:
    store: Store = SqliteStore(path)
    open_case(store, row("c1"))
    with store.unit() as unit:
        save_next(unit, unit.load("c1"))
        store.close()
    assert not path.with_name("desk.db-wal").exists(), "the last connection is closed"
    with SqliteStore(path) as other:
        assert stored(other, "c1")[0].version == 2


def test_a_stale_save_after_a_snapshot_is_a_conflict_not_a_busy_file(store: SqliteStore) -> None:
    """SQLite itself would only say that its snapshot is old."""
    open_case(store, row("c1"))
    with store.unit() as unit:
        case = unit.load("c1")
        aside(lambda: move(store, "c1"))
        with pytest.raises(ConcurrencyConflict) as caught:
            save_next(unit, case)
    assert caught.value.fields["found"] == 2
