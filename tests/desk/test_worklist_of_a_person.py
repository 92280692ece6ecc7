"""What is outstanding for somebody: which list it is in, its order and pages, and that a page says what the case says.

The oracle reads every case by ``desk.obligations``, and knows who may do what from the roles of the manual alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from properties import driving
from servicedesk import Actor, Desk, Manual, Procedure
from servicedesk.declare import Permission, Start, Step, Task, builtin_roles, edition, hours, local_rule, party, role
from servicedesk.desk import OutstandingRow
from servicedesk.errors import InvalidPayload, ServicedeskError, StoreMisuse, UnknownName
from servicedesk.stores import Store, check_cases
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OPEN = ("outstanding", "paused", "missed")
CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
T = "2026-09-30 15:00"
Told = tuple[str, str, str, str, str, str, tuple[str, ...], str]


def told(case_id: str, row: object) -> Told:
    names = ("kind", "name", "item", "clause", "status", "roles", "holder")
    kind, name, item, clause, status, roles, holder = (getattr(row, each) for each in names)
    return (case_id, kind, name, item, clause, status, tuple(roles), holder)


def counting(manual: Manual, roles: Iterable[str]) -> set[str]:
    """The roles that somebody has: his own, and those that include one of them, however deep; none of a party."""
    parties = {role.name for role in manual.roles if role.is_party}
    found = set(roles) - parties
    while True:
        more = {role.name for role in manual.roles if found and ("*" in role.includes or found & set(role.includes))}
        if more <= found:
            return found
        found |= more


def oracle(desk: Desk, by: Actor, cases: Iterable[str]) -> list[tuple[Told, str]]:
    """By the obligations of every case, as they were when it was last written."""
    mine = counting(desk.manual, by.roles)
    found: list[tuple[Told, str]] = []
    for ident in cases:
        written = EPOCH + timedelta(microseconds=desk.case(ident).recorded_at)
        for row in desk.obligations(ident, at=written):
            his = row.holder == by.name if row.holder else bool(mine.intersection(row.roles))
            if row.status in OPEN and his:
                found.append((told(ident, row), "" if row.due is None else str(row.due)))
    return sorted(found)


def listed(desk: Desk, by: Actor, size: int = 1000) -> list[tuple[Told, str]]:
    """All pages together; each in order."""
    rows = pages(desk, by, size)
    order = [("9" if row.due is None else row.due.in_timezone("UTC").isoformat(), row.case_id) for row in rows]
    assert order == sorted(order)
    return sorted((told(row.case_id, row), "" if row.due is None else str(row.due)) for row in rows)


def pages(desk: Desk, by: Actor, size: int) -> list[OutstandingRow]:
    found, after = list[OutstandingRow](), ""
    while True:
        page = desk.worklist(by=by, limit=size, after=after)
        assert page.failed == ()
        found += page
        if not page.following:
            return found
        assert len(page) == size
        after = page.following


@pytest.mark.parametrize("seed", range(12))
def test_the_lists_say_what_every_case_says_throughout_a_random_day(seed: int) -> None:
    """Cases that are paused, missed, corrected, erased, reopened, waived, ended; looked at after each input."""
    run = driving.record(driving.long_script(seed))
    desk, seen = driving.desk_of(), 0
    driving.open_all(desk)
    for one in run.given:
        driving.act(desk, one)
        for by in driving.ACTORS:
            wanted = oracle(desk, by, [found.id for found in desk.find(limit=1000)])
            assert listed(desk, by) == wanted
            assert listed(desk, by, 2) == wanted
            seen += len(wanted)
    assert seen


# --- whose list it is in ---------------------------------------------------------------------------------------

HEAD = role("head", "经理")
FOREMAN = role("foreman", "维修班长", reports_to="head")
FITTER = role("fitter", "维修工", reports_to="foreman")
PORTER = role("porter", "门岗", reports_to="head")
STAFF = role("staff", "员工", includes=(FITTER, PORTER), reports_to="head")
OWNER = party("owner", "业主")
WHY = local_rule("a workshop of the test")
JOB = Procedure(
    "job",
    "报修",
    states="received",
    ends="mended",
    rules=[
        Start(WHY, PORTER, zh="接报"),
        Permission(WHY, "dispatch", FOREMAN, assigns=FITTER, zh="派单"),
        Permission(WHY, "send_back", FITTER, holder=True, releases=True, zh="退回"),
        Task(WHY, "sweep", STAFF, zh="清扫"),
        Task(WHY, "sign_off", OWNER, zh="业主签收"),
        Task(WHY, "note", (FITTER, FOREMAN), within=hours(4), since="received", zh="登记"),
        Step(WHY, "mend", FITTER, "received", "mended", holder=True, within=hours(2), since="received", zh="维修"),
    ],
)
SHOP = Manual(
    "shop",
    "维修班",
    editions=edition("2026", JOB, in_force_from="2026-01-01", verified_on="2026-11-28"),
    roles=(HEAD, FOREMAN, FITTER, PORTER, STAFF, OWNER),
    head=HEAD,
    catalogue="servicedesk.manuals.fuheng",
    builtin=builtin_roles(withdraw=PORTER, merge=HEAD, correct=HEAD, erase=HEAD),
)
NINE = "2026-11-10 09:00"
BOSS = Actor("班长", {"foreman"})


@pytest.fixture(params=["memory", "sqlite", "sql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: dict[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore(tmp_path / "a.db"),
        "sql": lambda: SqlStore(f"sqlite:///{tmp_path / 'a.db'}"),
    }
    with made[request.param]() as store:
        yield store


def shop(store: Store, tenant: str = "") -> Desk:
    return Desk(SHOP, store=store, tenant=tenant)


def report(desk: Desk, ident: str, at: str = NINE) -> None:
    desk.open("job", {}, subject="3-2-501", id=ident, by=Actor("王", {"porter"}), at=at, recorded_at=at)


def names(desk: Desk, name: str, *roles: str) -> list[tuple[str, str]]:
    page = desk.worklist(by=Actor(name, roles))
    assert page.failed == ()
    return [(row.case_id, row.name) for row in page]


def test_each_role_has_its_list_and_a_holder_alone_has_what_he_holds(store: Store) -> None:
    desk = shop(store)
    report(desk, "a")
    assert names(desk, "赵", "fitter") == [("a", "mend"), ("a", "note"), ("a", "sweep")]
    assert names(desk, "门", "porter") == [("a", "sweep")], "whoever holds an included role counts as staff"
    assert names(desk, "班长", "foreman") == [("a", "note")]
    assert names(desk, "员工", "staff") == [("a", "sweep")]
    assert names(desk, "经理", "head") == []
    assert names(desk, "业主", "owner") == [], "a party has no list"
    assert names(desk, "业主") == []
    desk.act("a", "dispatch", {"holder": "赵"}, by=BOSS, at=NINE, recorded_at=NINE)
    assert names(desk, "赵", "fitter") == [("a", "mend"), ("a", "note"), ("a", "sweep")]
    assert names(desk, "赵") == [("a", "mend"), ("a", "note"), ("a", "sweep")], "as holder, whatever his roles are"
    assert names(desk, "钱", "fitter") == []
    assert names(desk, "班长", "foreman") == [], "the holder has it in one of its roles"
    desk.act("a", "send_back", by=Actor("赵", {"fitter"}), at=NINE, recorded_at=NINE)
    assert names(desk, "赵") == []
    assert names(desk, "钱", "fitter") == [("a", "mend"), ("a", "note"), ("a", "sweep")]
    desk.act("a", "note", by=BOSS, at=NINE, recorded_at=NINE)
    assert names(desk, "钱", "fitter") == [("a", "mend"), ("a", "sweep")]
    desk.act("a", "withdraw", {"reason": "误报"}, by=Actor("王", {"porter"}), at=NINE, recorded_at=NINE)
    assert names(desk, "钱", "fitter") == []


def test_what_is_due_comes_first_and_what_has_no_due_last(store: Store) -> None:
    desk = shop(store)
    report(desk, "b")
    report(desk, "a", "2026-11-10 10:00")
    both = desk.worklist(by=Actor("赵", {"维修工", "维修班长"}))
    assert [(row.case_id, row.name, None if row.due is None else row.due.hour) for row in both] == [
        ("b", "mend", 11),
        ("a", "mend", 12),
        ("b", "note", 13),  # of both his roles, and once
        ("a", "note", 14),
        ("a", "sweep", None),
        ("b", "sweep", None),
    ]
    until = desk.worklist(by=Actor("赵", {"fitter"}), before="2026-11-10 13:00")
    assert [(row.case_id, row.name) for row in until] == [("b", "mend"), ("a", "mend"), ("b", "note")]
    for size in (1, 2, 5, 6, 7):
        assert pages(desk, Actor("赵", {"fitter"}), size) == list(both)


def test_a_page_goes_on_where_the_last_ended_though_cases_are_added(store: Store) -> None:
    desk, by = shop(store), Actor("赵", {"fitter"})
    for ident in ("b", "d"):
        report(desk, ident)
    first = desk.worklist(by=by, limit=1)
    report(desk, "a")
    report(desk, "c")
    rest = desk.worklist(by=by, limit=2, after=first.following)
    assert [(row.case_id, row.name) for row in (*first, *rest)] == [("b", "mend"), ("c", "mend"), ("d", "mend")]


def test_what_is_missed_says_so_once_the_clock_has_run(store: Store) -> None:
    now = [datetime(2026, 11, 10, 2, tzinfo=UTC)]
    desk = Desk(SHOP, store=store, clock=lambda: now[0])
    report(desk, "a", "2026-11-10 10:00")
    now[0] += timedelta(hours=3)
    (row,) = (row for row in desk.worklist(by=Actor("赵", {"fitter"})) if row.name == "mend")
    assert (row.status, row.overdue) == ("outstanding", True)
    desk.tick()
    (row,) = (row for row in desk.worklist(by=Actor("赵", {"fitter"})) if row.name == "mend")
    assert (row.status, row.overdue, row.zh, row.roles, row.state_zh) == (
        "missed",
        True,
        "维修",
        ("fitter",),
        "received",
    )


def test_a_tenant_and_a_manual_have_their_own_lists(store: Store) -> None:
    report(shop(store), "a")
    report(shop(store, "north"), "n")
    assert {row.case_id for row in shop(store).worklist(by=BOSS)} == {"a"}
    assert {row.case_id for row in shop(store, "north").worklist(by=BOSS)} == {"n"}
    assert list(shop(store, "south").worklist(by=BOSS)) == []
    fuheng = Desk("fuheng", store=store)
    shared = fuheng.manual.roles[0].name
    assert list(fuheng.worklist(by=Actor("班长", {shared}))) == []


# --- what may be asked -----------------------------------------------------------------------------------------


def test_all_that_is_wrong_is_told_at_once() -> None:
    desk = Desk("fuheng")
    with pytest.raises(InvalidPayload) as found:
        desk.worklist(by="nobody", before="tomorrow", limit=0, after="x")  # type: ignore[arg-type]
    assert found.value.fields["codes"] == ("payload", "time.text", "store.misuse", "store.misuse")
    with pytest.raises(UnknownName):
        desk.worklist(by=Actor("甲", {"no_such_role"}))
    with pytest.raises(InvalidPayload):
        desk.worklist(by=None)  # type: ignore[arg-type]
    for after in ("x", "[]", "[1,2,3]", '[true,"a","b"]', '[1,"a","\\u0000"]'):
        with pytest.raises(StoreMisuse):
            desk.worklist(by=CLERK, after=after)
    with pytest.raises(ServicedeskError):
        desk.worklist(by=CLERK, before=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_page_is_one_query(tmp_path: Path) -> None:
    counts: list[int] = []
    for many in (3, 30):
        with SqliteStore(tmp_path / f"{many}.db") as kept:
            desk = shop(kept)
            for n in range(many):
                report(desk, f"k{n:02}")
            asked: list[str] = []
            kept._pool.use(lambda db, asked=asked: db.set_trace_callback(asked.append))
            assert len(desk.worklist(by=Actor("赵", {"fitter", "foreman"}), limit=3)) == 3
            counts.append(len([sql for sql in asked if "SELECT" in sql]))
    assert counts == [1, 1]


# --- what is in a row, and what is wrong with one --------------------------------------------------------------


def test_no_personal_value_stands_in_a_list(tmp_path: Path) -> None:
    desk = Desk("fuheng", store=SqliteStore(tmp_path / "a.db"))
    case = desk.open("complaint", CALL, subject="3-2-501", by=CLERK, at=T, recorded_at=T)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        rows = db.execute("SELECT case_id, key, whose, what FROM sd_outstanding").fetchall()
    assert {row[0] for row in rows} == {case.id}
    assert "张先生" not in json.dumps(rows, ensure_ascii=False)
    assert "张先生" not in repr(desk.worklist(by=CLERK))
    assert desk.worklist(by=CLERK)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sd_outstanding SET due = due + 1 WHERE case_id = 'b' AND whose <> ''",
        "UPDATE sd_outstanding SET key = 'other' WHERE case_id = 'b' AND key LIKE '%mend'",
        "UPDATE sd_outstanding SET whose = 'shop/fitter' WHERE case_id = 'b' AND whose = 'shop/staff'",
        "UPDATE sd_outstanding SET what = replace(what, 'sweep', 'sleep') WHERE case_id = 'b' AND whose <> ''",
        "UPDATE sd_outstanding SET what = '' WHERE case_id = 'b' AND whose <> ''",
        "UPDATE sd_outstanding SET what = x'00ff' WHERE case_id = 'b' AND whose <> ''",
        "UPDATE sd_case SET body = '{}' WHERE id = 'b'",
        "UPDATE sd_case SET holder = x'00' WHERE id = 'b'",
    ],
)
def test_a_row_that_is_not_as_it_was_written_is_told_beside_the_others(tmp_path: Path, damage: str) -> None:
    desk = shop(SqliteStore(tmp_path / "a.db"))
    for ident in ("a", "b", "c"):
        report(desk, ident)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db, db:
        db.execute(damage)
    page = desk.worklist(by=Actor("赵", {"fitter"}))
    assert dict(page.failed) == {"b": "store.corrupt"}
    assert [(row.case_id, row.name) for row in page if row.case_id != "b"] == [
        (ident, name) for name in ("mend", "note", "sweep") for ident in ("a", "c")
    ]


def test_a_list_of_a_case_that_moved_on_past_it_is_told(tmp_path: Path) -> None:
    """As after a table alone was restored from yesterday."""
    desk = shop(SqliteStore(tmp_path / "a.db"))
    report(desk, "a")
    with closing(sqlite3.connect(tmp_path / "a.db")) as db, db:
        db.execute("CREATE TABLE yesterday AS SELECT * FROM sd_outstanding")
    desk.act("a", "withdraw", {"reason": "误报"}, by=Actor("王", {"porter"}), at=NINE, recorded_at=NINE)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db, db:
        db.execute("INSERT INTO sd_outstanding SELECT * FROM yesterday")
    page = desk.worklist(by=Actor("赵", {"fitter"}))
    assert (list(page), dict(page.failed)) == ([], {"a": "store.corrupt"})
    assert "a" in dict(check_cases(desk.store).failed)


def test_an_act_says_nothing_where_nothing_has_changed(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "a.db") as kept:
        desk = shop(kept)
        report(desk, "a")
        sent: list[str] = []
        kept._pool.use(lambda db: db.set_trace_callback(sent.append))
        desk.act("a", "dispatch", {"holder": "赵"}, by=BOSS, at=NINE, recorded_at=NINE)
        assert any("sd_outstanding" in sql for sql in sent)
        sent.clear()
        for fresh in (desk, shop(kept)):  # whether or not it knows what was written
            fresh.act("a", "dispatch", {"holder": "赵"}, by=BOSS, at=NINE, recorded_at=NINE)
        assert sent
        assert not any("sd_outstanding" in sql for sql in sent)
