"""Making the tables, and telling whether those that are there are of this version."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select

from servicedesk.errors import SchemaMismatch
from servicedesk.stores.sql.tables import SCHEMA, VERSION, make_tables
from servicedesk.stores.sql.unit import begin
from servicedesk.stores.sqlite import files

_MYSQL_LOCK = ("SELECT GET_LOCK('sd_schema', 60)", "SELECT RELEASE_LOCK('sd_schema')")
_MAKING = {
    "postgresql": ("SELECT pg_advisory_xact_lock(hashtext('sd_schema'))", ""),
    "mysql": _MYSQL_LOCK,
    "mariadb": _MYSQL_LOCK,
}


def version_of(connection: Connection) -> int | None:
    """The version of the tables; ``None`` where there are none."""
    there = inspect(connection).has_table("sd_schema")
    return connection.execute(select(SCHEMA.c.version)).scalar() if there else None


def check(connection: Connection) -> None:
    """Return if the tables are those of this version.

    Raises:
        SchemaMismatch: they are older, newer, or not there.
    """
    found = version_of(connection)
    if found is None:
        raise SchemaMismatch("the tables are not there", remedy="create them", found=None, expected=VERSION)
    if found != VERSION:
        raise SchemaMismatch(
            f"the tables are those of version {found}, not {VERSION}",
            remedy="use a newer version of the package" if found > VERSION else "migrate them",
            found=found,
            expected=VERSION,
        )


def make_missing(connection: Connection) -> None:
    """Whoever comes second waits for the first, and finds the tables made."""
    begin(connection)
    lock, unlock = _MAKING.get(connection.dialect.name, ("", ""))
    if lock:
        connection.exec_driver_sql(lock)
    try:
        if version_of(connection) is None:
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
    for statement in files._TABLES.split(";"):  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  of one package
        if statement.strip():
            connection.exec_driver_sql(statement)
