"""What is outstanding, paused or missed in a case, found without a look at what cannot be: each save asks it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sized
from typing import Final

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.life import BLOCKING, Obligation
from servicedesk.engine.obligations import ObligationRows
from servicedesk.engine.view import CaseView
from servicedesk.program.obliging import Obliging, Sort
from servicedesk.program.program import Program


def open_obligations(program: Program, case: Case, context: Context) -> tuple[Obligation, ...]:
    """Those of the obligations of a case that are outstanding, paused or missed, at the moment of the input.

    The rows of :func:`~servicedesk.engine.obligations.obligations`, found without a look at the rules of which none can
    be: most of a procedure lies ahead or behind.
    """
    plan = program.plans[case.procedure]
    day = context.calendar.local_date(context.recorded_at).isoformat()
    view = CaseView(case, day, None, context.answers)
    running = {limit.name for limit in case.limits.values() if limit.is_open}
    rules = [each.rule for each in plan.obliging if can_be_open(each, view, running)]
    return tuple(ObligationRows(plan, case, context, context.recorded_at, BLOCKING).all(rules)) if rules else ()


def can_be_open(obliging: Obliging, view: CaseView, running: Collection[str]) -> bool:
    """Whether a rule may have a row that is outstanding, paused or missed; it need not. ``running`` limits are open."""
    case, name = view.case, obliging.rule.name
    if not case.open:
        return obliging.sort == "fee" and case.state in ("withdrawn", "merged")
    if obliging.sort == "limit" or name in running:
        return name in running
    if obliging.sort in _BROUGHT:
        return bool(_BROUGHT[obliging.sort](case))
    known = case.occurrences
    if obliging.done in known:
        return False
    if not (obliging.at_once or case.state in obliging.states or not known.keys().isdisjoint(obliging.entered)):
        return False
    return obliging.only is None or name in case.limits or obliging.only.evaluate(view) is not False


_BROUGHT: Final[Mapping[Sort, Callable[[Case], Sized]]] = {
    "arises": lambda case: case.consequences,
    "items": lambda case: case.items,
    "child": lambda case: case.followed,
}
"""What a case must have for such a rule to owe anything."""
