"""What the rules of a fingerprint were is kept by every store, and survives it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Engine, create_engine, event

from desk.jobs import BY, NINE, TEN, manual, opened
from servicedesk import Desk
from servicedesk.errors import EditionChanged
from servicedesk.stores import Store
from servicedesk.stores.editions import kept
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from stores.contract.jsonl_store import JsonLinesStore
from stores.sql.servers import new_schema

OLD, NEW = manual(), manual(within=2)
S = TypeVar("S", bound=Store)


def survives(store: Store, again: Store) -> None:
    """Opened in one process, acted upon in another one, under other rules."""
    opened(Desk(OLD, store=store), "A")
    opened(Desk(OLD, store=again), "B")
    desk = Desk(NEW, store=again)
    opened(desk, "C")
    for case in ("A", "B"):
        with pytest.raises(EditionChanged) as caught:
            desk.act(case, "begin", by=BY, at=TEN, recorded_at=TEN)
        assert caught.value.fields["changed"] == ("tiny/job/2.1",)
    assert [(limit.case_id, limit.rules_changed) for limit in desk.due()] == [("C", False), ("A", True), ("B", True)]


@pytest.mark.parametrize("kind", [SqliteStore, JsonLinesStore])
def test_a_store_in_a_file(tmp_path: Path, kind: Callable[[Path], Store]) -> None:
    """Ours, and one that a host has written from the page."""
    with kind(tmp_path / "cases") as store:
        store.unit()
        survives(store, kind(tmp_path / "cases"))


@pytest.mark.slow
@pytest.mark.parametrize("server", ["postgres_server", "mysql_server"])
def test_a_store_on_a_server(request: pytest.FixtureRequest, server: str) -> None:
    engine = create_engine(new_schema(request.getfixturevalue(server), f"e{uuid.uuid4().hex}"))
    SqlStore(engine).create_tables()
    survives(SqlStore(engine), SqlStore(engine))
    engine.dispose()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = create_engine(f"sqlite:///{tmp_path / 'host.db'}")
    SqlStore(made).create_tables()
    return made


def test_what_a_host_undoes_is_kept_with_the_next_case(engine: Engine) -> None:
    """A desk inside the transaction of a host does not take for kept what may be rolled back."""
    with engine.connect() as connection:
        desk = Desk(OLD, store=SqlStore(engine).on(connection))
        for undone in (True, False):
            transaction = connection.begin()
            opened(desk, "A")
            transaction.rollback() if undone else transaction.commit()
    with SqlStore(engine).unit() as unit:
        assert kept(unit, "tiny", desk.programs()["2026"].fingerprint) is not None
        assert unit.load("A").version == 2


def test_the_second_case_of_a_desk_asks_no_more(engine: Engine) -> None:
    """Once it is known to be kept, an opening costs what it did."""
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: said.append(arguments[2]))
    desk = Desk(OLD, store=SqlStore(engine))
    costs: list[int] = []
    for case in ("A", "B", "C"):
        said.clear()
        desk.open("job", subject=case, id=case, by=BY, at=NINE, recorded_at=NINE)
        costs.append(len(said))
    assert costs[0] > costs[1] == costs[2]
