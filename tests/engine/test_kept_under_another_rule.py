"""A limit that was kept by what keeps it under one rule alone, where another rule of its name comes to apply."""

import pytest

from engine.scene import Scene
from servicedesk.declare import (
    OPENED,
    Deadline,
    Escalation,
    Manual,
    Pause,
    Permission,
    Procedure,
    Start,
    Step,
    builtin_roles,
    done,
    edition,
    hours,
    local_rule,
    missed,
    role,
)
from servicedesk.rules.conditions import classification

HEAD = role("head", "负责人")
CLERK = role("clerk", "文员", reports_to="head")
WHY = local_rule("the course needs the act", zh="办理所需")
kind = classification("kind", "类别", plain="一般", major="重大")

JOB = Procedure(
    "job",
    "派工",
    states="received",
    ends="answered",
    rules=[
        Start(WHY, CLERK, sets=kind, zh="受理"),
        Permission(WHY, "sort", CLERK, sets=kind, zh="改类"),
        Permission(WHY, "feed_back", CLERK, zh="反馈情况"),
        Permission(WHY, "reply", CLERK, zh="答复"),
        Deadline(WHY, "answer", CLERK, hours(4), only=kind.is_("plain"), since=OPENED, met_by=done("reply"), zh="答复"),
        Deadline(
            WHY, "answer", CLERK, hours(8), only=kind.is_("major"), since=OPENED, met_by=done("feed_back"), zh="反馈"
        ),
        Pause(WHY, "away", limits="answer", since=done("leave"), resumed_by=done("come_back"), zh="业主外出"),
        Permission(WHY, "leave", CLERK, zh="外出"),
        Permission(WHY, "come_back", CLERK, zh="回来"),
        Escalation(WHY, "report", CLERK, notifies=HEAD, since=missed("answer"), zh="报负责人"),
        Step(WHY, "end", CLERK, "received", "answered", zh="办结"),
    ],
)
MANUAL = Manual(
    "jobs",
    "派工",
    roles=(HEAD, CLERK),
    head=HEAD,
    editions=edition("2026-01", JOB, in_force_from="2019-01-01", verified_on="2026-11-24"),
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
)


def major(fed_back: str = "10:00") -> Scene:
    """Opened at nine, major, fed back in time: kept."""
    scene = Scene(MANUAL)
    scene.open("job", "2026-03-10 09:00", CLERK, kind="major")
    scene.do("feed_back", f"2026-03-10 {fed_back}", CLERK)
    return scene


def sort(scene: Scene, at: str, value: str) -> None:
    scene.do("sort", f"2026-03-10 {at}", CLERK, kind=value)


def state(scene: Scene) -> tuple[str, str | None]:
    limit = scene.limit("answer")
    return limit.state, scene.due("answer") if limit.is_open else None


def test_what_keeps_another_rule_alone_keeps_this_one_no_more() -> None:
    """Four hours from the opening until the reply: the feedback is none."""
    scene = major()
    assert state(scene) == ("met", None)
    sort(scene, "11:00", "plain")
    assert state(scene) == ("running", "2026-03-10 13:00")
    scene.do("reply", "2026-03-10 13:00", CLERK)
    assert state(scene) == ("met", None)


def test_it_is_missed_where_nothing_keeps_it_by_its_due() -> None:
    scene = major()
    sort(scene, "11:00", "plain")
    scene.tick("2026-03-10 13:01")
    assert scene.log("missed", "escalated") == [
        ("missed", "answer", "2026-03-10 13:00"),
        ("escalated", "report", "2026-03-10 13:00"),
    ]
    assert scene.limit("answer").run == 1


def test_a_due_that_has_passed_when_the_class_changes_is_missed_at_once() -> None:
    scene = major()
    sort(scene, "15:00", "plain")
    assert scene.log("missed") == [("missed", "answer", "2026-03-10 13:00")]


def test_what_keeps_it_under_both_rules_is_not_judged_anew() -> None:
    scene = major()
    scene.do("reply", "2026-03-10 10:30", CLERK)
    sort(scene, "11:00", "plain")
    assert state(scene) == ("met", None)


def test_back_at_the_rule_that_was_kept_it_is_kept_as_it_was() -> None:
    scene = major()
    sort(scene, "11:00", "plain")
    sort(scene, "12:00", "major")
    limit = scene.limit("answer")
    assert (limit.state, limit.run, scene.log("met")[-1]) == ("met", 1, ("met", "answer", "2026-03-10 10:00"))


def test_what_was_done_late_is_the_same_miss_where_the_other_due_has_passed_too() -> None:
    scene = major("18:00")
    assert (state(scene)[0], scene.log("missed")) == ("late", [("missed", "answer", "2026-03-10 17:00")])
    sort(scene, "19:00", "plain")
    assert state(scene)[0] == "missed"
    assert scene.log("missed", "escalated") == [
        ("missed", "answer", "2026-03-10 17:00"),
        ("escalated", "report", "2026-03-10 17:00"),
    ]


@pytest.mark.parametrize("back", ["10:30", ""])
def test_the_time_that_stood_still_stays_so(back: str) -> None:
    """An hour from 9:30 on, or still: nothing of it counts under the other rule."""
    scene = Scene(MANUAL)
    scene.open("job", "2026-03-10 09:00", CLERK, kind="major")
    scene.do("leave", "2026-03-10 09:30", CLERK)
    if back:
        scene.do("come_back", f"2026-03-10 {back}", CLERK)
    scene.do("feed_back", "2026-03-10 11:00", CLERK)
    sort(scene, "12:00", "plain")
    if back:
        assert state(scene) == ("running", "2026-03-10 14:00")
    else:
        assert scene.limit("answer").state == "paused"
        scene.do("come_back", "2026-03-10 12:30", CLERK)
        assert state(scene) == ("running", "2026-03-10 16:00")
