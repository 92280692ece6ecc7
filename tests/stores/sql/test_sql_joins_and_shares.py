"""The host's transaction, and files that both SQLite stores open."""

from __future__ import annotations

import uuid
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from servicedesk import Actor, Desk
from servicedesk.errors import AlreadyOpen, CaseNotFound, TransientStoreError
from servicedesk.stores import CaseRow, EntryRow
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing._kit import entry, row
from stores.sql.servers import ON_SERVERS, new_schema


def _opened(store, id: str, **changes: object) -> None:  # noqa: A002, ANN001
    with store.unit() as unit:
        unit.save(row(id, **changes), 0, [entry(1)])


def _is_there(store, id: str) -> bool:  # noqa: A002, ANN001
    with store.unit() as unit:
        try:
            unit.load(id)
        except CaseNotFound:
            return False
        return True


@pytest.fixture(params=["sqlite", "engine", *ON_SERVERS])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param in {"sqlite", "engine"}:
        return f"sqlite:///{tmp_path}/host.db"
    server = request.getfixturevalue("postgres_server" if request.param == "postgres" else "mysql_server")
    return new_schema(server, f"h{uuid.uuid4().hex}")


@pytest.fixture
def store(request: pytest.FixtureRequest, url: str) -> Generator[SqlStore, None, None]:
    """Over an engine of its own, or over one of the host."""
    theirs = request.node.callspec.params["url"] == "engine"
    with SqlStore(create_engine(url)) if theirs else SqlStore(url, wait=5) as made:
        yield made
    made._engine.dispose()


@pytest.fixture
def host(store: SqlStore) -> Engine:
    store.create_tables()
    engine = store._engine
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoice (number INTEGER PRIMARY KEY)"))
    return engine


def invoices(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [number for (number,) in connection.execute(text("SELECT number FROM invoice ORDER BY number"))]


def test_host_row_and_case_commit_together(store: SqlStore, host: Engine) -> None:
    with host.begin() as connection:
        connection.execute(text("INSERT INTO invoice VALUES (1)"))
        _opened(store.on(connection), "c1")
    assert (invoices(host), _is_there(store, "c1")) == ([1], True)


def test_host_row_and_case_roll_back_together(store: SqlStore, host: Engine) -> None:
    connection = host.connect()
    connection.begin()
    connection.execute(text("INSERT INTO invoice VALUES (1)"))
    _opened(store.on(connection), "c1")
    connection.rollback()
    connection.close()
    assert (invoices(host), _is_there(store, "c1")) == ([], False)


def test_what_a_host_rolls_back_goes_also_where_the_case_came_first(store: SqlStore, host: Engine) -> None:
    """SQLite's driver begins no transaction for a savepoint: its release would commit."""
    with Session(host) as session:
        _opened(store.on(session), "c1")
        session.execute(text("INSERT INTO invoice VALUES (1)"))
        session.rollback()
    assert (invoices(host), _is_there(store, "c1")) == ([], False)


def test_a_refused_duplicate_does_not_poison_the_transaction_of_the_host(store: SqlStore, host: Engine) -> None:
    _opened(store, "c1", opening_key="k")
    with Session(host) as session:
        with pytest.raises(AlreadyOpen):
            _opened(store.on(session), "c2", opening_key="k")
        session.execute(text("INSERT INTO invoice VALUES (2)"))
        _opened(store.on(session), "c3")
        session.commit()
    assert (invoices(host), _is_there(store, "c2"), _is_there(store, "c3")) == ([2], False, True)


def test_a_unit_left_by_an_error_undoes_only_itself(store: SqlStore, host: Engine) -> None:
    with host.begin() as connection:
        connection.execute(text("INSERT INTO invoice VALUES (3)"))
        unit = store.on(connection).unit()
        unit.__enter__().save(row("c1"), 0, [entry(1)])
        unit.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert (invoices(host), _is_there(store, "c1")) == ([3], False)


def test_a_desk_works_inside_the_transaction_of_its_host(store: SqlStore, host: Engine) -> None:
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    call = {"complainant": "张先生", "contents": "噪声", "channel": "telephone"}
    with Session(host) as session:
        desk = Desk("fuheng", store=store.on(session))
        case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        session.rollback()
    assert not _is_there(store, case.id)
    with Session(host) as session:
        desk = Desk("fuheng", store=store.on(session))
        case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        session.commit()
    assert Desk("fuheng", store=store).case(case.id).state == "received"


def test_inside_the_transaction_of_a_host_nothing_is_repeated(store: SqlStore, host: Engine) -> None:
    """A transient error is the host's to repeat, with all of its own work."""
    clerk = Actor("王小红", {"customer_receptionist", "recipient"})
    call = {"complainant": "张先生", "contents": "噪声", "channel": "telephone"}
    tried = []
    with Session(host) as session:
        joined = store.on(session)

        def fails() -> None:
            tried.append(1)
            raise TransientStoreError("the server is tired")

        joined.unit = fails  # type: ignore[method-assign]
        with pytest.raises(TransientStoreError):
            Desk("fuheng", store=joined).open("complaint", call, subject="3-2-501", by=clerk)
    assert len(tried) == 1


def _snapshot(store, id: str) -> tuple[CaseRow, list[EntryRow]]:  # noqa: A002, ANN001
    with store.unit() as unit:
        return unit.load(id), list(unit.entries(id))


def test_each_sqlite_store_opens_the_files_of_the_other(tmp_path: Path) -> None:
    plain, sql = tmp_path / "plain.db", tmp_path / "sql.db"
    with SqliteStore(plain) as own, SqlStore(f"sqlite:///{plain}") as other:
        _opened(own, "中-1", exclusive_key="s", opening_key="k")
        assert _snapshot(other, "中-1") == _snapshot(own, "中-1")
        other.check()
    with SqlStore(f"sqlite:///{sql}") as own, SqliteStore(sql) as other:
        _opened(own, "中-1", exclusive_key="s", opening_key="k")
        assert _snapshot(other, "中-1") == _snapshot(own, "中-1")
        other.check()
