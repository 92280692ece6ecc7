"""What is recorded out of another state names what stood before the steps that it passed over on the way.

Works (施工): from received on they are approved, or waved through; they are carried out, rated, and closed.
"""

from __future__ import annotations

import pytest

from servicedesk import Actor, Desk, Policy
from servicedesk.declare import (
    DocumentRequirement,
    Form,
    Manual,
    Permission,
    Procedure,
    Requirement,
    Start,
    Step,
    Task,
    builtin_roles,
    done,
    edition,
    fact,
    flag,
    local_rule,
    role,
    text,
)

CLERK, HEAD = role("clerk", "接待员", reports_to="head"), role("head", "经理")
WHY = local_rule("an example of the tests", zh="测试用例")


class Slip(Form, zh="工单"):
    work = text("工作内容")


def works(*rules: object) -> Desk:
    """A desk over the works, with rules of a test beside them."""
    procedure = Procedure(
        "works", "施工", states="received > approved > carried_out > rated", ends="closed",
        rules=[
            Start(WHY, CLERK, files=Slip, asks=flag("small", "小型"), zh="受理"),
            Permission(WHY, "sign_slip", HEAD, signs=Slip, zh="签署工单"),
            Step(WHY, "approve", HEAD, "received", "approved", zh="批准"),
            Step(WHY, "carry_out", CLERK, "approved", "carried_out", zh="施工"),
            Step(WHY, "rate", CLERK, "carried_out", "rated", zh="评价"),
            Step(WHY, "close", CLERK, "rated", "closed", zh="结案"),
            *rules,
        ],
    )  # fmt: skip
    manual = Manual(
        "sample", "样例", editions=edition("undated", procedure, in_force_from="2012-01-01", verified_on="2026-11-24"),
        roles=(CLERK, HEAD), head=HEAD, builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
        catalogue="",
    )  # fmt: skip
    return Desk(manual, policy=Policy.from_data({"recording": {"by": ["经理"]}}))


SOMEBODY = Actor("王敏", {"clerk", "head"})
SIGNED = DocumentRequirement(WHY, Slip, signed_by=HEAD, before_steps="carry_out")
TAKEN = {"work": "换窗", "small": "否"}


def left_out(
    desk: Desk, step: str, *before: str, opening: dict[str, str] = TAKEN, to: str = ""
) -> set[tuple[str, str]]:
    """What a record of a step names, beside its state, after the steps before it were done."""
    at = "2026-03-10 09:00"
    times = {"by": SOMEBODY, "at": at, "recorded_at": at}
    case = desk.open("works", opening, subject="3-2-501", **times)
    for name in before:
        desk.act(case.id, name, **times)
    desk.record(case.id, step, recorded_by=SOMEBODY, to_state=to, **times)
    found = desk.deviations(case.id)
    assert len(set(found)) == len(found)
    return {(each.kind, each.zh.partition("：")[2]) for each in found if each.kind != "wrong_state"}


MEASURE = Task(WHY, "measure", CLERK, before_steps="carry_out", zh="测量")
ASK = Task(WHY, "ask_neighbour", CLERK, before_steps="measure", zh="询问邻居")


@pytest.mark.parametrize("to", ["rate", "close"])
def test_tasks_and_signatures_before_a_step_that_was_passed_over_are_named_and_owed_no_more(to: str) -> None:
    desk = works(MEASURE, ASK, SIGNED)
    named = {("outstanding", "测量"), ("outstanding", "询问邻居"), ("missing_signature", "《工单》、经理")}
    assert left_out(desk, to) == named
    rows = {row.name: row.status for row in desk.obligations(desk.deviations()[0].case_id)}
    assert (rows["measure"], rows["ask_neighbour"]) == ("not_done", "not_done")


def test_what_was_done_is_not_named_nor_what_stands_before_a_step_that_is_still_to_come() -> None:
    desk = works(MEASURE, Task(WHY, "thank", CLERK, before_steps="rate", zh="致谢"))
    assert left_out(desk, "carry_out", "measure") == set()


def test_of_two_ways_only_what_both_have_in_common_was_passed_over() -> None:
    check = Task(WHY, "check", CLERK, before_steps="approve", zh="审查")
    wave = Step(WHY, "wave_through", CLERK, "received", "approved", zh="免批")
    assert left_out(works(check, MEASURE, wave), "close") == {("outstanding", "测量")}
    assert left_out(works(check, MEASURE), "close") == {("outstanding", "审查"), ("outstanding", "测量")}


@pytest.mark.parametrize(("small", "named"), [("是", set()), ("否", {("outstanding", "审查")})])
def test_a_way_that_is_not_this_cases_counts_for_nothing(small: str, named: set[tuple[str, str]]) -> None:
    check = Task(WHY, "check", CLERK, before_steps="approve", zh="审查")
    wave = Step(WHY, "wave_through", CLERK, "received", "approved", only=fact("small").is_(True), zh="免批")
    assert left_out(works(check, wave), "close", opening={**TAKEN, "small": small}) == named


def test_a_task_of_a_state_that_was_passed_over_is_named_but_not_one_that_may_still_be_done() -> None:
    fence = Task(WHY, "fence_in", CLERK, in_states="approved", zh="围挡")
    clean = Task(WHY, "clean", CLERK, in_states="approved rated", zh="清洁")
    assert left_out(works(fence, clean), "rate") == {("outstanding", "围挡")}
    assert left_out(works(fence, clean), "close") == {("outstanding", "围挡"), ("outstanding", "清洁")}
    back = Step(WHY, "begin_again", CLERK, "rated", "approved", zh="返工")
    assert left_out(works(fence, back), "rate") == set()


def test_no_condition_of_a_step_that_nobody_took_is_named() -> None:
    agreed = Requirement(WHY, done("agree"), before_steps="carry_out")
    agree = Permission(WHY, "agree", CLERK, zh="约定")
    assert left_out(works(agreed, agree), "close") == set()


def test_what_goes_back_passes_over_nothing() -> None:
    assert left_out(works(MEASURE, SIGNED), "approve", "approve", to="approved") == set()
