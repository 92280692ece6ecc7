"""Whether a limit holds for a case, as things are, by its season and by its conditions; whether a notice does."""

from __future__ import annotations

from servicedesk.engine.context import Context
from servicedesk.engine.seasons import in_season
from servicedesk.engine.view import CaseView
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.limits import Escalation


def applies(plan: LimitPlan, view: CaseView, context: Context) -> bool | None:
    """Whether a limit holds for the case, or an item of it; ``None`` where nobody can tell yet.

    Work of a season holds while it is the season by the clock, which has run as far as it will with this input.
    """
    season = in_season(plan.season, context.until, context)
    return season if season is not True else holds(plan, view)


def holds(plan: LimitPlan, view: CaseView) -> bool | None:
    """What the states and conditions of a limit say, whatever the season; ``None`` where nobody can tell yet."""
    if plan.in_states and view.state() not in plan.in_states:
        return False
    only = True if plan.only is None else plan.only.evaluate(view)
    unless = False if plan.unless is None else plan.unless.evaluate(view)
    if only is False or unless is True:
        return False
    return None if only is None else True


def notice_applies(rule: Escalation, view: CaseView) -> bool:
    """Whether the conditions of a notice hold; what nobody can tell does not."""
    applies = rule.only is None or rule.only.evaluate(view) is True
    return applies and (rule.unless is None or rule.unless.evaluate(view) is not True)
