"""Decisions: each outcome leads, files and signs by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.job import WORKER, at, job, working
from properties import sample
from servicedesk import Actor, Desk
from servicedesk.declare import (
    Authorization,
    Decision,
    Manual,
    Outcome,
    Procedure,
    Requirement,
    Start,
    Step,
    builtin_roles,
    edition,
    local_rule,
    role,
    signed,
    text,
)
from servicedesk.rules.parts import form

AT = datetime(2026, 4, 29, 2, 0, tzinfo=UTC)
CLERK = role("clerk", "接待员", reports_to="head")
DEPUTY = role("deputy", "副经理", reports_to="head")
HEAD = role("head", "经理")
REFUSAL = form("refusal", "不予批准通知", text("grounds", "理由"))
PERMIT = form("permit", "许可证", text("terms", "条件"))
WHY = local_rule("a sample for the tests")

MANUAL = Manual(
    "deciding",
    "审批样例",
    editions=edition(
        "2020",
        Procedure(
            "permit",
            "审批",
            states="asked > decided",
            ends="closed",
            rules=[
                Start(WHY, CLERK, zh="申请"),
                Decision(WHY, "judge", HEAD, "asked", zh="审批"),
                Authorization(WHY, DEPUTY, actions="judge"),
                Outcome(WHY, "judge", "yes", to_state="decided", files=PERMIT, signs=PERMIT, zh="同意"),
                Outcome(WHY, "judge", "no", to_state="decided", files=REFUSAL, signs=REFUSAL, zh="不同意"),
                Step(WHY, "close", CLERK, "decided", "closed", zh="结案"),
                Requirement(WHY, signed(PERMIT, HEAD), before_steps="close"),
            ],
        ),
        in_force_from="2020-01-01",
        verified_on="2026-11-24",
    ),
    roles=(CLERK, DEPUTY, HEAD),
    head=HEAD,
    builtin=builtin_roles(withdraw=HEAD, merge=HEAD, correct=HEAD, erase=HEAD),
    catalogue="texts",
)


def judged(by: str, **payload: str) -> set[str]:
    """The marks of a case after one decision."""
    desk = Desk(MANUAL, clock=lambda: AT)
    case = desk.open("permit", {}, subject="1", by=Actor("chen", {"clerk"}), at=AT)
    return set(desk.act(case.id, "judge", payload, by=Actor("x", {by}), at=AT).occurrences)


def test_an_outcome_is_signed_by_whoever_decides() -> None:
    """The permit carries the head's signature, and the notice of refusal none."""
    occurrences = judged("head", outcome="同意", terms="限高")
    assert {"signed:permit.head", "filed:permit", "done:judge:yes"} <= occurrences
    assert not {"signed:permit.deputy", "signed:refusal.head", "filed:refusal"} & occurrences


def test_a_post_that_decides_signs_in_its_own_role() -> None:
    """The deputy's signature is not the head's."""
    occurrences = judged("deputy", outcome="no", grounds="超高")
    assert "signed:refusal.deputy" in occurrences
    assert "signed:refusal.head" not in occurrences


@pytest.mark.parametrize(("by", "closes"), [("head", True), ("deputy", False)])
def test_what_rests_on_the_signature_of_an_outcome(by: str, closes: bool) -> None:
    """A requirement of the head's signature holds after the head's decision only."""
    desk = Desk(MANUAL, clock=lambda: AT)
    clerk = Actor("chen", {"clerk"})
    case = desk.open("permit", {}, subject="1", by=clerk, at=AT)
    desk.act(case.id, "judge", {"outcome": "yes", "terms": "限高"}, by=Actor("x", {by}), at=AT)
    assert desk.try_act(case.id, "close", by=clerk, at=AT).ok is closes


@pytest.mark.parametrize("payload", [{}, {"outcome": "perhaps"}, {"outcome": "no", "terms": "限高"}])
def test_a_decision_without_its_outcome_is_refused(payload: dict[str, str]) -> None:
    """None, an unknown one, or one with the blanks of another."""
    desk = Desk(MANUAL, clock=lambda: AT)
    case = desk.open("permit", {}, subject="1", by=Actor("chen", {"clerk"}), at=AT)
    refusals = desk.try_act(case.id, "judge", payload, by=Actor("x", {"head"}), at=AT).refusals
    assert refusals
    assert all(r.place in ("outcome", "terms", "grounds") for r in refusals)


# --- one input ----------------------------------------------------------------------------------------------


def test_everything_that_stands_against_a_step_is_said_at_once() -> None:
    """The clerk may not begin, and the grade is not filled in."""
    assert job().refusals("begin", at("09:10"), sample.CLERK) == {("wrong_role", "local"), ("missing_field", "local")}


def test_a_refused_step_changes_nothing() -> None:
    scene = job()
    before = scene.case
    assert scene.refusals("finish", at("09:10"), WORKER)
    assert (scene.case, scene.case.version) == (before, before.version)


def test_nothing_is_done_after_it_is_recorded() -> None:
    scene = job()
    refusals = scene.desk.try_act(
        scene.id, "begin", {"grade": "小修"}, by=WORKER, at=at("10:00"), recorded_at=at("09:30")
    ).refusals
    assert [r.kind for r in refusals] == ["in_future"]


def test_nothing_is_recorded_before_what_the_case_has() -> None:
    scene = working()
    refusals = scene.desk.try_act(scene.id, "wait", by=WORKER, at=at("09:30"), recorded_at=at("09:45")).refusals
    assert {"recorded_back"} <= {r.kind for r in refusals}


def test_nothing_is_done_before_the_last_transition() -> None:
    scene = working()
    refusals = scene.desk.try_act(scene.id, "wait", by=WORKER, at=at("09:59"), recorded_at=at("10:30")).refusals
    assert [r.kind for r in refusals] == ["out_of_order"]


def test_what_fell_due_before_an_input_stands_before_it() -> None:
    """Four hours to begin from 09:00: missed at 13:00, though nobody looked before 14:00."""
    scene = job()
    scene.do("begin", at("14:00"), WORKER, grade="小修")
    assert scene.log("missed", "step", "late") == [
        ("missed", "begin", at("13:00")),
        ("step", "begin", at("14:00")),
        ("late", "begin", at("14:00")),
    ]


def test_a_tick_of_which_nothing_comes_leaves_the_case_as_it_is() -> None:
    scene = job()
    before = scene.case
    scene.desk.tick(at("12:59"))
    assert scene.case == before
