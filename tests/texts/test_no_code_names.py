"""What a refusal says of all that a shipped manual reads, where nobody knows it: never a name of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from servicedesk import Actor, Program, build_program
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.deviations import described, parted
from servicedesk.engine.entry import Deviation
from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.refusals import Refusal
from servicedesk.engine.view import CaseView
from servicedesk.manuals.fuheng import MANUAL as FUHENG
from servicedesk.manuals.jueshixiang import MANUAL as JUESHIXIANG
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.conditions import Condition, walk

CODE = re.compile(r"_|\w:\w|opened here|still open")
LATIN = re.compile(r"(?<![A-Z])(?!ISO9000)[A-Za-z]{2,}")  # but for a standard that a manual names


PROGRAMS = [build_program(manual, manual.editions[0].name) for manual in (FUHENG, JUESHIXIANG)]
PLANS = [
    pytest.param(program, plan, id=f"{program.manual.name}/{plan.procedure.name}")
    for program in PROGRAMS
    for plan in program.plans.values()
]


def conditions(plan: ProcedurePlan) -> dict[Condition, None]:
    """Every condition of its rules, and every part of one that reads a fact or asks something."""
    whole = (condition for rule in plan.procedure.expanded for _, condition in rule.conditions())
    return dict.fromkeys(part for each in whole for part in (each, *walk(each)))


def unknown(program: Program, plan: ProcedurePlan) -> Iterator[Refusal]:
    """What is said where nothing is filed, and neither the host nor the store gives an answer."""
    step = next(iter(plan.steps.values()), None)
    if step is None:
        return
    at = 1_793_752_200_000_000
    context = Context(Actor("王小红", frozenset()), at, at)
    case = Case(
        id="c",
        manual=program.manual.name,
        edition="undated",
        fingerprint="f",
        procedure=plan.procedure.name,
        subject="3-2-501",
    )
    attempt = Attempt(program, plan, step, CaseView(case), context, None)
    for condition in conditions(plan):
        for want in (True, False):
            yield from attempt.condition("a/b/1", condition, "required" if want else "forbidden", want=want)


@pytest.mark.parametrize(("program", "plan"), PLANS)
def test_no_refusal_of_a_shipped_manual_shows_a_name_of_the_code(program: Program, plan: ProcedurePlan) -> None:
    said = list(unknown(program, plan))
    assert [r.text("zh") for r in said if LATIN.search(r.text("zh").replace("a/b/1", ""))] == []
    assert [r.text("en") for r in said if CODE.search(r.text("en"))] == []


@pytest.mark.parametrize(("program", "plan"), PLANS)
def test_nor_does_what_was_recorded_over_it(program: Program, plan: ProcedurePlan) -> None:
    case = Case(id="c", manual=program.manual.name, edition="", fingerprint="", procedure="", subject="3-2-501")
    over = [each for refusal in unknown(program, plan) for each in parted([refusal])[1]]
    said = [described(program, plan, case, each) for each in over]
    what = dict.fromkeys(name for refusal in unknown(program, plan) for name in refusal.reads)
    said += [described(program, plan, case, Deviation("required", "a/b/1", (name,))) for name in what]
    assert [term.zh for term in said if LATIN.search(term.zh)] == []
    assert [term.en for term in said if CODE.search(term.en)] == []


def test_what_other_cases_would_tell_is_said_as_a_clerk_says_it() -> None:
    """service_request 3.4a reads the repair that the request opened, repair 1 the other repairs of the unit."""
    said = [
        refusal.text(lang)
        for program in PROGRAMS
        for plan in program.plans.values()
        for refusal in unknown(program, plan)
        if refusal.kind == "unread_cases"
        for lang in ("zh", "en")
    ]
    assert "第1条：本案转办的维修中有案件无法读取，无法判断：本案转办的维修尚未结案。请系统管理员先修复该案件" in said
    assert any(text.startswith("a/b/1: one of the other move in cases of the subject cannot be read") for text in said)
