"""Connections that wait in the pool: is one still there, without asking the server each time?"""

from __future__ import annotations

import time
from math import inf
from selectors import EVENT_READ, DefaultSelector
from typing import Any, Final

from sqlalchemy import Engine, PoolProxiedConnection, event, exc
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

_LONG: Final = 30.0  # seconds, after which what lies between may have forgotten the connection


def ask_where_in_doubt(engine: Engine) -> None:
    """Ask the server before a connection is used again, if it has lain long or something has come in on it.

    Nothing comes in on a connection that waits, but its end. Asking each time, as ``pool_pre_ping`` does, takes three
    round trips with psycopg, half as many as an event. For psycopg, whose connections have a ``fileno``.
    """

    @event.listens_for(engine, "checkin")
    def put_back(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info["since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def taken(connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
        since = entry.info.get("since", inf)  # a new one has just been made
        if time.monotonic() - since > _LONG or _has_news(connection):
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise exc.DisconnectionError from error

    _ = put_back, taken


def _has_news(connection: Any) -> bool:
    """Whether the server has said something, or gone."""
    with DefaultSelector() as selector:
        selector.register(connection.fileno(), EVENT_READ)
        return bool(selector.select(0))
