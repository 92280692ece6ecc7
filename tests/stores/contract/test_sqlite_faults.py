"""What the SQLite store does when something goes wrong: full disks, damaged files, other versions."""

from __future__ import annotations

# ruff: noqa: PT012  -- a unit that is refused is several statements
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from servicedesk.errors import (
    CommitUnknown,
    CorruptRecord,
    SchemaMismatch,
    StoreError,
    StoreUnavailable,
    TransientStoreError,
)
from servicedesk.stores import Criteria, unreadable
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.stores.sqlite.files import Pool, translate
from servicedesk.testing._kit import T0, due_ids, entry, move, open_case, row, save_next, stored
from stores.contract.sqlite_tools import is_whole, run, sql


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(path) as opened:
        yield opened


# --- no room, no right, no file -------------------------------------------------------------------


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


def test_a_full_unit_writes_nothing_even_if_the_error_is_swallowed(store: SqliteStore) -> None:
    open_case(store, row("c1"))
    pages = store._pool.query("PRAGMA page_count", ())[0][0]
    store._pool.query(f"PRAGMA max_page_count={pages + 2}", ())
    with pytest.raises(StoreUnavailable), store.unit() as unit:
        save_next(unit, unit.load("c1"))
        with pytest.raises(StoreUnavailable):
            unit.save(row("c2", body="x" * 100_000), 0, [entry(1)])
    assert stored(store, "c1") == (row("c1"), [entry(1)])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
def test_a_file_that_may_not_grow_refuses_saves_and_keeps_what_was_saved(path: Path) -> None:
    """The limit of the operating system: the log cannot be written while a commit is under way."""
    program = f"""
import resource, signal
from servicedesk.stores.sqlite import SqliteStore
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


@pytest.mark.slow
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
from servicedesk.stores import Criteria
from servicedesk.stores.sqlite import SqliteStore
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
    with store.reading() as unit:
        print(unit.load("c1").id, [entry.seq for entry in unit.entries("c1")])
    print([case.id for case in store.find(Criteria())])
"""
        assert run(program) == "store.unavailable\nc1 [1]\n['c1']"
        folder.chmod(0o755)
        assert sql(path, "SELECT id FROM sd_case") == [("c1",)]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "nowhere" / "desk.db") as store, pytest.raises(StoreUnavailable, match="nowhere"):
        store.due(T0)


# --- damage ---------------------------------------------------------------------------------------


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
        "UPDATE sd_case SET next_check_at = 'tomorrow'",
        "UPDATE sd_case SET next_check_at = 9223372036854775807",
    ],
)
def test_a_damaged_row_names_its_case(store: SqliteStore, path: Path, damage: str) -> None:
    """And what is due is still listed."""
    open_case(store, row("c1", next_check_at=T0))
    sql(path, damage)
    open_case(store, row("c2", next_check_at=T0))
    with pytest.raises(CorruptRecord) as caught, store.unit() as unit:
        unit.load("c1")
    assert caught.value.fields["id"] == "c1"
    with store.unit() as unit:
        listed = unit.cases("3-2-501")
    assert listed == [unreadable("c1", ""), row("c2", next_check_at=T0)] == store.find(Criteria())
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


def test_an_earlier_save_is_not_written_if_a_later_one_met_damage(store: SqliteStore, path: Path) -> None:
    """Although the error was swallowed inside the unit."""
    open_case(store, row("c1", 3))
    other = open_case(store, row("c2"))
    sql(path, "UPDATE sd_case SET version = 2 WHERE id = 'c1'")
    with pytest.raises(CorruptRecord), store.unit() as unit:
        save_next(unit, other)
        with pytest.raises(CorruptRecord):
            save_next(unit, unit.load("c1"))
    assert stored(store, "c2") == (other, [entry(1)])


@pytest.mark.parametrize("table", ["sd_case", "sd_entry"])
def test_what_a_trigger_of_the_host_says_is_passed_on(store: SqliteStore, path: Path, table: str) -> None:
    """It is taken neither for a taken exclusive_key nor for damage."""
    open_case(store, row("c1", exclusive_key="s"))
    sql(path, f"CREATE TRIGGER no BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'not today'); END")
    with pytest.raises(StoreUnavailable, match="not today"):
        open_case(store, row("c2", exclusive_key="s", open=False))


# --- other versions of the tables -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "found", "remedy"),
    [
        ("UPDATE sd_schema SET version = 2", 2, "install a newer release"),
        ("UPDATE sd_schema SET version = 0", 0, "install the release that made these tables"),
        ("DROP TABLE sd_schema", None, "install the release that made these tables"),
        ("DELETE FROM sd_schema", 0, "restore the tables"),
        ("INSERT INTO sd_schema (version) VALUES (1)", 2, "restore the tables"),
    ],
)
def test_tables_of_another_version_are_not_touched(path: Path, change: str, found: int | None, remedy: str) -> None:
    with SqliteStore(path) as store:
        open_case(store, row("c1"))
    sql(path, change)
    with SqliteStore(path) as store, pytest.raises(SchemaMismatch, match=remedy) as caught:
        store.due(T0)
    assert (caught.value.fields["found"], caught.value.fields["expected"]) == (found, 1)
    assert sql(path, "SELECT id FROM sd_case") == [("c1",)]


@pytest.mark.parametrize(
    "damage",
    [
        "DROP INDEX sd_case_exclusive_key",
        "ALTER TABLE sd_case RENAME COLUMN exclusive_key TO place",
        "DROP TABLE sd_entry",
    ],
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


# --- what the driver's errors mean ----------------------------------------------------------------


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
    closed: list[bool] = []

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

        def executemany(self, statement: str, rows: list[tuple[object, ...]]) -> object:
            return self.db.executemany(statement, rows)

        def rollback(self) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def close(self) -> None:
            self.db.close()
            closed.append(True)

    acquire = Pool.acquire

    def failing(pool: Pool) -> object:
        connection = acquire(pool)
        connection.db = Failing(connection.db)  # type: ignore[assignment]
        return connection

    monkeypatch.setattr(Pool, "acquire", failing)
    with pytest.raises(CommitUnknown, match="repeat with the same key"):
        move(store, "c1")
    assert (store._pool._idle, closed) == ([], [True])
    monkeypatch.undo()
    assert stored(store, "c1")[0].version == 1
