"""A procedure of a manual and an action of a procedure, by name; what is not there is told with what is."""

from __future__ import annotations

from servicedesk.characters import brief, is_a
from servicedesk.errors import UnknownName
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.said import Said, both

__all__ = ["plan_named", "step_named"]


def plan_named(program: Program, procedure: str) -> ProcedurePlan:
    """The procedure of a name.

    Raises:
        UnknownName: the manual has none.
    """
    if not is_a(procedure, str) or procedure not in program.plans:
        known = tuple(each.name for each in program.manual.edition(program.edition).procedures)
        raise UnknownName(
            Said("manual_no_procedure", manual=program.manual.name, procedure=brief(procedure)),
            remedy=Said("it_has", known=known),
            manual=program.manual.name,
        )
    return program.plans[procedure]


def step_named(plan: ProcedurePlan, action: str) -> StepPlan:
    """The action of a name.

    Raises:
        UnknownName: the procedure has none.
    """
    if not is_a(action, str) or action not in plan.steps:
        raise UnknownName(
            Said("procedure_no_action", zh=both(plan.procedure.zh, plan.procedure.name), action=brief(action)),
            remedy=Said("it_has", known=tuple(plan.steps)),
            manual=plan.manual,
        )
    return plan.steps[action]
