"""A deviation says the condition that stood against it, as the refusal said it: yes is not no, and 3 is over 2."""

from __future__ import annotations

import pytest

from servicedesk import Actor, Desk, Policy, build_program
from servicedesk.declare import (
    Fields,
    Manual,
    Permission,
    Procedure,
    Prohibition,
    Requirement,
    Start,
    Step,
    builtin_roles,
    count,
    done,
    edition,
    fact,
    flag,
    local_rule,
    role,
)
from servicedesk.engine.deviations import described
from servicedesk.engine.kept_conditions import found_again, kept
from servicedesk.engine.parts import Deviation
from servicedesk.manuals.fuheng import MANUAL as FUHENG
from servicedesk.manuals.jueshixiang import MANUAL as JUESHIXIANG
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import AllOf, AnyOf, Condition, Not
from servicedesk.rules.exceptions import Excepted

CLERK = role("clerk", "文员")
WHY = local_rule("what is paid out")
ALLOWED = Policy.from_data({"recording": {"by": ["clerk"]}})
CHEN = Actor("陈", {"clerk"})


class Asked(Fields):
    verified = flag("价值已核实").optional()
    pieces = count("件数")


def manual(*rules: Rule, **pay: Condition) -> Manual:
    procedure = Procedure(
        "loss",
        "赔付",
        states="claimed",
        ends="paid",
        rules=[
            Start(WHY, CLERK, asks=(Asked.verified, Asked.pieces), zh="受理"),
            Permission(WHY, "review", CLERK, zh="复核"),
            *rules,
            Step(WHY, "pay", CLERK, "claimed", "paid", zh="赔付", **pay),
        ],
    )
    return Manual(
        "claims",
        "手册",
        editions=edition("1", procedure, in_force_from="2025-01-01", verified_on="2025-01-01"),
        roles=CLERK,
        head=CLERK,
        builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
    )


def recorded(made: Manual, payload: dict[str, object]) -> tuple[tuple[str, str], tuple[str, str]]:
    """What the refusal says, and what the deviation says that becomes of it."""
    desk = Desk(made, policy=ALLOWED)
    case = desk.open("loss", payload, subject="1", by=CHEN)
    case = desk.act(case.id, "review", by=CHEN)
    (refusal,) = desk.try_act(case.id, "pay", by=CHEN).refusals
    desk.record(case.id, "pay", by=CHEN, recorded_by=CHEN)
    (found,) = desk.deviations(case.id)
    assert found.kind == refusal.kind
    (line,) = [line for line in desk.history(case.id) if line.name == "pay"]
    assert found.zh in line.zh
    assert found.en in line.en
    return (refusal.zh, refusal.en), (found.zh, found.en)


NO: dict[str, object] = {"verified": False, "pieces": 3}
YES: dict[str, object] = {"verified": True, "pieces": 3}
OPEN: dict[str, object] = {"pieces": 3}

STOOD: list[tuple[str, Manual, dict[str, object], tuple[str, str]]] = [
    (
        "forbidden, not verified",
        manual(Prohibition(WHY, Asked.verified.is_(False), steps="pay", zh="未核实不得赔付")),
        NO,
        ("在不得办理的情形下办理：价值未核实", "done although it is forbidden then: not verified"),
    ),
    (
        "forbidden, verified",
        manual(Prohibition(WHY, Asked.verified.is_(True), steps="pay", zh="已核实不得赔付")),
        YES,
        ("在不得办理的情形下办理：价值已核实", "done although it is forbidden then: verified"),
    ),
    (
        "forbidden, too many",
        manual(Prohibition(WHY, Asked.pieces.over(2), steps="pay", zh="两件以上不得赔付")),
        NO,
        ("在不得办理的情形下办理：件数超过2", "done although it is forbidden then: pieces is over 2"),
    ),
    (
        "forbidden, done",
        manual(Prohibition(WHY, done("review"), steps="pay", zh="复核后不得赔付")),
        NO,
        ("在不得办理的情形下办理：已完成“复核”", "done although it is forbidden then: review is done"),
    ),
    (
        "forbidden, of two the one that holds",
        manual(Prohibition(WHY, Asked.pieces.over(5) | ~Asked.verified.is_(True), steps="pay", zh="不得赔付")),
        NO,
        ("在不得办理的情形下办理：价值未核实", "done although it is forbidden then: not verified"),
    ),
    (
        "required, not verified",
        manual(Requirement(WHY, Asked.verified.is_(True), before_steps="pay", zh="先核实")),
        NO,
        ("规定的前提未满足：价值未核实", "done before a requirement was met: not verified"),
    ),
    (
        "required, too few, of three the two that are lacking",
        manual(
            Requirement(
                WHY, done("review") & Asked.verified.is_(True) & Asked.pieces.over(5), before_steps="pay", zh="x"
            )
        ),
        NO,
        (
            "规定的前提未满足：价值未核实，且件数未超过5",
            "done before a requirement was met: not verified and pieces is not over 5",
        ),
    ),
    (
        "only, not verified",
        manual(only=Asked.verified.is_(True)),
        NO,
        ("在不适用的情形下办理：价值未核实", "done although it does not apply: not verified"),
    ),
    (
        "unless, done",
        manual(unless=done("review")),
        NO,
        ("在不再适用的情形下办理：已完成“复核”", "done although it no longer applies: review is done"),
    ),
    (
        "nobody said",
        manual(Prohibition(WHY, Asked.verified.is_(False), steps="pay", zh="未核实不得赔付")),
        OPEN,
        ("未核实即办理，当时无法判断：价值未核实", "done before it was known whether not verified"),
    ),
]


@pytest.mark.parametrize(("made", "payload", "said"), [each[1:] for each in STOOD], ids=[each[0] for each in STOOD])
def test_a_deviation_says_the_condition_as_the_refusal_does(
    made: Manual, payload: dict[str, object], said: tuple[str, str]
) -> None:
    (refusal_zh, refusal_en), found = recorded(made, payload)
    assert found == said
    assert refusal_zh.rpartition("：")[2] == said[0].rpartition("：")[2]
    assert refusal_en.rpartition(": ")[2].endswith(said[1].rpartition(": ")[2]) or "whether not verified" in refusal_en


def test_what_the_edition_has_no_more_is_told_by_what_it_reads() -> None:
    """A case that was moved to an edition without the rule: no sentence says the opposite of what stood there."""
    desk = Desk(manual(), policy=ALLOWED)
    case = desk.open("loss", NO, subject="1", by=CHEN)
    program = desk.rules_of(case)
    gone = Deviation("forbidden", "claims/loss/9", ("verified",), "", kept(Asked.verified.is_(False)))
    said = described(program, program.plans["loss"], case, gone)
    assert (said.zh, said.en) == (
        "在不得办理的情形下办理：与价值已核实有关的规定",
        "done although it is forbidden then: a rule on verified",
    )


@pytest.mark.parametrize("shipped", [FUHENG, JUESHIXIANG], ids=["fuheng", "jueshixiang"])
def test_every_condition_that_stands_against_a_step_of_a_shipped_manual_is_found_again(shipped: Manual) -> None:
    number = 0
    for plan in build_program(shipped, shipped.editions[-1].name).plans.values():
        for step in plan.steps.values():
            stand = [step.only, step.unless, *(rule.condition for rule in (*step.requires, *step.forbids))]
            stand += [wait.since for wait in step.waits] + [outcome.only for outcome in step.outcomes.values()]
            for condition in stand:
                if condition is None:
                    continue
                number += 1
                again = found_again(plan, kept(condition))
                assert again is not None
                for lang in ("zh", "en"):
                    assert plan.reading(again, lang) == plan.reading(condition, lang)
                    terms = plan.terms(lang)
                    assert again.unmet(lang, terms) == condition.unmet(lang, terms)
    assert number > 50


def test_what_was_kept_is_read_as_it_was_written() -> None:
    made = manual(Requirement(WHY, Asked.verified.is_(True), before_steps="pay", zh="先核实"), unless=done("review"))
    desk = Desk(made)
    plan = desk.rules_of(desk.open("loss", NO, subject="1", by=CHEN)).plans["loss"]
    known, did = fact("verified").is_(True), done("review")
    for condition in (AllOf((known, Not(AnyOf((did, known))))), Excepted("", known), Excepted("", known, Not(did))):
        assert found_again(plan, kept(condition)) == condition
    whole = kept(AllOf((known, did)))
    assert found_again(plan, whole[:-1]) is None
    assert whole[0] == "all:2"
