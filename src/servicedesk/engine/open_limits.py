"""The open limits of a case whose rules are others now: what can be told of them without those rules."""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.life import Obligation
from servicedesk.engine.parts import Limit
from servicedesk.program.program import ProcedurePlan
from servicedesk.texts.term import Term, in_words


def open_limits(case: Case, plan: ProcedurePlan | None) -> tuple[Obligation, ...]:
    """What a case carries by itself, where nobody has the rules that it runs under: its open limits as they stand."""
    return tuple(_row(limit, plan) for limit in case.limits.values() if limit.is_open)


def _row(limit: Limit, plan: ProcedurePlan | None) -> Obligation:
    known = None if plan is None else plan.find_limit(limit.name, limit.clause)
    return Obligation(
        kind="limit",
        name=limit.name,
        clause=limit.clause,
        label=Term(limit.name, in_words(limit.name)) if plan is None or known is None else plan.label_term(known.rule),
        status="outstanding" if limit.state == "running" else limit.state,
        item=limit.item,
        roles=limit.roles,
        due=limit.due,
        missed_at=limit.due if limit.state == "missed" else None,
        cause="rules_changed",
    )
