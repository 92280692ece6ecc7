"""What one call costs a store, in numbers that do not depend on the machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Any

from attrs import define
from sqlalchemy import Connection, Engine, event

from servicedesk.stores import Store
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore

_READ = "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_xact_user_tables"


@define
class Cost:
    """``statements`` sent, ``rows`` that came back, ``read`` what the database went through to find them.

    ``read`` is the server's own count of rows on PostgreSQL, the loops of its machine on SQLite.
    """

    statements: int = 0
    rows: int = 0
    read: int = 0


def counted(store: Store) -> AbstractContextManager[Cost]:
    """Count what the store does meanwhile."""
    if isinstance(store, SqliteStore):
        return _on_sqlite(store)
    assert isinstance(store, SqlStore)
    return _on_postgres(store._engine)


@contextmanager
def _on_sqlite(store: SqliteStore) -> Generator[Cost]:
    """On the one connection that the store of one thread has."""
    cost = Cost()

    def statement(_: str) -> None:
        cost.statements += 1

    def row(_: object, values: tuple[Any, ...]) -> tuple[Any, ...]:
        cost.rows += 1
        return values

    def loop() -> None:
        cost.read += 1

    connection = store._pool.acquire()
    store._pool.release(connection)
    connection.db.set_trace_callback(statement)
    connection.db.set_progress_handler(loop, 1)
    connection.db.row_factory = row
    try:
        yield cost
    finally:
        connection.db.set_trace_callback(None)
        connection.db.set_progress_handler(None, 0)
        connection.db.row_factory = None


@contextmanager
def _on_postgres(engine: Engine) -> Generator[Cost]:
    cost = Cost()
    asking = False

    def sent(_: Connection, cursor: Any, statement: str, *__: object) -> None:
        if not asking:
            cost.statements += 1
            cost.rows += cursor.rowcount if statement.startswith("SELECT") else 0

    def read_so_far(connection: Connection) -> int:
        nonlocal asking
        asking = True
        rows = int(connection.exec_driver_sql(_READ).scalar_one())
        asking = False
        return rows

    def begins(connection: Connection) -> None:
        # The server's counters run on from one transaction to the next until they are written away.
        cost.read -= read_so_far(connection)

    def ends(connection: Connection) -> None:
        cost.read += read_so_far(connection)

    listeners: dict[str, Callable[..., Any]] = {
        "after_cursor_execute": sent,
        "begin": begins,
        "commit": ends,
        "rollback": ends,
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield cost
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


def calls_of(work: Callable[[], object]) -> int:
    """How many calls of Python functions, and of C functions from Python, it takes."""
    calls = 0

    def seen(_: FrameType, kind: str, __: object) -> None:
        nonlocal calls
        calls += kind in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
