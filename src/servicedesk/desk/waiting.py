"""For whom or what an action waits that would meet a limit: a case of its own, a signature, somebody outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.guards import Attempt, required
from servicedesk.engine.owing import roles_of_limit
from servicedesk.engine.parts import Limit
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import LimitPlan, StepPlan
from servicedesk.rules.conditions import walk
from servicedesk.rules.events import CaseEvent
from servicedesk.texts.limits import waits_for_party
from servicedesk.texts.term import Term

_OF_OTHERS: Final = frozenset({"child_not_ended", "missing_signature", "outdated_signature", "signed_empty"})
"""What stands in the way and only another can bring: the end of a case, a signature."""


def waits(program: Program, case: Case, rule: LimitPlan, limit: Limit, context: Context) -> tuple[Term, ...]:
    """What the actions wait for that would meet a limit which is open, each thing once."""
    plan = program.plans[case.procedure]
    if not limit.is_open:
        return ()
    view = CaseView(case, context.calendar.local_date(context.occurred_at).isoformat(), limit.item or None)
    owing = roles_of_limit(plan, limit.name, limit.roles, view)
    found = dict.fromkeys(_outside(program, owing))
    for step in _meeting(plan, rule, view):
        attempt = Attempt(program, plan, step, view, context, None)
        against = chain(required.before_step(attempt), required.requirements(attempt, ""))
        found |= dict.fromkeys(Term(each.zh, each.en) for each in against if each.kind in _OF_OTHERS)
    return tuple(found)


def _outside(program: Program, owing: Sequence[str]) -> Iterator[Term]:
    """Whoever is to act, where that is nobody of the company."""
    if owing and all(program.is_party(role) for role in owing):
        yield from (waits_for_party(program.role_term(role)) for role in owing)


def _meeting(plan: ProcedurePlan, rule: LimitPlan, view: CaseView) -> Iterator[StepPlan]:
    """The steps that meet a limit: of its own name, or named by it, or that lead into a state that it names."""
    events = [part for part in walk(rule.until) if isinstance(part, CaseEvent)]
    done = {rule.name, *(event.name for event in events if event.kind == "done")}
    states = {event.name for event in events if event.kind == "entered"}
    for name, named in plan.steps.items():
        step = named.at(view)
        if name in done or states & set(step.moves.values()):
            yield step
