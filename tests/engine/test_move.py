"""Running cases under another edition: what starts, ends and moves in each, and what keeps one where it is."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from desk.jobs import BY, CLERK, HEAD, LATE, TEN, WHY, job, manual, opened
from engine.scene import actor
from servicedesk import Case, Desk, Move, MoveReport, Procedure
from servicedesk.declare import (
    Deadline,
    Entitlement,
    Items,
    Manual,
    Pause,
    Permission,
    StandingTask,
    Task,
    days,
    done,
    edition,
    hours,
    months,
)
from servicedesk.engine.draft import fold, unopened
from servicedesk.engine.entry import EditionEntry
from servicedesk.errors import AlreadyOpen, DefinitionFault, UnknownName
from servicedesk.stores import Criteria, Search, Store
from servicedesk.stores.editions import RULES_TENANT
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sqlite import SqliteStore

NOON = "2026-03-10 12:00"
CHIEF = actor(HEAD, name="负责人甲")
MOVE = Move("2025", "2026", why="新版时限")


def two(old: Procedure, new: Procedure) -> Manual:
    """An edition of 2025, in force in March, and one of 2026 that comes into force in July."""
    editions = (
        edition("2025", old, in_force_from="2025-01-01", verified_on="2026-11-24"),
        edition("2026", new, in_force_from="2026-07-01", verified_on="2026-11-24"),
    )
    return manual(editions=editions)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "desk.db")
    with made:
        yield made


def desk(old: Procedure, new: Procedure, store: Store | None = None) -> Desk:
    """A desk with a case that was received at nine, under the edition of 2025."""
    made = Desk(two(old, new), store=store or MemoryStore())
    opened(made, "A")
    return made


def move(on: Desk, at: str = TEN, asked: Move = MOVE, **options: Any) -> MoveReport:
    report = on.move(["A"], asked, by=CHIEF, at=at, **options)
    assert list(on.due(limit=1000)) == list(on.due())  # the store lists what the case says under its new edition
    return report


def told(report: MoveReport) -> list[tuple[str, str, str, str]]:
    """Kind, limit, old and new due of each change, as a clerk writes the times."""
    (moved,) = report.moved
    return [(c.kind, c.limit, _text(c.old), _text(c.new)) for c in moved.changes]


def _text(moment: Any) -> str:
    return "" if moment is None else str(moment.format("HH:mm"))


def kinds(on: Desk) -> list[str]:
    return [line.kind for line in on.history("A")]


def why(report: MoveReport) -> list[tuple[str, str]]:
    """Kind and sentence of what keeps the case where it is."""
    ((case, refusals),) = report.refused
    assert (case, report.moved) == ("A", ())
    return [(each.kind, each.zh) for each in refusals]


# --- limits -------------------------------------------------------------------------------------------------------


def test_a_limit_whose_rule_is_the_same_runs_on() -> None:
    """From its start, with what it has used; the rules that are new are local ones."""
    on = desk(job(), job(Permission(WHY, "note", CLERK, zh="备注")))
    assert told(move(on)) == []
    assert kinds(on) == ["opened", "started", "moved"]
    assert [_text(each.due) for each in on.due()] == ["13:00"]


def test_a_limit_whose_rule_is_another_is_retargeted_from_its_start() -> None:
    """Two hours from 09:00 instead of four, as after a change of class."""
    on = desk(job(), job(within=2))
    report = move(on)
    assert told(report) == [("retargeted", "solve", "13:00", "11:00")]
    (moved,) = report.moved
    assert [c.limit for c in moved.moved] == ["solve"]
    assert (moved.started, moved.ended) == ((), ())
    assert kinds(on) == ["opened", "started", "moved", "retargeted"]
    assert on.explain("A", "solve").clause == "tiny/job/2.1"


def test_what_the_new_rule_makes_late_is_missed_with_the_move() -> None:
    """Due 11:00 by the new rule, moved at noon: the miss is nominal, and says what made it one."""
    on = desk(job(), job(within=2))
    assert told(move(on, NOON)) == [("retargeted", "solve", "13:00", "11:00"), ("missed", "solve", "11:00", "")]
    last = on.history("A")[-1].entry
    assert (last.kind, getattr(last, "cause", "")) == ("missed", "target_changed")


def test_what_was_missed_before_stays_missed() -> None:
    """Due 13:00 by the old rule, moved at 15:00; eight hours by the new one lead to 17:00."""
    on = desk(job(), job(within=8))
    assert told(move(on, LATE)) == [("retargeted", "solve", "13:00", "17:00")]
    assert kinds(on) == ["opened", "started", "missed", "moved", "retargeted"]
    assert [(each.state, _text(each.due)) for each in on.due()] == [("running", "17:00")]


def test_a_limit_without_a_rule_is_cancelled() -> None:
    on = desk(job(), job(within=0))
    report = move(on)
    assert told(report) == [("cancelled", "solve", "13:00", "")]
    assert [c.limit for c in report.moved[0].ended] == ["solve"]
    assert on.due() == ()
    with pytest.raises(UnknownName):
        on.explain("A", "solve")


def test_what_has_begun_under_the_new_rules_starts_when_it_began() -> None:
    """Two hours from 10:00, when work began; moved at noon less a quarter."""
    call = Deadline("2.2", "call_back", CLERK, hours(2), since="begun", met_by="finished", zh="回电")
    on = desk(job(), job(call))
    on.act("A", "begin", by=BY, at=TEN, recorded_at=TEN)
    report = move(on, "2026-03-10 11:45")
    assert told(report) == [("started", "call_back", "", "12:00")]
    assert [c.limit for c in report.moved[0].started] == ["call_back"]


def test_what_was_done_is_done_under_the_new_rules_too() -> None:
    """A limit of theirs that the past has met is met, and no longer runs."""
    ring = Task("2.2", "ring", CLERK, zh="致电")
    on = desk(job(ring), job(evolve(ring, within=hours(2), since=done("begin"))))
    on.act("A", "begin", by=BY, at=TEN, recorded_at=TEN)
    on.act("A", "ring", by=BY, at="2026-03-10 11:00", recorded_at="2026-03-10 11:00")
    assert told(move(on, NOON)) == [("started", "ring", "", "12:00"), ("met", "ring", "12:00", "")]


def test_a_pause_that_there_is_no_longer_ends_with_the_move() -> None:
    """An hour of four is used at 10:00, when it is paused; it goes on at noon."""
    acts = (Permission(WHY, "suspend", CLERK, zh="挂起"), Permission(WHY, "resume", CLERK, zh="恢复"))
    wait = Pause("3", "waiting", limits="solve", since=done("suspend"), resumed_by=done("resume"), zh="等待业主")
    on = desk(job(*acts, wait), job(*acts))
    on.act("A", "suspend", by=BY, at=TEN, recorded_at=TEN)
    assert told(move(on, NOON)) == [("resumed", "solve", "", "15:00")]


def test_a_rhythm_whose_rule_is_another_begins_again() -> None:
    """Monthly from the reception; every two months from the move on."""
    walk = StandingTask("2.2", "walk", CLERK, every=months(1), since="received", zh="巡查")
    on = desk(job(walk, within=0), job(evolve(walk, every=months(2)), within=0))
    (moved,) = move(on).moved
    assert [(c.kind, c.limit) for c in moved.changes] == [("cancelled", "walk"), ("started", "walk")]
    assert [f"{each.due:%m-%d %H:%M}" for each in on.due()] == ["05-11 00:00"]  # when 10 May is over


# --- states -------------------------------------------------------------------------------------------------------

RENAMED = "reported > at_work"
NAMES = {"received": "reported", "begun": "at_work"}


def test_a_state_that_the_new_edition_does_not_have_must_be_named() -> None:
    """By what it is called there."""
    on = desk(job(), job(states=RENAMED))
    before = on.case("A")
    assert why(move(on)) == [("unmapped_state", "2026版没有状态“已受理”，须指明改为哪个状态")]
    assert on.case("A") == before
    report = move(on, asked=evolve(MOVE, states=NAMES))
    assert (report.moved[0].old_state, report.moved[0].new_state) == ("received", "reported")
    assert on.act("A", "begin", by=BY, at=NOON, recorded_at=NOON).state == "at_work"


def test_limits_go_with_the_name_of_their_state() -> None:
    """Four hours from the reception, whatever the state is called since."""
    on = desk(job(), job(states=RENAMED))
    assert told(move(on, asked=evolve(MOVE, states=NAMES))) == []
    on.act("A", "begin", by=BY, at=NOON, recorded_at=NOON)
    on.act("A", "finish", by=BY, at=NOON, recorded_at=NOON)
    assert on.case("A").limits["solve"].state == "met"


def test_states_that_change_their_names_for_each_other() -> None:
    """A limit from the one begins where the other was entered."""
    since = Deadline("2.2", "call_back", CLERK, hours(5), since="begun", met_by="finished", zh="回电")
    on = desk(job(within=0), job(since, within=0, states="begun > received"))
    on.act("A", "begin", by=BY, at=TEN, recorded_at=TEN)
    swapped = Move("2025", "2026", states={"received": "begun", "begun": "received"}, why="改名")
    assert told(move(on, asked=swapped)) == [("started", "call_back", "", "14:00")]
    assert on.case("A").state == "received"


def test_one_procedure_may_have_a_name_of_its_own() -> None:
    """What is said of it goes before what is said of all."""
    asked = Move("2025", "2026", states={"received": "elsewhere", "job/received": "reported"}, why="改名")
    assert [asked.state(name, "received") for name in ("job", "other")] == ["reported", "elsewhere"]
    assert asked.state("job", "begun") == "begun"


# --- what keeps a case where it is --------------------------------------------------------------------------------


def test_an_open_item_that_there_is_no_place_for() -> None:
    acts = (Permission(WHY, "find", CLERK, zh="发现"), Permission(WHY, "settle", CLERK, zh="整改"))
    on = desk(job(*acts, Items("3", "defect", opened_by="find", closed_by="settle", zh="缺陷")), job(*acts))
    on.act("A", "find", {"item": "d1"}, by=BY, at=TEN, recorded_at=TEN)
    assert why(move(on)) == [("unmapped_item", "2026版没有“缺陷”，而“d1”尚未了结")]
    on.act("A", "settle", {"item": "d1"}, by=BY, at=TEN, recorded_at=TEN)
    assert len(move(on).moved) == 1


def test_an_entitlement_that_there_is_no_place_for() -> None:
    leave = Entitlement("3", "parking", since=done("open"), lasts=days(30), zh="免费停车")
    on = desk(job(leave), job())
    assert why(move(on)) == [("unmapped_entitlement", "2026版没有“免费停车”，而本案仍在其有效期内")]
    assert len(move(on, "2026-04-20 09:00").moved) == 1


def test_a_procedure_that_there_is_no_longer() -> None:
    on = desk(job(), evolve(job(within=0), name="errand"))
    assert why(move(on)) == [("no_procedure", "2026版没有“派工”流程")]


def test_a_case_that_has_ended() -> None:
    on = desk(job(), job(within=2))
    on.act("A", "withdraw", {"reason": "重复"}, by=BY, at=TEN, recorded_at=TEN)
    assert [kind for kind, _ in why(move(on))] == ["ended"]


def test_a_case_of_a_third_edition() -> None:
    third = edition("2027", job(within=1), in_force_from="2027-01-01", verified_on="2026-11-24")
    made = two(job(), job(within=2))
    on = Desk(evolve(made, editions=(*made.editions, third)))
    opened(on, "A")
    asked = Move("2026", "2027", why="新版时限")
    assert why(move(on, asked=asked)) == [("other_edition", "本案按2025版办理，不按2026版")]


def test_cases_that_are_not_there_keep_nobody_from_the_others() -> None:
    on = desk(job(), job(within=2))
    report = on.move(["nobody", "A", "A"], MOVE, by=CHIEF, at=TEN)
    assert (report.failed, report.checked) == ((("nobody", "store.case_not_found"),), 2)
    assert [each.case_id for each in report.moved] == ["A"]


def test_a_case_whose_own_rules_are_not_there() -> None:
    """What fell due by them cannot be told."""
    store = MemoryStore()
    desk(job(), job(within=2), store)
    on = Desk(two(job(within=3), job(within=2)), store=store)
    assert on.move(["A"], MOVE, by=CHIEF, at=TEN).failed == (("A", "definition.edition_changed"),)


# --- the input ----------------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_then_happens_and_writes_nothing(store: Store) -> None:
    on = desk(job(), job(within=2), store)
    before, history = on.case("A"), on.history("A")
    dry = move(on, NOON, dry_run=True)
    assert (on.case("A"), on.history("A")) == (before, history)
    assert move(on, NOON) == dry
    (data,) = dry.to_data()["moved"]  # type: ignore[misc]
    assert data["changes"][0] == {  # type: ignore[index,call-overload]
        "kind": "retargeted",
        "limit": "solve",
        "clause": "tiny/job/2.1",
        "old": "2026-03-10T13:00:00+08:00",
        "new": "2026-03-10T11:00:00+08:00",
    }


def test_it_stands_in_the_history_with_who_and_why(store: Store) -> None:
    """In both languages; what came before keeps the words of its edition."""
    old, new = job(), evolve(job(within=2), rules=tuple(_renamed(job(within=2))))
    on = desk(old, new, store)
    move(on)
    lines = on.history("A")
    assert [line.zh for line in lines] == [
        "受理",
        "时限“处理”开始，应于2026-03-10 13:00前完成",
        "由手册2025版改按2026版办理：新版时限",
        "时限“限时处理”改按《派工》2.1，应于2026-03-10 11:00前完成",
    ]
    assert lines[2].en == "goes on under edition 2026 instead of 2025: 新版时限"
    entry = lines[2].entry
    assert isinstance(entry, EditionEntry)
    assert (entry.by, entry.from_edition, entry.edition, entry.states) == ("负责人甲", "2025", "2026", {})


def _renamed(procedure: Procedure) -> Iterator[Any]:
    yield from (evolve(rule, zh="限时处理") if rule.name == "solve" else rule for rule in procedure.rules)


def test_the_case_is_what_its_entries_make_of_it(store: Store) -> None:
    """Also as it stood before, under the edition of then."""
    on = desk(job(), job(within=2, states=RENAMED), store)
    on.act("A", "begin", by=BY, at=TEN, recorded_at=TEN)
    move(on, NOON, evolve(MOVE, states=NAMES))
    case, entries = on.as_of("A", NOON)
    assert (case.edition, case.state) == ("2026", "at_work")
    again: Case = fold(unopened(case, entries), entries)
    assert evolve(again, opening_key=case.opening_key) == case
    earlier, _ = on.as_of("A", "2026-03-10 11:00")
    assert (earlier.edition, earlier.state, earlier.version) == ("2025", "begun", 3)
    assert earlier.fingerprint == on.programs()["2025"].fingerprint


def test_asking_again_leaves_alone_what_was_moved(store: Store) -> None:
    on = desk(job(), job(within=2), store)
    move(on)
    again = move(on, NOON)
    assert (again.checked, again.moved, again.refused, again.failed) == (1, (), (), ())
    assert isinstance(store, Search)
    kept = {row.fingerprint for row in store.find(Criteria(tenant=RULES_TENANT))}
    assert kept == {program.fingerprint for program in on.programs().values()}


def test_the_history_is_the_same_whether_the_clock_ran_before_or_not() -> None:
    """The miss of 13:00 is recorded by the old rules in both."""
    histories: list[list[Any]] = []
    for ticks in ([], ["2026-03-10 13:01", "2026-03-10 14:00"]):
        on = desk(job(), job(within=8))
        for tick in ticks:
            on.tick(tick)
        move(on, LATE)
        histories.append([line.entry for line in on.history("A")])
    assert histories[0] == histories[1]


def test_a_move_travels() -> None:
    """To another process, as it is."""
    asked = evolve(MOVE, states=NAMES)
    assert pickle.loads(pickle.dumps(asked)) == asked  # noqa: S301  our own


def test_one_case_may_be_named_alone() -> None:
    on = desk(job(), job(within=2))
    on.open("job", subject="lift-7", id="lift-7", by=BY, at=TEN, recorded_at=TEN)
    assert [each.case_id for each in on.move("lift-7", MOVE, by=CHIEF, at=TEN).moved] == ["lift-7"]


def test_it_is_never_recorded_before_what_is_there() -> None:
    """Clocks of several machines differ."""
    on = desk(job(), job(within=2))
    move(on, "2026-03-10 08:00")
    assert f"{on.history('A')[2].recorded_at:%H:%M}" == "09:00"


def test_one_open_case_a_subject_holds_for_those_that_were_moved_too() -> None:
    """Where the new edition says so; of two, the second stays where it is."""
    on = desk(job(), job(one_open=True))
    on.open("job", subject="A", id="B", by=BY, at=TEN, recorded_at=TEN)
    report = on.move(["A", "B"], MOVE, by=CHIEF, at=TEN)
    assert [each.case_id for each in report.moved] == ["A"]
    assert report.failed == (("B", AlreadyOpen.code),)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (lambda: Move("2025", "2026", why=" "), "it has no reason"),
        (lambda: Move("2026", "2026", why="x"), "both editions are one"),
    ],
)
def test_a_move_that_cannot_be(asked: Any, words: str) -> None:
    with pytest.raises(DefinitionFault, match=words):
        asked()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Move("2024", "2026", why="x"), "no edition '2024'"),
        (Move("2025", "2028", why="x"), "no edition '2028'"),
        (
            Move("2025", "2026", states={"received": "recieved"}, why="x"),
            "no state recieved; its states are begun, received",
        ),
    ],
)
def test_a_move_to_what_is_not_there(asked: Move, words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        move(desk(job(), job()), asked=asked)
