"""Which cases there are: conditions, orders, pages, and what is never found.

The oracle is the plain way: every case that was opened is loaded, and looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from servicedesk import Actor, Desk, Policy
from servicedesk.desk import FoundCase
from servicedesk.engine.case import Case
from servicedesk.errors import (
    InvalidInstant,
    InvalidPayload,
    NaiveDatetime,
    OutOfBounds,
    ServicedeskError,
    StoreMisuse,
    UnknownName,
)
from servicedesk.stores import Store, check_cases
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from stores.contract.jsonl_store import JsonLinesStore

CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CHIEF = Actor("李主管", {"superior"})
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
SLIP = {"cause": "own_service", "valid": True, "large_impact": False, "assignment": "查看", "assignee": "刘师傅"}
NOON = datetime(2026, 9, 30, 4, tzinfo=UTC)  # in Shanghai


@pytest.fixture(params=["memory", "sqlite", "sql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: dict[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore(tmp_path / "a.db"),
        "sql": lambda: SqlStore(f"sqlite:///{tmp_path / 'a.db'}"),
    }
    with made[request.param]() as store:
        yield store


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def complain(desk: Desk, number: int, at: datetime) -> Case:
    return desk.open("complaint", CALL, subject=f"3-2-{number}", id=f"c{number:02}", by=CLERK, at=at, recorded_at=at)


@pytest.fixture
def desk(store: Store) -> Desk:
    """Twelve complaints, an hour apart by threes: two withdrawn, two registered in class 1, one with a deviation."""
    clock = Clock()
    desk = Desk("fuheng", store=store, clock=clock, policy=Policy.from_data({"recording": {"by": ["上级领导"]}}))
    for number in range(12):
        clock.now = NOON + timedelta(hours=number // 3)
        complain(desk, number, clock.now)
    clock.now += timedelta(minutes=30)
    for number in (2, 7):
        desk.act(f"c{number:02}", "withdraw", {"reason": "误投"}, by=CLERK)
    for number in (1, 4):
        desk.act(f"c{number:02}", "tell_desk", by=CLERK)
        desk.act(f"c{number:02}", "register", SLIP, by=CLERK)
    return desk


def ids(found: Iterator[FoundCase] | Any) -> list[str]:
    return [each.id for each in found]


def walk(desk: Desk, size: int, **asked: Any) -> list[str]:
    found: list[str] = []
    after = ""
    while True:
        page = desk.find(limit=size, after=after, **asked)
        assert not page.failed
        found += ids(page)
        if not page.following:
            return found
        assert len(page) == size
        after = page.following


def test_each_condition_finds_what_a_look_at_every_case_finds(desk: Desk) -> None:
    cases = {f"c{n:02}": desk.case(f"c{n:02}") for n in range(12)}

    def those(holds: Callable[[Case], bool]) -> list[str]:
        return [ident for ident, case in cases.items() if holds(case)]

    def due(case: Case) -> int | None:
        return min((ln.due for ln in case.limits.values() if case.open and ln.is_open and ln.due), default=None)

    hour = NOON + timedelta(hours=1)
    us = int(hour.timestamp() * 1_000_000)
    end = NOON + timedelta(hours=4)
    assert ids(desk.find()) == list(cases)
    assert ids(desk.find(open=True)) == those(lambda case: case.open)
    assert ids(desk.find(open=False)) == ["c02", "c07"]
    assert ids(desk.find(state="registered")) == ["c01", "c04"]
    assert ids(desk.find(category="own_service")) == ["c01", "c04"]
    assert ids(desk.find("complaint", manual="fuheng")) == list(cases)
    assert ids(desk.find("repair")) == []
    assert ids(desk.find(subject="3-2-1")) == ["c01"]
    assert ids(desk.find(subject_begins="3-2-1")) == ["c01", "c10", "c11"]
    assert ids(desk.find(id_begins="c1")) == ["c10", "c11"]
    assert ids(desk.find(opened_from=hour, opened_before="2026-09-30 14:00")) == ["c03", "c04", "c05"]
    assert ids(desk.find(opened_from=hour)) == those(lambda case: case.opened_at >= us)
    assert ids(desk.find(closed_from=NOON)) == ["c02", "c07"]
    assert ids(desk.find(closed_before=NOON)) == []
    assert ids(desk.find(due_from=end)) == those(lambda case: (due(case) or 0) >= end.timestamp() * 1_000_000)
    assert ids(desk.find(due_before=end)) == those(lambda case: 0 < (due(case) or 0) < end.timestamp() * 1_000_000)
    assert ids(desk.find(parent="c01")) == ids(desk.find(holder="李主管")) == []


def test_what_is_overdue_is_found_whether_or_not_the_clock_was_run(desk: Desk) -> None:
    late = desk.now() + timedelta(minutes=40)
    expected = sorted({each.case_id for each in desk.due(at=late) if each.overdue})
    assert expected
    assert ids(desk.find(overdue_at=late)) == expected
    assert {each.id for each in desk.find(overdue_at=late) if each.overdue} == set(expected)
    assert ids(desk.find(overdue_at=late, open=False)) == []
    assert ids(desk.find(overdue_at=late, due_before=NOON)) == []
    with pytest.raises(InvalidInstant, match="in the past"):
        desk.find(overdue_at=desk.now() - timedelta(hours=1))


@pytest.mark.parametrize("size", [1, 2, 5, 12])
def test_pages_in_every_order_have_each_case_once(desk: Desk, size: int) -> None:
    whole = ids(desk.find())
    assert walk(desk, size) == whole
    assert walk(desk, size, descending=True) == whole[::-1]
    assert walk(desk, size, order="opened") == whole
    assert walk(desk, size, order="opened", descending=True) == whole[::-1]
    assert walk(desk, size, order="closed") == ["c02", "c07"]
    soonest = list(dict.fromkeys(each.case_id for each in desk.due()))
    assert walk(desk, size, order="due") == soonest
    assert walk(desk, size, order="due", descending=True, open=True) == soonest[::-1]


def test_what_is_opened_between_two_pages_moves_no_case_to_another(desk: Desk) -> None:
    first = desk.find(order="opened", descending=True, limit=4)
    complain(desk, 99, desk.now())
    second = desk.find(order="opened", descending=True, limit=4, after=first.following)
    assert ids(first) + ids(second) == [f"c{n:02}" for n in range(11, 3, -1)]


def test_how_many_there_are_is_counted_where_it_is_asked(desk: Desk) -> None:
    assert desk.find(limit=3).total is None
    assert desk.find(limit=3, counted=True).total == 12
    assert desk.find(open=False, counted=True, limit=1).total == 2
    page = desk.find(limit=3, counted=True)
    assert desk.find(limit=3, counted=True, after=page.following).total == 12


def test_another_tenant_and_the_journal_of_a_log_are_not_among_them(store: Store) -> None:
    north, south = (Desk("fuheng", store=store, tenant=name) for name in ("north", "south"))
    for desk in (north, south):
        desk.open("complaint", CALL, subject="3-2-501", id=f"{desk.tenant}-1", by=CLERK)
    assert ids(north.find(subject="3-2-501", counted=True)) == ["north-1"]
    assert north.find(counted=True).total == 1
    assert ids(south.find(order="opened")) == ["south-1"]
    assert ids(Desk("fuheng", store=store).find()) == []


def test_no_personal_value_is_looked_for_and_it_is_shown_to_whom_the_manual_lets_read_it(desk: Desk) -> None:
    for asked in ({"subject": "张先生"}, {"holder": "张先生"}, {"id_begins": "张"}, {"category": "张先生"}):
        assert ids(desk.find(**asked)) == []  # type: ignore[arg-type]
    (masked,) = desk.find(subject="3-2-1")
    assert "张先生" not in repr(masked)
    assert not masked.case.vault
    (read,) = desk.find(subject="3-2-1", by=CLERK)
    assert dict(read.case.vault) == dict(desk.case("c01", by=CLERK).vault)
    assert "张先生" not in repr(read)


def test_one_case_says_what_it_is(desk: Desk) -> None:
    (found,) = desk.find(subject="3-2-1")
    case = desk.case("c01")
    assert (found.state, found.state_zh, found.procedure_zh) == ("registered", "已登记", "投诉")
    assert (found.category, found.category_zh) == ("own_service", "一类投诉")
    assert found.opened_at == NOON
    assert found.case == case
    (ended,) = desk.find(subject="3-2-2")
    assert ended.closed_at == NOON + timedelta(hours=3, minutes=30)
    assert ended.due is None
    assert not ended.overdue


def test_deviations_are_counted_as_they_are_listed(desk: Desk) -> None:
    guard = Actor("保安", {"staff"})
    desk.record("c05", "tell_desk", by=guard, recorded_by=CHIEF)
    desk.record("c05", "register", {"cause": "own_service"}, by=guard, recorded_by=CHIEF)
    listed = desk.deviations("c05")
    (found,) = desk.find(deviating=True)
    assert (found.id, found.deviations) == ("c05", len(listed))
    assert len(listed) > 1
    assert "c05" not in ids(desk.find(deviating=False))


def test_everything_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    wrong: dict[str, Any] = {
        "procedure": 7,
        "state": "a\0b",
        "subject": "x" * 201,
        "open": "yes",
        "opened_from": "tomorrow",
        "due_before": datetime(2026, 9, 30, 9),  # noqa: DTZ001  it must have no zone
        "closed_from": "9999-01-01",
        "limit": 0,
        "order": "subject",
        "by": Actor("x", {"nobody_there"}),
    }
    with pytest.raises(InvalidPayload) as told:
        desk.find(**wrong)
    assert sorted(told.value.fields["codes"]) == sorted(
        ["payload"] * 4 + ["time.text", "time.naive", "time.bounds", "store.misuse", "lookup.name", "lookup.name"]
    )
    assert "x" * 201 not in str(told.value)
    kinds: dict[str, type[ServicedeskError]] = {
        "procedure": InvalidPayload,
        "open": InvalidPayload,
        "opened_from": InvalidInstant,
        "due_before": NaiveDatetime,
        "closed_from": OutOfBounds,
        "limit": StoreMisuse,
        "order": UnknownName,
        "by": UnknownName,
    }
    for name, kind in kinds.items():
        with pytest.raises(kind):
            desk.find(**{name: wrong[name]})


@pytest.mark.parametrize("after", ["c00", "[]", "[null]", '[1,"c00"]', '[null, "a\\u0000"]', "[" * 99_999, 7, "null"])
def test_a_cursor_of_no_page_is_refused(desk: Desk, after: Any) -> None:
    with pytest.raises(StoreMisuse):
        desk.find(after=after)
    with pytest.raises(StoreMisuse):
        desk.find(order="opened", after='[null, "c00"]')


def test_a_case_that_cannot_be_read_keeps_nobody_from_the_others(desk: Desk, store: Store) -> None:
    if not isinstance(store, SqliteStore):
        pytest.skip("the file is written to past the store")
    store._pool.write(lambda db: db.execute("UPDATE sd_case SET holder = '李主管' WHERE id = 'c03'"))
    page = desk.find(limit=5)
    assert ids(page) == ["c00", "c01", "c02", "c04"]
    assert page.failed == (("c03", "store.corrupt"),)
    assert ids(desk.find(limit=5, after=page.following))[0] == "c05"
    assert [ident for ident, _ in check_cases(store).failed] == ["c03"]


def test_a_store_that_lists_no_cases_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreMisuse, match="lists no cases"):
        Desk("fuheng", store=JsonLinesStore(tmp_path / "a.jsonl")).find()
