"""Write docs/sentences.md: sixty sentences that the package says, drawn with a fixed seed out of all that it can say.

``python scripts/sentences.py`` writes the page anew; ``every()`` gives all sentences that fuheng can come to here.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from servicedesk import Actor, Desk, Registry
from servicedesk.engine.refusals import ConditionWords, Refusal, Remedy, refusal
from servicedesk.errors import ServicedeskError
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.replay import replay
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.guards import DocumentRequirement, Separation
from servicedesk.rules.limits import Escalation
from servicedesk.rules.manual import Manual
from servicedesk.texts.messages import notice_text
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term, listed

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "sentences.md"
SEED, DRAWN = 20261128, 60
LOGS = ("front_desk_week.csv", "one_flat_2026.csv", "recorded_week.csv")
_REFUSED = {
    ("requirement", "condition"): "required",
    ("prohibition", "condition"): "forbidden",
    ("", "only"): "not_applicable",
    ("", "unless"): "not_now",
}
HEAD = """# What it says

Sixty sentences, drawn with a fixed seed out of all that the manual `fuheng` says in the package's examples and of its
rules: refusals with what would help, conditions, moments, obligations, entries of histories, notices, explanations.
`python scripts/sentences.py` writes this page.

| | 中文 | English |
| --- | --- | --- |
"""


class Sentence(NamedTuple):
    """One sentence in both languages, and what it is."""

    kind: str
    zh: str
    en: str


def every(manual: Manual, logs: Iterator[Path] | None = None) -> list[Sentence]:
    """Every sentence there is, sorted, none twice."""
    program = Registry.of(manual).program(manual.name, manual.editions[0].name)
    found = {each for plan in program.plans.values() for each in of_rules(program, plan)}
    for log in logs or ():
        found |= set(of_log(manual, log))
    return sorted(found)


def of_rules(program: Program, plan: ProcedurePlan) -> Iterator[Sentence]:
    """What the rules of a procedure say of themselves, and what they would refuse."""
    for rule in plan.procedure.expanded:
        for place, condition in rule.conditions():
            yield from of_condition(plan, rule, place, condition)
        if isinstance(rule, Escalation):
            zh, en = (
                notice_text(
                    lang,
                    clause=plan.cite(plan.id_of(rule)).text(lang),
                    case="TS0928-01",
                    subject="3-2-501",
                    what=plan.label_term(rule).text(lang),
                    to=listed((program.role_term(role.name).text(lang) for role in rule.notifies), lang),
                )
                for lang in ("zh", "en")
            )
            yield Sentence("notice", zh, en)
    yield from (Sentence("refusal", each.text("zh"), each.text("en")) for each in refusals(program, plan))


def of_condition(plan: ProcedurePlan, rule: Rule, place: str, condition: Condition) -> Iterator[Sentence]:
    """A condition as it reads, as what is lacking, and as what is not known."""
    if place in ("since", "met_by", "resumed_by", "on_event", "around") and isinstance(condition, CaseEvent):
        zh, en = (condition.moment(lang, plan.terms(lang)) for lang in ("zh", "en"))
        yield Sentence("moment", zh, en)
        return
    yield Sentence("condition", plan.reading(condition, "zh"), plan.reading(condition, "en"))
    clause = f"{plan.manual}/{plan.procedure.name}/1"
    kind = _REFUSED.get((rule.kind, place)) or _REFUSED.get(("", place))
    if kind is not None:
        words = ConditionWords(condition, kind in ("required", "not_applicable"), plan.terms)
        said = refusal(kind, clause, condition=words)
        yield Sentence("refusal", said.zh, said.en)
    names = (*condition.facts(), *condition.questions())
    if names and not any(" " in name or ":" in name for name in names):
        facts = Several(tuple(plan.term_of("fact", name) for name in dict.fromkeys(names)), quoted=True)
        words = ConditionWords(condition, terms=plan.terms)
        said = refusal(
            "unknown_fact", clause, facts=facts, condition=words, remedy=Remedy("help_fact", (("facts", facts),))
        )
        yield Sentence("refusal", said.zh, said.en)


def refusals(program: Program, plan: ProcedurePlan) -> Iterator[Refusal]:
    """What each action may be refused with that is no condition."""
    states = [plan.state_term(state) for state in plan.procedure.states]
    for step in plan.steps.values():
        label = plan.label_term(step.rule)
        if step.roles:
            roles = Several(tuple(program.role_term(role) for role in sorted(step.roles)), choice=True)
            aid = Remedy("help_role", (("roles", roles),))
            yield refusal("wrong_role", step.clause, roles=roles, actor="王敏", remedy=aid)
        if step.in_states and "" not in step.in_states:
            there = Several(tuple(plan.state_term(state) for state in sorted(step.in_states)), choice=True, quoted=True)
            yield refusal("wrong_state", step.clause, state=states[0], states=there)
        for each in step.fields:
            term = Term(each.field.zh, each.field.name.replace("_", " "))
            aid = Remedy("help_field", (("field", term),))
            yield refusal("missing_field", each.clause, name=each.field.name, field=each.field.zh, remedy=aid)
        for fee in step.fees:
            yield refusal("unpaid", step.clause, fee=plan.term_of("paid", fee.name))
        yield refusal("outstanding", step.clause, what=label, remedy=Remedy("help_do", (("step", label),)))
    for rule in plan.procedure.expanded:
        if isinstance(rule, DocumentRequirement) and rule.form is not None:
            form = getattr(rule.form, "form", rule.form)
            yield refusal("missing_document", plan.id_of(rule), name=form.name, form=form.zh)
            for signer in rule.signed_by:
                role = program.role_term(getattr(signer, "role", signer).name)
                yield refusal("missing_signature", plan.id_of(rule), name=form.name, form=form.zh, role=role)
        if isinstance(rule, Separation):
            for other in rule.others:
                yield refusal("separation", plan.id_of(rule), other=plan.term_of("done", other))


def of_log(manual: Manual, log: Path) -> Iterator[Sentence]:
    """What is said where a log has been taken through the manual."""
    with Desk(manual, registry=Registry.of(manual)) as desk:
        replayed = replay(log, desk, record=log.name.startswith("recorded"), clock="log")
        for row in replayed.refused:
            yield Sentence("refusal", row.refusal.text("zh"), row.refusal.text("en"))
        cases = sorted({limit.case_id for limit in desk.due()} | {row.case for row in replayed.refused if row.case})
        for limit in desk.due():
            told = desk.explain(limit.case_id, limit.name)
            yield Sentence("explanation", told.text("zh"), told.text("en"))
        for case in cases:
            yield from of_case(desk, case)


def of_case(desk: Desk, case: str) -> Iterator[Sentence]:
    """History, obligations, explanations and options of one case."""
    try:
        lines = desk.history(case)
    except ServicedeskError:
        return  # a row of the log that opened nothing
    for line in lines:
        yield Sentence("entry", line.text("zh"), line.text("en"))
    for owed in desk.obligations(case):
        yield Sentence("obligation", owed.zh, owed.en)
    role = desk.manual.roles[0].name
    for option in desk.options(case, by=Actor("王敏", {role})):
        for each in option.refusals:
            yield Sentence("refusal", each.text("zh"), each.text("en"))


def page() -> str:
    """The page: so many of each kind, drawn."""
    manual = Registry.installed().manual("fuheng")
    dice = random.Random(SEED)  # noqa: S311  a drawing that anybody can repeat
    known = every(manual, (ROOT / "examples" / name for name in LOGS))
    kinds = sorted({each.kind for each in known})
    each_of = {kind: [each for each in known if each.kind == kind] for kind in kinds}
    share = {kind: min(len(each_of[kind]), 24 if kind == "refusal" else 6) for kind in kinds}
    share["condition"] += DRAWN - sum(share.values())
    drawn = [each for kind in kinds for each in dice.sample(each_of[kind], share[kind])]
    return HEAD + "".join(f"| {each.kind} | {_cell(each.zh)} | {_cell(each.en)} |\n" for each in drawn)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PAGE}\n")
