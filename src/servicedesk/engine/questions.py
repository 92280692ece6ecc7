"""What must be asked before a step can be decided, all in one round."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from servicedesk.engine.case import Case
from servicedesk.engine.record import record
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import walk
from servicedesk.rules.facts import Compare, Expected
from servicedesk.rules.other_cases import OtherCases


@record
class Question:
    """One thing to be answered: by the host, or where ``others`` is set, by the store's other cases of the subject.

    Example:
        >>> from servicedesk import Question
        >>> asked = Question("arrears", "3-2-501", "7", "4.3.1")
        >>> {asked.name: 0} if asked.subject == "3-2-501" else {}  # what a host's ``answer`` gives back
        {'arrears': 0}
    """

    name: str
    subject: str
    case_id: str
    clause: str
    others: OtherCases | None = None
    expects: Expected = ""
    """As what the answer is compared: ``number``, ``flag``, ``text``; empty where anything will do."""


def questions(program: Program, case: Case, step: str) -> tuple[Question, ...]:
    """Pure, and complete in one round: conditions are data, so nothing new is asked after the answers.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> from servicedesk.program.registry import Registry
        >>> program = Registry.installed().program("fuheng", "undated")
        >>> questions(program, case, "register")
        ()
    """
    plan = program.plans[case.procedure]
    step_plan = plan.steps.get(step)
    if step_plan is None:
        return ()
    found: dict[str, Question] = {}
    for rule in (rule for each in step_plan.alternatives for rule in _rules(plan, each)):
        for _, condition in rule.conditions():
            for part in walk(condition):
                for name in part.questions():
                    others = part if isinstance(part, OtherCases) else None
                    asked = found.get(name, Question(name, case.subject, case.id, plan.id_of(rule), others))
                    expects = part.expects if isinstance(part, Compare) else ""
                    found[name] = asked if asked.expects or not expects else evolve(asked, expects=expects)
    return tuple(found.values())


def _rules(plan: ProcedurePlan, step: StepPlan) -> Iterator[Rule]:
    yield step.rule
    yield from step.outcomes.values()
    yield from (*step.requires, *step.forbids, *step.documents, *step.fees, *step.acts, *step.windows, *plan.opens)
    yield from (plan.fees[name] for name in getattr(step.rule, "pays", ()))
    if any(to in plan.ends for to in step.moves.values()):
        yield from (*plan.mandatory, *plan.final_documents)
    yield from step.authorizations
