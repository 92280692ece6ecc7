"""Making the tables, and telling whether those that are there are of this version."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, inspect, select

from servicedesk.errors import SchemaMismatch
from servicedesk.said import Said
from servicedesk.stores.sql.tables import CASE, GENERATED, METADATA, SCHEMA, VERSION, make_tables
from servicedesk.stores.sql.unit import begin
from servicedesk.stores.sqlite import files
from servicedesk.stores.sqlite.files import row_missing
from servicedesk.stores.sqlite.tables import TABLES

_MYSQL_LOCK = ("SELECT GET_LOCK('sd_schema', 60)", "SELECT RELEASE_LOCK('sd_schema')")
_MAKING = {
    "postgresql": ("SELECT pg_advisory_xact_lock(hashtext('sd_schema'))", ""),
    "mysql": _MYSQL_LOCK,
    "mariadb": _MYSQL_LOCK,
}
_OF_MYSQL = ("SELECT @@character_set_client, @@character_set_connection, @@character_set_results", "utf8mb4")
_ENCODINGS = {
    "postgresql": ("SELECT current_setting('server_encoding'), current_setting('client_encoding')", "utf8"),
    "mysql": _OF_MYSQL,
    "mariadb": _OF_MYSQL,
}


def version_of(connection: Connection, *, locked: bool = False) -> int | None:
    """The version of the tables; ``None`` where there are none, or somebody makes them, or died while he did.

    With ``locked`` nobody makes them at that moment.

    Raises:
        SchemaMismatch: there are cases, and not one row that says the version and whether there is an outbox.
    """
    found = inspect(connection)
    if not found.has_table("sd_schema"):
        return None
    versions = connection.execute(select(SCHEMA.c.version)).scalars().all()
    if len(versions) == 1:
        return int(versions[0])
    there = locked and found.has_table("sd_case") and connection.execute(select(CASE.c.id).limit(1)).first()
    if versions or there:
        raise row_missing(len(versions))
    return None


def check_version(connection: Connection) -> None:
    """Return if the tables are those of this version, and the database keeps any text.

    Raises:
        SchemaMismatch: they are older, newer, or not there; or its encoding is not Unicode's.
    """
    check_encoding(connection)
    found = version_of(connection, locked=True)
    if found is None:
        raise SchemaMismatch(Said("tables_not_there"), remedy=Said("create_them"), found=None, expected=VERSION)
    if found != VERSION:
        raise SchemaMismatch(
            Said("tables_version", found=found, expected=VERSION),
            remedy=Said("newer_release" if found > VERSION else "older_release"),
            found=found,
            expected=VERSION,
        )


@contextmanager
def readable() -> Generator[None]:
    """Say what it means if the driver, asked for its server's version, cannot read the answer as text.

    Raises:
        SchemaMismatch: it cannot, as with PostgreSQL's SQL_ASCII.
    """
    try:
        yield
    except (TypeError, UnicodeError) as error:
        raise _other_encoding("SQL_ASCII", "utf8") from error


def _other_encoding(found: str, expected: str) -> SchemaMismatch:
    return SchemaMismatch(
        Said("text_encoding", found=found),
        remedy=Said("right_encoding", expected=expected),
        found=found,
        expected=expected,
    )


def check_encoding(connection: Connection) -> None:
    """Return if server and connection take any text.

    Raises:
        SchemaMismatch: one of them does not; fields ``found`` and ``expected``.
    """
    asked, expected = _ENCODINGS.get(connection.dialect.name, ("", ""))
    for found in connection.exec_driver_sql(asked).one() if asked else ():
        if str(found).lower() != expected:
            raise _other_encoding(str(found), expected)


def check(connection: Connection) -> None:
    """Return if the tables are those of this version, whole, with every column and index.

    Raises:
        SchemaMismatch: they are older, newer, or not there; or something of them is missing or different.
    """
    check_version(connection)
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        files.check_tables(driver)
        return
    names = sorted(_missing(connection))
    if names:
        raise SchemaMismatch(
            Said("tables_differ", names=tuple(names)), remedy=Said("restore_them"), found=names, expected=VERSION
        )


def _missing(connection: Connection) -> Iterator[str]:
    found = inspect(connection)
    for table in METADATA.sorted_tables:
        if not found.has_table(table.name):
            yield table.name
            continue
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        yield from (f"{table.name}.{c.name}" for c in table.columns if columns.get(c.name) is not c.nullable)
        indexes = {index["name"]: bool(index["unique"]) for index in found.get_indexes(table.name)}
        yield from (str(index.name) for index in table.indexes if indexes.get(index.name) is not index.unique)
        if found.get_pk_constraint(table.name)["constrained_columns"] != [c.name for c in table.primary_key]:
            yield f"the primary key of {table.name}"
        generated = GENERATED.get(table.name, "")
        if generated and connection.dialect.name in ("mysql", "mariadb") and generated not in columns:
            yield f"{table.name}.{generated}"


def make_missing(connection: Connection) -> None:
    """Whoever comes second waits for the first, and finds the tables made."""
    begin(connection)
    lock, unlock = _MAKING.get(connection.dialect.name, ("", ""))
    if lock:
        connection.exec_driver_sql(lock)
    try:
        if version_of(connection, locked=True) is None:
            if connection.dialect.name == "sqlite":
                _make_sqlite_tables(connection)
            else:
                make_tables(connection)
            connection.execute(SCHEMA.insert().values(version=VERSION))
        connection.commit()
    finally:
        if unlock and not connection.invalidated:
            connection.exec_driver_sql(unlock)


def _make_sqlite_tables(connection: Connection) -> None:
    """The very statements of the store on the standard library, so that each opens the other's files."""
    for statement in TABLES.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
