"""What follows from entries beside effects and limits, whoever made them, a person or the clock: pauses.

A procedure that declares none of it pays nothing.
"""

from __future__ import annotations

from servicedesk.engine.context import Context
from servicedesk.engine.draft import Draft
from servicedesk.engine.holding import update_holds
from servicedesk.engine.limits import update_limits
from servicedesk.program.program import ProcedurePlan


def go_on(plan: ProcedurePlan, draft: Draft, known: int, context: Context) -> None:
    """Let what is new in the draft, from the entry at that place on, bring what it brings, and that in turn."""
    while plan.pauses and known < len(draft.entries):
        entry, before = draft.entries[known], len(draft.entries)
        update_holds(plan, draft, entry, context)
        if len(draft.entries) > before and draft.case.open:
            update_limits(plan, draft, draft.entries[before], context)
        known += 1
