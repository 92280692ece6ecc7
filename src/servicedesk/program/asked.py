"""What must be asked before a step can be decided: found once in the rules, for every case of the procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from servicedesk.program.steps import StepPlan
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import walk
from servicedesk.rules.facts import Compare, Expected
from servicedesk.rules.other_cases import OtherCases

if TYPE_CHECKING:
    from servicedesk.program.program import ProcedurePlan


@frozen
class Asked:
    """One question that conditions of a step read: by its name, of the host or (``others``) of the store."""

    name: str
    clause: str
    others: OtherCases | None = None
    expects: Expected = ""


def asked_by(plan: ProcedurePlan, step: str) -> tuple[Asked, ...]:
    """Everything that a step may need to know, each once; nothing where there is no such step."""
    found: dict[str, Asked] = {}
    for rule in (rule for each in _alternatives(plan.steps, step) for rule in _rules(plan, each)):
        for _, condition in rule.conditions():
            for part in walk(condition):
                for name in part.questions():
                    others = part if isinstance(part, OtherCases) else None
                    asked = found.get(name, Asked(name, plan.id_of(rule), others))
                    expects = part.expects if isinstance(part, Compare) else ""
                    found[name] = asked if asked.expects or not expects else evolve(asked, expects=expects)
    return tuple(found.values())


def _alternatives(steps: Mapping[str, StepPlan], step: str) -> tuple[StepPlan, ...]:
    known = steps.get(step)
    return () if known is None else known.alternatives


def _rules(plan: ProcedurePlan, step: StepPlan) -> Iterator[Rule]:
    yield step.rule
    yield from step.outcomes.values()
    yield from (*step.requires, *step.forbids, *step.documents, *step.fees, *step.acts, *step.windows, *plan.opens)
    yield from (plan.fees[name] for name in getattr(step.rule, "pays", ()))
    if any(to in plan.ends for to in step.moves.values()):
        yield from (*plan.mandatory, *plan.final_documents)
    yield from step.authorizations
