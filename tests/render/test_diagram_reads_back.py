"""The diagram read back: every limit, level and role of a procedure stands in it, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from servicedesk.declare import Deadline, Escalation, FollowUp, StandingTask
from servicedesk.manuals.fuheng import MANUAL
from servicedesk.program import build_program
from servicedesk.program.program import ProcedurePlan
from servicedesk.render import mermaid
from servicedesk.rules.actions import Action
from servicedesk.rules.base import Rule
from servicedesk.rules.parts import Role
from servicedesk.rules.values import OrStated
from servicedesk.spans import Span

PROGRAM = build_program(MANUAL, MANUAL.editions[0].name)
PLANS = [pytest.param(plan, id=name) for name, plan in PROGRAM.plans.items()]
EDGE = re.compile(r"    (\S+) --> (\w+) : (.+)")
ALIKE = str.maketrans(":;", "：；")


def edges_of(text: str) -> list[tuple[str, str, str]]:
    return [found.groups() for line in text.splitlines() if (found := EDGE.fullmatch(line))]  # type: ignore[misc]  # three groups


def notes_of(text: str) -> dict[str, list[str]]:
    """The lines of each note, by the state that it stands beside."""
    found: dict[str, list[str]] = {}
    beside = ""
    for line in text.splitlines():
        if line.startswith("    note right of "):
            beside = line.removeprefix("    note right of ")
            assert beside not in found
            found[beside] = []
        elif line == "    end note":
            beside = ""
        elif beside:
            found[beside].append(line.strip())
    assert beside == ""
    return found


def lines_of(text: str) -> list[str]:
    return [line for lines in notes_of(text).values() for line in lines] + [words for *_, words in edges_of(text)]


def printed(rule: Rule, lang: str) -> str:
    return str(rule.clause) if str(rule.clause) != "local" else {"zh": "内部规定", "en": "local rule"}[lang]


def called(role: Role, lang: str) -> str:
    return PROGRAM.role_term(role.name).text(lang)


def spans(plan: ProcedurePlan) -> Iterator[tuple[Rule, Span]]:
    """Every length of time that a rule as it is written sets as a limit."""
    for rule in plan.procedure.rules:
        for name in ("span",) if isinstance(rule, Deadline | FollowUp) else ("within", "every"):
            value = getattr(rule, name, None) if isinstance(rule, Deadline | FollowUp | Action | StandingTask) else None
            if isinstance(value, OrStated):
                value = value.span
            if isinstance(value, Span):
                yield rule, value


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_every_limit_stands_beside_a_state_with_its_span_and_clause(plan: ProcedurePlan, lang: str) -> None:
    if not plan.procedure.has_cases:
        return
    lines = [line for told in notes_of(mermaid(PROGRAM, plan, lang)).values() for line in told]
    for rule, span in spans(plan):
        words = (span.rhythm(lang) if getattr(rule, "every", None) is span else span.text(lang)).translate(ALIKE)
        assert any(f" {printed(rule, lang)}" in line and words in line for line in lines), rule.place()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_every_level_says_to_whom_and_when(plan: ProcedurePlan, lang: str) -> None:
    if not plan.procedure.has_cases:
        return
    lines = [line for told in notes_of(mermaid(PROGRAM, plan, lang)).values() for line in told]
    word = {"zh": "上报", "en": "escalation"}[lang]
    for rule in plan.procedure.rules:
        if not getattr(rule, "notifies", ()):
            continue
        own = [line for line in lines if line.startswith(f"{word} {printed(rule, lang)} ")]
        assert own, rule.place()
        for role in rule.notifies:  # type: ignore[attr-defined]  # asked for above
            assert any(called(role, lang) in line.rpartition({"zh": "通知", "en": "notifies"}[lang])[2] for line in own)
        if isinstance(rule, Escalation) and hasattr(rule.since, "moment"):
            moment = rule.since.moment(lang, plan.terms(lang)).translate(ALIKE)  # type: ignore[union-attr]  # asked above
            assert any(moment in line for line in own), rule.place()
        if isinstance(rule, Escalation) and rule.wait is not None:
            assert any(rule.wait.long(lang) in line for line in own), rule.place()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_every_action_says_who_may_do_it(plan: ProcedurePlan, lang: str) -> None:
    if not plan.procedure.has_cases:
        return
    lines = lines_of(mermaid(PROGRAM, plan, lang))
    for rule in plan.procedure.rules:
        if isinstance(rule, Action | StandingTask) and rule.kind != "outcome":
            label = plan.label_term(rule).text(lang).translate(ALIKE)
            own = [line for line in lines if label in line and printed(rule, lang) in line]
            assert own, rule.place()
            for role in rule.performers:
                assert any(called(role, lang) in line for line in own), (rule.place(), role.name)


def test_a_limit_stands_where_the_case_is_while_it_runs() -> None:
    """4.2.3: four hours, the day, three days, from the slip, when the case is assigned; and the report of a miss."""
    text = mermaid(PROGRAM, PROGRAM.plans["complaint"], "zh")
    beside = notes_of(text)
    for clause, words in (("4.2.3d", "4小时内"), ("4.2.3e", "当日24：00前"), ("4.2.3f", "3天内")):
        (own,) = [state for state, lines in beside.items() for line in lines if f" {clause} " in line]
        (line,) = [line for line in beside[own] if f" {clause} " in line]
        assert (own, words in line, "（责任人）" in line) == ("assigned", True, True)
    (level,) = [line for line in beside["assigned"] if " 4.2.4a " in line]
    assert level == "上报 4.2.4a 逾期未处理，上报上级领导（客户接待员）：自“处理投诉”逾期时起；通知上级领导"
    english = notes_of(mermaid(PROGRAM, PROGRAM.plans["complaint"], "en"))["assigned"]
    assert any("limit 4.2.3d" in line and "within 4 hours" in line for line in english)
    assert any("escalation 4.2.4a" in line and "notifies superior" in line for line in english)


def test_a_wait_is_shown_too() -> None:
    """4.2.4b: after two days the receptionist may report to the top."""
    lines = lines_of(mermaid(PROGRAM, PROGRAM.plans["complaint"], "zh"))
    assert any(" 4.2.4b 直接上报高层领导（客户接待员）：满2天后方可办理" in line for line in lines)


def test_what_is_bound_to_no_state_stands_under_a_heading_beside_the_first() -> None:
    beside = notes_of(mermaid(PROGRAM, PROGRAM.plans["complaint"], "zh"))["received"]
    heading = beside.index("办理期间（不限状态）")
    assert any(" 4.2.1d 上级领导给出处理意见（上级领导）" in line for line in beside[heading:])
    assert any(" 4.2.1b 通知上级领导" in line and "2小时内" in line for line in beside[:heading])


def test_an_outcome_is_said_in_words() -> None:
    edges = edges_of(mermaid(PROGRAM, PROGRAM.plans["complaint"], "zh"))
    assert ("handled", "received", "回访（不良） 4.3a（受托人、部门第一负责人）") in edges


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_nothing_on_it_is_a_sign_of_mermaid(plan: ProcedurePlan, lang: str) -> None:
    text = mermaid(PROGRAM, plan, lang)
    assert [line for line in lines_of(text) if re.search(r"[:;#\"<>]", line)] == []
    states = {line.split(" : ")[0].strip() for line in text.splitlines() if re.match(r"    \w+ : ", line)}
    assert {state for source, to, _ in edges_of(text) for state in (source, to)} <= {*states, "[*]"}
    assert set(notes_of(text)) <= states
