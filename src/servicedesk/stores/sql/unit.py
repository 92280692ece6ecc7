"""One unit of work in one transaction: the case row is locked first, always, and nothing else ever is."""

from __future__ import annotations

# ruff: noqa: A002, D102  "id" and "open" are the words of the port, which documents the calls
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, exc, insert, select, text

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
from servicedesk.stores.instants import micros, moment
from servicedesk.stores.port import Unit, check_fixed, check_outstanding, check_save, storable
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.sql import at_once, outbox, worklist
from servicedesk.stores.sql.faults import meaning, too_long
from servicedesk.stores.sql.rows import check_keys, check_lengths, entry_of, listed, row_of, values_of
from servicedesk.stores.sql.tables import CASE, COLUMNS, ENTRY, SCHEMA
from servicedesk.stores.sqlite.files import row_missing

LAZY = "servicedesk_lazy"

_MYSQL: Final = ("mysql", "mariadb")
_MYSQL_TIME: Final = text("SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))")
_SERVER_TIME: Final = {
    "postgresql": text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"),
    "mysql": _MYSQL_TIME,
    "mariadb": _MYSQL_TIME,
}
_LONG: Final = 200  # characters; three such names are not too long for any index

# Made once: a statement that is made anew costs more than sending it.
_OF_CASE: Final = select(*COLUMNS, select(SCHEMA.c.outbox).scalar_subquery().label("outbox")).where(
    CASE.c.id == bindparam("ident")
)
_LOCK: Final = _OF_CASE.with_for_update()
_LOCK_FREE: Final = _OF_CASE.with_for_update(skip_locked=True)
_ENTRY: Final = select(ENTRY).where(ENTRY.c.case_id == bindparam("ident"))
_HISTORY: Final = _ENTRY.where(ENTRY.c.seq > bindparam("after")).order_by(ENTRY.c.seq)
# Nothing but the unique index of keys can serve this, so no history is gone through.
_BY_KEY: Final = _ENTRY.where(ENTRY.c.key == bindparam("by_key"))
_INSERT: Final = insert(CASE)
_APPEND: Final = insert(ENTRY)


class SqlUnit(Unit):
    """Works on a connection whose transaction somebody else begins and ends."""

    def __init__(self, entering: Callable[[], AbstractContextManager[Connection]], *, reads: bool = False) -> None:
        self._entering = entering
        self._reads = reads
        self._context: AbstractContextManager[Connection] | None = None
        self._connection: Connection | None = None
        self._failure: StoreError | None = None
        self._locked = False
        self._held: dict[str, CaseRow] = {}  # as they are at hand: locked by this unit, or written by it
        self._free: set[tuple[str, str]] = set()  # keys that a case at hand does not have
        self._saved: set[str] = set()
        self._outbox: bool | None = None

    def __enter__(self) -> Self:
        self._context = self._entering()
        self._connection = self._context.__enter__()
        self._locked = _in_transaction(self._connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        context, self._context, self._connection = self._context, None, None
        if context is None:
            return
        failure = self._failure
        if kind is None and failure is not None:
            context.__exit__(type(failure), failure, failure.__traceback__)
            raise failure
        context.__exit__(kind, error, trace)

    # --- the port ----------------------------------------------------------------------------------------

    def load(self, id: str, *, wait: bool = True) -> CaseRow:
        db = self._begun(wait=wait, id=id)
        if not storable(id):
            raise CaseNotFound(Said("no_case", id=id), id=id)
        try:
            found = self._case(_OF_CASE if self._reads else _LOCK if wait else _LOCK_FREE, id)
            if (
                found is None
                and not wait
                and not self._reads
                and db.execute(_OF_CASE, {"ident": id}).first() is not None
            ):
                raise _busy(id)
        except exc.DBAPIError as error:
            raise self._fail(error, id) from error
        if found is None:
            raise CaseNotFound(Said("no_case", id=id), id=id)
        return found

    def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        check_save(row, expected, entries)
        if self._reads:
            raise StoreMisuse(Said("only_reads"), remedy=Said("begin_with_unit"), id=row.id)
        check_lengths(self._db.dialect.name, row, entries)
        try:
            before = self._held.get(row.id)
            if before is None and expected:
                before = self._case(_LOCK, row.id)
            version = 0 if before is None else before.version
            if version != expected:
                raise _conflict(row.id, expected, version)
            if before is not None:
                check_fixed(before, row)
                self._check_keys(row.id, entries)
            if before is not None and _nothing_new_is_unique(before, row, entries):
                if entries and self._outbox is not None and self._db.dialect.name == "postgresql":
                    self._write_at_once(row, expected, entries)
                else:
                    self._write(row, expected, entries)
            else:
                self._write_or_undo(row, expected, entries)
        except exc.SQLAlchemyError as error:
            raise self._fail(error, row.id) from error
        self._held[row.id] = row
        self._saved.add(row.id)
        self._free -= {(row.id, entry.key) for entry in entries if entry.key is not None}

    def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
        """Say what is outstanding in a case that this unit has saved."""
        check_outstanding(row, outstanding, saved=row.id in self._saved)
        check_keys(self._db.dialect.name, row, outstanding)
        try:
            worklist.set_outstanding(self._db, row, outstanding)
        except exc.SQLAlchemyError as error:
            raise self._fail(error, row.id) from error

    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
        asked, values = (_HISTORY, {"after": after}) if key is None else (_BY_KEY, {"by_key": key})
        can_be_there = storable(id) and storable(key or "")
        stored = self._all(asked, {"ident": id, **values}, id) if can_be_there else ()
        if key is not None and not stored and id in self._held:
            self._free.add((id, key))
        try:
            found = [entry for values in stored if (entry := entry_of(values)).seq > after]
            if key is None:
                _check_gapless(id, found, max(after, 0))
        except CorruptRecord as error:
            self._failure = error
            raise
        return iter(found)

    def now(self) -> datetime:
        """The server's time, on this unit's own connection."""
        try:
            return server_time(self._db)
        except exc.SQLAlchemyError as error:
            raise self._fail(error) from error

    def cases(
        self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
    ) -> Sequence[CaseRow]:
        asked = select(*COLUMNS).where(CASE.c.tenant == tenant, CASE.c.subject == subject).order_by(CASE.c.id)
        if procedure is not None:
            asked = asked.where(CASE.c.procedure == procedure)
        if open is not None:
            asked = asked.where(CASE.c.open.is_(open))
        can_be_there = storable(subject) and storable(tenant) and storable(procedure or "")
        return [listed(values, tenant) for values in self._all(asked, {})] if can_be_there else []

    # --- inside ------------------------------------------------------------------------------------------

    @property
    def _db(self) -> Connection:
        return self._begun()

    def _begun(self, *, wait: bool = True, id: str = "") -> Connection:
        """The connection, inside its transaction."""
        if self._connection is None:
            raise StoreMisuse(Said("unit_not_open"), remedy=Said("inside_with"))
        if self._failure is not None:
            raise self._failure
        if not self._locked:
            # SQLite has one lock for the whole file, taken before the first statement.
            try:
                if self._reads:
                    self._connection.exec_driver_sql("BEGIN")
                else:
                    lock_sqlite(self._connection, wait=wait)
            except exc.DBAPIError as error:
                if not wait and isinstance(meaning(error), TransientStoreError):
                    raise _busy(id) from error
                raise self._fail(error, id) from error
            self._locked = True
        return self._connection

    def _fail(self, error: exc.SQLAlchemyError, id: str = "") -> StoreError:
        self._failure = meaning(error, ident=id)
        return self._failure

    def _all(self, asked: Select[Any], values: Mapping[str, Any], id: str = "") -> Sequence[RowMapping]:
        # A host's transaction may read from an old snapshot; what is read beside a locked row must be the newest.
        if self._db.dialect.name in _MYSQL and not self._reads:
            asked = asked.with_for_update(read=True)
        try:
            return self._db.execute(asked, values).mappings().all()
        except exc.SQLAlchemyError as error:
            raise self._fail(error, id) from error

    def _row(self, values: Mapping[Any, Any]) -> CaseRow:
        try:
            return row_of(values)
        except CorruptRecord as error:
            self._failure = error
            raise

    def _case(self, asked: Select[Any], id: str) -> CaseRow | None:
        """Lock a case, and remember how it is and whether there is an outbox."""
        found = self._db.execute(asked, {"ident": id}).mappings().one_or_none()
        if found is None:
            return None
        values = dict(found)
        switch = values.pop("outbox")
        if switch is None:
            raise self._lacks_version()
        self._outbox = bool(switch)
        self._held[id] = self._row(values)
        return self._held[id]

    def _check_keys(self, id: str, entries: Sequence[EntryRow]) -> None:
        """While this unit has the case, nobody else adds a key: one that was not there is not there."""
        for key in {entry.key for entry in entries if entry.key is not None and (id, entry.key) not in self._free}:
            if self._db.execute(_BY_KEY, {"ident": id, "by_key": key}).first() is not None:
                raise KeyReused(Said("key_there", id=id), id=id)

    def _check_open(self, row: CaseRow) -> None:
        """The opening key first, then the exclusive key."""
        others = and_(CASE.c.tenant == row.tenant, CASE.c.id != row.id)
        asked: list[Any] = []
        if row.opening_key is not None:
            asked.append(CASE.c.opening_key == row.opening_key)
        if row.exclusive_key is not None and row.open:
            asked.append(and_(CASE.c.exclusive_key == row.exclusive_key, CASE.c.open.is_(True)))
        for condition in asked:
            holder = self._db.execute(select(CASE.c.id).where(others, condition)).scalar()
            if holder is not None:
                raise AlreadyOpen(
                    Said("cannot_be_open", id=row.id, holder=holder),
                    remedy=Said("go_on_there"),
                    id=row.id,
                    existing_id=holder,
                )

    def _write_or_undo(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        """Write under a savepoint, so that the transaction around it, perhaps a host's, goes on after a refusal."""
        nested = self._db.begin_nested()
        try:
            self._write(row, expected, entries)
        except BaseException as error:
            # A server that has rolled back everything, as after a deadlock, knows no savepoint any more.
            with suppress(exc.SQLAlchemyError):
                nested.rollback()
            if isinstance(error, exc.IntegrityError):
                self._say_whose(row, expected, error)
            if isinstance(error, exc.DBAPIError) and too_long(error):
                raise StoreMisuse(Said("text_too_long", id=row.id), remedy=Said("short_names"), id=row.id) from error
            raise
        nested.commit()

    def _say_whose(self, row: CaseRow, expected: int, error: exc.IntegrityError) -> None:
        """A unique index has decided: another has the id, the opening key or the exclusive key."""
        before = self._case(_LOCK, row.id)
        found = 0 if before is None else before.version
        if found != expected:
            raise _conflict(row.id, expected, found) from error
        self._check_open(row)

    def _write(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        if not expected:
            self._db.execute(_INSERT, values_of(row))
        else:
            done = self._db.execute(at_once.UPDATE, at_once.changed_of(row, expected))
            if done.rowcount != 1:
                raise _conflict(row.id, expected, 0)
        if entries:
            self._append(row, expected, entries)

    def _write_at_once(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        """The same by one statement, where no index can refuse the row."""
        try:
            done = at_once.save(self._db, row, expected, entries, send=self._outbox is True)
        except exc.IntegrityError as error:
            raise self._beyond(row.id, expected) from error
        if not done:
            raise _conflict(row.id, expected, 0)

    def _append(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        added = [
            {"case_id": row.id, "seq": e.seq, "at": micros(e.at, "at"), "key": e.key, "body": e.body} for e in entries
        ]
        try:
            self._db.execute(_APPEND, added)
        except exc.IntegrityError as error:
            raise self._beyond(row.id, expected) from error
        # MariaDB and MySQL may have told of the switch from an old snapshot of the host's.
        if self._outbox is not False or self._db.dialect.name in _MYSQL:
            added_to_outbox = outbox.add(self._db, row.id, entries)
            if self._outbox is None and not added_to_outbox:  # nothing to be passed on, or no outbox, or no switch
                self._outbox = outbox.switch(self._db)
                if self._outbox is None:
                    raise self._lacks_version()

    def _beyond(self, id: str, expected: int) -> StoreError:
        """The keys of new entries are new, so where an index refuses them their numbers are not."""
        why = Said("entries_beyond", id=id, version=expected)
        self._failure = CorruptRecord(why, id=id, why=why)
        return self._failure

    def _lacks_version(self) -> StoreError:
        """Nobody can tell whether there is an outbox, so nothing is written that might be missing in it."""
        self._failure = row_missing(0)
        return self._failure


def _nothing_new_is_unique(before: CaseRow, row: CaseRow, entries: Sequence[EntryRow]) -> bool:
    """Whether no index can refuse the row, nor find a text too long: no exclusive key, ordinary names."""
    taken = (before.exclusive_key, before.open) if before.open else ()
    exclusive_key = not row.open or row.exclusive_key is None or (row.exclusive_key, row.open) == taken
    names = (row.manual, row.edition, row.fingerprint, row.subject, row.state, row.exclusive_key or "")
    return exclusive_key and all(len(name) <= _LONG for name in (*names, *(entry.key or "" for entry in entries)))


def server_time(connection: Connection) -> datetime:
    """The database server's time; an SQLite file has this process's."""
    asked = _SERVER_TIME.get(connection.dialect.name)
    return datetime.now(UTC) if asked is None else moment(connection.execute(asked).scalar_one())


def begin(connection: Connection) -> None:
    """Begin a transaction in the database too, if none is open; on SQLite one that may write."""
    if not connection.in_transaction():
        connection.begin()
    if not _in_transaction(connection):
        lock_sqlite(connection, wait=True)


def _in_transaction(connection: Connection) -> bool:
    """False for SQLite before a BEGIN of ours: its driver begins nothing for a read, nor for a savepoint."""
    if connection.dialect.name != "sqlite":
        return True
    driver: Any = connection.connection.driver_connection
    return bool(driver.in_transaction)


def lock_sqlite(connection: Connection, *, wait: bool) -> None:
    """Begin a transaction that may write; at once or not at all where ``wait`` is false."""
    if wait:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")


def _busy(id: str) -> CaseBusy:
    return CaseBusy(Said("case_held", id=id), remedy=Said("try_later"), id=id)


def _conflict(id: str, expected: int, found: int) -> ConcurrencyConflict:
    return ConcurrencyConflict(
        Said("other_version", id=id, found=found, expected=expected),
        remedy=Said("load_again"),
        id=id,
        expected=expected,
        found=found,
    )


def _check_gapless(id: str, found: Sequence[EntryRow], after: int) -> None:
    if [entry.seq for entry in found] != [*range(after + 1, after + 1 + len(found))]:
        raise CorruptRecord(Said("entry_missing", id=id), id=id, why=Said("gap_in_history"))
