"""One thing that people do, from states that lead to different places (jueshixiang repair 4.4 item 6)."""

from __future__ import annotations

from typing import Any

from engine.scene import Scene, actor
from sample_manuals import times as m
from servicedesk import Policy, render
from servicedesk.stubs import stubs

ROW = "jueshixiang/repair/4.4-item-6b"
CLERK = actor(m.SERVICE, name="周敏")
FRONT: dict[str, Any] = {"calendars": {"front_desk": {"hours": "08:30-20:30", "days": "mon-sun"}}}


def inspection(**said: Any) -> Scene:
    scene = Scene(m.JUESHIXIANG, options={"policy": Policy.from_data(FRONT | said)})
    scene.open("repair", "2026-03-10 09:00", m.SERVICE)
    return scene


def failed_once(**said: Any) -> Scene:
    scene = inspection(**said)
    scene.do("fail", "2026-03-10 10:00", m.SERVICE, defect="渗水")
    return scene


def failed_twice() -> Scene:
    scene = failed_once()
    scene.do("call_again", "2026-03-12 09:00", m.SERVICE)
    scene.do("fail", "2026-03-12 10:00", m.SERVICE, settle_by="2026-03-20")
    return scene


def test_the_first_time_it_is_rectified_and_the_second_time_the_manager_takes_over() -> None:
    assert failed_once().case.state == "rectifying"
    scene = failed_twice()
    assert scene.case.state == "taken_over"
    assert scene.due("settle") == "2026-03-21 00:00"  # 24:00 of the day that the manager is given


def test_each_asks_for_its_own_fields_of_its_own_people() -> None:
    scene = inspection()
    assert scene.refusals("fail", "2026-03-10 10:00", m.SERVICE) == {("missing_field", "local")}
    scene.do("fail", "2026-03-10 10:00", m.ENGINEER, defect="渗水")
    scene.do("call_again", "2026-03-12 09:00", m.SERVICE)
    assert scene.refusals("fail", "2026-03-12 10:00", m.SERVICE) == {("missing_field", ROW)}
    assert ("wrong_role", ROW) in scene.refusals("fail", "2026-03-12 10:00", m.ENGINEER, settle_by="2026-03-20")
    assert ("unknown_field", ROW) in scene.refusals("fail", "2026-03-12 10:00", m.SERVICE, defect="渗水")


def test_only_the_second_notifies_the_manager_and_each_time_once() -> None:
    scene = failed_twice()
    assert [line.clause for line in scene.desk.history(scene.id) if line.kind == "escalated"] == [ROW]
    scene.do("settle", "2026-03-15 09:00", m.MANAGER)
    scene.do("fail", "2026-03-16 09:00", m.SERVICE, settle_by="2026-03-25")
    assert [line.clause for line in scene.desk.history(scene.id) if line.kind == "escalated"] == [ROW, ROW]


def test_any_of_them_is_the_step_where_a_rule_names_it() -> None:
    scene = failed_once()
    assert scene.due("tell_resident") == "2026-03-10 14:00"
    scene.do("tell_resident", "2026-03-10 11:00", m.SERVICE)
    scene.do("call_again", "2026-03-12 09:00", m.SERVICE)
    scene.do("fail", "2026-03-12 10:00", m.SERVICE, settle_by="2026-03-20")
    assert scene.due("tell_resident") == "2026-03-12 14:00"


def test_in_a_state_of_none_of_them_all_their_states_are_named() -> None:
    scene = failed_once()
    outcome = scene.desk.try_act(scene.id, "fail", {}, by=CLERK, at="2026-03-11 09:00", recorded_at="2026-03-11 09:00")
    (refused,) = outcome.refusals
    assert refused.kind == "wrong_state"
    assert "验收中" in refused.text("zh")
    assert "二次验收中" in refused.text("zh")


def test_the_history_calls_each_by_its_own_name() -> None:
    scene = failed_twice()
    lines = [line.zh for line in scene.desk.history(scene.id) if line.kind == "step"]
    assert lines == ["办理“验收不合格”", "办理“通知住户二次验收”", "办理“二次验收不合格”"]


def test_recorded_in_another_state_it_says_which_way_it_went() -> None:
    scene = failed_once(recording={"by": ["客户服务岗"]})
    at = "2026-03-12 10:00"
    given: dict[str, Any] = {"by": CLERK, "recorded_by": CLERK, "at": at, "recorded_at": at}
    unclear = scene.desk.try_record(scene.id, "fail", {}, **given)
    assert [(each.kind, each.place) for each in unclear.refusals] == [("several_states", "to_state")]
    scene.desk.record(scene.id, "fail", {}, to_state="taken_over", **given)
    assert scene.case.state == "taken_over"
    assert {(each.kind, each.clause) for each in scene.desk.deviations(scene.id)} == {
        ("wrong_state", ROW),
        ("missing_field", ROW),
    }


def test_options_show_the_rule_that_holds_now() -> None:
    def shown(scene: Scene) -> tuple[str, bool, list[str]]:
        options = scene.desk.options(scene.id, by=CLERK, at="2026-03-12 09:30")
        (option,) = [each for each in options if each.step == "fail"]
        return option.zh, option.allowed, [field.name for field in option.fields]

    assert shown(inspection()) == ("验收不合格", True, ["defect"])
    second = failed_once()
    second.do("call_again", "2026-03-12 09:00", m.SERVICE)
    assert shown(second) == ("二次验收不合格", True, ["settle_by"])
    assert shown(failed_once())[1] is False


def test_stub_sheet_and_diagram_have_each() -> None:
    text = stubs(m.JUESHIXIANG)
    assert "class RepairFailInspecting(" in text
    assert "class RepairFailReinspecting(" in text
    assert "RepairFailInspecting | RepairFailReinspecting" in text
    (program,) = inspection().desk.programs().values()
    plan = program.plans["repair"]
    drawn = render.mermaid(program, plan, "zh")
    assert "inspecting --> rectifying : 验收不合格" in drawn
    assert "reinspecting --> taken_over : 二次验收不合格 4.4-item-6b" in drawn
    sheet = [row["what"] for row in render.sheet_data(program, plan, "zh")]
    assert [what for what in sheet if "不合格" in what] == ["验收不合格", "二次验收不合格"]
    steps = [
        (step["zh"], step["moves"]) for step in render.steps_data(program, plan)["steps"] if step["step"] == "fail"
    ]
    assert [moves[0]["to"] for _, moves in steps] == ["rectifying", "taken_over"]
