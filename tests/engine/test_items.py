"""Several violations at once, each with its own notice, limit and rung (Jueshixiang 5.2.1 to 5.2.3)."""

from decimal import Decimal
from typing import Any

from attrs import evolve

from engine.renovating import works_at
from engine.scene import Scene, actor
from sample_manuals import jueshixiang as m
from servicedesk import Policy
from servicedesk.declare import (
    Items,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    all_closed,
    done,
    edition,
    local_rule,
)

NINE = "2026-03-09 09:00"
HALF_PAST_TWO = "2026-03-09 14:30"
HERE = local_rule("an example of its own")
CLAUSE = "jueshixiang/renovation/"


def two_violations() -> Scene:
    scene = works_at("2026-03-09 09:00")
    scene.do("stop_breach", "2026-03-09 10:00", m.PATROL, item="v1", breach_seen="未张贴许可证")
    scene.do("stop_breach", "2026-03-09 11:00", m.TECHNICIAN, item="v2", breach_seen="夜间施工")
    return scene


def notice(scene: Scene, at: str, line: str, time: str) -> None:
    scene.do("give_notice", at, m.CUSTOMER_SERVICE, item=line, breach="违章", time_to_correct=time)


def test_each_violation_has_the_time_that_its_own_notice_sets() -> None:
    scene = two_violations()
    notice(scene, "2026-03-09 14:00", "v1", "2小时")
    assert scene.running() & {"correct@v1", "correct@v2"} == {"correct@v1"}
    notice(scene, "2026-03-09 15:00", "v2", "2个工作日")
    assert (scene.due("correct@v1"), scene.due("correct@v2")) == ("2026-03-09 16:00", "2026-03-11 18:00")


def test_each_violation_is_missed_and_reported_for_itself() -> None:
    scene = two_violations()
    notice(scene, "2026-03-09 14:00", "v1", "2小时")
    notice(scene, "2026-03-09 15:00", "v2", "2个工作日")
    scene.do("put_right", "2026-03-09 15:30", m.CONTRACTOR, item="v1")
    assert scene.tick("2026-03-12 00:00") == [
        ("call_for_measures@v2", "2026-03-11 18:00", ("customer_service_department",))
    ]
    assert [(k, n) for k, n, _ in scene.log("met", "missed", "escalated") if "@" in n] == [
        ("met", "correct@v1"),
        ("missed", "correct@v2"),
        ("escalated", "call_for_measures@v2"),
    ]
    told = scene.desk.messages(scene.id)[-1]
    assert ("v2" in told.zh, "用户服务部" in told.zh) == (True, True)


def test_a_violation_without_its_notice_is_not_put_right() -> None:
    """The notice of the first line is none for the second."""
    scene = two_violations()
    notice(scene, "2026-03-09 14:00", "v1", "2小时")
    refusal = scene.refused("put_right", "2026-03-09 15:00", m.OWNER, CLAUSE + "5.2.1c", item="v2")
    assert refusal.kind == "outstanding"
    assert "发整改通知书（违章装修编号v2）" in refusal.zh
    scene.do("put_right", "2026-03-09 15:00", m.OWNER, item="v1")


def test_a_violation_that_is_not_open_is_named() -> None:
    scene = two_violations()
    refusal = scene.desk.try_act(
        scene.id, "put_right", {"item": "v9"}, by=actor(m.OWNER), at="2026-03-09 15:00", recorded_at="2026-03-09 15:00"
    ).refusals[0]
    assert (refusal.kind, refusal.place) == ("no_item", "item")
    assert ("v9" in refusal.zh, "违章装修" in refusal.zh, "v9" in refusal.en) == (True, True, True)
    again = scene.refused("stop_breach", "2026-03-09 15:00", m.PATROL, CLAUSE + "5.2.1b", item="v1", breach_seen="x")
    assert again.kind == "item_taken"


def test_works_do_not_end_while_a_violation_is_open() -> None:
    scene = two_violations()
    for line in ("v1", "v2"):
        notice(scene, "2026-03-09 14:00", line, "2小时")
    scene.do("put_right", "2026-03-09 15:00", m.OWNER, item="v1")
    scene.do("finish", "2026-03-09 15:30", m.CONTRACTOR)
    kinds = scene.refusals("approve_refund", "2026-03-09 16:00", m.DIRECTOR)
    assert {("unknown_fact", "local"), ("outstanding", CLAUSE + "5.2.3d")} <= kinds


PASSES = Procedure(
    "passes", "出入证", states="open > checked", ends="over",
    rules=[
        Start(HERE, m.OWNER, zh="申请"),
        Permission(HERE, "ask", m.OWNER, zh="登记"),
        Permission(HERE, "hand_out", m.OWNER, per_item="pass", unless=done("hand_out"), zh="发放"),
        Permission(HERE, "drop", m.OWNER, unless=done("hand_out"), zh="注销"),
        Permission(HERE, "take_in", m.OWNER, only=done("hand_out"), zh="收回"),
        Permission(HERE, "keep", m.OWNER, only=done("hand_out"), zh="留用"),
        Items(HERE, "pass", opened_by="ask", closed_by="drop take_in keep", zh="出入证"),
        Requirement(HERE, all_closed("pass"), before_steps="check"),
        Step(HERE, "check", m.OWNER, "open", "checked", zh="核对"),
        Step(HERE, "end", m.OWNER, "checked", "over", zh="结束"),
    ],
)  # fmt: skip


def test_what_waits_for_items_names_the_ways_in_which_the_open_ones_can_be_closed() -> None:
    """Of three ways those that an open pass has left; with one handed out and one not, all of them."""
    rules = edition("2026", PASSES, in_force_from="2019-01-01", verified_on="2026-11-28")
    scene = Scene(evolve(m.MANUAL, editions=rules, compatible=()))
    scene.open("passes", NINE, m.OWNER)

    def advised(step: str) -> str:
        return scene.refused(step, NINE, m.OWNER, "local").help_zh

    scene.do("ask", NINE, m.OWNER, item="1")
    assert advised("check") == "请先办理“注销”"
    scene.do("hand_out", NINE, m.OWNER, item="1")
    assert advised("check") == "请先办理“收回”或“留用”"
    scene.do("ask", NINE, m.OWNER, item="2")
    assert advised("check") == "请先办理“注销”、“收回”或“留用”"
    scene.do("keep", NINE, m.OWNER, item="1")
    assert advised("check") == "请先办理“注销”"
    scene.do("drop", NINE, m.OWNER, item="2")
    scene.do("check", NINE, m.OWNER)
    scene.do("ask", NINE, m.OWNER, item="3")
    assert advised("end") == "请先办理“注销”"


def test_a_sanction_needs_the_switch_and_the_missed_line() -> None:
    scene = two_violations()
    for line in ("v1", "v2"):
        notice(scene, "2026-03-09 14:00", line, "2小时")
    scene.do("put_right", "2026-03-09 15:00", m.OWNER, item="v1")
    off = scene.refused("deduct_from_deposit", "2026-03-10 09:00", m.CUSTOMER_SERVICE, CLAUSE + "5.2.1d", item="v2")
    assert (off.kind, "扣罚押金" in off.zh) == ("switched_off", True)


def test_a_switched_on_sanction_reaches_only_the_missed_line() -> None:
    policy = Policy.from_data({"switches": ["deduct_from_deposit"]})
    scene = works_at("2026-03-09 09:00", policy=policy)
    for line in ("v1", "v2"):
        scene.do("stop_breach", "2026-03-09 10:00", m.PATROL, item=line, breach_seen="违章")
    notice(scene, "2026-03-09 10:00", "v1", "2小时")
    notice(scene, "2026-03-09 10:00", "v2", "3天")
    refusal = scene.refused("deduct_from_deposit", "2026-03-09 14:00", m.CUSTOMER_SERVICE, CLAUSE + "5.2.1d", item="v2")
    assert (refusal.kind, "限期整改" in refusal.zh) == ("not_applicable", True)
    scene.do("deduct_from_deposit", "2026-03-09 14:00", m.CUSTOMER_SERVICE, item="v1")


def test_the_deposit_that_was_paid_is_kept_as_text_to_the_fen() -> None:
    scene = works_at("2026-03-09 09:00")
    assert Decimal(scene.case.payments["renovation_deposit"]) == Decimal("2000.00")


def test_what_may_be_done_is_told_line_by_line() -> None:
    scene = two_violations()
    notice(scene, "2026-03-09 14:00", "v1", "2小时")
    options = scene.desk.options(scene.id, by=actor(m.OWNER), at="2026-03-09 15:00")
    assert {o.item: o.allowed for o in options if o.step == "put_right"} == {"v1": True, "v2": False}
    none = works_at("2026-03-09 09:00")
    (option,) = [
        o for o in none.desk.options(none.id, by=actor(m.OWNER), at="2026-03-09 15:00") if o.step == "put_right"
    ]
    assert [r.kind for r in option.refusals] == ["no_item"]


def test_a_correction_of_one_lines_time_moves_that_lines_limit_and_no_other() -> None:
    scene = two_violations()
    for line in ("v1", "v2"):
        notice(scene, "2026-03-09 14:00", line, "2小时")
    written = next(h.seq for h in scene.desk.history(scene.id) if h.name == "give_notice" and h.entry.item == "v1")
    right: dict[str, Any] = {"entry": written, "reason": "笔误", "time_to_correct": "4小时"}
    asked = scene.refused("correct", HALF_PAST_TWO, m.DIRECTOR, "local", **right)
    assert (asked.kind, asked.place, asked.zh) == ("missing_field", "item", "“违章装修编号”未填写")
    strange = scene.desk.try_act(
        scene.id, "correct", {**right, "item": "v9"}, by=actor(m.DIRECTOR), at=HALF_PAST_TWO, recorded_at=HALF_PAST_TWO
    ).refusals
    assert ("no_item", "没有编号为“v9”且未结的“违章装修”") in [(r.kind, r.zh) for r in strange]
    scene.do("correct", "2026-03-09 14:30", m.DIRECTOR, item="v1", **right)
    assert (scene.due("correct@v1"), scene.due("correct@v2")) == ("2026-03-09 18:00", "2026-03-09 16:00")


def test_each_line_climbs_its_own_ladder_until_it_is_put_right() -> None:
    scene = two_violations()
    for line in ("v1", "v2"):
        notice(scene, "2026-03-09 14:00", line, "2小时")
    scene.tick("2026-03-09 18:00")
    scene.do("put_right", "2026-03-10 09:00", m.OWNER, item="v1")
    assert scene.tick("2026-03-11 08:00") == [
        ("report_to_superior@v2", "2026-03-11 00:00", ("service_center_director",))
    ]
    assert scene.tick("2026-03-20 08:00") == []


def test_more_time_is_given_to_one_line_and_once() -> None:
    scene = two_violations()
    for line in ("v1", "v2"):
        notice(scene, "2026-03-09 14:00", line, "2小时")
    scene.do("give_more_time", "2026-03-09 15:00", m.CUSTOMER_SERVICE, item="v1")
    assert (scene.due("correct@v1"), scene.due("correct@v2")) == ("2026-03-11 00:00", "2026-03-09 16:00")
    again = scene.refused("give_more_time", "2026-03-09 15:10", m.CUSTOMER_SERVICE, "local", item="v1")
    assert again.kind == "times_used"
    scene.do("put_right", "2026-03-09 15:20", m.OWNER, item="v2")
    gone = scene.desk.try_act(
        scene.id,
        "give_more_time",
        {"item": "v2"},
        by=actor(m.CUSTOMER_SERVICE),
        at="2026-03-09 15:30",
        recorded_at="2026-03-09 15:30",
    )
    assert {r.kind for r in gone.refusals} == {"no_item", "no_open_limit"}
