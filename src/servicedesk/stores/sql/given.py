"""What a host gives a store to work on is told apart at once: an engine, a connection, or something else."""

from __future__ import annotations

from typing import Final

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.orm import Session

from servicedesk.characters import brief, type_of
from servicedesk.errors import StoreMisuse
from servicedesk.said import Said

_DIALECTS: Final = ("postgresql", "mysql", "mariadb", "sqlite")

# By the name of its class, since SQLAlchemy's asynchronous room needs a library that need not be there.
_INSTEAD: Final = {
    "AsyncEngine": "give_sync_engine",
    "AsyncConnection": "run_synchronously",
    "AsyncSession": "run_synchronously",
    "Connection": "give_engine_then_on",
    "Session": "give_engine_then_on",
}


def check_engine(given: object) -> None:
    """Return if a store can be made of it: an engine of a database that the store knows, or a URL.

    Raises:
        StoreMisuse: it is something else, such as a connection or an asynchronous engine.
    """
    if isinstance(given, Engine):
        check_dialect(given.dialect.name)
    elif not isinstance(given, str | URL):
        instead = _INSTEAD.get(type(given).__name__, "give_engine_or_url")
        raise StoreMisuse(Said("no_engine", given=brief(given)), remedy=Said(instead), type=type_of(given))


def check_dialect(name: str) -> None:
    """Return if the store works on databases of this kind.

    Raises:
        StoreMisuse: it does not.
    """
    if name not in _DIALECTS:
        raise StoreMisuse(Said("other_dialect", name=brief(name)), remedy=Said("write_server"), dialect=name)


def check_joined(given: object) -> None:
    """Return if it has a transaction that a store can join.

    Raises:
        StoreMisuse: it has none, such as an engine, or a maker of sessions.
    """
    if not isinstance(given, Connection | Session):
        asynchronous = type(given).__name__.startswith("Async")
        instead = Said("run_synchronously" if asynchronous else "give_connection")
        raise StoreMisuse(Said("no_transaction", given=brief(given)), remedy=instead, type=type_of(given))
