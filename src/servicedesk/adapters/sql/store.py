"""The store: it owns its transactions, or joins those of its host."""

from __future__ import annotations

# ruff: noqa: D102 - the port documents the calls
import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Select,
    create_engine,
    event,
    exc,
    inspect,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Session

from servicedesk.adapters import _sqlite_files
from servicedesk.adapters._instants import micros, moment
from servicedesk.adapters.sql.faults import meaning
from servicedesk.adapters.sql.tables import CASE, COLUMNS, METADATA, SCHEMA, VERSION
from servicedesk.adapters.sql.unit import LAZY, SqlUnit, row_of
from servicedesk.errors import SchemaMismatch, StoreMisuse
from servicedesk.ports import CaseRow, Criteria, Store, Unit, check_limit, storable

__all__ = ["SqlStore", "open_store"]

_READS = "servicedesk_reads"
_SERVER_TIME = {
    "postgresql": "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
    "mysql": "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))",
    "mariadb": "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))",
}


def open_store(url: str) -> SqlStore:
    """The store for an SQLAlchemy URL, such as ``postgresql+psycopg://user@host/desk``; tables are made if missing."""
    return SqlStore(url)


class SqlStore(Store):
    """A store on an SQLAlchemy engine or URL, one transaction a unit, or inside a host's (:meth:`on`).

    Besides the port it offers ``Clock`` (the server's time), ``Search`` and ``Schema``. Rows are locked where the
    database can; the version is compared always. The engine's own isolation is left alone but for MariaDB and MySQL,
    where units read committed. No connection is made before first use; after a fork the engine's pool is left to the
    parent. The tables are made on first use unless ``create=False``, for hosts that migrate themselves.
    """

    def __init__(self, engine: Engine | str | URL, *, create: bool = True, wait: float = 20.0) -> None:
        self._owned = not isinstance(engine, Engine)
        self._engine = engine if isinstance(engine, Engine) else _make_engine(engine, wait)
        self._settled = self._owned and self._engine.dialect.name == "sqlite"
        self._create = create
        self._ready = False
        self._making = threading.Lock()
        self._closed = False
        self._inside = threading.local()

    # --- the port ----------------------------------------------------------------------------------------

    def unit(self) -> AbstractContextManager[Unit]:
        return cast("AbstractContextManager[Unit]", SqlUnit(self._transaction))

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        check_limit(limit)
        asked = select(CASE.c.wake_at, CASE.c.id).where(CASE.c.wake_at <= micros(now, "now"))
        if after is not None:
            cursor = (micros(after[0], "after"), after[1])
            asked = asked.where(tuple_(CASE.c.wake_at, CASE.c.id) > tuple_(*cursor))
        found = self._read(asked.order_by(CASE.c.wake_at, CASE.c.id).limit(limit))
        return [(moment(at), ident) for at, ident in found]

    def close(self) -> None:
        if self._owned and not self._closed:
            self._engine.dispose()
        self._closed = True

    # --- what it offers besides --------------------------------------------------------------------------

    def now(self) -> datetime:
        """The server's time, so that the clocks of many machines do not matter; an SQLite file has this process's."""
        if self._engine.dialect.name == "sqlite":
            return datetime.now(UTC)
        return moment(self._read(text(_SERVER_TIME[self._engine.dialect.name]))[0][0])

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
            asked = asked.where(CASE.c.id > after)
        return [row_of(row._mapping) for row in self._read(asked)]  # noqa: SLF001  SQLAlchemy's public name

    def create_tables(self) -> None:
        """Make the tables now if they are missing, and check them; a host that joins its transactions does it first.

        Raises:
            SchemaMismatch: they are older or newer.
        """
        self._prepare()

    def check(self) -> None:
        """Return if the tables are those of this version.

        Raises:
            SchemaMismatch: they are older, newer, or not there.
        """
        try:
            with self._engine.connect() as connection:
                self._check(connection)
        except exc.SQLAlchemyError as error:
            raise meaning(error) from error

    def on(self, host: Connection | Session) -> Store:
        """A store that works inside the host's transaction: it neither commits nor rolls back nor repeats.

        Host rows and cases commit and roll back together. A refusal does not poison the transaction. The tables
        must be there: call :meth:`create_tables` once at the start.
        """
        self._prepare()
        return _JoinedStore(self, host)

    # --- inside ------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Generator[Connection, None, None]:
        self._prepare()
        if getattr(self._inside, "unit", False):
            raise StoreMisuse(
                "units of one thread do not nest", remedy="leave the first unit before the next"
            )
        try:
            connection = self._engine.connect()
        except exc.SQLAlchemyError as error:
            raise meaning(error) from error
        self._inside.unit = True
        try:
            with connection:
                self._begin(connection)
                yield connection
                try:
                    connection.commit()
                except exc.SQLAlchemyError as error:
                    raise meaning(error, committing=True) from error
        finally:
            self._inside.unit = False

    def _begin(self, connection: Connection) -> None:
        if connection.dialect.name in ("mysql", "mariadb"):
            connection.execution_options(isolation_level="READ COMMITTED")
        elif self._settled:
            connection.execution_options(**{LAZY: True})
        try:
            connection.begin()
        except exc.SQLAlchemyError as error:
            raise meaning(error) from error

    def _read(self, asked: Select[Any] | Any) -> Sequence[Any]:
        self._prepare()
        try:
            with self._engine.connect().execution_options(**{_READS: True}) as connection:
                return connection.execute(asked).all()
        except exc.SQLAlchemyError as error:
            raise meaning(error) from error

    def _prepare(self) -> None:
        if self._closed:
            raise StoreMisuse("the store is closed", remedy="open another")
        with self._making:
            if not self._ready:
                self._make()

    def _make(self) -> None:
        try:
            with self._engine.begin() as connection:
                if self._create and not inspect(connection).has_table("sd_schema"):
                    _make_tables(connection)
                self._check(connection)
        except exc.SQLAlchemyError as error:
            raise meaning(error) from error
        self._ready = True

    def _check(self, connection: Connection) -> None:
        if not inspect(connection).has_table("sd_schema"):
            raise SchemaMismatch(
                "the tables are not there", remedy="create them", found=None, expected=VERSION
            )
        found = connection.execute(select(SCHEMA.c.version)).scalar()
        if found != VERSION:
            newer = isinstance(found, int) and found > VERSION
            raise SchemaMismatch(
                f"the tables are those of version {found}, not {VERSION}",
                remedy="use a newer version of the package" if newer else "migrate them",
                found=found,
                expected=VERSION,
            )


class _JoinedStore(Store):
    """A store on a connection or session of the host."""

    owns_transactions = False

    def __init__(self, store: SqlStore, host: Connection | Session) -> None:
        self._store, self._host = store, host

    def _connection(self) -> Connection:
        return self._host.connection() if isinstance(self._host, Session) else self._host

    @contextmanager
    def _inside(self) -> Generator[Connection, None, None]:
        connection = self._connection()
        try:
            with connection.begin_nested():
                yield connection
        except exc.SQLAlchemyError as error:
            raise meaning(error) from error

    def unit(self) -> AbstractContextManager[Unit]:
        return cast("AbstractContextManager[Unit]", SqlUnit(self._inside))

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return self._store.due(now, after=after, limit=limit)

    def now(self) -> datetime:
        """The server's time."""
        return self._store.now()

    def close(self) -> None:
        """Nothing: connection and transaction are the host's."""


def _make_engine(url: str | URL, wait: float) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        _settle_sqlite(engine, wait)
    return engine


def _settle_sqlite(engine: Engine, wait: float) -> None:
    """Real transactions: the driver begins none by itself, and a unit that may write takes the lock at once."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={int(wait * 1000)}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if LAZY not in options:
            connection.exec_driver_sql("BEGIN" if _READS in options else "BEGIN IMMEDIATE")

    _ = connected, begun


def _make_tables(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # The very statements of the store on the standard library, so that each opens the other's files.
        for statement in _sqlite_files._TABLES.split(";"):  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  of one package
            if statement.strip():
                connection.exec_driver_sql(statement)
    else:
        METADATA.create_all(connection)
    connection.execute(SCHEMA.insert().values(version=VERSION))
