"""One leader at a time over a database: a lock that the server frees when the connection of its holder ends."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, exc

from servicedesk.stores.sql.faults import translated
from servicedesk.stores.sqlite.leading import lead_beside

_LOG: Final = logging.getLogger("servicedesk.stores")

_PG: Final = "(hashtext('servicedesk relay'), hashtext(current_schema()))"
_MYSQL_NAME: Final = "CONCAT('sd_relay ', MD5(DATABASE()))"
_MYSQL: Final = (f"SELECT GET_LOCK({_MYSQL_NAME}, 0)", f"SELECT RELEASE_LOCK({_MYSQL_NAME})")
_LOCKS: Final = {
    "postgresql": (f"SELECT pg_try_advisory_lock{_PG}", f"SELECT pg_advisory_unlock{_PG}"),
    "mysql": _MYSQL,
    "mariadb": _MYSQL,
}
# These servers end a connection that says nothing for some hours, and its lock with it.
_STAY: Final = "SET SESSION wait_timeout = 31536000"

_memories: Final[WeakKeyDictionary[Engine, Lock]] = WeakKeyDictionary()
_memories_lock: Final = Lock()


def lead(engine: Engine) -> AbstractContextManager[bool]:
    """Lead over the database of the engine, or give False at once."""
    if engine.dialect.name != "sqlite":
        return _lead_on_server(engine)
    with translated(connecting=True), engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA database_list").all()
    path = next(file for _, name, file in found if name == "main")
    return lead_beside(path) if path else _lead_in_process(engine)


@contextmanager
def _lead_on_server(engine: Engine) -> Generator[bool]:
    """On a connection that the pool gives away for good, outside any transaction."""
    take, give_back = _LOCKS[engine.dialect.name]
    with translated(connecting=True):
        connection = engine.connect()
    with connection:
        with translated():
            connection.detach()
            leading = bool(connection.exec_driver_sql(take).scalar())
            if leading and engine.dialect.name != "postgresql":
                connection.exec_driver_sql(_STAY)
            connection.commit()
        try:
            yield leading
        finally:
            if leading:
                _give_back(connection, give_back)


def _give_back(connection: Connection, give_back: str) -> None:
    try:
        connection.exec_driver_sql(give_back)
        connection.commit()
    except exc.SQLAlchemyError as error:
        # The server has freed the lock, or frees it when it notices.
        _LOG.info("the connection of the leader was lost (%s)", type(error).__name__)


@contextmanager
def _lead_in_process(engine: Engine) -> Generator[bool]:
    with _memories_lock:
        lock = _memories.setdefault(engine, Lock())
    leading = lock.acquire(blocking=False)
    try:
        yield leading
    finally:
        if leading:
            lock.release()
