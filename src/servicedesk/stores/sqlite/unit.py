"""One unit of work on an SQLite file."""

from __future__ import annotations

# ruff: noqa: A001, A002, D102  -- "id" and "open" are the words of the port, which documents the calls
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress
from operator import attrgetter, ne, not_
from types import TracebackType
from typing import Any, Final, Literal, Self

from servicedesk.errors import (
    AlreadyOpen,
    CaseBusy,
    CaseNotFound,
    ConcurrencyConflict,
    CorruptRecord,
    KeyReused,
    StoreError,
    StoreMisuse,
    TransientStoreError,
)
from servicedesk.said import Said
from servicedesk.stores.instants import micros
from servicedesk.stores.port import INSTANTS, Unit, check_fixed, check_outstanding, check_save, storable
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.sqlite import worklist
from servicedesk.stores.sqlite.files import Connection, Pool, is_busy, row_missing
from servicedesk.stores.sqlite.rows import COLUMNS, SELECT, case_row, history, listed

_NAMES: Final = tuple(COLUMNS.split(", "))
_INSERT: Final = f"INSERT INTO sd_case ({COLUMNS}) VALUES ({','.join('?' * len(_NAMES))})"  # noqa: S608  our own names
_INDEXED: Final = (
    *("subject", "exclusive_key", "state", "open", "next_check_at", "last_due"),
    *("first_due", "opened_at", "closed_at", "category", "holder", "deviations"),
)
_PLACES: Final = tuple(_NAMES.index(name) for name in _INDEXED)
_SAID: Final = attrgetter(*_INDEXED)
_TIMES: Final = tuple(_INDEXED.index(name) for name in INSTANTS)
_AT_ONCE: Final = 0.1  # seconds, in which a unit that nothing holds up is over
_ALL: Final = (True,) * len(_INDEXED)
_APPEND: Final = "INSERT INTO sd_entry (case_id, seq, at, key, body) VALUES (?,?,?,?,?)"
_SWITCH: Final = "SELECT outbox FROM sd_schema"
_TO_OUTBOX: Final = "INSERT INTO sd_outbox (case_id, seq, deliver_at) VALUES (?,?,?)"
_OF_CASE: Final = f"{SELECT} WHERE id=?"
_ENTRIES: Final = "SELECT seq, at, key, body FROM sd_entry WHERE case_id=? AND seq>?"


class SqliteUnit(Unit):
    """Idle until its first call, then reading from a snapshot, then holding the lock from its first save."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._connection: Connection | None = None
        self._mode: Literal["idle", "reading", "writing", "over"] = "idle"
        self._seen: dict[str, int] = {}
        self._loaded: dict[str, tuple[object, ...]] = {}
        self._saved: set[str] = set()
        self._free: set[tuple[str, str]] = set()  # keys that a case has not in what this unit reads
        self._outbox: bool | None = None  # not asked yet
        self._read_so_far: list[tuple[str, tuple[object, ...], list[Any]]] = []
        self._failure: StoreError | None = None

    def __enter__(self) -> Self:
        self._connection = self._pool.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        mode, self._mode = self._mode, "over"
        if connection is None:
            return
        if not connection.usable():
            if kind is None:
                raise StoreMisuse(Said("other_process"), remedy=Said("begin_after_fork"))
            return
        try:
            if kind is None and self._failure is None and mode == "writing":
                connection.db.execute("COMMIT")
        except sqlite3.Error as failure:
            raise self._pool.translate(failure, committing=True) from failure
        finally:
            self._pool.release(connection)
        if kind is None and self._failure is not None:
            raise self._failure

    def load(self, id: str, *, wait: bool = True) -> CaseRow:
        if not wait and self._mode == "idle":
            self._lock_at_once(id)
        rows = self._query(_OF_CASE, (id,), id)
        if not rows:
            self._seen.setdefault(id, 0)
            raise CaseNotFound(Said("no_case", id=id), id=id)
        row = self._case(rows[0])
        self._seen.setdefault(id, row.version)
        self._loaded[id] = _indexed_of(rows[0])
        return row

    def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        check_save(row, expected, entries)
        db = self._db()
        try:
            if not self._update_at_once(db, row, expected, entries):
                if self._mode != "writing":
                    self._begin_writing(db, row.id)
                if expected:
                    self._check_keys(db, row, expected, entries)
                    self._update(db, row, expected)
                else:
                    self._insert(db, row)
            self._append(db, row, expected, entries)
            self._saved.add(row.id)
            self._free.difference_update((row.id, entry.key) for entry in entries if entry.key is not None)
        except CorruptRecord as error:
            self._failure = error
            raise
        except sqlite3.Error as error:
            raise self._fail(self._pool.translate(error, id=row.id)) from error

    def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
        """Say what is outstanding in a case that this unit has saved."""
        check_outstanding(row, outstanding, saved=row.id in self._saved)
        db = self._db()
        try:
            worklist.set_outstanding(db, row, outstanding)
        except sqlite3.Error as error:
            raise self._fail(self._pool.translate(error, id=row.id)) from error

    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
        if not (storable(id) and storable(key or "")):  # under which nothing is kept
            return iter(())
        if key is None:
            rows = self._query(f"{_ENTRIES} ORDER BY seq", (id, after), id)
        else:
            rows = self._query(f"{_ENTRIES} AND key=?", (id, after, key), id)
        if self._mode == "reading" and id not in self._seen:
            self._seen[id] = _version(self._db(), id)
        try:
            found = history(id, rows)
            if key is not None and not found and not after and id in self._seen:
                self._free.add((id, key))
            if key is None and found:
                _check_gapless(id, found, max(after, 0) + 1)
        except CorruptRecord as error:
            self._failure = error
            raise
        return iter(found)

    def cases(
        self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
    ) -> Sequence[CaseRow]:
        sql = f"{SELECT} WHERE tenant=? AND subject=?"
        values: list[object] = [tenant, subject]
        if procedure is not None:
            sql += " AND procedure=?"
            values.append(procedure)
        if open is not None:
            sql += " AND open=?"
            values.append(open)
        sql += " ORDER BY id"
        rows = self._query(sql, tuple(values))
        if self._mode == "reading":
            self._read_so_far.append((sql, tuple(values), rows))
        return [listed(row, tenant) for row in rows]

    def _db(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreMisuse(Said("unit_not_open"), remedy=Said("inside_with"))
        if self._failure is not None:
            raise self._failure
        return self._connection.db

    def _query(self, sql: str, values: tuple[object, ...], id: str | None = None) -> list[Any]:
        db = self._db()
        try:
            if self._mode == "idle":
                db.execute("BEGIN")
                self._mode = "reading"
            return self._pool.read(db, sql, values)
        except sqlite3.Error as error:
            raise self._fail(self._pool.translate(error, id=id)) from error

    def _case(self, values: tuple[Any, ...]) -> CaseRow:
        try:
            return case_row(values)
        except CorruptRecord as error:
            self._failure = error
            raise

    def _fail(self, failure: StoreError) -> StoreError:
        self._failure = failure
        return failure

    def _update_at_once(self, db: sqlite3.Connection, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> bool:
        """Update a row whose snapshot is the newest, which takes the lock too; whether it was.

        Where a key has to be looked for, that comes first, under the lock.
        """
        if self._mode != "reading" or not expected or self._unknown_keys(row, entries):
            return False
        try:
            self._update(db, row, expected)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            return False
        return True

    def _begin_writing(self, db: sqlite3.Connection, saving: str) -> None:
        if self._mode == "reading":
            try:
                db.execute("DELETE FROM sd_schema WHERE 0")  # takes the lock if the snapshot is the newest
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise
                db.rollback()
                self._free.clear()
                self._pool.lock(db)
                self._check_unchanged(db, saving)
        else:
            self._pool.lock(db)
        self._mode = "writing"

    def _lock_at_once(self, id: str) -> None:
        """Take the lock that a save will need, so that nobody decides on a case and then waits."""
        try:
            self._pool.lock(self._db(), _AT_ONCE)
        except sqlite3.Error as error:
            if is_busy(error):
                raise CaseBusy(Said("file_locked", id=id), remedy=Said("try_later"), id=id) from error
            raise self._fail(self._pool.translate(error, id=id)) from error
        self._mode = "writing"

    def _check_unchanged(self, db: sqlite3.Connection, saving: str) -> None:
        """The case being saved is left out: its version is compared by the save itself."""
        for id, version in self._seen.items():
            if id != saving and _version(db, id) != version:
                raise self._fail(TransientStoreError(Said("case_changed", id=id), remedy=Said("repeat_unit"), id=id))
        for sql, values, rows in self._read_so_far:
            now = [row for row in self._pool.read(db, sql, values) if row[0] != saving]
            if now != [row for row in rows if row[0] != saving]:
                raise self._fail(TransientStoreError(Said("cases_changed"), remedy=Said("repeat_unit")))

    def _check_keys(self, db: sqlite3.Connection, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        for key in self._unknown_keys(row, entries):
            sql = "SELECT 1 FROM sd_entry WHERE case_id=? AND key=?"
            if db.execute(sql, (row.id, key)).fetchone():
                self._check_version(db, row, expected)
                raise KeyReused(Said("key_there", id=row.id), id=row.id)

    def _unknown_keys(self, row: CaseRow, entries: Sequence[EntryRow]) -> list[str]:
        """The keys of which this unit does not know that the case has them not."""
        return [each.key for each in entries if each.key is not None and (row.id, each.key) not in self._free]

    def _check_version(self, db: sqlite3.Connection, row: CaseRow, expected: int) -> None:
        found = db.execute(_OF_CASE, (row.id,)).fetchone()
        before = None if found is None else case_row(found)
        version = 0 if before is None else before.version
        if version != expected:
            raise ConcurrencyConflict(
                Said("other_version", id=row.id, found=version, expected=expected),
                remedy=Said("load_again"),
                id=row.id,
                expected=expected,
                found=version,
            )
        if before is not None:
            check_fixed(before, row)

    def _update(self, db: sqlite3.Connection, row: CaseRow, expected: int) -> None:
        indexed = _indexed_values(row)
        before = self._loaded.get(row.id)
        changed = _ALL if before is None else tuple(map(ne, before, indexed))
        rest = (row.manual, row.edition, row.fingerprint, row.version, row.body)
        where = (row.id, expected, row.tenant, row.procedure, row.parent, row.opening_key)
        stay = tuple(map(not_, changed))
        try:
            values = (*rest, *compress(indexed, changed), *where, *compress(indexed, stay))
            found = db.execute(_update_of(changed), values).rowcount
            self._mode = "writing"
            if not found and changed != _ALL:
                found = db.execute(_update_of(_ALL), (*rest, *indexed, *where)).rowcount
            if not found:
                self._check_version(db, row, expected)
        except sqlite3.IntegrityError as error:
            self._explain(db, row, error)
        self._loaded[row.id] = indexed

    def _insert(self, db: sqlite3.Connection, row: CaseRow) -> None:
        given = dict(zip(_INDEXED, _indexed_values(row), strict=True))
        values = [given[name] if name in given else getattr(row, name) for name in _NAMES]
        try:
            db.execute(_INSERT, values)
        except sqlite3.IntegrityError as error:
            self._check_version(db, row, 0)
            self._explain(db, row, error)

    def _append(self, db: sqlite3.Connection, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        try:
            db.executemany(_APPEND, [(row.id, e.seq, micros(e.at, "at"), e.key, e.body) for e in entries])
            self._put_in_outbox(db, row.id, entries)
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                raise
            why = Said("entries_beyond", id=row.id, version=expected)
            raise CorruptRecord(why, id=row.id, why=why) from error

    def _put_in_outbox(self, db: sqlite3.Connection, id: str, entries: Sequence[EntryRow]) -> None:
        """Put into the outbox, if that of the file has been started, what the world is to be told of."""
        sent = [(id, e.seq, e.deliver_at) for e in entries if e.deliver_at is not None]
        if sent and self._outbox is None:
            rows = db.execute(_SWITCH).fetchall()
            if len(rows) != 1:
                raise self._fail(row_missing(len(rows)))
            self._outbox = bool(rows[0][0])
        if sent and self._outbox:
            db.executemany(_TO_OUTBOX, [(ident, seq, micros(at, "deliver_at")) for ident, seq, at in sent])

    def _explain(self, db: sqlite3.Connection, row: CaseRow, error: sqlite3.IntegrityError) -> None:
        """Raise with the case that holds the opening key or the exclusive key."""
        sql = "SELECT id FROM sd_case WHERE tenant=? AND id<>? AND "
        holder = db.execute(f"{sql} opening_key=?", (row.tenant, row.id, row.opening_key)).fetchone()
        if holder is None and row.open:
            holder = db.execute(f"{sql} exclusive_key=? AND open=1", (row.tenant, row.id, row.exclusive_key)).fetchone()
        if holder is None:
            raise error
        raise AlreadyOpen(
            Said("cannot_be_open", id=row.id, holder=holder[0]),
            remedy=Said("go_on_there"),
            id=row.id,
            existing_id=holder[0],
        ) from error


def _version(db: sqlite3.Connection, id: str) -> int:
    found = db.execute("SELECT version FROM sd_case WHERE id=?", (id,)).fetchone()
    return 0 if found is None else found[0]


@cache
def _update_of(changed: tuple[bool, ...]) -> str:
    """Give the update that names only these of the indexed columns, and finds the row only if the others stay.

    SQLite rewrites the index of every column that is named after SET.
    """
    named = "".join(f", {name}=?" for name in compress(_INDEXED, changed))
    stay = "".join(f" AND {name} IS ?" for name in compress(_INDEXED, map(not_, changed)))
    return (
        f"UPDATE sd_case SET manual=?, edition=?, fingerprint=?, version=?, body=?{named} "  # noqa: S608  our own names
        f"WHERE id=? AND version=? AND tenant=? AND procedure=? AND parent IS ? AND opening_key IS ?{stay}"
    )


def _indexed_of(values: tuple[Any, ...]) -> tuple[object, ...]:
    return tuple([values[place] for place in _PLACES])


def _indexed_values(row: CaseRow) -> tuple[object, ...]:
    """What an update names only where it changes, as columns."""
    values: list[Any] = [*_SAID(row)]
    for place in _TIMES:
        if values[place] is not None:
            values[place] = micros(values[place], _INDEXED[place])
    return tuple(values)


def _check_gapless(id: str, entries: list[EntryRow], first: int) -> None:
    """Their numbers are ascending and different, so the two ends tell."""
    if entries[0].seq != first or entries[-1].seq != first + len(entries) - 1:
        raise CorruptRecord(Said("history_gap", id=id), id=id, why=Said("entries_missing"))
