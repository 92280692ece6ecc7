"""What may be done in a case, whatever is filed: of a step every reason why not, of several which have none.

The clock is run once for all that is asked, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicedesk.engine.case import Case
from servicedesk.engine.clock import advance, pending
from servicedesk.engine.context import Context
from servicedesk.engine.decide import closing_refusals, plain_refusal, view_of
from servicedesk.engine.draft import Draft
from servicedesk.engine.guards import Attempt, standing_against, where
from servicedesk.engine.payload import Payload
from servicedesk.engine.refusals import Refusal
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.texts.term import Term


def as_it_stands(program: Program, case: Case, context: Context) -> Case:
    """The case with everything that fell due up to ``context.recorded_at``: the case itself where nothing did."""
    plan, until = program.plans[case.procedure], context.recorded_at
    if all(due.next_check > until for due in pending(plan, case, context, until)):
        return case
    draft = Draft(case)
    advance(program, draft, context, until)
    return draft.case


def refusals_of(
    program: Program, case: Case, step: str, context: Context, item: str | None = None
) -> tuple[Refusal, ...]:
    """Every reason why a step cannot be done now, whatever is filed; empty fields are no reason."""
    return reasons_against(program, as_it_stands(program, case, context), step, context, item)


def reasons_against(
    program: Program, case: Case, step: str, context: Context, item: str | None = None
) -> tuple[Refusal, ...]:
    """The same of a case as it stands."""
    plan = program.plans[case.procedure]
    if not case.open:
        return (plain_refusal("ended", plan, step, state=Term(plan.state_term(case.state).zh, case.state)),)
    view = view_of(case, context, item)
    found = tuple(_against(program, plan, plan.steps[step].at(view), view, context))
    alike = len(found) > 1 and len({(each.kind, each.clause) for each in found}) < len(found)
    return tuple(dict.fromkeys(found)) if alike else found


def possible(program: Program, case: Case, steps: Iterable[str], context: Context) -> frozenset[str]:
    """The steps of these that have no reason against them, of the case as a whole: yes or no, and no reason is made.

    Example:
        >>> from servicedesk import Actor, Context, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> (program,) = desk.programs().values()
        >>> at = case.recorded_at
        >>> sorted(possible(program, case, ["tell_desk", "register", "handle"], Context(clerk, at, at)))
        ['tell_desk']
    """
    case = as_it_stands(program, case, context)
    plan = program.plans[case.procedure]
    if not case.open:
        return frozenset()
    view, held = view_of(case, context, None), plan.held(context.actor.roles)
    found: list[str] = []
    for name in steps:
        step = plan.steps[name].at(view)
        there = step.in_states is None or case.state in step.in_states
        may = there and not held.isdisjoint(step.open_to(view)[0])
        if may and next(_against(program, plan, step, view, context), None) is None:
            found.append(name)
    return frozenset(found)


def _against(
    program: Program, plan: ProcedurePlan, step: StepPlan, view: CaseView, context: Context
) -> Iterator[Refusal]:
    case, item = view.case, view.item
    attempt = Attempt(program, plan, step, view, context, None)
    if (step.item_kind or item) and where.item_of(step, case, Payload({"item": item}))[1]:
        yield where.no_item(attempt, "no_item", item or "")
    yield from standing_against(attempt, "")
    destinations = step.leads_to(case.state)
    if destinations and destinations <= plan.ends:
        yield from closing_refusals(attempt, min(destinations))
