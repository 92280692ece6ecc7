"""Engines that are made for a URL: how long their units wait, and what a connection is told at first."""

from __future__ import annotations

import logging
import math
import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from servicedesk.errors import StoreMisuse
from servicedesk.said import Said
from servicedesk.stores.sql.given import check_dialect
from servicedesk.stores.sql.pooling import ask_where_in_doubt
from servicedesk.stores.sql.unit import LAZY
from servicedesk.stores.sqlite import files

_POOL: Final = "servicedesk"
READS: Final = "servicedesk_reads"
_MYSQL: Final = ("mysql", "mariadb")
_IDLE = 60_000  # milliseconds, after which the server frees what a worker cut off from it holds


def begin_to_read(connection: Connection) -> None:
    """Begin a transaction that sees one moment and writes nothing."""
    connection.execution_options(**{READS: True})
    if connection.dialect.name == "postgresql":  # it goes with BEGIN
        connection.execution_options(isolation_level="REPEATABLE READ")
    connection.begin()
    if connection.dialect.name in _MYSQL:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def must_not_commit_by_itself(connection: Connection) -> None:
    """Refuse a connection on which each statement is a transaction of its own: half a unit would be written.

    Raises:
        StoreMisuse: it is in the mode AUTOCOMMIT.
    """
    if connection.dialect.name == "sqlite":  # whose transactions are begun here
        return
    driver: Any = connection.connection.dbapi_connection
    asked = getattr(driver, "get_autocommit", None)
    if asked() if asked is not None else getattr(driver, "autocommit", False) is True:
        raise StoreMisuse(Said("autocommit"), remedy=Said("give_engine"))


def make_engine(url: str | URL, wait: float) -> Engine:
    """An engine of our own for a URL.

    Raises:
        StoreMisuse: Nothing can be made of the URL: no driver, a port that is no number, an option of another kind.
    """
    # A connection that is lost is told by the error of the call; the pool's own word of it goes where a host sends it.
    logging.getLogger(f"sqlalchemy.pool.impl.QueuePool.{_POOL}").addHandler(logging.NullHandler())
    with _usable():
        given = make_url(url)
    check_dialect(given.get_backend_name())
    with _usable():
        dialect = given.get_dialect()
        watched = dialect.driver == "psycopg"
        engine = create_engine(url, pool_pre_ping=dialect.name != "sqlite" and not watched, pool_logging_name=_POOL)
    if engine.dialect.is_async:
        raise StoreMisuse(Said("async_driver", driver=dialect.driver), remedy=Said("write_server"))
    _connect(engine, {"client_encoding": "UTF8"} if watched else {})
    if dialect.name == "sqlite":
        _configure_sqlite(engine, wait)
    else:
        _configure_server(engine, wait)
    if watched:
        ask_where_in_doubt(engine)
    return engine


@contextmanager
def _usable(*but: type[Exception]) -> Generator[None]:
    """Say what is wrong with a URL, or with an option in it, whatever SQLAlchemy or a driver makes of it.

    Without their error as its cause: that repeats parts of the URL, which may be a password.
    """
    try:
        yield
    except but:
        raise
    except ModuleNotFoundError as error:
        raise StoreMisuse(Said("no_driver", name=error.name or ""), remedy=Said("install_driver")) from None
    except Exception as error:  # noqa: BLE001  drivers raise what their parsing of an option does
        raise StoreMisuse(Said("url_unusable", kind=type(error).__name__), remedy=Said("write_server")) from None


def _connect(engine: Engine, defaults: Mapping[str, str]) -> None:
    """Connect with these parameters where the URL has no others; what is no error of the database is one of the URL.

    ``client_encoding``: whatever a PostgreSQL keeps, its words come as text, so that what is wrong with it can be told.
    """

    @event.listens_for(engine, "do_connect")
    def connecting(dialect: Dialect, _: object, arguments: list[Any], parameters: dict[str, Any]) -> DBAPIConnection:
        with _usable(dialect.loaded_dbapi.Error):
            return dialect.connect(*arguments, **{**defaults, **parameters})

    _ = connecting


def _configure_server(engine: Engine, wait: float) -> None:
    """No unit waits for a lock longer than this, and on PostgreSQL none keeps one while it does nothing."""
    settings = (
        (f"SET innodb_lock_wait_timeout = {max(1, math.ceil(wait))}",)
        if engine.dialect.name in _MYSQL
        else (f"SET lock_timeout = {int(wait * 1000)}", f"SET idle_in_transaction_session_timeout = {_IDLE}")
    )

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(setting)
        cursor.close()
        connection.commit()

    _ = connected


def _configure_sqlite(engine: Engine, wait: float) -> None:
    """Real transactions: the driver begins none by itself, and a unit that may write takes the lock at once."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.text_factory = files.text_or_bytes
        # SQLite does not wait where the file is switched to a write-ahead log, whatever its busy timeout.
        files.patiently(wait, lambda: connection.execute("PRAGMA journal_mode=WAL").fetchone())
        for pragma in ("synchronous=FULL", "foreign_keys=ON", f"busy_timeout={int(wait * 1000)}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if LAZY not in options:
            connection.exec_driver_sql("BEGIN" if READS in options else "BEGIN IMMEDIATE")

    _ = connected, begun
