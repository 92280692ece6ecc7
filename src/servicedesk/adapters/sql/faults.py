"""What the databases' errors mean for the port: decided by number, never by the driver's class or text."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from sqlalchemy import exc

from servicedesk.errors import (
    CommitUnknown,
    CorruptRecord,
    SchemaMismatch,
    StoreError,
    StoreUnavailable,
    TransientStoreError,
)

__all__ = ["meaning", "refused_by_index"]

_AGAIN: Final = "repeat the unit"

# PostgreSQL, SQLSTATE; MariaDB and MySQL, error number; SQLite, primary result code.
_TRANSIENT: Final = frozenset(
    {"40001", "40P01", "55P03", "25P03", "57P01", "57P02", "57P03", 1213, 1205, 1020, 2006, 2013, 2055,
     sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
)  # fmt: skip
_UNAVAILABLE: Final = frozenset(
    {"53100", "53200", "53300", "25006", 1021, 1040, 1044, 1045, 1049, 1290, 1792, 1836, 2002, 2003,
     sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)  # fmt: skip
_SCHEMA: Final = frozenset({"42703", "42P01", "42883", 1054, 1146, sqlite3.SQLITE_ERROR})
_CORRUPT: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def _number(error: exc.DBAPIError) -> Any:
    """SQLSTATE, error number or primary result code; ``None`` where the driver gives none."""
    cause: Any = error.orig
    state = getattr(cause, "sqlstate", None)
    if state:
        return state
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF
    arguments = getattr(cause, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], int) else None


def refused_by_index(error: exc.DBAPIError) -> bool:
    """A unique index or a primary key refused the row."""
    return isinstance(error, exc.IntegrityError)


def meaning(error: exc.SQLAlchemyError, *, committing: bool = False, ident: str = "") -> StoreError:
    """The error of the port for an error of the database.

    A connection that is lost while committing leaves the outcome unknown, whatever the driver says.
    """
    if isinstance(error, exc.TimeoutError):
        return TransientStoreError("no connection became free in time", remedy=_AGAIN)
    if not isinstance(error, exc.DBAPIError):
        return StoreUnavailable(f"the database cannot be used ({type(error).__name__})")
    number = _number(error)
    said = f"the database answers {number}"
    if committing and (error.connection_invalidated or number is None or number in (2006, 2013)):
        return CommitUnknown(
            "the connection was lost while committing", remedy="repeat with the same idempotency key"
        )
    if number in _CORRUPT:
        return CorruptRecord(f"{said}: it is damaged", id=ident, why=str(number))
    if number in _UNAVAILABLE or (isinstance(number, str) and number.startswith("53")):
        return StoreUnavailable(f"{said}: it cannot be reached or written", number=number)
    if number in _SCHEMA:
        return SchemaMismatch(
            f"{said}: a table or column is not there", remedy="create or migrate the tables"
        )
    if number in _TRANSIENT or error.connection_invalidated or number is None or str(number).startswith("08"):
        return TransientStoreError(f"{said}: nothing was written", remedy=_AGAIN, number=number)
    return StoreUnavailable(f"{said}: it cannot be written", number=number)
