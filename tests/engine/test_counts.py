"""How often something was done: jueshixiang, repair 4.4-item-6b (二次验收不合格), by what the table says."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from sample_manuals import course as m
from servicedesk import Policy, build_program
from servicedesk.declare import times
from servicedesk.program.fingerprint import meaning
from servicedesk.render import sheet_data

DAY = "2026-03-10 "
ROW = "jueshixiang/repair/4.4-item-6b"


def repair() -> Scene:
    scene = Scene(m.MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["服务中心主任"]}})})
    scene.open("repair", DAY + "08:00", m.ASSISTANT)
    return scene


def fails(scene: Scene, at: str, recorded: str = "") -> None:
    """Called to an inspection, which fails."""
    late = recorded and DAY + recorded
    scene.do("call_resident", DAY + at, m.ASSISTANT, recorded=late)
    scene.do("inspect", DAY + at, m.ASSISTANT, recorded=late, outcome="fails")


def test_the_second_failure_starts_what_runs_from_it() -> None:
    scene = repair()
    fails(scene, "09:00")
    assert "manager_acts" not in scene.case.limits
    fails(scene, "10:00")
    assert scene.due("manager_acts") == DAY + "14:00"
    assert scene.log("escalated") == [("escalated", "taken_to_manager", DAY + "10:00")]
    fails(scene, "11:00")
    assert scene.due("manager_acts") == DAY + "14:00"  # the third changes nothing
    assert len(scene.log("escalated")) == 1


def test_it_is_a_condition_from_then_on() -> None:
    scene = repair()
    fails(scene, "09:00")
    refusal = scene.refused("set_limit", DAY + "09:10", m.CUSTOMER_SERVICE_MANAGER, ROW)
    assert (refusal.kind, refusal.zh) == ("not_applicable", "不适用本步骤：“验收（不合格）”不足2次")
    assert refusal.en == "this does not apply: inspect (fails) is done fewer than 2 time(s)"
    fails(scene, "10:00")
    scene.do("set_limit", DAY + "10:10", m.CUSTOMER_SERVICE_MANAGER)
    fails(scene, "11:00")
    scene.do("set_limit", DAY + "11:10", m.CUSTOMER_SERVICE_MANAGER)


def test_another_outcome_does_not_count() -> None:
    scene = repair()
    fails(scene, "09:00")
    scene.do("call_resident", DAY + "10:00", m.ASSISTANT)
    scene.do("inspect", DAY + "10:00", m.ASSISTANT, outcome="passes")
    assert scene.log("escalated") == []


def test_the_moment_is_that_of_the_time_which_is_recorded_as_the_second() -> None:
    scene = repair()
    fails(scene, "09:00")
    fails(scene, "10:00", recorded="16:00")
    limit = scene.limit("manager_acts")
    assert (limit.state, scene.log("missed")) == ("missed", [("missed", "manager_acts", DAY + "14:00")])


def test_what_was_recorded_over_a_rule_counts() -> None:
    scene = repair()
    fails(scene, "09:00")
    head = actor(m.DIRECTOR, name="陈")
    moments = {"at": DAY + "10:00", "recorded_at": DAY + "10:00"}
    scene.desk.record(scene.id, "inspect", {"outcome": "fails"}, by=actor(m.ASSISTANT), recorded_by=head, **moments)
    assert scene.due("manager_acts") == DAY + "14:00"


def test_inside_an_item_it_counts_what_was_done_there() -> None:
    scene = repair()
    for item in ("a", "b"):
        scene.do("note_defect", DAY + "09:00", m.ASSISTANT, item=item)
    for at, item in (("09:10", "a"), ("09:20", "b"), ("09:30", "b")):
        scene.do("look_again", DAY + at, m.ASSISTANT, item=item)
    assert scene.refusals("replace_part", DAY + "09:40", m.ASSISTANT, item="a") == {("not_applicable", "local")}
    assert {key for key in scene.case.limits if key.startswith("replace")} == {"replace_in_time@b"}
    assert scene.due("replace_in_time@b") == DAY + "17:30"
    assert scene.log("escalated") == [("escalated", "stubborn_defect@b", DAY + "09:30")]
    scene.do("replace_part", DAY + "09:40", m.ASSISTANT, item="b")


def test_of_the_case_as_a_whole_it_counts_everything() -> None:
    scene = repair()
    for item in ("a", "b"):
        scene.do("note_defect", DAY + "09:00", m.ASSISTANT, item=item)
        scene.do("look_again", DAY + "09:00", m.ASSISTANT, item=item)
    assert scene.refusals("report_many", DAY + "09:10", m.ASSISTANT) == {("not_applicable", "local")}
    scene.do("look_again", DAY + "09:20", m.ASSISTANT, item="a")
    assert scene.refusals("report_many", DAY + "09:30", m.ASSISTANT) == set()


@pytest.mark.parametrize(
    ("so", "zh", "en"),
    [
        (True, "“复查缺陷”已达2次", "look again is done 2 time(s) or more"),
        (False, "“复查缺陷”不足2次", "look again is done fewer than 2 time(s)"),
    ],
)
def test_it_reads_in_both_languages(so: bool, zh: str, en: str) -> None:
    plan = build_program(m.MANUAL, "undated").plans["repair"]
    count = times("look_again").at_least(2)
    condition = count if so else ~count
    assert (plan.reading(condition, "zh"), plan.reading(condition, "en")) == (zh, en)


def test_the_sheet_names_the_time_from_which_it_runs() -> None:
    program = build_program(m.MANUAL, "undated")
    rows = [row["when"] for row in sheet_data(program, program.plans["repair"], "zh") if row["kind"] == "时限"]
    assert any("“验收（不合格）”第2次完成时" in when for when in rows)


def test_the_fingerprint_knows_action_outcome_and_number() -> None:
    counts = [
        times("a").at_least(2),
        times("b").at_least(2),
        times("a").at_least(3),
        times("a", outcome="x").at_least(2),
    ]
    assert len({repr(meaning(count)) for count in counts}) == 4
