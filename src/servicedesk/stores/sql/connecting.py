"""Engines that are made for a URL: how long their units wait, and what a connection is told at first."""

from __future__ import annotations

import logging
import math
import sqlite3
from typing import Any, Final

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from servicedesk.errors import StoreMisuse
from servicedesk.said import Said
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
    """An engine of our own for a URL."""
    dialect = make_url(url).get_dialect()
    watched = dialect.driver == "psycopg"
    # A connection that is lost is told by the error of the call; the pool's own word of it goes where a host sends it.
    logging.getLogger(f"sqlalchemy.pool.impl.QueuePool.{_POOL}").addHandler(logging.NullHandler())
    engine = create_engine(url, pool_pre_ping=dialect.name != "sqlite" and not watched, pool_logging_name=_POOL)
    if dialect.name == "sqlite":
        _configure_sqlite(engine, wait)
    else:
        _configure_server(engine, wait)
    if watched:
        ask_where_in_doubt(engine)
        _read_text(engine)
    return engine


def _read_text(engine: Engine) -> None:
    """Whatever a PostgreSQL keeps, its words come as text, so that it can be told what is wrong with it."""

    @event.listens_for(engine, "do_connect")
    def connecting(_: Dialect, __: object, ___: list[Any], parameters: dict[str, Any]) -> None:
        parameters.setdefault("client_encoding", "UTF8")

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
