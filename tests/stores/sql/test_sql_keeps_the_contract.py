"""Every clause of the store contract on SQLAlchemy: SQLite files, a real PostgreSQL, a real MariaDB."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from servicedesk.stores import CaseRow, EntryRow, Store
from servicedesk.stores.sql import SqlStore
from servicedesk.testing import Harness
from servicedesk.testing.pytest_contract import StoreContract
from stores.sql.servers import new_schema


class Databases:
    """New databases, each empty, and what lies in them."""

    def __init__(self, new_url, *, with_engine: bool = False) -> None:  # noqa: ANN001
        self.new_url, self.with_engine = new_url, with_engine
        self.urls: dict[int, str] = {}
        self.kept: list[Store] = []

    def _opened(self, url: str) -> Store:
        store = SqlStore(create_engine(url)) if self.with_engine else SqlStore(url, wait=5)
        self.urls[id(store)] = url
        self.kept.append(store)
        return store

    def new(self) -> Store:
        return self._opened(self.new_url())

    def reopen(self, store: Store) -> Store:
        return self._opened(self.urls[id(store)])

    def close(self) -> None:
        for store in self.kept:
            store.close()
            if self.with_engine:
                store._engine.dispose()

    def damage(self, store: Store, case_id: str) -> None:
        """An instant that no clock shows."""
        self._run(store, "UPDATE sd_case SET next_check_at = 9000000000000000000 WHERE id = :id", id=case_id)

    def _run(self, store: Store, sql: str, **values: object) -> list[tuple[object, ...]]:
        engine = create_engine(self.urls[id(store)])
        with engine.begin() as connection:
            found = connection.execute(text(sql), values)
            rows = [tuple(row) for row in found] if found.returns_rows else []
        engine.dispose()
        return rows

    def raw_read(self, store: Store, case_id: str) -> tuple[CaseRow, list[EntryRow]]:
        from datetime import UTC, datetime

        ((version, body),) = self._run(store, "SELECT version, body FROM sd_case WHERE id = :id", id=case_id)
        rows = self._run(store, "SELECT * FROM sd_entry WHERE case_id = :id ORDER BY seq", id=case_id)
        blank = ("",) * 6
        case = CaseRow(case_id, *blank, None, None, "", True, version, None, None, body)
        return case, [EntryRow(seq, datetime(1970, 1, 1, tzinfo=UTC), key, body) for _, seq, _, key, body in rows]


class TestSqlite(StoreContract):
    @pytest.fixture
    def harness(self, tmp_path: Path) -> Generator[Harness, None, None]:
        numbers = itertools.count()
        yield from harness_of(Databases(lambda: f"sqlite:///{tmp_path}/{next(numbers)}.db"))


class TestSqliteEngineOfTheHost(StoreContract):
    """As ``create_engine`` makes it, with a driver that begins a transaction only for some statements."""

    @pytest.fixture
    def harness(self, tmp_path: Path) -> Generator[Harness, None, None]:
        numbers = itertools.count()
        yield from harness_of(Databases(lambda: f"sqlite:///{tmp_path}/{next(numbers)}.db", with_engine=True))


def on_server(url: str) -> Generator[Harness, None, None]:
    yield from harness_of(Databases(lambda: new_schema(url, f"s{uuid.uuid4().hex}")))


def harness_of(databases: Databases) -> Generator[Harness, None, None]:
    yield Harness(databases.new, reopen=databases.reopen, raw_read=databases.raw_read, damage=databases.damage)
    databases.close()


@pytest.mark.slow
class TestPostgres(StoreContract):
    @pytest.fixture
    def harness(self, postgres_server: str) -> Generator[Harness, None, None]:
        yield from on_server(postgres_server)


@pytest.mark.slow
class TestMariaDB(StoreContract):
    @pytest.fixture
    def harness(self, mysql_server: str) -> Generator[Harness, None, None]:
        yield from on_server(mysql_server)
