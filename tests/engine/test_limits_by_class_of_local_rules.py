"""A manual without a catalogue: several limits of one name by class, under local rules only."""

from __future__ import annotations

from typing import Any

import pytest

from engine.scene import Scene, actor
from servicedesk import Desk, Policy
from servicedesk.declare import (
    Deadline,
    Escalation,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    days,
    edition,
    hours,
    local_rule,
    missed,
    role,
    same_day,
)
from servicedesk.errors import InvalidPolicy
from servicedesk.rules.conditions import classification

HEAD = role("head", "经理")
CLERK = role("clerk", "接待员", reports_to="head")
cause = classification("cause", "投诉类别", own="一类投诉", building="二类投诉", outside="三类投诉")
HOUSE = local_rule("our own limits", zh="本公司自定时限")

HANDLED: dict[str, Any] = {"since": "received", "met_by": "handled"}

COMPLAINT = Procedure(
    "complaint",
    "投诉",
    states="received > handled",
    ends="closed",
    rules=[
        Start(HOUSE, CLERK, sets=cause, zh="受理"),
        Permission(HOUSE, "sort", CLERK, sets=cause, zh="改类"),
        Deadline(HOUSE, "handle", CLERK, hours(4), **HANDLED, only=cause.is_("own"), zh="一类4小时"),
        Deadline(HOUSE, "handle", CLERK, same_day(), **HANDLED, only=cause.is_("building"), zh="二类当天"),
        Deadline(
            HOUSE, "handle", CLERK, days(3), **HANDLED, only=cause.is_("outside"), before_steps="close_early",
            zh="三类三天",
        ),
        Escalation(HOUSE, "overdue", notifies=HEAD, since=missed("handle"), zh="逾期上报"),
        Step(HOUSE, "handle", CLERK, "received", "handled", zh="处理完毕"),
        Step(HOUSE, "close", CLERK, "handled", "closed", zh="结案"),
        Step(HOUSE, "close_early", CLERK, "received", "closed", zh="提前结案"),
    ],
)  # fmt: skip
MANUAL = Manual(
    "example",
    "示例",
    editions=edition("2026", COMPLAINT, in_force_from="2019-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK),
    head=HEAD,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
)


def complaint(cause: str, **options: Any) -> Scene:
    scene = Scene(MANUAL, options=options)
    scene.open("complaint", "2026-03-10 09:00", CLERK, cause=cause)
    return scene


@pytest.mark.parametrize(
    ("cause", "due", "label"),
    [
        ("一类投诉", "2026-03-10 13:00", "一类4小时"),
        ("二类投诉", "2026-03-11 00:00", "二类当天"),
        ("三类投诉", "2026-03-14 00:00", "三类三天"),
    ],
)
def test_each_class_has_its_own_limit_and_is_explained_by_its_own_rule(cause: str, due: str, label: str) -> None:
    scene = complaint(cause)
    assert scene.due("handle") == due
    why = scene.desk.explain(scene.id, "handle").text("zh")
    assert "内部规定" in why
    assert label in why
    assert "#" not in why


def test_another_class_takes_over_with_the_time_used_and_back_again() -> None:
    scene = complaint("一类投诉")
    scene.do("sort", "2026-03-10 10:00", CLERK, cause="三类投诉")
    assert scene.due("handle") == "2026-03-14 00:00"
    scene.do("sort", "2026-03-10 11:00", CLERK, cause="二类投诉")
    assert scene.due("handle") == "2026-03-11 00:00"
    scene.do("sort", "2026-03-10 12:00", CLERK, cause="一类投诉")
    assert scene.due("handle") == "2026-03-10 13:00"


def test_a_correction_of_the_class_moves_it_too() -> None:
    scene = complaint("一类投诉")
    scene.desk.act(
        scene.id, "correct", {"entry": 1, "reason": "误记", "cause": "三类投诉"}, by=actor(HEAD),
        at="2026-03-10 10:00", recorded_at="2026-03-10 10:00",
    )  # fmt: skip
    assert scene.due("handle") == "2026-03-14 00:00"


def test_the_limit_of_one_class_alone_stands_before_a_step() -> None:
    assert complaint("三类投诉").refusals("close_early", "2026-03-10 10:00", CLERK) >= {("limit_open", "local#3")}
    blocked = complaint("一类投诉").refusals("close_early", "2026-03-10 10:00", CLERK)
    assert {clause for kind, clause in blocked if kind == "limit_open"} == {"local"}  # the end alone asks for it


def test_a_site_gives_one_of_them_another_span() -> None:
    override = {"clause": "example/complaint/handle#3", "span": "5 days", "since": "2026-01-01", "cites": "项目通知"}
    policy = Policy.from_data({"override": [override]})
    assert complaint("三类投诉", policy=policy).due("handle") == "2026-03-16 00:00"
    assert complaint("一类投诉", policy=policy).due("handle") == "2026-03-10 13:00"
    wrong = Policy.from_data({"override": [{**override, "clause": "example/complaint/handle#4"}]})
    with pytest.raises(InvalidPolicy, match="handle#4"):
        Desk(MANUAL, policy=wrong)


def test_a_miss_is_told_once_under_each_target() -> None:
    scene = complaint("一类投诉")
    scene.tick("2026-03-10 14:00")
    scene.do("sort", "2026-03-10 15:00", CLERK, cause="三类投诉")
    scene.tick("2026-03-20 09:00")
    assert [at for _, _, at in scene.log("missed")] == ["2026-03-10 13:00", "2026-03-14 00:00"]
    assert [at for _, _, at in scene.log("escalated")] == ["2026-03-10 13:00", "2026-03-14 00:00"]
