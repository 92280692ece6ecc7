"""A pause that holds actions and entitlements: chengxinxing, emergency 3.3.11.3 (暂停施工), by what the table says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import course as m
from servicedesk import EntitlementView, Move, ObligationView, Policy, build_program
from servicedesk.declare import Pause
from servicedesk.render import sheet_data

DAY = "2026-03-10 "
STOP = "chengxinxing/emergency/3.3.11.3"
PERMIT = {"permit_from": "2026-03-09", "permit_until": "2026-03-20"}
RECORDS = {"policy": Policy.from_data({"recording": {"by": ["管理处主任"]}})}


def works(**options: Any) -> Scene:
    """Works with a permit until the 20th, on since 08:00; the waste is to be cleared by 16:00."""
    scene = Scene(m.ACCIDENTS, options=options)
    scene.open("emergency", DAY + "08:00", m.OFFICE, **PERMIT)
    return scene


def stopped(**options: Any) -> Scene:
    """An accident: stopped at 10:00."""
    scene = works(**options)
    scene.do("stop_works", DAY + "10:00", m.FIRST_RESPONSIBLE)
    return scene


def owed(scene: Scene, at: str, name: str = "clear_waste") -> ObligationView:
    (row,) = [row for row in scene.desk.obligations(scene.id, at=at) if row.name == name]
    return row


def permit(scene: Scene, on: str) -> EntitlementView:
    (view,) = scene.desk.entitlements(scene.id, on=on)
    return view


def kinds(scene: Scene, step: str, at: str, by: Any = m.CONTRACTOR, **facts: Any) -> set[tuple[str, str]]:
    return scene.refusals(step, DAY + at, by, **facts)


def test_an_action_that_is_held_is_refused_with_the_clause_and_what_ends_it() -> None:
    scene = stopped()
    refusal = scene.refused("pour_concrete", DAY + "10:30", m.CONTRACTOR, STOP)
    assert refusal.kind == "paused_by"
    assert refusal.zh == "自2026-03-10 10:00起因“暂停施工”暂停办理"
    assert refusal.en == "this is held by works stopped since 2026-03-10 10:00"
    assert refusal.help_zh == "请先办理“复工”"
    scene.do("resume_works", DAY + "11:00", m.FIRST_RESPONSIBLE)
    scene.do("pour_concrete", DAY + "11:00", m.CONTRACTOR)


def test_what_is_not_named_goes_on() -> None:
    assert kinds(stopped(), "lift_load", "10:30") == set()


def test_it_cannot_be_declined_either() -> None:
    scene = stopped()
    given = {"by": actor(m.CONTRACTOR), "at": DAY + "10:30", "recorded_at": DAY + "10:30"}
    outcome = scene.desk.try_decline(scene.id, "pour_concrete", reason="不必", **given)
    assert [each.kind for each in outcome.refusals] == ["paused_by"]
    (option,) = [o for o in scene.desk.options(scene.id, by=given["by"], at=DAY + "10:30") if o.step == "pour_concrete"]
    assert (option.allowed, option.may_decline) == (False, False)


def test_its_limit_stands_still_with_it() -> None:
    scene = stopped()
    assert scene.due("clear_waste") is None
    row = owed(scene, DAY + "10:30")
    assert (row.status, row.is_blocking, row.blocks, row.due) == ("paused", True, ("end",), None)
    assert ("outstanding", "local") in kinds(scene, "close", "10:30", m.OFFICE)
    scene.do("resume_works", DAY + "13:00", m.FIRST_RESPONSIBLE)
    assert scene.due("clear_waste") == DAY + "19:00"
    assert owed(scene, DAY + "13:30").status == "outstanding"


def test_what_was_missed_before_stays_missed() -> None:
    scene = works()
    scene.do("stop_works", DAY + "17:00", m.FIRST_RESPONSIBLE)
    row = owed(scene, DAY + "17:30")
    assert (row.status, row.is_blocking) == ("missed", True)


def test_what_counts_is_when_it_occurred() -> None:
    scene = stopped()
    scene.do("pour_concrete", DAY + "09:30", m.CONTRACTOR, recorded=DAY + "10:30")
    scene.do("resume_works", DAY + "12:00", m.FIRST_RESPONSIBLE)
    assert scene.refused("pour_concrete", DAY + "11:59", m.CONTRACTOR, STOP, recorded=DAY + "13:00").kind == "paused_by"
    scene.do("stop_works", DAY + "14:00", m.FIRST_RESPONSIBLE)
    scene.do("pour_concrete", DAY + "13:59", m.CONTRACTOR, recorded=DAY + "14:30")
    refusal = scene.refused("pour_concrete", DAY + "11:00", m.CONTRACTOR, STOP, recorded=DAY + "15:00")
    assert "自2026-03-10 10:00起" in refusal.zh  # the first time that it was on


def test_over_a_rule_it_is_a_deviation() -> None:
    scene = stopped(**RECORDS)
    times = {"at": DAY + "10:30", "recorded_at": DAY + "10:40"}
    head = actor(m.OFFICE, name="郑")
    scene.desk.record(scene.id, "clear_waste", {}, by=actor(m.CONTRACTOR), recorded_by=head, **times)
    (over,) = scene.desk.deviations(scene.id)
    assert (over.kind, over.clause, over.zh) == ("paused_by", STOP, "暂停期间办理（暂停施工）")
    assert over.en == "done while it was paused: works stopped"
    assert owed(scene, DAY + "11:00").status == "met"


def test_a_pause_that_is_known_late_takes_nothing_back() -> None:
    scene = works()
    scene.do("pour_concrete", DAY + "10:30", m.CONTRACTOR)
    scene.tick(DAY + "16:30")
    scene.do("stop_works", DAY + "10:00", m.FIRST_RESPONSIBLE, recorded=DAY + "17:00")
    assert [kind for kind, _, _ in scene.log("missed", "excused")] == ["missed", "excused"]
    assert not any(line.entry.deviations for line in scene.desk.history(scene.id))
    assert owed(scene, DAY + "17:30").status == "paused"
    assert not permit(scene, "2026-03-10").in_force


def test_the_first_beginning_and_the_first_end_count() -> None:
    scene = stopped()
    scene.do("stop_works", DAY + "10:30", m.FIRST_RESPONSIBLE)
    assert "10:00起" in scene.refused("pour_concrete", DAY + "10:40", m.CONTRACTOR, STOP).zh
    scene.do("resume_works", DAY + "11:00", m.FIRST_RESPONSIBLE)
    scene.do("resume_works", DAY + "11:30", m.FIRST_RESPONSIBLE)
    assert [kind for kind, _, _ in scene.log("held", "released")] == ["held", "released"]
    scene.do("pour_concrete", DAY + "11:15", m.CONTRACTOR, recorded=DAY + "11:40")


def test_held_while_one_of_several_is_on() -> None:
    scene = stopped()
    scene.do("cut_power", DAY + "10:10", m.OFFICE)
    assert kinds(scene, "pour_concrete", "10:20") == {("paused_by", STOP), ("paused_by", "local")}
    scene.do("resume_works", DAY + "11:00", m.FIRST_RESPONSIBLE)
    assert kinds(scene, "pour_concrete", "11:10") == {("paused_by", "local")}
    scene.do("restore_power", DAY + "11:20", m.OFFICE)
    assert kinds(scene, "pour_concrete", "11:30") == set()


def test_an_entitlement_is_not_in_force_and_its_end_does_not_move() -> None:
    scene = stopped()
    assert kinds(scene, "bring_material", "10:30") == {("not_applicable", "local")}
    scene.do("resume_works", "2026-03-12 09:00", m.FIRST_RESPONSIBLE)
    days = ("2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-20", "2026-03-21")
    shown = [permit(scene, on) for on in days]
    assert [view.in_force for view in shown] == [True, False, False, True, True, False]
    assert [view.paused for view in shown] == [False, True, True, False, False, False]
    assert {f"{view.until_day}" for view in shown} == {"2026-03-20"}
    assert scene.refusals("bring_material", "2026-03-12 10:00", m.CONTRACTOR) == set()


def test_time_ends_an_entitlement_meanwhile() -> None:
    scene = stopped()
    scene.tick("2026-03-21 08:00")
    assert scene.log("entitlement_expired") == [("entitlement_expired", "work_permit", "2026-03-21 00:00")]
    scene.do("resume_works", "2026-03-22 09:00", m.FIRST_RESPONSIBLE)
    assert not permit(scene, "2026-03-22").in_force


def test_a_pause_within_one_day_counts_until_it_ends() -> None:
    scene = stopped()
    assert not permit(scene, "2026-03-10").in_force
    scene.do("resume_works", DAY + "12:00", m.FIRST_RESPONSIBLE)
    assert permit(scene, "2026-03-10").in_force


def sites() -> Scene:
    scene = works()
    for site in ("a", "b"):
        scene.do("open_site", DAY + "08:30", m.CONTRACTOR, item=site)
    for site in ("a", "b"):
        scene.do("stop_site", DAY + "09:00", m.FIRST_RESPONSIBLE, item=site)
    return scene


def test_an_item_has_its_own_pause() -> None:
    scene = sites()
    scene.do("resume_site", DAY + "10:00", m.FIRST_RESPONSIBLE, item="a")
    assert kinds(scene, "hot_work", "10:10", item="a") == set()
    assert kinds(scene, "hot_work", "10:10", item="b") == {("paused_by", "local")}
    assert kinds(scene, "lift_load", "10:10") == {("paused_by", "local")}  # as long as one item is held
    scene.do("resume_site", DAY + "11:00", m.FIRST_RESPONSIBLE, item="b")
    assert kinds(scene, "lift_load", "11:10") == set()
    assert [line.zh for line in scene.desk.history(scene.id) if line.kind == "released"] == [
        "“工作面暂停施工（工作面编号a）”结束，动火作业、吊装恢复",
        "“工作面暂停施工（工作面编号b）”结束，动火作业、吊装恢复",
    ]


def test_what_ends_it_for_the_case_ends_it_in_every_item() -> None:
    scene = sites()
    scene.do("resume_sites", DAY + "10:00", m.FIRST_RESPONSIBLE)
    assert len(scene.log("released")) == 2
    assert kinds(scene, "hot_work", "10:10", item="a") == kinds(scene, "hot_work", "10:10", item="b") == set()


@pytest.mark.parametrize("ticks", [(), ("2026-03-10 11:30",), ("2026-03-10 11:00", "2026-03-10 11:01")])
def test_the_clock_begins_one_whatever_the_ticks(ticks: tuple[str, ...]) -> None:
    scene = works()
    scene.do("find_crack", DAY + "09:00", m.FIRST_RESPONSIBLE)  # due 11:00
    for at in ticks:
        scene.tick(at)
    assert kinds(scene, "climb", "12:00") == {("paused_by", "local")}
    scene.do("lift_load", DAY + "12:00", m.CONTRACTOR)
    assert scene.log("missed", "held") == [("missed", "mend", DAY + "11:00"), ("held", "scaffold_shut", DAY + "11:00")]
    scene.do("mend_scaffold", DAY + "12:30", m.CONTRACTOR)
    assert kinds(scene, "climb", "12:40") == set()


def test_what_a_miss_has_shut_is_open_once_it_is_mended() -> None:
    scene = works()
    scene.do("find_crack", DAY + "09:00", m.FIRST_RESPONSIBLE)
    assert kinds(scene, "climb", "12:00") == {("paused_by", "local")}
    scene.do("mend_scaffold", DAY + "12:30", m.CONTRACTOR)
    scene.do("find_crack", DAY + "12:35", m.FIRST_RESPONSIBLE)
    assert kinds(scene, "climb", "12:40") == set()


def test_a_correction_ends_no_pause() -> None:
    scene = stopped()
    scene.do("correct", DAY + "10:10", m.OFFICE, entry=1, reason="误记", permit_until="2026-03-25")
    assert kinds(scene, "pour_concrete", "10:20") == {("paused_by", STOP)}


def test_under_an_edition_without_it_the_pause_is_over() -> None:
    first = m.ACCIDENTS.editions[0]
    kept = tuple(rule for rule in m.EMERGENCY.rules if not isinstance(rule, Pause))
    procedures = (evolve(m.EMERGENCY, rules=kept), m.COMPLAINT)
    later = evolve(first, name="2027-01", procedures=procedures, in_force_from=date(2027, 1, 1))
    scene = Scene(evolve(m.ACCIDENTS, editions=(first, later)))
    scene.open("emergency", DAY + "08:00", m.OFFICE, **PERMIT)
    scene.do("stop_works", DAY + "10:00", m.FIRST_RESPONSIBLE)
    move = Move("2013-10", "2027-01", why="改版")
    scene.desk.move(scene.id, move, by=actor(m.OFFICE), at="2026-03-12 09:00")
    assert scene.log("held", "released", "moved") == [
        ("held", "works_stopped", DAY + "10:00"),
        ("released", "works_stopped", "2026-03-12 09:00"),
        ("moved", "move", "2026-03-12 09:00"),
    ]
    assert permit(scene, "2026-03-12").in_force
    assert scene.refusals("pour_concrete", "2026-03-12 10:00", m.CONTRACTOR) == set()


def test_the_case_ends_as_it_would() -> None:
    scene = works()
    scene.do("clear_waste", DAY + "09:00", m.CONTRACTOR)
    scene.do("stop_works", DAY + "10:00", m.FIRST_RESPONSIBLE)
    scene.do("close", DAY + "11:00", m.OFFICE)
    assert not scene.case.open
    assert not permit(scene, "2026-03-15").in_force


def test_history_and_sheet_say_what_it_holds() -> None:
    scene = stopped()
    (line,) = [line for line in scene.desk.history(scene.id) if line.kind == "held"]
    assert line.zh == "“暂停施工”开始，浇筑混凝土、清运垃圾、施工许可暂停"
    assert line.en == "works stopped begins: pour concrete, clear waste, work permit held"
    program = build_program(m.ACCIDENTS, "2013-10")
    rows = [row["when"] for row in sheet_data(program, program.plans["emergency"], "zh") if row["kind"] == "暂停计时"]
    assert any("暂停：浇筑混凝土、清运垃圾、施工许可" in when for when in rows)
