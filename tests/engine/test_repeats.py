"""Notices that are said again until a thing is done (chengxinxing repair 3.1.4, 催办)."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from sample_manuals import times as m
from servicedesk import Policy, render

OPENED = "2026-03-10 09:00"  # a plain Tuesday; the slip is due back by Wednesday 09:00
CLERK = actor(m.DESK)
URGED = ["2026-03-11 09:00", "2026-03-13 00:00", "2026-03-14 00:00", "2026-03-15 00:00"]


def repair(**options: object) -> Scene:
    scene = Scene(m.REPAIRS, options=dict(options))
    scene.open("repair", OPENED, m.DESK)
    return scene


def told(scene: Scene, name: str = "urge") -> list[str]:
    """The nominal instants at which a notice was said, in the history's order."""
    return [at for _, escalation, at in scene.log("escalated") if escalation.partition("@")[0] == name]


def test_it_is_said_again_each_day_so_many_times_and_no_more() -> None:
    """Missed on Wednesday 09:00; then at 24:00 of Thursday, Friday and Saturday."""
    scene = repair()
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED


@pytest.mark.parametrize(
    "ticks", [[], ["2026-03-13 00:00"], ["2026-03-12 08:00", "2026-03-14 00:00", "2026-03-14 09:00"]]
)
def test_each_is_said_once_whatever_the_ticks(ticks: list[str]) -> None:
    scene = repair()
    for at in ticks:
        scene.tick(at)
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED


def test_when_the_slip_is_back_nobody_is_urged_any_more() -> None:
    scene = repair()
    scene.do("return_slip", "2026-03-13 10:00", m.FITTER)
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED[:2]


def test_a_slip_that_was_back_before_it_was_recorded_takes_no_notice_back() -> None:
    scene = repair()
    scene.do("return_slip", "2026-03-12 10:00", m.FITTER, "2026-03-14 09:00")
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED[:3]


def test_a_pause_that_excuses_the_miss_ends_it() -> None:
    scene = repair()
    scene.tick("2026-03-13 08:00")
    scene.do("wait", "2026-03-10 12:00", m.FITTER, "2026-03-13 09:00")
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED[:2]


def test_after_the_pause_a_further_miss_begins_with_its_own_first_notice() -> None:
    """Three hours were used: 21 are left from Friday 12:00, so Saturday 09:00 is missed, and told, and told again."""
    scene = repair()
    scene.do("wait", "2026-03-10 12:00", m.FITTER)
    scene.do("go_on", "2026-03-13 12:00", m.FITTER)
    scene.tick("2026-03-20 09:00")
    assert told(scene) == ["2026-03-14 09:00", "2026-03-16 00:00", "2026-03-17 00:00", "2026-03-18 00:00"]


def test_the_end_of_the_case_ends_it() -> None:
    scene = repair()
    scene.do("withdraw", "2026-03-13 09:00", m.DESK, reason="重复")
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED[:2]


def test_the_level_above_stands_on_the_first_notice() -> None:
    """Two days after Wednesday 09:00: 24:00 of Friday, however often the fitter was urged since, and once."""
    scene = repair()
    scene.tick("2026-03-20 09:00")
    assert told(scene, "report") == ["2026-03-14 00:00"]


def test_a_notice_of_an_action_repeats_until_what_ends_it() -> None:
    """Asked on Tuesday 10:00: again after 24 hours, then after twelve and after twenty-four more."""
    scene = repair()
    scene.do("ask_owner", "2026-03-10 10:00", m.DESK)
    scene.tick("2026-03-11 23:00")
    assert told(scene, "ask_again") == ["2026-03-11 10:00", "2026-03-11 22:00"]
    scene.do("owner_answers", "2026-03-12 09:00", m.DESK)
    scene.tick("2026-03-12 12:00")
    assert told(scene, "ask_again") == ["2026-03-11 10:00", "2026-03-11 22:00"]
    scene.do("ask_owner", "2026-03-12 13:00", m.DESK)
    scene.tick("2026-03-20 09:00")
    assert told(scene, "ask_again")[2:] == ["2026-03-13 13:00", "2026-03-14 01:00", "2026-03-14 13:00"]


def test_each_item_is_urged_for_itself() -> None:
    scene = repair()
    scene.do("issue", "2026-03-10 09:30", m.DESK, item="甲")
    scene.do("issue", "2026-03-10 10:00", m.DESK, item="乙")
    scene.do("return_order", "2026-03-10 15:00", m.FITTER, item="甲")
    scene.tick("2026-03-11 08:00")
    assert scene.log("escalated") == [
        ("escalated", "urge_order@甲", "2026-03-10 13:30"),
        ("escalated", "urge_order@乙", "2026-03-10 14:00"),
        ("escalated", "urge_order@乙", "2026-03-10 16:00"),
    ]


def test_recorded_over_the_end_nothing_is_said_any_more() -> None:
    scene = repair(policy=Policy.from_data({"recording": {"by": ["客户服务部"]}}))
    at = "2026-03-13 09:00"
    scene.desk.record(scene.id, "close", {}, by=CLERK, recorded_by=CLERK, at=at, recorded_at=at)
    scene.tick("2026-03-20 09:00")
    assert told(scene) == URGED[:2]


def test_history_and_message_say_which_it_is() -> None:
    scene = repair()
    messages = [message for message in scene.desk.tick("2026-03-14 00:00").messages if message.name == "urge"]
    assert ["（第1次重复）" in message.zh for message in messages] == [False, True, False]
    assert ["(repeated, 2)" in message.en for message in messages] == [False, False, True]
    lines = [line for line in scene.desk.history(scene.id) if line.kind == "escalated" and line.name == "urge"]
    assert [line.zh for line in lines] == [
        "“催办”：通知维修人员",
        "“催办（第1次重复）”：通知维修人员",
        "“催办（第2次重复）”：通知维修人员",
    ]
    assert lines[2].en == "urge (repeated, 2): fitter notified"


def test_the_sheet_says_how_it_repeats() -> None:
    (program,) = Scene(m.REPAIRS).desk.programs().values()
    (row,) = [r for r in render.sheet_data(program, program.plans["repair"], "zh") if r["clause"] == "3.1.4"]
    assert "每天重复一次，最多3次" in row["when"]
    (row,) = [r for r in render.sheet_data(program, program.plans["repair"], "en") if r["clause"] == "3.1.4"]
    assert "again every 1 calendar day, at most 3 times" in row["when"]
