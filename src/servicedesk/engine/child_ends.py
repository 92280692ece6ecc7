"""A case is told that one which it opened has ended."""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.clock import advance
from servicedesk.engine.context import Context
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import ChildEntry, Entry
from servicedesk.engine.going_on import go_on
from servicedesk.engine.record import changed
from servicedesk.program.program import Program


def child_ended(
    program: Program | None, parent: Case, child: Case, by: str, context: Context
) -> tuple[Case, tuple[Entry, ...]]:
    """The case that opened another is told that it has ended, by whom; it moves nothing.

    Nothing is told where it does not follow it, or has ended itself. Without the program under which the parent runs,
    since its rules are others now, the entry is all: whom it notifies is found when there are rules to say so.
    """
    known = parent.followed.get(child.id)
    if known is None or known.ended_at is not None or not parent.open:
        return parent, ()
    recorded = max(context.recorded_at, parent.recorded_at)
    context = changed(context, recorded_at=recorded)
    draft = Draft(parent)
    if program is not None:
        advance(program, draft, context, recorded)
    place = len(draft.entries)
    draft.append(
        ChildEntry(
            seq=draft.next_seq,
            kind="child_ended",
            name=known.name,
            clause=known.clause,
            at=child.moved_at,
            recorded=recorded,
            checked_at=recorded,
            child=child.id,
            procedure=child.procedure,
            number=int(child.id.rpartition(".")[2]),
            item=known.item,
            ended_in=child.state,
            by=by,
        )
    )
    if program is not None:
        go_on(program.plans[parent.procedure], draft, place, context)
        advance(program, draft, context, recorded)
    return draft.case, tuple(draft.entries)
