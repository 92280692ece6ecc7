"""Tables that are not whole, databases that do not keep any text, and replicas that may only be read."""

from __future__ import annotations

import uuid
from collections.abc import Generator

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from servicedesk import Desk
from servicedesk.errors import SchemaMismatch, StoreMisuse
from servicedesk.stores import CaseRow, Criteria, EntryRow, Store
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import T0, entry, open_case, row, stored
from stores.sql.servers import ON_SERVERS, new_schema


@pytest.fixture(params=["sqlite", *ON_SERVERS])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('schema')}/desk.db"
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"t{uuid.uuid4().hex}")


@pytest.fixture
def store(url: str) -> Generator[SqlStore, None, None]:
    with SqlStore(url) as made:
        made.create_tables()
        yield made


def past(url: str, *statements: str) -> None:
    """Change the tables past the store."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


# --- the check ------------------------------------------------------------------------------------------------------


def test_whole_tables_pass(store: SqlStore) -> None:
    store.check()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("ALTER TABLE sd_case DROP COLUMN body", "sd_case.body"),
        ("ALTER TABLE sd_entry DROP COLUMN body", "sd_entry.body"),
        ("ALTER TABLE sd_outbox RENAME TO sd_inbox", "sd_outbox"),
        ("DROP INDEX {sd_outstanding_due on sd_outstanding}", "sd_outstanding_due"),
        ("DROP INDEX {sd_outbox_deliver_at on sd_outbox}", "sd_outbox_deliver_at"),
        ("DROP INDEX {sd_case_next_check on sd_case}", "sd_case_next_check"),
        ("DROP INDEX {sd_case_exclusive_key on sd_case}", "sd_case_exclusive_key"),
        ("DROP INDEX {sd_case_opening_key on sd_case}", "sd_case_opening_key"),
    ],
)
def test_the_check_tells_what_is_missing(change: str, named: str, url: str, store: SqlStore) -> None:
    """A column, a table, an index; the error names it."""
    inside = change.partition("{")[2].partition("}")[0]
    index = inside if url.startswith("mysql") else inside.partition(" on ")[0]
    past(url, change.replace(f"{{{inside}}}", index))
    with pytest.raises(SchemaMismatch, match="missing or different") as caught:
        store.check()
    found = caught.value.fields["found"]
    assert any(name == named or name == named.partition(".")[0] for name in found), found


@pytest.mark.parametrize(
    ("change", "rows"), [("DELETE FROM sd_schema", 0), ("INSERT INTO sd_schema (version) VALUES (1)", 2)]
)
def test_there_is_one_row_that_says_the_version(change: str, rows: int, url: str, store: SqlStore) -> None:
    """None or two, and cases: whoever starts then is told, and makes no row of his own."""
    store.start_outbox()
    open_case(store, row("c1"))
    past(url, change)
    with pytest.raises(SchemaMismatch, match=f"sd_schema has {rows} rows"):
        store.check()
    with SqlStore(url) as later, pytest.raises(SchemaMismatch, match=f"sd_schema has {rows} rows"):
        later.due(T0)
    with SqlStore(url, create=False) as later, pytest.raises(SchemaMismatch):
        later.due(T0)


def kinds_of(url: str) -> list[Store]:
    stores: list[Store] = [SqlStore(url)]
    return [*stores, SqliteStore(url.removeprefix("sqlite:///"))] if url.startswith("sqlite") else stores


def save_next(store: Store, case: CaseRow, told: EntryRow) -> None:
    with store.unit() as unit:
        unit.load(case.id)
        unit.save(case, case.version - 1, [told])


def test_without_that_row_nothing_is_written_that_the_outbox_would_lack(url: str, store: SqlStore) -> None:
    """A store that has been at work for long does not take the missing row for an outbox that is off."""
    store.start_outbox()
    for other in kinds_of(url):
        ident = type(other).__name__
        open_case(other, row(ident))
        past(url, "DELETE FROM sd_schema")
        told = EntryRow(2, T0, None, "{}", T0)
        with pytest.raises(SchemaMismatch, match="sd_schema has 0 rows"):
            save_next(other, row(ident, 2), told)
        with pytest.raises(SchemaMismatch, match="sd_schema has 0 rows"), other.unit() as unit:
            unit.save(row(f"new {ident}"), 0, [EntryRow(1, T0, None, "{}", T0)])
        past(url, "INSERT INTO sd_schema (version, outbox) VALUES (1, TRUE)")
        assert stored(other, ident) == (row(ident), [entry(1)])
        other.close()
    assert [case.id for case in store.find(Criteria())] == [type(other).__name__ for other in kinds_of(url)]


# --- encodings --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII", "EUC_CN"])
def test_a_database_that_does_not_keep_any_text_is_told_at_first_use(encoding: str, postgres_server: str) -> None:
    """By its encoding, and before a table is made."""
    name = f"e{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server.replace("+psycopg", ""), autocommit=True) as admin:
        made = f"CREATE DATABASE {name} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        admin.execute(made)  # type: ignore[call-overload]  # a name of our own
    url = make_url(postgres_server).set(database=name, query={})
    with SqlStore(url) as store:
        with pytest.raises(SchemaMismatch, match=f"keeps texts in {encoding}") as caught:
            store.due(T0)
        assert (caught.value.fields["found"], caught.value.fields["expected"]) == (encoding, "utf8")
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as plain:
        made = plain.execute(b"SELECT count(*) FROM pg_class WHERE relname LIKE 'sd!_%' ESCAPE '!'").fetchone()
        assert made == (0,)


@pytest.mark.slow
@pytest.mark.parametrize("option", ["client_encoding=latin1"])
def test_a_connection_to_postgresql_that_does_not_take_any_text_is_told(option: str, postgres_server: str) -> None:
    url = make_url(new_schema(postgres_server, f"e{uuid.uuid4().hex}"))
    name, _, value = option.partition("=")
    with SqlStore(url.update_query_dict({name: value})) as store, pytest.raises(SchemaMismatch, match="LATIN1"):
        store.due(T0)


@pytest.mark.slow
@pytest.mark.parametrize("charset", ["latin1", "utf8mb3", "gbk"])
def test_a_connection_to_mariadb_that_does_not_take_any_text_is_told(charset: str, mysql_server: str) -> None:
    url = make_url(new_schema(mysql_server, f"e{uuid.uuid4().hex}"))
    with SqlStore(url.update_query_dict({"charset": charset})) as store, pytest.raises(SchemaMismatch, match=charset):
        store.due(T0)


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_unit_that_only_reads_holds_nobody_and_sees_one_moment(url: str, store: SqlStore) -> None:
    """Somebody saves between its two looks; its history goes with its row, and a save of its own is refused."""
    open_case(store, row("c1"))
    with SqlStore(url) as other, store.reading() as unit:
        assert unit.load("c1").version == 1
        with other.unit() as writing:
            held = writing.load("c1", wait=False)
            writing.save(row("c1", 2, subject="s"), held.version, [entry(2)])
        assert [found.seq for found in unit.entries("c1")] == [1]
        assert (unit.load("c1").version, unit.load("c1", wait=False).version) == (1, 1)
        assert [case.version for case in unit.cases("3-2-501")] == [1]
        with pytest.raises(StoreMisuse, match="only reads"):
            unit.save(row("c1", 3), 2, [entry(3)])
        with pytest.raises(StoreMisuse, match="nest"):
            store.unit().__enter__()
    assert stored(store, "c1")[0].version == 2


def test_who_shows_a_case_waits_for_nobody(url: str, store: SqlStore) -> None:
    """While another holds it: every question to the desk is answered as the case was."""
    from stores.damaging import ASKED, CLERK, OPENED, desk_over

    desk = desk_over(store)
    call = {"complainant": "张", "contents": "电梯异响", "channel": "电话"}
    desk.open("complaint", call, subject="3-2-501", by=CLERK, id="c", at=OPENED, recorded_at=OPENED)
    with SqlStore(url) as other, other.unit() as unit:
        unit.load("c")
        for name, ask in ASKED.items():
            if name not in ("act", "open again"):
                ask(desk, "c")
    assert isinstance(desk, Desk)
