"""Connections to an SQLite file: making, waiting, tables, and what the driver's errors mean."""

from __future__ import annotations

# ruff: noqa: A002  -- "id" is the word of the port
import math
import os
import random
import sqlite3
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from servicedesk.errors import (
    CommitUnknown,
    CorruptRecord,
    SchemaMismatch,
    StoreError,
    StoreMisuse,
    StoreUnavailable,
    TransientStoreError,
)
from servicedesk.said import Said
from servicedesk.stores.sqlite.tables import TABLES, VERSION

T = TypeVar("T")

_JITTER: Final = random.SystemRandom()  # not the generator that a host seeds
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNAVAILABLE: Final = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOLFS,
)
_CORRUPT: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

# Connections that a forked process inherited. SQLite forbids to use them here, and to close them.
_inherited: list[sqlite3.Connection] = []


class Connection:
    """A connection and the process that made it."""

    __slots__ = ("_process", "db")

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._process = os.getpid()

    def usable(self) -> bool:
        """Whether this process made it; if not, it is put aside."""
        if self._process == os.getpid():
            return True
        _inherited.append(self.db)
        return False

    def close(self) -> None:
        """Close it, if this process made it."""
        if self.usable():
            self.db.close()


class Pool:
    """The connections of one store. Each is used by one unit or one read at a time, and then used again."""

    def __init__(self, path: Path, synchronous: str, wait: float) -> None:
        self.path = str(path)
        self._synchronous = synchronous
        self._wait = wait
        self._closed = False
        self._idle: list[Connection] = []
        self._finalizer = weakref.finalize(self, close_all, self._idle)

    def check_open(self) -> None:
        """Refuse anything once the store was closed."""
        if self._closed:
            raise StoreMisuse(Said("store_closed"), remedy=Said("open_another"), path=self.path)

    def acquire(self) -> Connection:
        """Take an idle connection of this process, or make one."""
        self.check_open()
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:  # another thread was quicker
                break
            if connection.usable():
                return connection
        return connect(self.path, self._synchronous, self._wait)

    def release(self, connection: Connection) -> None:
        """Give a connection back; one that is in an unknown condition is closed."""
        try:
            if connection.db.in_transaction:
                connection.db.rollback()
        except sqlite3.Error:
            connection.close()
        else:
            self._idle.append(connection)
            if self._closed:
                close_all(self._idle)

    def close(self) -> None:
        """Close every idle connection, and each other one when it is given back."""
        self._closed = True
        self._finalizer()

    def use(self, job: Callable[[sqlite3.Connection], T], id: str | None = None) -> T:
        """Do one job on a connection; ``id`` is the case that it is about."""
        connection = self.acquire()
        try:
            return job(connection.db)
        except sqlite3.Error as error:
            raise self.translate(error, id=id) from error
        finally:
            self.release(connection)

    def query(self, sql: str, values: Sequence[object], id: str | None = None) -> list[Any]:
        """Read outside any unit; ``id`` is the case that is asked for."""
        return self.use(lambda db: self.read(db, sql, values), id)

    def write(self, job: Callable[[sqlite3.Connection], object]) -> None:
        """Do one job in a transaction of its own, outside any unit."""

        def locked(db: sqlite3.Connection) -> None:
            self.lock(db)
            job(db)
            try:
                db.execute("COMMIT")
            except sqlite3.Error as error:
                raise self.translate(error, committing=True) from error

        self.use(locked)

    def read(self, db: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[Any]:
        """Read, waiting if another process is mending the file. A text that is not UTF-8 comes as its bytes."""
        try:
            return db.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if _is_undecodable(error):
                return _read_raw(db, sql, values)
            if not is_busy(error):
                raise
        except UnicodeEncodeError:  # half a surrogate pair: no stored text has one
            return []
        return patiently(self._wait, lambda: db.execute(sql, values).fetchall())

    def lock(self, db: sqlite3.Connection, wait: float = math.inf) -> None:
        """Begin a transaction that holds the write lock, waiting so many seconds for it, and no longer than others."""
        patiently(min(wait, self._wait), lambda: db.execute("BEGIN IMMEDIATE"))

    def translate(self, error: sqlite3.Error, *, id: str | None = None, committing: bool = False) -> StoreError:
        """Say what an error of the driver means."""
        return translate(error, self.path, id=id, committing=committing)


def _is_undecodable(error: sqlite3.Error) -> bool:
    return _primary(error) is None and "decode" in str(error)


def _read_raw(db: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[Any]:
    db.text_factory = text_or_bytes
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.text_factory = str


def text_or_bytes(raw: bytes) -> str | bytes:
    """A stored text, or its bytes where it is not UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def close_all(connections: list[Connection]) -> None:
    """Close and forget them."""
    while connections:
        connections.pop().close()


def _connect_reading(path: str, refused: sqlite3.Error) -> Connection:
    """A connection to a file in a folder that may only be read: nobody writes there, so it is read as it lies."""
    place = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1"
    db = sqlite3.connect(place, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        if _is_ours(db):
            return Connection(db)
    except sqlite3.Error:
        pass
    raise translate(refused, path) from refused


def connect(path: str, synchronous: str, wait: float) -> Connection:
    """Make a connection to the file, and the tables if there are none.

    Raises:
        SchemaMismatch: The tables are those of another version.
        StoreUnavailable: The file cannot be opened or cannot have a write-ahead log.
        CorruptRecord: The file is no SQLite file, or is damaged.
        TransientStoreError: The file was locked for too long.
    """
    try:
        db = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        folder = Path(path).parent
        if not folder.exists():
            no_folder = Said("sqlite_says", path=path, why=Said("why_disk"), said=str(error))
            raise StoreUnavailable(no_folder, remedy=Said("make_folder", folder=folder), path=path) from error
        raise translate(error, path) from error
    try:
        mode = patiently(wait, lambda: db.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        if mode != "wal":
            raise StoreUnavailable(Said("no_wal", path=path), remedy=Said("local_disk"), path=path)
        db.execute(f"PRAGMA synchronous={synchronous}")
        db.execute("PRAGMA foreign_keys=ON")
        if not patiently(wait, lambda: _is_ours(db)):
            _create(db, wait)
    except sqlite3.Error as error:
        db.close()
        if "readonly" in str(error):
            return _connect_reading(path, error)
        raise translate(error, path) from error
    except StoreError:
        db.close()
        raise
    return Connection(db)


def _is_ours(db: sqlite3.Connection) -> bool:
    """Whether the file has our tables, of this version; False if it has none of them."""
    names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE name GLOB 'sd_*'")}
    if not names:
        return False
    versions = [row[0] for row in db.execute("SELECT version FROM sd_schema")] if "sd_schema" in names else [None]
    if len(versions) != 1:
        raise row_missing(len(versions))
    (found,) = versions
    if found != VERSION:
        newer = isinstance(found, int) and found > VERSION
        raise SchemaMismatch(
            Said("tables_version", found=found, expected=VERSION),
            remedy=Said("newer_release" if newer else "older_release"),
            found=found,
            expected=VERSION,
        )
    return True


def row_missing(found: int) -> SchemaMismatch:
    """What is raised where not one row says the version, and whether there is an outbox."""
    return SchemaMismatch(
        Said("schema_rows", found=found), remedy=Said("restore_tables"), found=found, expected=VERSION
    )


def _create(db: sqlite3.Connection, wait: float) -> None:
    patiently(wait, lambda: db.execute("BEGIN IMMEDIATE"))
    try:
        if not _is_ours(db):
            for statement in TABLES.split(";"):
                db.execute(statement)
            db.execute("INSERT INTO sd_schema (version) VALUES (?)", (VERSION,))
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def check_tables(db: sqlite3.Connection) -> None:
    """Compare tables, columns and indexes with those that this version makes.

    Raises:
        SchemaMismatch: Something is missing or different.
    """
    _is_ours(db)
    with sqlite3.connect(":memory:") as model:
        model.executescript(TABLES)
        expected = _shape(model)
    model.close()
    missing = sorted(expected.items() - _shape(db).items())
    if missing:
        names = [name for name, _ in missing]
        raise SchemaMismatch(
            Said("tables_differ", names=tuple(names)), remedy=Said("restore_file"), found=names, expected=VERSION
        )


def _shape(db: sqlite3.Connection) -> dict[str, tuple[object, ...]]:
    shape: dict[str, tuple[object, ...]] = {}
    objects = db.execute("SELECT type, name FROM sqlite_master WHERE name GLOB 'sd_*'").fetchall()
    for kind, name in objects:
        call = "table_info" if kind == "table" else "index_info"
        shape[name] = tuple(db.execute(f"PRAGMA {call}({name})"))
    return shape


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds a lock."""
    return _primary(error) in _BUSY


def patiently(wait: float, attempt: Callable[[], T]) -> T:
    """Repeat while the file is locked.

    The pauses are short and random. SQLite's own waiting grows to a tenth of a second, and with several
    writers the one that has waited longest then hardly ever comes to its turn.
    """
    end = time.monotonic() + wait
    longest = 0.001
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() >= end:
                raise
        time.sleep(_JITTER.uniform(0.0001, longest))
        longest = min(longest * 1.01, 0.01)


def translate(error: sqlite3.Error, path: str, *, id: str | None = None, committing: bool = False) -> StoreError:
    """Say what an error of the driver means for the unit; ``id`` is the case that was asked for."""
    code = _primary(error)

    def text(why: str) -> Said:
        if id is None:
            return Said("sqlite_says", path=path, why=Said(why), said=str(error))
        return Said("sqlite_says_of", path=path, id=id, why=Said(why), said=str(error))

    if code in _BUSY:
        return TransientStoreError(text("why_busy"), remedy=Said("repeat_unit"), path=path)
    if committing and code == sqlite3.SQLITE_IOERR:
        return CommitUnknown(text("why_commit"), remedy=Said("repeat_with_key"), path=path)
    if code in _UNAVAILABLE:
        return StoreUnavailable(text("why_disk"), remedy=Said("see_to_disk"), path=path)
    if code in _CORRUPT or _is_undecodable(error):
        remedy = Said("restore_file_backup")
        return CorruptRecord(text("why_corrupt"), remedy=remedy, id=id, why=str(error), path=path)
    if code == sqlite3.SQLITE_ERROR and str(error).startswith("no such"):
        return SchemaMismatch(text("why_tables"), remedy=Said("restore_tables"), found=str(error), expected=VERSION)
    if code is None:
        return StoreMisuse(text("why_misuse"), remedy=Said("own_process"), path=path)
    return StoreUnavailable(text("why_other"), path=path)


def _primary(error: sqlite3.Error) -> int | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
