"""The store: it owns its transactions, or joins those of its host."""

from __future__ import annotations

# ruff: noqa: D102 - the port documents the calls
import os
import threading
from abc import abstractmethod
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, Select, case, exc, select, tuple_
from sqlalchemy.orm import Session

from servicedesk.errors import StoreMisuse
from servicedesk.said import Said
from servicedesk.stores.finding import asked_of, conditions_of
from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.port import Store, Unit, check_cursor, check_limit, lists_of, storable
from servicedesk.stores.protocols import CaseFilter, CaseOrder, Criteria, Place
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.sql import finding, leading, outbox, worklist
from servicedesk.stores.sql.connecting import READS, begin_to_read, make_engine, must_not_commit_by_itself
from servicedesk.stores.sql.faults import translated
from servicedesk.stores.sql.given import check_engine, check_joined
from servicedesk.stores.sql.rows import listed
from servicedesk.stores.sql.schema import check, check_encoding, check_version, make_missing, readable, version_of
from servicedesk.stores.sql.tables import CASE, COLUMNS
from servicedesk.stores.sql.unit import LAZY, SqlUnit, begin, server_time
from servicedesk.stores.sqlite.rows import text_of

_inherited: list[Connection] = []
_MYSQL = ("mysql", "mariadb")
_AT = CASE.c.next_check_at


def open_store(url: str) -> SqlStore:
    """The store for an SQLAlchemy URL, such as ``postgresql+psycopg://user@host/desk``; tables are made if missing."""
    return SqlStore(url)


def _due_or_damaged(until: int, cursor: tuple[int, str] | None) -> Select[Any, Any]:
    """Slower, where an instant is damaged: the nearest that there is."""
    at = case((_AT > LAST, LAST), (_AT < FIRST, FIRST), else_=_AT)
    asked = select(at.label("next_check_at"), CASE.c.id).where(_AT.is_not(None)).order_by(at, CASE.c.id)
    if until < LAST:
        asked = asked.where(until >= _AT)
    if cursor is not None:
        asked = asked.where(tuple_(at, CASE.c.id) > tuple_(*cursor))
        if cursor[0] > FIRST:
            asked = asked.where(cursor[0] <= _AT)
    return asked


class _SqlReads(Store):
    """What a store reads outside of units; a subclass says on which connection."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection to read on."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        check_limit(limit)
        until = micros(now, "now")
        cursor = None if after is None else (micros(after[0], "after"), check_cursor(after[1]))
        with self._reading() as db:
            if until < LAST and (cursor is None or cursor[0] > FIRST):
                asked = select(_AT, CASE.c.id).where(until >= _AT)
                if cursor is not None:
                    asked = asked.where(tuple_(_AT, CASE.c.id) > tuple_(*cursor))
                page = db.execute(asked.order_by(_AT, CASE.c.id).limit(limit)).all()
                if not page or (
                    isinstance(first := page[0].next_check_at, int) and first >= FIRST
                ):  # what is damaged comes first
                    return [(moment(row.next_check_at), text_of(row.id)) for row in page]
            found = db.execute(_due_or_damaged(until, cursor).limit(limit)).all()
        return [(moment(row.next_check_at), text_of(row.id)) for row in found]

    def now(self) -> datetime:
        """The server's time, so that the clocks of many machines do not matter; an SQLite file has this process's."""
        with self._reading() as db:
            return server_time(db)

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        check_limit(limit)
        asked = select(*COLUMNS).order_by(CASE.c.id).limit(limit)
        for name in ("tenant", "procedure", "state", "subject", "open"):
            value = getattr(criteria, name)
            if isinstance(value, str) and not storable(value):
                return []
            if value is not None:
                asked = asked.where(CASE.c[name] == value)
        if criteria.due_from is not None:
            asked = asked.where(CASE.c.last_due >= micros(criteria.due_from, "due_from"))
        if after is not None:
            asked = asked.where(CASE.c.id > check_cursor(after))
        with self._reading() as db:
            return [listed(values, criteria.tenant or "") for values in db.execute(asked).mappings()]

    def find_cases(
        self,
        asked: CaseFilter,
        *,
        order: CaseOrder = "id",
        descending: bool = False,
        after: Place | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[Place, CaseRow]]:
        """List committed cases by what their rows say, from an index."""
        page = asked_of(asked, order, after, limit, descending=descending)
        if page is None:
            return []
        with self._reading() as db:
            return finding.cases_in(db, page, asked.tenant, limit)

    def count_cases(self, asked: CaseFilter) -> int:
        """Count the committed cases that are listed by their ids."""
        conditions = conditions_of(asked)
        if conditions is None:
            return 0
        with self._reading() as db:
            return finding.count_in(db, conditions)

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        """List what is outstanding in committed cases, each with its case, by due, case and key, from an index."""
        check_limit(limit)
        last = LAST if until is None else micros(until, "until")
        cursor = None if after is None else (micros(after[0], "after"), check_cursor(after[1]), check_cursor(after[2]))
        lists = lists_of(whose)
        with self._reading() as db:
            return worklist.outstanding_in(db, tenant, lists, last, cursor, limit) if lists else []


class SqlStore(_SqlReads):
    """A store on an SQLAlchemy engine or URL, one transaction a unit, or inside a host's (:meth:`on`).

    Besides the port it offers ``Clock`` (the server's time), ``Search``, ``CaseFinder``, ``Worklist``, ``Outbox`` and
    ``Schema``. Rows are locked where the database can; the version is compared always. The engine's own isolation is
    left alone but for MariaDB and MySQL, where units read committed. No connection is made before first use; after a
    fork the engine's pool is left to the parent. The tables are made on first use unless ``create=False``, for hosts
    that migrate themselves.

    Args:
        engine: An engine stays the host's, with its pool and settings; for a URL one is made.
        create: Whether missing tables are made.
        wait: How many seconds a unit waits for another's lock, for a URL; MariaDB and MySQL count in whole seconds.

    Raises:
        StoreMisuse: it is neither engine nor URL; or it is of another kind of database, or lacks its driver.
    """

    def __init__(self, engine: Engine | str | URL, *, create: bool = True, wait: float = 20.0) -> None:
        check_engine(engine)
        self._owned = not isinstance(engine, Engine)
        self._engine = engine if isinstance(engine, Engine) else make_engine(engine, wait)
        self._configured = self._owned and self._engine.dialect.name == "sqlite"
        self._create = create
        self._ready = False
        self._making = threading.Lock()
        self._closed = False
        self._inside = threading.local()
        self._process = os.getpid()

    def unit(self) -> AbstractContextManager[Unit]:
        return SqlUnit(self._transaction)

    def reading(self) -> AbstractContextManager[Unit]:
        """Begin a unit that only reads, from one snapshot, without a lock: on a replica too."""
        return SqlUnit(self._snapshot, reads=True)

    def close(self) -> None:
        if self._owned and not self._closed:
            self._engine.dispose()
        self._closed = True

    def start_outbox(self) -> None:
        """Turn the switch in the database: every process remembers what it saves from now on; again does nothing."""
        with self._reading() as db:
            started = outbox.switch(db)
        if not started:
            with self._writing() as db:
                outbox.start(db)

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> Sequence[tuple[str, EntryRow]]:
        """List what is to be passed on and is due, by instant, case and number, from an index.

        Raises:
            CorruptRecord: An entry cannot be read; field ``id``. With that case in ``but``, the others can.
        """
        check_limit(limit)
        until = micros(now, "now")
        with self._reading() as db:
            return outbox.pending(db, until, limit, but)

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        """Mark entries, by case and number, as passed on; in one transaction."""
        marked = [(ident, seq) for ident, seq in passed_on if storable(ident)]
        with self._writing() as db:
            outbox.done(db, marked)

    def lead(self) -> AbstractContextManager[bool]:
        """Lead by a lock of the server, on a connection that is taken out of the pool until it is left.

        On SQLite by a lock on ``<file>-relay``, which the store on the standard library takes too.
        """
        self._prepare()
        return leading.lead(self._engine)

    def create_tables(self) -> None:
        """Make the tables now if they are missing, and check them; a host that joins its transactions does it first.

        Raises:
            SchemaMismatch: they are older or newer.
        """
        self._prepare()

    def check(self) -> None:
        """Return if the tables are those of this version, with every column and index.

        Raises:
            SchemaMismatch: they are older, newer, not there, or not whole; or the database does not keep any text.
        """
        with self._connected() as connection, translated():
            check(connection)

    def on(self, host: Connection | Session) -> Store:
        """A store that works inside the host's transaction: it neither commits nor rolls back nor repeats.

        Host rows and cases commit and roll back together. A refusal does not poison the transaction. The tables
        must be there: call :meth:`create_tables` once at the start.

        Raises:
            StoreMisuse: what is given has no transaction, such as an engine or a maker of sessions.
        """
        check_joined(host)
        self._prepare()
        return _JoinedStore(host)

    # --- inside ------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Generator[Connection]:
        self._prepare()
        if getattr(self._inside, "unit", False):
            raise StoreMisuse(Said("no_nesting"), remedy=Said("leave_first"))
        with self._connected() as connection:
            self._inside.unit = True
            try:
                with translated():
                    self._begin(connection)
                process = os.getpid()
                yield connection
                if process != os.getpid():
                    raise StoreMisuse(Said("other_process"), remedy=Said("begin_after_fork"))
                with translated(committing=True):
                    connection.commit()
            finally:
                self._inside.unit = False

    @contextmanager
    def _snapshot(self) -> Generator[Connection]:
        self._prepare()
        if getattr(self._inside, "unit", False):
            raise StoreMisuse(Said("no_nesting"), remedy=Said("leave_first"))
        with self._connected() as connection:
            self._inside.unit = True
            try:
                with translated():
                    begin_to_read(connection)
                yield connection
            finally:
                self._inside.unit = False

    def _begin(self, connection: Connection) -> None:
        if self._configured:
            connection.execution_options(**{LAZY: True})
        connection.begin()
        must_not_commit_by_itself(connection)
        if connection.dialect.name in _MYSQL:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        with self._transaction() as connection, translated():
            begin(connection)
            yield connection

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        self._prepare()
        with self._connected() as connection, translated():
            yield connection.execution_options(**{READS: True})

    @contextmanager
    def _connected(self) -> Generator[Connection]:
        with translated(connecting=True), readable():
            connection = self._engine.connect()
        process = os.getpid()
        try:
            yield connection
        finally:
            if process != os.getpid():  # a forked process leaves the connection alone: its parent goes on with it
                _inherited.append(connection)
            else:
                with suppress(exc.SQLAlchemyError):  # lost while the rest is undone, so that the server undoes it
                    connection.close()

    def _prepare(self) -> None:
        if self._closed:
            raise StoreMisuse(Said("store_is_closed"), remedy=Said("open_another"))
        if self._process != os.getpid():
            self._engine.dispose(close=False)  # the parent goes on with its connections
            self._process = os.getpid()
            self._making = threading.Lock()
            self._inside = threading.local()  # a unit that was open in the parent is the parent's
        with self._making:
            if not self._ready:
                self._make()

    def _make(self) -> None:
        with self._connected() as connection, translated():
            check_encoding(connection)
            if self._create and version_of(connection) is None:
                connection.rollback()
                make_missing(connection)
            check_version(connection)
        self._ready = True


class _JoinedStore(_SqlReads):
    """A store on a connection or session of the host."""

    owns_transactions = False

    def __init__(self, host: Connection | Session) -> None:
        self._host = host

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        with translated():
            yield self._host.connection() if isinstance(self._host, Session) else self._host

    @contextmanager
    def _part(self) -> Generator[Connection]:
        with self._reading() as connection:
            begin(connection)
            must_not_commit_by_itself(connection)
            nested = connection.begin_nested()
        try:
            yield connection
        except BaseException:
            with translated():
                nested.rollback()
            raise
        with translated():
            nested.commit()

    def unit(self) -> AbstractContextManager[Unit]:
        return SqlUnit(self._part)

    def close(self) -> None:
        """Nothing: connection and transaction are the host's."""
