"""An act about an item, or one that waits for items or another case, and the moment of what it comes after."""

from __future__ import annotations

import pytest
from attrs import evolve

from engine.scene import Scene, actor
from sample_manuals import children
from sample_manuals import jueshixiang as m
from servicedesk import ActResult, Policy
from servicedesk.declare import Items, Permission, Procedure, Requirement, Start, Step, all_closed, edition, local_rule

HERE = local_rule("an example of its own")
RECORDING = Policy.from_data({"recording": {"by": ["service_center_director"]}})
PASSES = Procedure(
    "renovation",
    "出入证",
    states="open > checked",
    ends="over",
    rules=[
        Start(HERE, m.OWNER, zh="申请"),
        Permission(HERE, "ask", m.OWNER, zh="登记"),
        Permission(HERE, "look", m.OWNER, per_item="pass", decline=True, zh="查看"),
        Permission(HERE, "take_in", m.OWNER, zh="收回"),
        Items("5.2.3d", "pass", opened_by="ask", closed_by="take_in", zh="出入证"),
        Requirement("5.2.1b", all_closed("pass"), before_steps="check"),
        Step(HERE, "check", m.OWNER, "open", "checked", zh="核对"),
        Step(HERE, "end", m.OWNER, "open checked", "over", zh="结束"),
    ],
)
HOUSE = "local"
NOON, THREE, FIVE = "2026-03-09 12:00", "2026-03-09 15:00", "2026-03-09 17:00"


def day(clock: str) -> str:
    return f"2026-03-09 {clock}"


def passes() -> Scene:
    """One pass was noted at noon."""
    rules = edition("2026", PASSES, in_force_from="2019-01-01", verified_on="2026-11-28")
    scene = Scene(evolve(m.MANUAL, editions=rules, compatible=()), options={"policy": RECORDING})
    scene.open("renovation", day("09:00"), m.OWNER)
    scene.do("ask", NOON, m.OWNER, item="1")
    return scene


def taken_in() -> Scene:
    """The pass was taken in at three."""
    scene = passes()
    scene.do("take_in", THREE, m.OWNER, item="1")
    return scene


def recorded(scene: Scene, step: str, at: str, **payload: object) -> list[str]:
    """What it is recorded over, in words."""
    more = {"by": actor(m.OWNER), "recorded_by": actor(m.DIRECTOR), "at": at, "recorded_at": FIVE}
    result: ActResult = scene.desk.try_record(scene.id, step, payload, **more)
    assert result.ok, result.refusals
    return [deviation.zh for deviation in scene.desk.deviations(scene.id)]


# --- an item ---------------------------------------------------------------------------------------------------------


def test_what_is_done_about_an_item_comes_not_before_it_was_there() -> None:
    scene = passes()
    for step in ("look", "take_in"):
        refusal = scene.refused(step, day("11:59"), m.OWNER, HOUSE, recorded=FIVE, item="1")
        assert (refusal.kind, refusal.help_zh) == ("before_item", "")
        assert refusal.zh == "2026-03-09 11:59时尚无出入证编号1（2026-03-09 12:00才有）"
        assert refusal.en == "there was no pass no. 1 yet at 2026-03-09 11:59: it came at 2026-03-09 12:00"
    scene.do("look", NOON, m.OWNER, recorded=FIVE, item="1")  # the very minute is not before


def test_of_a_number_that_is_used_again_the_last_one_counts() -> None:
    scene = taken_in()
    scene.do("ask", day("16:00"), m.OWNER, item="1")
    assert scene.refused("look", day("12:30"), m.OWNER, HOUSE, recorded=FIVE, item="1").kind == "before_item"
    scene.do("ask", day("12:30"), m.OWNER, recorded=FIVE)  # another item is opened whenever it was


def test_nobody_considered_an_item_before_it_was_there() -> None:
    scene = passes()
    payload = {"action": "look", "item": "1", "reason": "不必"}
    refusal = scene.refused("decline", day("11:00"), m.OWNER, HOUSE, recorded=FIVE, **payload)
    assert refusal.kind == "before_item"
    scene.do("decline", NOON, m.OWNER, recorded=FIVE, **payload)


def test_what_was_done_before_the_item_is_recorded_over_it() -> None:
    assert recorded(passes(), "look", day("11:00"), item="1") == ["早于所办的明细项"]


# --- what waits for items --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "clause"), [("check", "5.2.1b"), ("end", "5.2.3d")])
def test_what_waits_for_items_comes_not_before_they_were_closed(step: str, clause: str) -> None:
    scene = taken_in()
    row = f"jueshixiang/renovation/{clause}"
    refusal = scene.refused(step, day("14:59"), m.OWNER, row, recorded=FIVE)
    assert refusal.kind == "before_closing"
    assert refusal.zh == "2026-03-09 14:59时出入证编号1尚未处理完毕（2026-03-09 15:00才处理完毕）"
    assert refusal.en == "pass no. 1 was still open at 2026-03-09 14:59: it was closed at 2026-03-09 15:00"
    scene.do(step, THREE, m.OWNER, recorded=FIVE)


def test_each_item_is_named_that_was_closed_later() -> None:
    scene = passes()
    for item in ("2", "3"):
        scene.do("ask", NOON, m.OWNER, item=item)
    for item, at in (("1", "12:30"), ("2", "13:30"), ("3", "14:30")):
        scene.do("take_in", day(at), m.OWNER, item=item)
    given = {"by": actor(m.OWNER), "at": day("13:00"), "recorded_at": FIVE}
    found = scene.desk.try_act(scene.id, "check", **given).refusals
    assert [r.zh[16:25] for r in found] == ["时出入证编号2尚未", "时出入证编号3尚未"]


def test_what_was_done_before_the_closing_is_recorded_over_it() -> None:
    assert recorded(taken_in(), "check", day("14:00")) == ["在处理完毕之前办理：出入证"]


# --- what waits for another case -------------------------------------------------------------------------------------


def repaired() -> tuple[Scene, str]:
    """A complaint whose repair ended at three."""
    scene = Scene(children.MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["head"]}})})
    scene.open("complaint", day("09:00"), children.CLERK, contents="外墙渗水")
    for step, at in (("tell", "09:05"), ("send_to_repair", "10:00"), ("handle", "11:00")):
        scene.do(step, day(at), children.CLERK)
    (repair,) = scene.desk.cases(scene.subject, "repair")
    worker = actor(children.WORKER)
    scene.desk.act(repair.id, "finish", {}, by=worker, at=THREE, recorded_at=THREE)
    return scene, repair.id


def test_what_waits_for_another_case_comes_not_before_that_has_ended() -> None:
    scene, repair = repaired()
    refusal = scene.refused("close", day("14:59"), children.CLERK, "fuheng/complaint/4.2.6b", recorded=FIVE)
    assert refusal.kind == "before_child_end"
    assert refusal.zh == f"2026-03-09 14:59时转办的“报修”（{repair}）尚未结案（2026-03-09 15:00才结案）"
    case = f"the repair case {repair} that this case opened"
    assert refusal.en == f"{case} was still open at 2026-03-09 14:59: it ended at 2026-03-09 15:00"
    scene.do("close", THREE, children.CLERK, recorded=FIVE)


def test_what_was_done_before_the_other_case_had_ended_is_recorded_over_it() -> None:
    scene, repair = repaired()
    more = {"by": actor(children.CLERK), "recorded_by": actor(children.HEAD), "at": day("14:00"), "recorded_at": FIVE}
    assert scene.desk.try_record(scene.id, "close", {}, **more).ok
    (deviation,) = scene.desk.deviations(scene.id)
    assert deviation.zh == f"在转办的{repair}结案之前办理"
