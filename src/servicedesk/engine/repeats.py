"""Notices that repeat until a thing is done: at which instants, how often, and what ends them."""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.counting import times
from servicedesk.engine.record import record
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.rules.limits import Escalation
from servicedesk.rules.values import Occurrence


@record
class Repeat:
    """One repetition of a notice, the first is 1, nominally at ``at``."""

    rule: Escalation
    number: int
    at: int


def next_repeat(
    plan: ProcedurePlan, rule: Escalation, case: Case, item: str, first: int, said: Occurrence, context: Context
) -> Repeat | None:
    """The next repetition of a notice that was first due at ``first``; ``None`` where there is none to come.

    It has been ``said`` already; ``rule`` applies still.
    """
    limit, after_miss = plan.ladder(rule.name)
    if rule.repeats is None or (after_miss and not _is_missed(case, limit, item)):
        return None
    key = EventKey.repeated(rule.name)
    repeated = case.occurrences.get(EventKey.in_item(key, item) if item else key)
    last = first if repeated is None or repeated.last_seq < said.last_seq else repeated.last_at
    for number in range(1, rule.times + 1):
        at = times(rule.repeats, number).due(first, context.calendar).at
        if at is not None and at > last:
            return Repeat(rule, number, at)
    return None


def _is_missed(case: Case, limit: str, item: str) -> bool:
    """Whether what was missed is still to be done, and nothing has put the limit off or started its next run."""
    found = case.limits.get(in_item(limit, item))
    return found is not None and found.state == "missed"
