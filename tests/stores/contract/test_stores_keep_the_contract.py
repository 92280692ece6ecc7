"""Every clause of the store contract, on the two stores that the package ships."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from servicedesk.stores import CaseRow, EntryRow, Store
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.testing import Harness
from servicedesk.testing.pytest_contract import StoreContract
from servicedesk.testing.stateful import store_machine


class TestMemory(StoreContract):
    @pytest.fixture
    def harness(self) -> Harness:
        return Harness(MemoryStore)


class SqliteFiles:
    """New files in one folder, and what lies in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[int, Path] = {}
        self.kept: list[Store] = []  # so that an id stays that of one store

    def new(self) -> Store:
        path = self.folder / f"{len(self.paths)}.db"
        return self._opened(path)

    def reopen(self, store: Store) -> Store:
        return self._opened(self.paths[id(store)])

    def _opened(self, path: Path) -> Store:
        store = SqliteStore(path)
        self.paths[id(store)] = path
        self.kept.append(store)
        return store

    def raw_read(self, store: Store, case_id: str) -> tuple[CaseRow, list[EntryRow]]:
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        db = sqlite3.connect(self.paths[id(store)])
        version, body = db.execute("SELECT version, body FROM sd_case WHERE id = ?", (case_id,)).fetchone()
        entries = db.execute(
            "SELECT seq, key, body FROM sd_entry WHERE case_id = ? ORDER BY seq", (case_id,)
        ).fetchall()
        db.close()
        blank = ("",) * 6
        case = CaseRow(case_id, *blank, None, None, "", True, version, None, None, body)
        return case, [EntryRow(seq, epoch, key, text) for seq, key, text in entries]

    def damage(self, store: Store, case_id: str) -> None:
        db = sqlite3.connect(self.paths[id(store)])
        with db:
            db.execute("UPDATE sd_case SET body = CAST(x'ff' AS TEXT) WHERE id = ?", (case_id,))
        db.close()


class TestSqlite(StoreContract):
    @pytest.fixture
    def harness(self, tmp_path: Path) -> Harness:
        files = SqliteFiles(tmp_path)
        return Harness(files.new, reopen=files.reopen, raw_read=files.raw_read, damage=files.damage)


@pytest.mark.slow
def test_sqlite_answers_as_memory_does(tmp_path: Path) -> None:
    """Under any sequence of units, pages and reopenings both stores give the same answers and refusals."""
    files = SqliteFiles(tmp_path)
    run_state_machine_as_test(
        store_machine(files.new, reopen=files.reopen),
        settings=settings(
            max_examples=60, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
