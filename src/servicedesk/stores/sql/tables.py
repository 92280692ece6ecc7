"""The tables, the same on every database. Instants are whole microseconds since 1970-01-01 UTC."""

from __future__ import annotations

from hashlib import md5
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    event,
    false,
    inspect,
    literal_column,
    text,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.ext.compiler import compiles

VERSION: Final = 1
METADATA: Final = MetaData()
GENERATED: Final = {"sd_case": "open_exclusive_key", "sd_outstanding": "list"}
"""The columns that MariaDB and MySQL have besides, by table."""
_OF_MYSQL: Final = ("mysql", "mariadb")


class _Name(String):
    """Text that compares by code point, trailing spaces included, on every database.

    MariaDB and MySQL want a length for an index: three columns of 255 characters are the longest key there is.
    """

    cache_ok = True


def _collation(compiler: Any) -> str:
    return "utf8mb4_nopad_bin" if compiler.dialect.is_mariadb else "utf8mb4_0900_bin"


@compiles(_Name, "mysql", "mariadb")
def _name_on_mysql(_: _Name, compiler: Any, **__: Any) -> str:
    return f"VARCHAR(255) CHARACTER SET utf8mb4 COLLATE {_collation(compiler)}"


_NAME = _Name().with_variant(String(collation="C"), "postgresql")
_BODY = Text().with_variant(mysql.LONGTEXT(charset="utf8mb4", collation="utf8mb4_bin"), "mysql", "mariadb")
_COUNT = BigInteger().with_variant(Integer(), "sqlite")
_MYSQL: Final[dict[str, Any]] = {"mysql_engine": "InnoDB", "mariadb_engine": "InnoDB", "mysql_charset": "utf8mb4"}

SCHEMA: Final = Table(
    "sd_schema",
    METADATA,
    Column("version", Integer, nullable=False),
    Column("outbox", Boolean, nullable=False, server_default=false()),
    **_MYSQL,
)

CASE: Final = Table(
    "sd_case",
    METADATA,
    Column("id", _NAME, primary_key=True),
    Column("tenant", _NAME, nullable=False),
    Column("manual", _NAME, nullable=False),
    Column("edition", _NAME, nullable=False),
    Column("procedure", _NAME, nullable=False),
    Column("fingerprint", _NAME, nullable=False),
    Column("subject", _NAME, nullable=False),
    Column("parent", _NAME),
    Column("exclusive_key", _NAME),
    Column("state", _NAME, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("version", _COUNT, CheckConstraint("version > 0"), nullable=False),
    Column("next_check_at", _COUNT),
    Column("opening_key", _NAME),
    Column("body", _BODY, nullable=False),
    Column("last_due", _COUNT),
    Column("first_due", _COUNT),
    Column("opened_at", _COUNT),
    Column("closed_at", _COUNT),
    Column("category", _NAME, nullable=False),
    Column("holder", _NAME, nullable=False),
    Column("deviations", _COUNT, CheckConstraint("deviations >= 0"), nullable=False),
    **_MYSQL,
)
COLUMNS: Final = tuple(CASE.columns)

ENTRY: Final = Table(
    "sd_entry",
    METADATA,
    Column("case_id", _NAME, ForeignKey("sd_case.id"), primary_key=True),
    Column("seq", _COUNT, primary_key=True, autoincrement=False),
    Column("at", _COUNT, nullable=False),
    Column("key", _NAME),
    Column("body", _BODY, nullable=False),
    sqlite_with_rowid=False,
    **_MYSQL,
)

# What is outstanding in the cases: one row for each list that it is in.
OUTSTANDING: Final = Table(
    "sd_outstanding",
    METADATA,
    Column("case_id", _NAME, ForeignKey("sd_case.id"), primary_key=True),
    Column("key", _NAME, primary_key=True),
    Column("whose", _NAME, primary_key=True),
    Column("tenant", _NAME, nullable=False),
    Column("due", _COUNT, nullable=False),
    Column("what", _BODY, nullable=False),
    sqlite_with_rowid=False,
    **_MYSQL,
)

# What has been saved since sd_schema.outbox was set, and not passed on yet.
OUTBOX: Final = Table(
    "sd_outbox",
    METADATA,
    Column("case_id", _NAME, primary_key=True),
    Column("seq", _COUNT, primary_key=True, autoincrement=False),
    Column("deliver_at", _COUNT, nullable=False),
    sqlite_with_rowid=False,
    **_MYSQL,
)


def _where(condition: Any) -> dict[str, Any]:
    return {"postgresql_where": condition, "sqlite_where": condition}


_open = CASE.c.open.is_(True)
Index("sd_case_opening_key", CASE.c.tenant, CASE.c.opening_key, unique=True, **_where(CASE.c.opening_key.is_not(None)))
Index(
    "sd_case_exclusive_key",
    CASE.c.tenant,
    CASE.c.exclusive_key,
    unique=True,
    **_where(and_(CASE.c.exclusive_key.is_not(None), _open)),
).ddl_if(dialect="postgresql")
# The same where an index cannot be partial: a column that holds the exclusive key while the case is open.


@event.listens_for(CASE, "after_create")
def _add_open_exclusive_key(_: Table, connection: Connection, **__: Any) -> None:
    _generate(
        connection,
        "sd_case",
        f"open_exclusive_key {_Name().compile(connection.dialect)} "
        "GENERATED ALWAYS AS (IF(`open`, exclusive_key, NULL)) STORED, "
        "ADD UNIQUE INDEX sd_case_exclusive_key (tenant, open_exclusive_key)",
    )


def _generate(connection: Connection, table: str, column: str) -> None:
    """Add a generated column with its index, where it is not there; on MariaDB and MySQL alone."""
    if connection.dialect.name in _OF_MYSQL:
        known = {each["name"] for each in inspect(connection).get_columns(table)}
        if column.partition(" ")[0] not in known:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")


Index("sd_case_next_check", CASE.c.next_check_at, CASE.c.id, **_where(CASE.c.next_check_at.is_not(None)))
Index("sd_case_subject", CASE.c.tenant, CASE.c.subject, CASE.c.id)
Index("sd_case_procedure", CASE.c.tenant, CASE.c.procedure, CASE.c.id)
Index("sd_case_last_due", CASE.c.last_due, CASE.c.id, **_where(and_(CASE.c.last_due.is_not(None), _open)))
Index("sd_case_opened", CASE.c.tenant, CASE.c.opened_at, CASE.c.id, **_where(CASE.c.opened_at.is_not(None)))
Index("sd_case_closed", CASE.c.tenant, CASE.c.closed_at, CASE.c.id, **_where(CASE.c.closed_at.is_not(None)))
Index("sd_case_first_due", CASE.c.tenant, CASE.c.first_due, CASE.c.id, **_where(CASE.c.first_due.is_not(None)))
Index("sd_case_state", CASE.c.tenant, CASE.c.state, CASE.c.id)
Index("sd_case_category", CASE.c.tenant, CASE.c.category, CASE.c.id, **_where(CASE.c.category != text("''")))
Index("sd_case_holder", CASE.c.tenant, CASE.c.holder, CASE.c.id, **_where(CASE.c.holder != text("''")))
Index("sd_case_parent", CASE.c.tenant, CASE.c.parent, CASE.c.id, **_where(CASE.c.parent.is_not(None)))
Index("sd_case_deviating", CASE.c.tenant, CASE.c.id, **_where(CASE.c.deviations > text("0")))
Index("sd_entry_key", ENTRY.c.case_id, ENTRY.c.key, unique=True, **_where(ENTRY.c.key.is_not(None)))
Index("sd_outstanding_due", *(OUTSTANDING.c[name] for name in ("tenant", "whose", "due", "case_id", "key"))).ddl_if(
    dialect="postgresql"
)
# The same where four names are too long for an index: a column that says, shortly, of which tenant and whose a list is.


@event.listens_for(OUTSTANDING, "after_create")
def _add_list(_: Table, connection: Connection, **__: Any) -> None:
    _generate(
        connection,
        "sd_outstanding",
        "list BINARY(16) GENERATED ALWAYS AS (UNHEX(MD5(CONCAT(tenant, CHAR(10), whose)))) STORED, "
        "ADD INDEX sd_outstanding_due (list, due, case_id, `key`)",
    )


def in_list(dialect: str, tenant: str, whose: str) -> tuple[ColumnElement[bool], ...]:
    """What finds the rows of a list, with the column that its index begins with."""
    same = (OUTSTANDING.c.tenant == tenant, OUTSTANDING.c.whose == whose)
    if dialect not in _OF_MYSQL:
        return same
    digest = md5(f"{tenant}\n{whose}".encode(), usedforsecurity=False).digest()
    return (literal_column("sd_outstanding.list") == digest, *same)


Index("sd_outbox_deliver_at", OUTBOX.c.deliver_at, OUTBOX.c.case_id, OUTBOX.c.seq)


def make_tables(connection: Connection) -> None:
    """Make the tables, columns and indexes that are not there.

    MariaDB and MySQL commit each statement, so whoever dies between two leaves the rest to the next.
    """
    METADATA.create_all(connection)
    if connection.dialect.name in _OF_MYSQL:
        _add_open_exclusive_key(CASE, connection)
        _add_list(OUTSTANDING, connection)
        for table in METADATA.sorted_tables:
            for index in table.indexes:
                index.create(connection, checkfirst=True)
