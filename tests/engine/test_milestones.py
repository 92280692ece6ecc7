"""Named points: jueshixiang, renovation 11.1 (装修审批手续齐全) as the start of 5.1.3a, by what the table says."""

from __future__ import annotations

from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import course as m
from servicedesk import Policy, build_program
from servicedesk.render import sheet_data

DAY = "2026-03-10 "  # a Tuesday
COMPLETE = "jueshixiang/renovation/11.1"


def with_engineering(**options: Any) -> Scene:
    """Applied at 09:00, with engineering at 09:30, without papers."""
    scene = Scene(m.MANUAL, options=options)
    scene.open("renovation", DAY + "09:00", m.ASSISTANT, applicant="张伟明")
    scene.do("forward", DAY + "09:30", m.ASSISTANT)
    return scene


def form(scene: Scene, at: str, area: str = "80", recorded: str = "") -> None:
    scene.do("hand_in_form", DAY + at, m.ASSISTANT, recorded=recorded and DAY + recorded, area=area)


def drawings(scene: Scene, at: str, recorded: str = "") -> None:
    scene.do("hand_in_drawings", DAY + at, m.ASSISTANT, recorded=recorded and DAY + recorded, drawings=True)


def complete() -> Scene:
    """The form at 10:00, the drawings at 11:00."""
    scene = with_engineering()
    form(scene, "10:00")
    drawings(scene, "11:00")
    return scene


def reached(scene: Scene) -> list[tuple[str, str, str]]:
    return scene.log("achieved", "still_achieved")


def test_it_is_reached_with_the_last_of_its_events_and_limits_start_there() -> None:
    scene = with_engineering()
    form(scene, "10:00")
    assert (reached(scene), "opinion" in scene.case.limits) == ([], False)
    drawings(scene, "11:00")
    assert reached(scene) == [("achieved", "papers_complete", DAY + "11:00")]
    line = next(line for line in scene.desk.history(scene.id) if line.kind == "achieved")
    assert (line.clause, line.by, line.zh, line.en) == (
        COMPLETE,
        "",
        "已达到“装修审批手续齐全”",
        "papers complete achieved",
    )
    assert scene.due("opinion") == "2026-03-12 18:00"
    assert scene.case.state == "with_engineering"
    explained = scene.desk.explain(scene.id, "opinion").text("zh")
    assert "达到“装修审批手续齐全”时" in explained
    assert DAY + "11:00" in explained


def test_the_moment_is_the_latest_however_late_it_is_recorded() -> None:
    scene = with_engineering()
    drawings(scene, "11:00")
    form(scene, "10:00", recorded="16:00")
    assert reached(scene) == [("achieved", "papers_complete", DAY + "11:00")]
    assert scene.case.limits["opinion"].anchor == scene.case.occurrences["done:hand_in_drawings"].last_at


def test_it_is_a_condition_of_an_action_and_a_start_of_an_entitlement() -> None:
    scene = with_engineering()
    refusal = scene.refused("tell_ready", DAY + "09:40", m.ASSISTANT, "local")
    assert (refusal.kind, "尚未达到“装修审批手续齐全”" in refusal.zh) == ("not_applicable", True)
    form(scene, "10:00")
    next_day = "2026-03-11 09:00"
    scene.do("hand_in_drawings", next_day, m.ASSISTANT, drawings=True)
    scene.do("tell_ready", next_day, m.ASSISTANT)
    (view,) = scene.desk.entitlements(scene.id, on="2026-03-12")
    assert (view.name, view.in_force, f"{view.from_day}") == ("reserved_lift", True, "2026-03-11")


def test_once_each_time_that_the_case_comes_into_its_first_state() -> None:
    scene = complete()
    form(scene, "11:30")
    assert len(reached(scene)) == 1
    scene.do("review", DAY + "12:00", m.ENGINEERING_MANAGER)
    scene.do("send_back", DAY + "13:00", m.DIRECTOR)
    drawings(scene, "13:30")
    assert len(reached(scene)) == 1  # it is not read where the case is elsewhere
    scene.do("forward", DAY + "14:00", m.ASSISTANT)
    assert reached(scene)[1:] == [("achieved", "papers_complete", DAY + "14:00")]
    assert scene.due("opinion") == "2026-03-12 18:00"


WAY = (("review", m.ENGINEERING_MANAGER), ("enter_site", m.ASSISTANT), ("rest", m.DIRECTOR))


def test_it_is_read_in_its_states_and_nowhere_else() -> None:
    for steps in (WAY[:1], WAY[:2], WAY, (WAY[0], ("send_back", m.DIRECTOR))):
        scene = with_engineering()
        form(scene, "10:00")
        for step, by in steps:
            scene.do(step, DAY + "10:30", by)
        drawings(scene, "11:00")
        assert reached(scene) == [], steps


def test_papers_that_came_before_are_complete_when_the_case_comes_there() -> None:
    scene = Scene(m.MANUAL)
    scene.open("renovation", DAY + "09:00", m.ASSISTANT, applicant="张伟明")
    form(scene, "09:10")
    drawings(scene, "09:20")
    assert reached(scene) == []
    scene.do("forward", DAY + "09:30", m.ASSISTANT)
    assert reached(scene) == [("achieved", "papers_complete", DAY + "09:30")]


@pytest.mark.parametrize("ticks", [(), ("2026-03-12 18:01",), ("2026-03-12 21:00", "2026-03-12 23:00")])
def test_the_clock_reaches_one_whatever_the_ticks(ticks: tuple[str, ...]) -> None:
    scene = complete()
    for at in ticks:
        scene.tick(at)
    scene.do("check_fire", "2026-03-13 09:00", m.PATROL)
    assert reached(scene)[1:] == [("achieved", "directors_matter", "2026-03-12 18:00")]
    started = [line for line in scene.log("started") if line[1] == "director_answers"]
    assert started == [("started", "director_answers", "2026-03-12 18:00")]
    assert scene.log("missed") == [
        ("missed", "opinion", "2026-03-12 18:00"),
        ("missed", "director_answers", "2026-03-12 22:00"),
    ]


def test_a_limit_starts_where_the_clock_reaches_one() -> None:
    scene = complete()
    scene.tick("2026-03-12 18:01")
    assert scene.due("director_answers") == "2026-03-12 22:00"


def test_a_condition_may_say_what_has_not_happened() -> None:
    scene = complete()
    scene.do("answer", DAY + "12:00", m.DIRECTOR)
    scene.tick("2026-03-12 18:01")
    assert [name for _, name, _ in reached(scene)] == ["papers_complete"]


def test_a_correction_does_not_undo_it_and_the_history_says_so() -> None:
    scene = with_engineering()
    day = "2026-03-11 "
    scene.do("hand_in_form", day + "10:00", m.ASSISTANT, area="120")
    assert reached(scene) == [("achieved", "large_works", day + "10:00")]
    entry = next(line.seq for line in scene.desk.history(scene.id) if line.name == "hand_in_form")
    scene.do("correct", day + "11:00", m.DIRECTOR, entry=entry, reason="误记", area="12")
    assert reached(scene)[1:] == [("still_achieved", "large_works", day + "11:00")]
    line = next(line for line in scene.desk.history(scene.id) if line.kind == "still_achieved")
    assert line.zh == "“大面积装修”不因更正而取消，由此开始的时限照常计算"
    assert scene.due("fire_check") == "2026-03-15 00:00"
    scene.do("correct", day + "11:30", m.DIRECTOR, entry=entry, reason="误记", area="130")
    assert len(reached(scene)) == 2


def test_a_correction_may_reach_one() -> None:
    scene = with_engineering()
    form(scene, "10:00", area="12")
    entry = next(line.seq for line in scene.desk.history(scene.id) if line.name == "hand_in_form")
    scene.do("correct", DAY + "11:00", m.DIRECTOR, entry=entry, reason="误记", area="120")
    assert reached(scene) == [("achieved", "large_works", DAY + "11:00")]


def test_what_was_recorded_over_a_rule_counts() -> None:
    scene = with_engineering(policy=Policy.from_data({"recording": {"by": ["服务中心主任"]}}))
    drawings(scene, "10:00")
    times = {"at": DAY + "10:30", "recorded_at": DAY + "10:40"}
    by, head = actor(m.PATROL), actor(m.DIRECTOR, name="陈")
    scene.desk.record(scene.id, "hand_in_form", {"area": "80"}, by=by, recorded_by=head, **times)
    assert reached(scene) == [("achieved", "papers_complete", DAY + "10:30")]


def test_the_entry_that_ends_the_case_is_read_and_starts_no_limit() -> None:
    scene = with_engineering()
    scene.do("review", DAY + "10:00", m.ENGINEERING_MANAGER)
    scene.do("enter_site", DAY + "11:00", m.ASSISTANT)
    scene.do("finish", DAY + "12:00", m.DIRECTOR)
    assert reached(scene) == [("achieved", "all_over", DAY + "12:00")]
    assert not any(limit.is_open for limit in scene.case.limits.values())


def test_the_sheet_says_when_it_is_reached() -> None:
    program = build_program(m.MANUAL, "undated")
    (row,) = [r for r in sheet_data(program, program.plans["renovation"], "zh") if r["clause"] == "11.1"]
    assert (row["kind"], row["what"]) == ("节点", "装修审批手续齐全")
    assert "已填写《装修申请表》，且已填写《装修施工设计图、技术资料》" in row["when"]
