"""What servers would keep in part, cut, or confuse: refused by the store, on each server alike."""

# ruff: noqa: RUF001  look-alikes are the point here

from __future__ import annotations

import uuid
from collections.abc import Generator

import pytest
from sqlalchemy import create_engine, event, make_url, text

from servicedesk import Desk
from servicedesk.errors import CaseNotFound, StoreMisuse, TransientStoreError
from servicedesk.stores import Criteria
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sql.faults import translated
from servicedesk.testing._kit import entry, open_case, row, stored
from stores.damaging import CLERK, NOW, OPENED
from stores.sql.servers import ON_SERVERS, new_schema

# Names that a folding, cutting, trimming or escaping database takes for one another, and people too.
HOSTILE = (
    *("a", "A", "a ", " a", "ａ", "á", "a\u0301", "a\u200b", "a\u202e", "a\ufeff", "а", "ɑ"),
    *("ß", "ss", "SS", "ı", "i", "İ", "ﬁ", "fi", "①", "1", "𝟏", "％", "%", "_", "\\", "\\\\", "'", "''", '"', "`"),
    *(
        "a\tb",
        "a\nb",
        "a\r\nb",
        "a;b",
        "a--b",
        "a/*b*/",
        ":a",
        "%(a)s",
        "$1",
        "{a}",
        "\x01",
        "\x7f",
        "\x1b[2J",
        "😀",
        "\U00020bb7",
    ),
    *(
        "null",
        "NULL",
        "None",
        "0",
        "00",
        "0x00",
        "true",
        "x" * 254,
        "x" * 255,
        "业" * 255,
        "",
        "../a",
        "a.1",
        "standing:a",
        "a/b",
    ),
)


@pytest.fixture(params=["sqlite", *ON_SERVERS])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('bounds')}/desk.db"
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"b{uuid.uuid4().hex}")


@pytest.fixture
def store(url: str) -> Generator[SqlStore, None, None]:
    with SqlStore(url) as made:
        yield made


on_servers = pytest.mark.parametrize("url", [*ON_SERVERS], indirect=True)
on_mariadb = pytest.mark.parametrize("url", [ON_SERVERS[1]], indirect=True)


# --- committed by itself ------------------------------------------------------------------------------------------


@on_servers
def test_a_connection_that_commits_by_itself_is_refused_and_nothing_is_written(url: str) -> None:
    """An engine, an option of the URL where there is one, and a connection of the host."""
    with SqlStore(url) as made:
        made.create_tables()
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    plain = create_engine(url)
    try:
        with (
            SqlStore(engine) as store,
            pytest.raises(StoreMisuse, match="each statement is committed"),
            store.unit() as unit,
        ):
            unit.save(row("c1"), 0, [entry(1)])
        with engine.connect() as host:
            joined = SqlStore(plain).on(host)
            with pytest.raises(StoreMisuse, match="each statement is committed"), joined.unit() as unit:
                unit.save(row("c1"), 0, [entry(1)])
        if make_url(url).get_backend_name() == "mysql":
            with SqlStore(f"{url}?autocommit=true") as store, pytest.raises(StoreMisuse), store.unit():
                pass
        with SqlStore(plain) as store:
            assert store.find(Criteria()) == []
    finally:
        engine.dispose()
        plain.dispose()


# --- lengths ------------------------------------------------------------------------------------------------------


@on_servers
@pytest.mark.parametrize(
    "name",
    [
        "id",
        "tenant",
        "manual",
        "edition",
        "procedure",
        "fingerprint",
        "subject",
        "parent",
        "exclusive_key",
        "state",
        "opening_key",
    ],
)
def test_a_name_of_more_than_255_characters_is_refused_by_the_store(name: str, url: str) -> None:
    """And the unit goes on; of 255 characters it comes back whole."""
    with SqlStore(url) as store:
        with store.unit() as unit:
            with pytest.raises(StoreMisuse, match=f"longer than the database can keep: {name}") as caught:
                unit.save(row(**{"id": "c1", name: "x" * 256}), 0, [entry(1)])
            unit.save(row(**{"id": "c2", name: "x" * 255}), 0, [entry(1, key="k" * 255)])
            with pytest.raises(StoreMisuse, match="key of entry 1"):
                unit.save(row("c3"), 0, [entry(1, key="k" * 256)])
        assert caught.value.fields["columns"] == [name]
        (kept,) = store.find(Criteria(tenant="x" * 255 if name == "tenant" else ""))
        assert getattr(kept, name) == "x" * 255
        assert store.find(Criteria(tenant="x" * 256)) == []


@on_servers
def test_names_are_counted_in_bytes_where_an_index_is(url: str) -> None:
    """Three names of 255 characters of three or four bytes are kept, or refused as too long; never cut."""
    with SqlStore(url) as store:
        for letter in "x业😀":
            long = row(letter * 255, tenant=letter * 255, subject=letter * 255, opening_key=letter * 255)
            try:
                open_case(store, long)
            except StoreMisuse as error:
                said = str(error)
            else:
                said = ""
                assert stored(store, long.id)[0] == long
            assert said == "" or "longer than the database can keep" in said
            assert letter != "x" or not said


@on_mariadb
def test_a_server_that_is_not_strict_cuts_nothing(url: str) -> None:
    """Without a strict sql_mode it would cut a name at 255 and say nothing: two keys would be one, two tenants too."""
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def lax(connection, _) -> None:  # noqa: ANN001
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION sql_mode = ''")

    with SqlStore(engine) as store:
        open_case(store, row("c0", tenant="x" * 255, opening_key="k" * 255))
        for number, values in enumerate(({"tenant": "x" * 256}, {"opening_key": "k" * 256}, {"id": "c0" + "x" * 254})):
            with pytest.raises(StoreMisuse, match="longer than"):
                open_case(store, row(**{"id": f"c{number}", **values}))
        assert [case.id for case in store.find(Criteria(tenant="x" * 255))] == ["c0"]
    engine.dispose()


# --- names that look alike ------------------------------------------------------------------------------------------


def test_no_two_names_are_one_in_any_look_up(store: SqlStore) -> None:
    """Each as id, tenant, subject, procedure, opening key, exclusive key and key of an entry of a case of its own."""
    names = [name for name in HOSTILE if name]
    for number, name in enumerate(names):
        case = row(
            f"{number}:{name}"[:255], tenant=name, subject=name, procedure=name, opening_key="k", exclusive_key="one"
        )
        open_case(store, case)
        open_case(store, row(f"own {number}", opening_key=name, exclusive_key=name, subject=name, state=name))
        with store.unit() as unit:
            unit.save(row(f"own {number}", 2, opening_key=name, subject=name, state=name), 1, [entry(2, key=name)])
    for number, name in enumerate(names):
        own = f"{number}:{name}"[:255]
        with store.unit() as unit:
            assert [case.id for case in unit.cases(name, tenant=name)] == [own]
            assert [case.id for case in unit.cases(name, name, tenant=name)] == [own]
            assert [case.id for case in unit.cases(name)] == [f"own {number}"]
            assert [found.key for found in unit.entries(f"own {number}", key=name)] == [name]
            assert unit.load(own).tenant == name
        for asked in (
            Criteria(tenant=name),
            Criteria(tenant=name, subject=name),
            Criteria(tenant=name, procedure=name),
        ):
            assert [case.id for case in store.find(asked)] == [own]
        assert [case.id for case in store.find(Criteria(state=name))] == [f"own {number}"]
    found: list[str] = []
    while page := store.find(Criteria(), after=found[-1] if found else None, limit=7):
        found += [case.id for case in page]
    assert found == sorted(f"own {number}" for number in range(len(names)))


def test_each_tenant_sees_its_own_cases_whatever_it_is_called(store: SqlStore) -> None:
    """By case, list, tick and outbox; a name that a desk does not take is refused where the desk is made or asked."""
    desks: dict[str, Desk] = {}
    for name in ("east", "East", "east ", "eаst", "e%st", "e_st", "东", "東", "x" * 200):
        desks[name] = Desk("fuheng", store=store, tenant=name, clock=lambda: NOW)
    for number, (name, desk) in enumerate(desks.items()):
        call = {"complainant": "张", "contents": "电梯异响", "channel": "电话"}
        desk.open(
            "complaint", call, subject="3-2-501", by=CLERK, id=f"c{number}", key="k", at=OPENED, recorded_at=OPENED
        )
        assert desk.case(f"c{number}").tenant == name
    for number, desk in enumerate(desks.values()):
        assert [case.id for case in desk.cases("3-2-501")] == [f"c{number}"]
        assert {limit.case_id for limit in desk.due()} == {f"c{number}"}
        for other in range(len(desks)):
            if other != number:
                with pytest.raises(CaseNotFound):
                    desk.case(f"c{other}")
        assert {case for case, _ in desk.tick().entries} == {f"c{number}"}


# --- what may be repeated --------------------------------------------------------------------------------------------


@on_mariadb
def test_a_statement_that_takes_too_long_is_transient(url: str) -> None:
    """MariaDB 1969, as PostgreSQL's 57014."""
    engine = create_engine(url)
    with SqlStore(engine) as store:
        open_case(store, row("c1"))
        with engine.connect() as host, host.begin():
            host.exec_driver_sql("SET SESSION max_statement_time = 0.05")
            every = "information_schema.collations"
            slow = text(f"SELECT count(*) FROM {every} a JOIN {every} b JOIN {every} c")  # noqa: S608  our own names
            with pytest.raises(TransientStoreError) as caught, translated():
                host.execute(slow)
            host.exec_driver_sql("SET SESSION max_statement_time = 0")
            assert caught.value.fields["number"] == 1969
    engine.dispose()


def test_a_connection_of_the_host_that_has_to_be_undone_first_is_transient(url: str) -> None:
    """SQLAlchemy says PendingRollbackError until the host has rolled back; then the same call goes through."""
    engine = create_engine(url)
    with SqlStore(engine) as store:
        store.create_tables()
        open_case(store, row("c1"))
        with engine.connect() as host:
            host.begin()
            host.invalidate()
            with pytest.raises(TransientStoreError, match="the transaction was undone"), store.on(host).unit() as unit:
                unit.load("c1")
            host.rollback()
            with store.on(host).unit() as unit:
                assert unit.load("c1").id == "c1"
    engine.dispose()
