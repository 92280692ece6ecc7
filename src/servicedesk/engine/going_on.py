"""What follows from entries beside effects and limits, whoever made them, a person or the clock.

Pauses, named points, and what a miss or a breach brings.

A procedure that declares none of them pays nothing.
"""

from __future__ import annotations

from servicedesk.engine.consequences import bring_consequences
from servicedesk.engine.context import Context
from servicedesk.engine.course import MilestoneEntry
from servicedesk.engine.draft import Draft
from servicedesk.engine.effects import entitle
from servicedesk.engine.holding import update_holds
from servicedesk.engine.limits import update_limits
from servicedesk.engine.milestones import read_milestones
from servicedesk.program.program import ProcedurePlan


def go_on(plan: ProcedurePlan, draft: Draft, known: int, context: Context) -> None:
    """Let what is new in the draft, from the entry at that place on, bring what it brings, and that in turn.

    A pause that an entry begins or ends was noted, and is not noted again.
    """
    while (plan.pauses or plan.milestones or plan.consequences.any) and known < len(draft.entries):
        entry, before = draft.entries[known], len(draft.entries)
        update_holds(plan, draft, entry, context)
        read_milestones(plan, draft, entry, context)
        bring_consequences(plan, draft, entry, context)
        for new in draft.entries[before:]:
            if isinstance(new, MilestoneEntry):
                entitle(plan, draft, new, context)
            if draft.case.open:
                update_limits(plan, draft, new, context)
        known += 1
