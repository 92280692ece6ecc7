"""Limits of tasks that are owed anew, and limits that go on under another rule: what is given up or kept."""

from engine.scene import Scene, actor
from servicedesk import Policy
from servicedesk.declare import (
    OPENED,
    Categories,
    Deadline,
    Manual,
    Permission,
    Procedure,
    Start,
    Step,
    Task,
    builtin_roles,
    category,
    done,
    edition,
    hours,
    local_rule,
    role,
)
from servicedesk.testing.invariants import check_case

HEAD = role("head", "负责人")
CLERK = role("clerk", "文员", reports_to="head")
WHY = local_rule("a sample for the tests")


class Kind(Categories, zh="类别"):
    plain = category("一般")
    grave = category("重大")


ROUNDS = Procedure("job", "接待", states="preparing > ready", ends="over", rules=[
    Start(WHY, CLERK, zh="受理"),
    Task(WHY, "notify", CLERK, in_states="preparing", again=True, within=hours(1), since=OPENED, before_steps="clean",
         zh="通知清理"),
    Permission(WHY, "clean", CLERK, zh="清理"),
    Step(WHY, "prepare", CLERK, "preparing", "ready", zh="备好"),
    Step(WHY, "begin_anew", CLERK, "ready", "preparing", zh="重新安排"),
    Step(WHY, "end_it", CLERK, "ready", "over", zh="结束"),
])  # fmt: skip
CLASSES = Procedure("job", "回复", states="received", ends="over", rules=[
    Start(WHY, CLERK, sets=Kind, zh="受理"),
    Deadline(WHY, "reply", CLERK, hours(1), since=OPENED, met_by=done("end_it"), only=Kind.plain, zh="一小时内回复"),
    Deadline(WHY, "reply", CLERK, hours(2), since=OPENED, met_by=done("call"), only=Kind.grave, zh="两小时内回复"),
    Task(WHY, "call", CLERK, only=Kind.grave, zh="致电"),
    Step(WHY, "end_it", CLERK, "received", "over", zh="结束"),
])  # fmt: skip
DAY = "2026-03-10 "


def scene(procedure: Procedure) -> Scene:
    manual = Manual(
        "example", "示例",
        editions=edition("2026", procedure, in_force_from="2026-01-01", verified_on="2026-01-01"),
        roles=(HEAD, CLERK), head=HEAD,
        builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    )  # fmt: skip
    return Scene(manual, options={"policy": Policy.from_data({"recording": {"by": ["head"]}})})


def over(at: Scene, step: str, when: str) -> None:
    """Record a step over what stands before it."""
    at.desk.record(at.id, step, by=actor(CLERK), recorded_by=actor(HEAD), at=DAY + when, recorded_at=DAY + when)


def owed(at: Scene) -> list[tuple[str, str]]:
    return [(each.name, each.status) for each in at.desk.obligations(at.id) if each.is_blocking]


def test_a_limit_of_what_was_given_up_is_owed_no_more_until_its_task_is_due_anew() -> None:
    """Cleaned over the notice at eleven: nothing is owed. Arranged anew at one: the notice is, and its limit."""
    at = scene(ROUNDS)
    at.open("job", DAY + "09:00", CLERK)
    over(at, "clean", "11:00")
    assert owed(at) == []
    at.do("prepare", DAY + "12:00", CLERK)
    at.do("begin_anew", DAY + "13:00", CLERK)
    at.do("prepare", DAY + "14:00", CLERK)
    assert owed(at) == [("notify", "missed")]
    refused = at.refusals("end_it", DAY + "15:00", CLERK)
    assert {kind for kind, _ in refused} == {"limit_open"}
    check_case(at.desk, at.id)


def test_what_kept_the_one_rule_does_not_keep_the_other_and_it_closes_again() -> None:
    """Called in time as grave; corrected to plain, whose reply is the end: kept late there, and once more."""
    at = scene(CLASSES)
    at.open("job", DAY + "09:00", CLERK, kind="grave")
    at.do("call", DAY + "10:30", CLERK)
    at.desk.act(
        at.id, "correct", {"entry": 1, "kind": "plain", "reason": "误记"}, by=actor(HEAD),
        at=DAY + "12:00", recorded_at=DAY + "12:00",
    )  # fmt: skip
    at.do("end_it", DAY + "13:00", CLERK)
    assert at.log("met", "late") == [("met", "reply", "2026-03-10 10:30"), ("late", "reply", "2026-03-10 13:00")]
    check_case(at.desk, at.id)
