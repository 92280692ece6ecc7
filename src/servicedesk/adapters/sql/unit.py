"""One unit of work in one transaction: the case row is locked first, always, and nothing else ever is."""

from __future__ import annotations

# ruff: noqa: A002, D102  "id" and "open" are the words of the port, which documents the calls
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, RowMapping, Select, and_, exc, insert, select, update

from servicedesk.adapters._instants import micros
from servicedesk.adapters.sql import outbox
from servicedesk.adapters.sql.faults import meaning, too_long
from servicedesk.adapters.sql.rows import entry_of, row_of, values_of
from servicedesk.adapters.sql.tables import CASE, COLUMNS, ENTRY
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
from servicedesk.ports import CaseRow, EntryRow, Unit, check_save, check_settled, storable

__all__ = ["LAZY", "SqlUnit", "begin"]

LAZY = "servicedesk_lazy"


class SqlUnit(Unit):
    """Works on a connection whose transaction somebody else begins and ends."""

    def __init__(self, entering: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._entering = entering
        self._context: AbstractContextManager[Connection] | None = None
        self._connection: Connection | None = None
        self._failure: StoreError | None = None
        self._locked = False

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
        asked = select(*COLUMNS).where(CASE.c.id == id)
        db = self._begun(wait=wait, id=id)
        if not storable(id):
            raise CaseNotFound(f"there is no case {id!r}", id=id)
        try:
            found = db.execute(asked.with_for_update(skip_locked=not wait)).mappings().one_or_none()
            if found is None and not wait and db.execute(asked).first() is not None:
                raise _busy(id)
        except exc.DBAPIError as error:
            raise self._fail(error, id) from error
        if found is None:
            raise CaseNotFound(f"there is no case {id!r}", id=id)
        return self._row(found)

    def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        check_save(row, expected, entries)
        with self._writing(row, expected):
            before = self._at_hand(row.id)
            version = 0 if before is None else before.version
            if version != expected:
                raise _conflict(row.id, expected, version)
            if before is not None:
                check_settled(before, row)
            self._check_keys(row.id, entries)
            self._check_open(row)
            self._write(row, expected)
            self._append(row, expected, entries)

    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
        asked = select(ENTRY).where(ENTRY.c.case_id == id)
        if key is None:
            asked = asked.where(ENTRY.c.seq > after).order_by(ENTRY.c.seq)
        else:
            # Nothing but the unique index of keys can serve this, so no history is gone through.
            asked = asked.where(ENTRY.c.key == key)
        stored = self._all(asked, id) if storable(id) and storable(key or "") else ()
        try:
            found = [entry for values in stored if (entry := entry_of(values)).seq > after]
            if key is None:
                _check_gapless(id, found, max(after, 0))
        except CorruptRecord as error:
            self._failure = error
            raise
        return iter(found)

    def cases(
        self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
    ) -> Sequence[CaseRow]:
        asked = select(*COLUMNS).where(CASE.c.tenant == tenant, CASE.c.subject == subject).order_by(CASE.c.id)
        if procedure is not None:
            asked = asked.where(CASE.c.procedure == procedure)
        if open is not None:
            asked = asked.where(CASE.c.open.is_(open))
        can_be_there = storable(subject) and storable(tenant) and storable(procedure or "")
        return [self._row(values) for values in self._all(asked)] if can_be_there else []

    # --- inside ------------------------------------------------------------------------------------------

    @property
    def _db(self) -> Connection:
        return self._begun()

    def _begun(self, *, wait: bool = True, id: str = "") -> Connection:
        """The connection, inside its transaction."""
        if self._connection is None:
            raise StoreMisuse("the unit is not open", remedy="use it inside its with block")
        if self._failure is not None:
            raise self._failure
        if not self._locked:
            # SQLite has one lock for the whole file, taken before the first statement.
            try:
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

    def _all(self, asked: Select[Any], id: str = "") -> Sequence[RowMapping]:
        # A host's transaction may read from an old snapshot; what is read beside a locked row must be the newest.
        if self._db.dialect.name in ("mysql", "mariadb"):
            asked = asked.with_for_update(read=True)
        try:
            return self._db.execute(asked).mappings().all()
        except exc.SQLAlchemyError as error:
            raise self._fail(error, id) from error

    def _row(self, values: RowMapping) -> CaseRow:
        try:
            return row_of(values)
        except CorruptRecord as error:
            self._failure = error
            raise

    def _at_hand(self, id: str) -> CaseRow | None:
        found = (
            self._db.execute(select(*COLUMNS).where(CASE.c.id == id).with_for_update())
            .mappings()
            .one_or_none()
        )
        return None if found is None else self._row(found)

    def _check_keys(self, id: str, entries: Sequence[EntryRow]) -> None:
        keys = [entry.key for entry in entries if entry.key is not None]
        if (
            keys
            and self._db.execute(
                select(ENTRY.c.seq).where(ENTRY.c.case_id == id, ENTRY.c.key.in_(keys)).limit(1)
            ).first()
        ):
            raise KeyReused(f"case {id!r} has an entry with this key already", id=id)

    def _check_open(self, row: CaseRow) -> None:
        """The opening key first, then the slot."""
        others = and_(CASE.c.tenant == row.tenant, CASE.c.id != row.id)
        asked: list[Any] = []
        if row.open_key is not None:
            asked.append(CASE.c.open_key == row.open_key)
        if row.slot is not None and row.open:
            asked.append(and_(CASE.c.slot == row.slot, CASE.c.open.is_(True)))
        for condition in asked:
            holder = self._db.execute(select(CASE.c.id).where(others, condition)).scalar()
            if holder is not None:
                raise AlreadyOpen(
                    f"case {row.id!r} cannot be open beside case {holder!r}",
                    remedy="go on with that case",
                    id=row.id,
                    existing_id=holder,
                )

    def _write(self, row: CaseRow, expected: int) -> None:
        values = values_of(row)
        if not expected:
            self._db.execute(insert(CASE).values(values))
            return
        changed = self._db.execute(
            update(CASE).where(CASE.c.id == row.id, CASE.c.version == expected).values(values)
        )
        if changed.rowcount != 1:
            raise _conflict(row.id, expected, 0)

    def _append(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        if not entries:
            return
        if self._db.execute(
            select(ENTRY.c.seq).where(ENTRY.c.case_id == row.id, ENTRY.c.seq > expected).limit(1)
        ).first():
            why = f"case {row.id!r} has entries beyond its version {expected}"
            self._failure = CorruptRecord(why, id=row.id, why=why)
            raise self._failure
        self._db.execute(
            insert(ENTRY),
            [
                {"case_id": row.id, "seq": e.seq, "at": micros(e.at, "at"), "key": e.key, "body": e.body}
                for e in entries
            ],
        )
        outbox.add(self._db, row.id, entries)

    @contextmanager
    def _writing(self, row: CaseRow, expected: int) -> Generator[None]:
        """A part of the unit that a refusal undoes, so that the transaction around it, perhaps a host's, goes on."""
        try:
            nested = self._db.begin_nested()
            try:
                yield
            except BaseException as error:
                # A server that has rolled back everything, as after a deadlock, knows no savepoint any more.
                with suppress(exc.SQLAlchemyError):
                    nested.rollback()
                if isinstance(error, exc.IntegrityError):
                    self._say_whose(row, expected, error)
                if isinstance(error, exc.DBAPIError) and too_long(error):
                    what = f"a text of case {row.id!r} is longer than the database can keep"
                    raise StoreMisuse(what, remedy="keep names short", id=row.id) from error
                raise
            nested.commit()
        except exc.SQLAlchemyError as error:
            raise self._fail(error, row.id) from error

    def _say_whose(self, row: CaseRow, expected: int, error: exc.IntegrityError) -> None:
        """Somebody else's row became visible between the look and the write."""
        before = self._at_hand(row.id)
        found = 0 if before is None else before.version
        if found != expected:
            raise _conflict(row.id, expected, found) from error
        self._check_open(row)


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
    return CaseBusy(f"case {id!r} is held by somebody else", remedy="try later", id=id)


def _conflict(id: str, expected: int, found: int) -> ConcurrencyConflict:
    return ConcurrencyConflict(
        f"case {id!r} is at version {found}, not {expected}",
        remedy="load it again",
        id=id,
        expected=expected,
        found=found,
    )


def _check_gapless(id: str, found: Sequence[EntryRow], after: int) -> None:
    if [entry.seq for entry in found] != [*range(after + 1, after + 1 + len(found))]:
        raise CorruptRecord(f"an entry of case {id!r} is missing", id=id, why="a gap in the history")
