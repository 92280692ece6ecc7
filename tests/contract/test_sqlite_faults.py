"""What the SQLite store does when something goes wrong: full disks, damaged files, locks, other versions."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from servicedesk.adapters._sqlite_files import Pool, translate
from servicedesk.adapters.sqlite import SqliteStore
from servicedesk.errors import (
    CommitUnknown,
    ConcurrencyConflict,
    CorruptRecord,
    SchemaMismatch,
    StoreError,
    StoreMisuse,
    StoreUnavailable,
    TransientStoreError,
)
from servicedesk.ports import Store
from servicedesk.testing._kit import T0, due_ids, entry, move, open_case, row, save_next, stored


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(path) as opened:
        yield opened


def sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run statements past the store; give the rows of the last one."""
    db = sqlite3.connect(path)
    try:
        for statement in statements:
            rows = db.execute(statement).fetchall()
        db.commit()
    finally:
        db.close()
    return rows


def is_whole(path: Path) -> bool:
    """Whether the file is sound and each case has exactly the entries that its version says."""
    per_case = (
        "SELECT c.version, count(e.seq), max(e.seq) FROM sd_case c LEFT JOIN sd_entry e ON e.case_id = c.id"
    )
    versions = sql(path, f"{per_case} GROUP BY c.id")
    return sql(path, "PRAGMA integrity_check") == [("ok",)] and all(v == n == last for v, n, last in versions)


def aside(work: object) -> None:
    """Do something in another thread, to its end."""
    thread = Thread(target=work)  # type: ignore[arg-type]
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


# --- how the file is used ----------------------------------------------------------------------------------


def test_commits_go_to_a_log_that_is_forced_to_disk(store: SqliteStore) -> None:
    """WAL; 2 is FULL in the manual of SQLite's pragma `synchronous`; foreign keys on; no waiting by SQLite."""
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    found = [store._pool.query(f"PRAGMA {pragma}", ())[0][0] for pragma in pragmas]
    assert found == ["wal", 2, 1, 0]


def test_due_is_answered_from_its_index_alone(store: SqliteStore) -> None:
    """A look at what is due reads no case row; the look-ups by subject and by key use their indexes."""
    plans = {
        "SELECT wake_at, id FROM sd_case WHERE wake_at <= 9 AND (wake_at, id) > (1, 'a') "
        "ORDER BY wake_at, id LIMIT 9": "USING COVERING INDEX sd_case_wake",
        "SELECT * FROM sd_case WHERE tenant='' AND subject='s' AND open=1 ORDER BY id": "sd_case_subject",
        "SELECT * FROM sd_case WHERE tenant='' AND procedure='p' AND id>'a' ORDER BY id": "sd_case_procedure",
        "SELECT seq FROM sd_entry WHERE case_id='c' AND seq>0 AND key='k'": "sd_entry_key",
    }
    for query, index in plans.items():
        plan = " ".join(str(step[3]) for step in store._pool.query(f"EXPLAIN QUERY PLAN {query}", ()))
        assert index in plan
        assert "B-TREE" not in plan, "no sorting"


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


def test_a_forked_process_makes_its_own_connection(path: Path) -> None:
    """It neither uses nor closes what it inherited: the parent goes on and nothing is lost."""
    program = f"""
import os
from servicedesk.adapters.sqlite import SqliteStore
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


def run(program: str, **options: object) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# --- what a unit has read ------------------------------------------------------------------------------------


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


# --- locks -----------------------------------------------------------------------------------------------------


def test_waiting_for_the_lock_ends_with_an_error_and_nothing_written(path: Path) -> None:
    """Reading and listing go on meanwhile."""
    with SqliteStore(path, wait=0.2) as store:
        case = open_case(store, row("c1", wake_at=T0))
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


def test_writers_in_two_processes_lose_nothing(path: Path) -> None:
    """Each adds 100 entries to one case and 100 to its own, and tries again when it loses."""
    with SqliteStore(path) as store:
        open_case(store, row("shared"))
    program = f"""
import sys
from servicedesk.adapters.sqlite import SqliteStore
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


# --- killed ----------------------------------------------------------------------------------------------------


def test_killed_at_any_statement_a_unit_is_written_wholly_or_not_at_all(path: Path) -> None:
    """A child kills itself before its 1st, 2nd, ... statement, until one lives long enough to finish."""
    program = f"""
import os, signal
from servicedesk.adapters.sqlite import SqliteStore
from servicedesk.testing._kit import entry, open_case, row, stored
with SqliteStore({str(path)!r}) as store:
    open_case(store, row("c1", slot="s"))
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
            unit.save(row("c1", 4, slot=None), 1, [entry(2), entry(3), entry(4)])
            unit.save(row("c2", slot="s"), 0, [entry(1)])
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


def test_killed_in_the_middle_of_many_saves_the_history_has_no_gap(path: Path) -> None:
    """What was reported as saved before the kill is there; the next process goes on."""
    program = f"""
from servicedesk.adapters.sqlite import SqliteStore
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


# --- no room, no right, no file --------------------------------------------------------------------------------


def test_a_full_disk_refuses_saves_and_keeps_what_was_saved(store: SqliteStore, path: Path) -> None:
    """As far as SQLite knows the disk is full when the file has its largest number of pages."""
    open_case(store, row("c1"))
    pages = store._pool.query("PRAGMA page_count", ())[0][0]
    store._pool.query(f"PRAGMA max_page_count={pages + 10}", ())
    saved = 1
    with pytest.raises(StoreUnavailable, match="see to the disk"):
        while saved < 1000:
            move(store, "c1", body="业" * 2000)
            with store.unit() as unit:
                unit.save(row(f"n{saved}", body="主" * 2000), 0, [entry(1)])
            saved += 1
    assert is_whole(path)
    assert saved <= stored(store, "c1")[0].version <= saved + 1
    store._pool.query("PRAGMA max_page_count=100000", ())
    move(store, "c1")
    assert is_whole(path)


def test_a_full_unit_writes_nothing_even_if_the_error_is_swallowed(store: SqliteStore, path: Path) -> None:
    open_case(store, row("c1"))
    pages = store._pool.query("PRAGMA page_count", ())[0][0]
    store._pool.query(f"PRAGMA max_page_count={pages + 2}", ())
    with pytest.raises(StoreUnavailable), store.unit() as unit:
        save_next(unit, unit.load("c1"))
        with pytest.raises(StoreUnavailable):
            unit.save(row("c2", body="x" * 100_000), 0, [entry(1)])
    assert stored(store, "c1") == (row("c1"), [entry(1)])


def test_a_file_that_may_not_grow_refuses_saves_and_keeps_what_was_saved(path: Path) -> None:
    """The limit of the operating system: the log cannot be written while a commit is under way."""
    program = f"""
import resource, signal
from servicedesk.adapters.sqlite import SqliteStore
from servicedesk.errors import CommitUnknown, StoreUnavailable
from servicedesk.testing._kit import move, open_case, row, stored
store = SqliteStore({str(path)!r})
open_case(store, row("c1"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
acknowledged = 1
try:
    while acknowledged < 1000:
        move(store, "c1", body="x" * 3000)
        acknowledged += 1
except (StoreUnavailable, CommitUnknown):
    print(acknowledged)
assert stored(store, "c1")[0].version == acknowledged
"""
    acknowledged = int(run(program))
    assert 10 < acknowledged < 1000
    assert is_whole(path)
    assert sql(path, "SELECT version FROM sd_case") == [(acknowledged,)]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of another kind there")
@pytest.mark.parametrize("folder_too", [False, True], ids=["file", "folder"])
def test_a_file_that_may_only_be_read_refuses_saves(folder_too: bool) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "desk.db"
        with SqliteStore(path) as store:
            open_case(store, row("c1"))
        path.chmod(0o444)
        folder.chmod(0o555 if folder_too else 0o777)
        program = f"""
import os
from servicedesk.adapters.sqlite import SqliteStore
from servicedesk.errors import StoreUnavailable
from servicedesk.testing._kit import entry, row
if os.geteuid() == 0:
    os.setuid(65534)
with SqliteStore({str(path)!r}) as store:
    try:
        with store.unit() as unit:
            unit.save(row("c2"), 0, [entry(1)])
    except StoreUnavailable as error:
        print(error.code)
"""
        assert run(program) == "store.unavailable"
        folder.chmod(0o755)
        assert sql(path, "SELECT id FROM sd_case") == [("c1",)]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        SqliteStore(tmp_path / "nowhere" / "desk.db") as store,
        pytest.raises(StoreUnavailable, match="nowhere"),
    ):
        store.due(T0)


# --- damage ------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_named(path: Path) -> None:
    path.write_bytes(b"the minutes of the owners' meeting\n" * 100)
    with SqliteStore(path) as store, pytest.raises(CorruptRecord, match="restore the file from a backup"):
        store.due(T0)
    assert path.read_bytes().startswith(b"the minutes")


def test_a_damaged_page_raises_and_never_gives_a_wrong_case(path: Path) -> None:
    """The pages with most of the cases are overwritten; the rest is still read."""
    bodies = {f"c{n:03}": f"{n}" * 1500 for n in range(200)}
    with SqliteStore(path) as store:
        for name, body in bodies.items():
            open_case(store, row(name, body=body))
    with path.open("r+b") as file:
        file.seek(4096 * 30)
        file.write(b"\xa5" * 4096 * 20)
    outcomes = {"read": 0, "corrupt": 0}
    with SqliteStore(path) as store:
        for name, body in bodies.items():
            try:
                case, _ = stored(store, name)
            except CorruptRecord:
                outcomes["corrupt"] += 1
            else:
                assert case.body == body
                outcomes["read"] += 1
    assert outcomes["corrupt"] > 0
    assert outcomes["read"] > 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sd_case SET body = CAST(x'e4b8ff' AS TEXT)",
        "UPDATE sd_case SET body = x'7b7d'",
        "UPDATE sd_case SET version = 'two'",
        "UPDATE sd_case SET wake_at = 'tomorrow'",
        "UPDATE sd_case SET wake_at = 9223372036854775807",
    ],
)
def test_a_damaged_row_names_its_case(store: SqliteStore, path: Path, damage: str) -> None:
    """And what is due is still listed."""
    open_case(store, row("c1", wake_at=T0))
    sql(path, damage)
    open_case(store, row("c2", wake_at=T0))
    with pytest.raises(CorruptRecord) as caught, store.unit() as unit:
        unit.load("c1")
    assert caught.value.fields["id"] == "c1"
    with pytest.raises(CorruptRecord), store.unit() as unit:
        unit.cases("3-2-501")
    assert "c2" in due_ids(store, T0)


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("DELETE FROM sd_entry WHERE seq = 2", "has a gap"),
        ("UPDATE sd_entry SET body = x'7b7d' WHERE seq = 2", "cannot be read"),
        ("UPDATE sd_entry SET at = 'noon' WHERE seq = 2", "cannot be read"),
        ("UPDATE sd_entry SET at = -9223372036854775807 WHERE seq = 2", "out of range"),
    ],
)
def test_a_damaged_entry_names_its_case(store: SqliteStore, path: Path, damage: str, why: str) -> None:
    open_case(store, row("c1", 3))
    sql(path, damage)
    with pytest.raises(CorruptRecord, match=why) as caught, store.unit() as unit:
        list(unit.entries("c1"))
    assert caught.value.fields["id"] == "c1"


def test_entries_beyond_the_version_stop_the_next_save(store: SqliteStore, path: Path) -> None:
    """A row that was put back from a backup without its entries: the history is not overwritten."""
    open_case(store, row("c1", 3))
    sql(path, "UPDATE sd_case SET version = 2")
    with pytest.raises(CorruptRecord, match="beyond its version 2"):
        move(store, "c1")
    assert sql(path, "SELECT version FROM sd_case") == [(2,)]


# --- other versions of the tables ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "found", "remedy"),
    [
        ("UPDATE sd_schema SET version = 2", 2, "install a newer release"),
        ("UPDATE sd_schema SET version = 0", 0, "with the release that made it"),
        ("DROP TABLE sd_schema", None, "with the release that made it"),
        ("DELETE FROM sd_schema", None, "with the release that made it"),
    ],
)
def test_tables_of_another_version_are_not_touched(
    path: Path, change: str, found: int | None, remedy: str
) -> None:
    with SqliteStore(path) as store:
        open_case(store, row("c1"))
    sql(path, change)
    with SqliteStore(path) as store, pytest.raises(SchemaMismatch, match=remedy) as caught:
        store.due(T0)
    assert (caught.value.fields["found"], caught.value.fields["expected"]) == (found, 1)
    assert sql(path, "SELECT id FROM sd_case") == [("c1",)]


@pytest.mark.parametrize(
    "damage",
    ["DROP INDEX sd_case_slot", "ALTER TABLE sd_case RENAME COLUMN slot TO place", "DROP TABLE sd_entry"],
)
def test_the_check_names_what_is_missing(store: SqliteStore, path: Path, damage: str) -> None:
    open_case(store, row("c1"))
    store.check()
    sql(path, damage)
    with pytest.raises(SchemaMismatch, match="missing or different: sd_"):
        store.check()


def test_a_missing_table_is_a_mismatch_at_run_time_too(store: SqliteStore, path: Path) -> None:
    open_case(store, row("c1"))
    sql(path, "DROP TABLE sd_entry")
    with pytest.raises(SchemaMismatch, match="no such table"):
        stored(store, "c1")


# --- what the driver's errors mean -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "committing", "kind"),
    [
        (5, False, TransientStoreError),  # SQLITE_BUSY
        (517, False, TransientStoreError),  # SQLITE_BUSY_SNAPSHOT
        (13, True, StoreUnavailable),  # SQLITE_FULL
        (8, False, StoreUnavailable),  # SQLITE_READONLY
        (10, False, StoreUnavailable),  # SQLITE_IOERR
        (1034, True, CommitUnknown),  # SQLITE_IOERR_FSYNC
        (14, False, StoreUnavailable),  # SQLITE_CANTOPEN
        (11, False, CorruptRecord),  # SQLITE_CORRUPT
        (26, False, CorruptRecord),  # SQLITE_NOTADB
    ],
)
def test_codes_of_the_driver_are_mapped(code: int, committing: bool, kind: type[StoreError]) -> None:
    """The numbers are those of sqlite3.h."""
    error = sqlite3.OperationalError("it went wrong")
    error.sqlite_errorcode = code
    assert type(translate(error, "desk.db", committing=committing)) is kind


def test_an_unknown_outcome_of_the_commit_is_said_to_be_unknown(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the connection is not used again."""
    open_case(store, row("c1"))

    class Failing:
        in_transaction = True

        def __init__(self, db: sqlite3.Connection) -> None:
            self.db = db

        def execute(self, statement: str, *values: object) -> object:
            if statement == "COMMIT":
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = 1034
                raise error
            return self.db.execute(statement, *values)

        def rollback(self) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def close(self) -> None:
            self.db.close()

    acquire = Pool.acquire

    def failing(pool: Pool) -> object:
        connection = acquire(pool)
        connection.db = Failing(connection.db)  # type: ignore[assignment]
        return connection

    monkeypatch.setattr(Pool, "acquire", failing)
    with pytest.raises(CommitUnknown, match="repeat with the same key"):
        move(store, "c1")
    assert store._pool._idle == []
    monkeypatch.undo()
    assert stored(store, "c1")[0].version == 1


def test_a_unit_is_used_inside_its_block_only(store: SqliteStore) -> None:
    with pytest.raises(StoreMisuse, match="inside its with block"):
        store.unit().load("c1")  # type: ignore[attr-defined]


def test_closing_while_a_unit_is_open_lets_it_end(path: Path) -> None:
    store: Store = SqliteStore(path)
    open_case(store, row("c1"))
    with store.unit() as unit:
        save_next(unit, unit.load("c1"))
        store.close()
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
