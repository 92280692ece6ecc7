"""What is outstanding in all open cases, page by page: what a page costs, where it goes on, that nothing is lost.

The oracle is the plain way: every open case is read. ``tests/soak/walks.py`` holds pages to it after each input.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from properties import driving
from servicedesk import Actor, Desk
from servicedesk.desk import DueLimit, due_limits
from servicedesk.errors import InvalidPayload, StoreMisuse
from servicedesk.stores import Store, check_cases
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from stores.contract.jsonl_store import JsonLinesStore

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
T = "2026-09-30 15:00"


@pytest.fixture(params=["memory", "sqlite", "sql", "host"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: dict[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore(tmp_path / "a.db"),
        "sql": lambda: SqlStore(f"sqlite:///{tmp_path / 'a.db'}"),
        "host": lambda: JsonLinesStore(tmp_path / "a.jsonl"),
    }
    with made[request.param]() as store:
        yield store


def complain(desk: Desk, *numbers: int, at: str = T) -> None:
    for n in numbers:
        given = {"subject": f"3-2-{n}", "id": f"{desk.tenant}c{n:03}", "at": at, "recorded_at": at}
        desk.open("complaint", CALL, by=CLERK, **given)


def pages(desk: Desk, size: int) -> list[DueLimit]:
    found, after = list[DueLimit](), ""
    while True:
        page = desk.due(limit=size, after=after)
        assert not page.failed
        assert len(page) <= size
        found += page
        if not page.following:
            return found
        assert len(page) == size
        after = page.following


@pytest.mark.parametrize("cases", [120, 300])
def test_a_page_reads_the_cases_on_it_and_no_others(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk("fuheng")
    complain(desk, *range(cases))
    read: list[str] = []
    real = due_limits.case_of
    monkeypatch.setattr(due_limits, "case_of", lambda row: read.append(row.id) or real(row))
    monkeypatch.setattr("servicedesk.desk.lookup.case_of", lambda row: read.append(row.id) or real(row))
    first = desk.due(limit=100)
    assert len(first) == 100
    assert len(read) <= 101
    assert len(read) == len(set(read))
    read.clear()
    desk.due(limit=10, after=first.following)
    assert len(read) <= 11
    read.clear()
    desk.due()
    assert len(read) == cases  # the count counts


def test_pages_joined_are_the_whole(store: Store) -> None:
    desk = Desk("fuheng", store=store)
    complain(desk, *range(12))
    complain(desk, *range(12, 15), at="2026-09-30 14:00")
    complain(Desk("fuheng", store=store, tenant="north"), 1, 2)
    for n in range(0, 12, 3):
        desk.act(f"c{n:03}", "tell_desk", by=CLERK, at="2026-09-30 15:10", recorded_at="2026-09-30 15:10")
    desk.act("c001", "withdraw", {"reason": "重复"}, by=CLERK, at=T, recorded_at=T)
    desk.tick("2026-09-30 15:30")
    whole = list(desk.due())
    assert len(whole) >= 7
    for size in (1, 4, 5, len(whole), 100):
        assert pages(desk, size) == whole
    order = [(str(limit.due), limit.case_id, limit.name) for limit in whole]
    assert order == sorted(order)
    at = "2026-09-30 16:00:00+08:00"
    assert list(desk.due(at)) == [limit for limit in whole if str(limit.due) <= at] != []
    assert {limit.case_id for limit in Desk("fuheng", store=store, tenant="north").due(limit=9)} == {
        "northc001",
        "northc002",
    }


@pytest.mark.parametrize("seed", range(12))
def test_pages_joined_are_the_whole_throughout_a_random_day(seed: int) -> None:
    """Cases that are paused, missed, corrected, erased, reopened, and a standing duty; looked at after each input."""
    run = driving.record(driving.long_script(seed))
    desk, seen = driving.desk_of(), 0
    driving.open_all(desk)
    for one in run.given:
        driving.act(desk, one)
        whole = list(desk.due())
        assert pages(desk, 1) == pages(desk, 3) == whole
        seen += len(whole)
    assert seen


def test_a_page_goes_on_where_the_last_ended_though_cases_are_added(store: Store) -> None:
    desk = Desk("fuheng", store=store)
    complain(desk, 10, 20, 30, 40)
    first = desk.due(limit=2)
    assert [limit.case_id for limit in first] == ["c010", "c020"]
    complain(desk, 5, 25)
    complain(desk, 1, at="2026-09-30 14:00")
    rest = desk.due(limit=10, after=first.following)
    assert [limit.case_id for limit in rest] == ["c025", "c030", "c040"]
    assert rest.following == ""


def test_what_no_page_ended_with_is_refused(store: Store) -> None:
    desk = Desk("fuheng", store=store)
    for after in ("x", "[]", "[1,2,3]", '[true,"a","b"]', '["1","a","b"]', '[1,"a","\\u0000"]', f"[{10**30},'a','b']"):
        with pytest.raises(StoreMisuse):
            desk.due(limit=1, after=after)
    for limit in (0, -1):
        with pytest.raises(StoreMisuse):
            desk.due(limit=limit)
    with pytest.raises(InvalidPayload):
        desk.due(limit="many")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sd_outstanding SET due = due + 1 WHERE case_id = 'c002'",
        "UPDATE sd_outstanding SET key = 'other' WHERE case_id = 'c002'",
        "UPDATE sd_outstanding SET case_id = 'c009', key = 'other' WHERE case_id = 'c002'",
    ],
)
def test_a_list_that_says_something_else_than_the_case_is_told(tmp_path: Path, damage: str) -> None:
    desk = Desk("fuheng", store=SqliteStore(tmp_path / "a.db"))
    complain(desk, 1, 2, 3, 9)
    assert check_cases(desk.store).failed == ()
    with closing(sqlite3.connect(tmp_path / "a.db")) as db, db:
        db.execute(damage)
    page = desk.due(limit=10)
    wrong = "c009" if "c009" in damage else "c002"
    assert dict(page.failed) == {wrong: "store.corrupt"}
    assert [limit.case_id for limit in page] == ["c001", "c003", "c009"]
    assert "c002" in dict(check_cases(desk.store).failed)
    assert [limit.case_id for limit in desk.due()] == ["c001", "c002", "c003", "c009"]
