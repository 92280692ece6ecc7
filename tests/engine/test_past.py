"""A day or a moment that cannot lie ahead: held against the action that fills it, whenever it is recorded."""

from __future__ import annotations

import pytest

from engine.scene import Scene, actor
from servicedesk import Manual, Policy
from servicedesk.checking import check
from servicedesk.declare import (
    Fields,
    Form,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    day,
    edition,
    local_rule,
    moment,
    role,
)

HERE = local_rule("an example of its own")
CLERK = role("clerk", "接待员")
NINE, TEN = "2026-03-09 09:00", "2026-03-09 10:00"


class Note(Form, zh="记录"):
    seen_at = moment("发现时间").past().optional()
    seen_on = day("发现日期").past().optional()
    done_on = day("完成日期").optional()
    agreed_at = moment("预约时间").ahead().optional()
    agreed_on = day("预约日期").ahead().optional()


class Leaving(Fields):
    left_at = moment("离开时间").past()
    left_on = day("离开日期").past()


NOTES = Procedure(
    "notes", "记录", states="open", ends="over",
    rules=[
        Start(HERE, CLERK, zh="登记"),
        Permission(HERE, "note", CLERK, files=Note, zh="填写"),
        Step(HERE, "end", CLERK, "open", "over", asks=(Leaving.left_at, Leaving.left_on), zh="结束"),
    ],
)  # fmt: skip
MANUAL = Manual(
    "notes",
    "示例",
    editions=edition("2026", NOTES, in_force_from="2019-01-01", verified_on="2026-11-28"),
    roles=(CLERK,),
    head=CLERK,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
)


def scene() -> Scene:
    made = Scene(MANUAL, options={"policy": Policy.from_data({"recording": {"by": ["clerk"]}})})
    made.open("notes", NINE, CLERK)
    return made


@pytest.mark.parametrize(
    "filed",
    [
        {"seen_at": TEN},
        {"seen_on": "2026-03-09"},
        {"done_on": "2026-03-10"},
        {"agreed_at": TEN},
        {"agreed_on": "2026-03-09"},
        {"agreed_at": "2026-05-09 10:00", "agreed_on": "2026-05-09"},
        {},
    ],
)
def test_the_very_moment_and_the_very_day_are_taken(filed: dict[str, str]) -> None:
    scene().do("note", TEN, CLERK, **filed)


@pytest.mark.parametrize("filed", [{"seen_at": "2026-03-09 10:01"}, {"seen_on": "2026-03-10"}])
def test_what_lies_after_the_action_is_refused_whenever_it_is_recorded(filed: dict[str, str]) -> None:
    refusal = scene().refused("note", TEN, CLERK, "local", recorded="2026-03-12 10:00", **filed)
    assert (refusal.kind, refusal.place) == ("wrong_value", *filed)
    assert refusal.text("zh").endswith("填写有误：不能晚于办理时间")


@pytest.mark.parametrize("filed", [{"agreed_at": "2026-03-09 09:59:59"}, {"agreed_on": "2026-03-08"}])
def test_what_is_agreed_for_a_time_that_is_over_is_refused_whenever_it_is_recorded(filed: dict[str, str]) -> None:
    refusal = scene().refused("note", TEN, CLERK, "local", recorded="2026-03-12 10:00", **filed)
    assert (refusal.kind, refusal.place) == ("wrong_value", *filed)
    assert refusal.text("zh").endswith("填写有误：不能早于办理时间")
    scene().do("note", NINE, CLERK, recorded="2026-03-12 10:00", agreed_at=TEN, agreed_on="2026-03-09")


def test_what_was_agreed_is_corrected_as_of_the_day_it_was_agreed() -> None:
    made = scene()
    made.do("note", TEN, CLERK, agreed_at="2026-03-10 09:00", agreed_on="2026-03-10")
    entry = made.desk.history(made.id)[-1].seq
    for wrong in ({"agreed_at": NINE}, {"agreed_on": "2026-03-08"}):
        refused = made.refused("correct", "2026-03-20 09:00", CLERK, "local", entry=entry, reason="误记", **wrong)
        assert (refused.kind, refused.text("zh")[-8:]) == ("wrong_value", "不能早于办理时间")
    made.do("correct", "2026-03-20 09:00", CLERK, entry=entry, reason="误记", agreed_at="2026-03-11 09:00")


def test_what_is_filled_wrongly_is_no_deviation() -> None:
    made = scene()
    over = made.desk.try_record(
        made.id, "note", {"seen_at": "2026-03-10 09:00"}, by=actor(CLERK), recorded_by=actor(CLERK),
        at=TEN, recorded_at="2026-03-12 10:00",
    )  # fmt: skip
    assert [r.kind for r in over.refusals] == ["wrong_value"]


def test_a_correction_is_held_against_the_entry_that_it_corrects() -> None:
    made = scene()
    made.do("note", TEN, CLERK, seen_at=NINE, seen_on="2026-03-09")
    entry = made.desk.history(made.id)[-1].seq
    for wrong in ({"seen_at": "2026-03-09 10:01"}, {"seen_on": "2026-03-10"}):
        late = made.refused("correct", "2026-03-20 09:00", CLERK, "local", entry=entry, reason="误记", **wrong)
        assert late.kind == "wrong_value"
    made.do("correct", "2026-03-20 09:00", CLERK, entry=entry, reason="误记", seen_at=TEN, seen_on="2026-03-08")


def test_a_search_through_the_manual_fills_in_what_is_past() -> None:
    """Filled with what is to come, the case would never end."""
    assert [f.kind for f in check(MANUAL)] == []
