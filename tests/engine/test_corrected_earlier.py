"""An entry that is corrected after a later one filed the same fields: its notices, and what it ends (docs/desk.md)."""

from __future__ import annotations

from typing import Any

import pytest

from engine.scene import Scene, actor, later_than_all, shared
from servicedesk import Desk
from servicedesk.declare import (
    Entitlement,
    EntitlementEnd,
    Escalation,
    Fields,
    Form,
    Items,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    day,
    days,
    done,
    each_of,
    edition,
    flag,
    local_rule,
    number,
    party,
    recorded,
    role,
    text,
)

MANAGER = role("manager", "经理")
CLERK = role("clerk", "管理员", reports_to="manager")
OWNER = party("owner", "业主")
WHY = local_rule("an example of a test", zh="测试用例")
DAY = "2026-03-10 "


class Round(Fields):
    abnormal = flag("异常")
    of_month = day("所属月份").optional()
    water = number("用水量").optional()
    starts = day("起始日")
    ends = day("截止日")


class Slip(Form, zh="记录", gloss="record"):
    seen = text("所见", personal=True).optional()


ABNORMAL = Round.abnormal.is_(True)
MANUAL = Manual(
    "rounds",
    "巡查",
    editions=edition(
        "2026",
        Procedure(
            "round",
            "巡查",
            states="running",
            ends="over",
            rules=[
                Start(WHY, CLERK, asks=(Round.starts, Round.ends), zh="开始"),
                Permission(
                    WHY, "look", CLERK, asks=(Round.abnormal, Round.of_month, Round.water), files=Slip, zh="巡查"
                ),
                Permission(WHY, "look_again", CLERK, asks=Round.abnormal, zh="复查"),
                Permission(WHY, "find", CLERK, zh="发现"),
                Items(WHY, "flaw", opened_by="find", closed_by="mend", zh="缺陷"),
                Permission(WHY, "check", CLERK, per_item="flaw", asks=Round.abnormal, zh="查看"),
                Permission(WHY, "mend", CLERK, zh="整改"),
                Escalation(
                    WHY, "report", CLERK, since=each_of(done("look"), done("look_again")), only=ABNORMAL,
                    notifies=MANAGER, zh="报告",
                ),
                Escalation(WHY, "tell", CLERK, since=done("check"), only=ABNORMAL, notifies=OWNER, zh="告知"),
                Escalation(WHY, "pass_on", MANAGER, since=recorded("report"), notifies=OWNER, zh="转告"),
                Escalation(
                    WHY, "later", CLERK, since=done("look"), wait=days(1), only=ABNORMAL, notifies=OWNER, zh="次日告知",
                ),
                Entitlement(
                    WHY, "half", since=done("look"), from_fact=Round.starts, until_fact=Round.ends, zh="减半",
                ),
                EntitlementEnd(
                    WHY, "half", condition=Round.water.over(1), of_fact=Round.of_month, from_start_of="month", zh="全额"
                ),
                Step(WHY, "end", CLERK, "running", "over", zh="结束"),
            ],
        ),
        in_force_from="2026-01-01",
        verified_on="2026-11-28",
    ),
    roles=(MANAGER, CLERK, OWNER),
    head=MANAGER,
    builtin=builtin_roles(withdraw=MANAGER, merge=MANAGER, correct=MANAGER, erase=MANAGER),
)  # fmt: skip


def rounds() -> Scene:
    scene = Scene(MANUAL)
    scene.open("round", DAY + "08:00", CLERK, starts="2026-01-01", ends="2026-12-31")
    return scene


def look(scene: Scene, at: str, abnormal: str = "否", step: str = "look", **more: Any) -> int:
    """Do it, and give the number of its entry."""
    scene.do(step, DAY + at, CLERK, abnormal=abnormal, **more)
    return [line.seq for line in scene.desk.history(scene.id) if line.name == step][-1]


def correct(scene: Scene, at: str, entry: int, **values: Any) -> None:
    filed = {"entry": entry, "reason": "误记", **values}
    scene.desk.act(scene.id, "correct", filed, by=actor(MANAGER), at=DAY + at, recorded_at=DAY + at)


def told(scene: Scene) -> list[tuple[str, str]]:
    return [(name, at[-5:]) for _, name, at in scene.log("escalated")]


def test_it_is_told_with_the_correction_and_the_case_stands_as_it_stood() -> None:
    scene = rounds()
    first, _ = look(scene, "09:00"), look(scene, "10:00")
    correct(scene, "11:00", first, abnormal="是")
    assert told(scene) == [("report", "11:00")]
    assert scene.case.facts["abnormal"] is False
    (notice,) = [line.entry for line in scene.desk.history(scene.id) if line.name == "report"]
    assert (notice.earlier, notice.to, notice.in_name_of) == (first, ("manager",), ("clerk",))
    assert [message.name for message in scene.desk.messages(scene.id)] == ["report"]
    assert scene.tick("2026-03-20 09:00") == []  # what waits, and a level on the notice, are of the last entry


def test_nothing_is_told_of_what_was_told_or_does_not_apply() -> None:
    scene = rounds()
    first, second = look(scene, "09:00", "是", seen="无"), look(scene, "09:30", seen="无")
    look(scene, "10:00", seen="无")
    assert told(scene) == [("report", "09:00"), ("pass_on", "09:00")]
    correct(scene, "11:00", first, seen="裂缝")
    correct(scene, "11:10", second, seen="裂缝")
    correct(scene, "11:20", first, abnormal="否")
    assert len(told(scene)) == 2
    correct(scene, "11:30", second, abnormal="是")
    correct(scene, "11:40", second, abnormal="是")
    assert told(scene)[2:] == [("report", "11:30")]


def test_what_the_last_entry_turns_out_to_be_is_told_all_the_same() -> None:
    scene = rounds()
    first, second = look(scene, "09:00"), look(scene, "10:00")
    correct(scene, "11:00", first, abnormal="是")
    correct(scene, "11:10", second, abnormal="是")
    assert told(scene) == [("report", "11:00"), ("report", "10:00"), ("pass_on", "10:00")]


def test_an_entry_of_another_action_may_be_the_later_one() -> None:
    scene = rounds()
    first, _ = look(scene, "09:00"), look(scene, "10:00", step="look_again")
    correct(scene, "11:00", first, abnormal="是")
    assert told(scene) == [("report", "11:00")]


def test_in_an_item_it_is_of_that_item() -> None:
    scene = rounds()
    for item in ("a", "b"):
        scene.do("find", DAY + "08:30", CLERK, item=item)
    first = look(scene, "09:00", step="check", item="a")
    look(scene, "09:10", "是", step="check", item="b")
    look(scene, "10:00", step="check", item="a")
    correct(scene, "11:00", first, abnormal="是", item="a")
    assert told(scene) == [("tell@b", "09:10"), ("tell@a", "11:00")]


@pytest.mark.parametrize(("water", "half"), [("1", True), ("1.01", False)])
def test_what_it_ends_is_ended_from_the_time_that_it_names(water: str, half: bool) -> None:
    scene = rounds()
    first = look(scene, "09:00", of_month="2026-02-05", water="0.5")
    look(scene, "10:00", of_month="2026-03-05", water="0.5")
    correct(scene, "11:00", first, water=water)
    held = [scene.desk.entitlements(scene.id, on=on)[0].in_force for on in ("2026-01-31", "2026-02-01", "2026-04-01")]
    assert held == [True, half, half]


def test_a_correction_of_a_correction_reads_all_that_was_corrected() -> None:
    scene = rounds()
    first = look(scene, "09:00", of_month="2026-03-05", water="0.5")
    look(scene, "10:00", of_month="2026-04-05", water="0.5")
    correct(scene, "11:00", first, of_month="2026-02-05", water="0.9")
    before = next(line.seq for line in scene.desk.history(scene.id) if line.name == "correct")
    correct(scene, "11:10", before, water="2")
    assert [scene.desk.entitlements(scene.id, on=on)[0].in_force for on in ("2026-01-31", "2026-02-01")] == [
        True,
        False,
    ]


def test_it_survives_the_store() -> None:
    scene = rounds()
    first, _ = look(scene, "09:00"), look(scene, "10:00")
    correct(scene, "11:00", first, abnormal="是")
    again = Desk(MANUAL, store=scene.desk.store, clock=later_than_all, registry=shared(MANUAL))
    assert again.case(scene.id) == scene.case
    assert [line.entry for line in again.history(scene.id)] == [line.entry for line in scene.desk.history(scene.id)]
