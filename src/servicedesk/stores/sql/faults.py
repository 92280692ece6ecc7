"""What the databases' errors mean for the port: decided by number, never by the driver's class or text."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
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
from servicedesk.said import Said

_AGAIN: Final = Said("repeat_unit")

# PostgreSQL, SQLSTATE; MariaDB and MySQL, error number; SQLite, primary result code.
# 1305: no such savepoint, for a deadlock has rolled back the whole transaction.
_TRANSIENT: Final = frozenset(
    {
        "40001",
        "40P01",
        "55P03",
        "25P03",
        "25P04",
        "57014",
        "57P01",
        "57P02",
        "57P03",
        "57P05",
        1020,
        1053,
        1205,
        1213,
        1305,
        1317,
        1684,
        1927,
        1969,
        2006,
        2013,
        2055,
        3024,
        3572,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }
)
_UNAVAILABLE: Final = frozenset(
    {
        "53100",
        "53200",
        "53300",
        "25006",
        1021,
        1040,
        1044,
        1045,
        1049,
        1290,
        1792,
        1836,
        2002,
        2003,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_SCHEMA: Final = frozenset({"42703", "42P01", "42883", 1054, 1146, sqlite3.SQLITE_ERROR})
_UNREADABLE: Final = "not UTF-8"
_CORRUPT: Final = frozenset(
    {"XX001", "XX002", 1034, 1712, 1877, 1932, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, _UNREADABLE}
)
_TOO_LONG: Final = frozenset({"22001", "54000", 1406})


def _number(error: exc.DBAPIError) -> Any:
    """Error number, primary result code or SQLSTATE; ``None`` where the driver gives none."""
    cause: Any = error.orig
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF
    if isinstance(cause, sqlite3.OperationalError):
        return _UNREADABLE  # the one error of sqlite3 itself while it reads
    arguments = getattr(cause, "args", ())
    # MariaDB's and MySQL's driver has a SQLSTATE too, which says less than the number.
    if arguments and isinstance(arguments[0], int):
        return arguments[0]
    return getattr(cause, "sqlstate", None)


def too_long(error: exc.DBAPIError) -> bool:
    """A text is longer than its column or index can hold."""
    return _number(error) in _TOO_LONG


@contextmanager
def translated(*, connecting: bool = False, committing: bool = False) -> Generator[None]:
    """Raise the error of the port for an error of the database."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise meaning(error, connecting=connecting, committing=committing) from error


def meaning(
    error: exc.SQLAlchemyError, *, connecting: bool = False, committing: bool = False, ident: str = ""
) -> StoreError:
    """The error of the port for an error of the database.

    A connection that is lost while committing leaves the outcome unknown, whatever the driver says.
    """
    if isinstance(error, exc.PendingRollbackError):
        return TransientStoreError(Said("undone"), remedy=_AGAIN)
    if isinstance(error, exc.TimeoutError):
        return TransientStoreError(Said("no_connection"), remedy=_AGAIN)
    if not isinstance(error, exc.DBAPIError):
        return StoreUnavailable(Said("database_unusable", kind=type(error).__name__))
    number = _number(error)
    lost = error.connection_invalidated or number is None or str(number).startswith("08")
    said = Said("answers_number", number=number) if number else Said("connection_lost")
    if number in _CORRUPT:
        what = Said("case_damaged", said=said, id=ident) if ident else Said("one_damaged", said=said)
        return CorruptRecord(what, remedy=Said("restore_backup"), id=ident, why=str(number))
    if committing and lost:
        return CommitUnknown(Said("lost_committing"), remedy=Said("repeat_idempotent"))
    if number in _TRANSIENT:
        return TransientStoreError(Said("nothing_written", said=said), remedy=_AGAIN, number=number)
    if number in _SCHEMA:
        return SchemaMismatch(Said("table_missing", said=said), remedy=Said("create_or_migrate"))
    if connecting or number in _UNAVAILABLE or str(number).startswith("53"):
        remedy = Said("see_to_disk" if isinstance(error.orig, sqlite3.Error) else "see_to_server") if connecting else ""
        return StoreUnavailable(Said("not_reached", said=said), remedy=remedy, number=number)
    if lost:
        return TransientStoreError(Said("nothing_written", said=said), remedy=_AGAIN, number=number)
    return StoreUnavailable(Said("not_written", said=said), number=number)
