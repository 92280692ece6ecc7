"""A limit that is still to be kept, as the desk shows it beside others."""

from __future__ import annotations

from servicedesk.calendars import to_datetime
from servicedesk.desk.views import DueLimit
from servicedesk.engine.case import Case
from servicedesk.engine.items import item_called
from servicedesk.engine.owing import roles_of_limit
from servicedesk.engine.parts import Limit
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.texts.items import NO_ITEM
from servicedesk.texts.term import in_words


def due_limit(
    case: Case, plan: ProcedurePlan | None, limit: Limit, *, zone: str, now: int, rules_changed: bool
) -> DueLimit:
    """An open limit of a case: overdue where its due lies before ``now``, recorded as missed or not yet.

    ``plan`` is ``None`` where the rules of the case are not at hand, and the limit keeps its name.
    """
    known = None if plan is None else plan.find_limit(limit.name, limit.clause)
    view = CaseView(case, to_datetime(now, zone).date().isoformat(), limit.item or None)
    item = NO_ITEM if plan is None else item_called(plan, case, limit.item)
    return DueLimit(
        case.id,
        case.subject,
        case.procedure,
        limit.key,
        limit.name if plan is None or known is None else plan.label(known.rule, "zh"),
        limit.clause,
        None if limit.due is None else to_datetime(limit.due, zone),
        limit.state,
        limit.roles if plan is None else roles_of_limit(plan, limit.name, limit.roles, view),
        limit.provisional,
        rules_changed,
        limit.state != "paused" and limit.due is not None and limit.due < now,
        in_words(limit.name) if plan is None or known is None else plan.label_term(known.rule).en,
        limit.item,
        item.zh,
        item.en,
    )
