"""A case is told that one which it opened has ended."""

from __future__ import annotations

from collections.abc import Mapping

from servicedesk.engine.case import Case
from servicedesk.engine.clock import advance
from servicedesk.engine.context import Context
from servicedesk.engine.course import ChildMergedEntry
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import ChildEntry, Entry
from servicedesk.engine.going_on import go_on
from servicedesk.engine.parts import FollowedChild
from servicedesk.engine.record import changed
from servicedesk.program.program import Program


def opened_by_others(case: Case) -> Mapping[str, str]:
    """Every case whose end is that of this one, with what opened it: itself, and those that were merged into it."""
    return case.merged_in if case.parent is None else {case.id: case.parent, **case.merged_in}


def child_ended(
    program: Program | None, parent: Case, child: Case, by: str, context: Context, *, own: str = "", into: str = ""
) -> tuple[Case, tuple[Entry, ...]]:
    """The case that opened another is told that it has ended, by whom; it moves nothing.

    ``own`` is the case that it opened, where that was merged into the one that ends. Where the one at hand ends by
    being merged ``into`` another, that alone is told: it has ended when the other ends.
    Nothing is told where it does not follow it, or has ended itself. Without the program under which the parent runs,
    since its rules are others now, the entry is all: whom it notifies is found when there are rules to say so.
    """
    known = parent.followed.get(own or child.id)
    if known is None or known.ended_at is not None or not parent.open:
        return parent, ()
    recorded = max(context.recorded_at, parent.recorded_at)
    context = changed(context, recorded_at=recorded)
    draft = Draft(parent)
    if program is not None:
        advance(program, draft, context, recorded)
    place = len(draft.entries)
    draft.append(_noted(draft.next_seq, known, child, by, recorded, into))
    if program is not None:
        go_on(program.plans[parent.procedure], draft, place, context)
        advance(program, draft, context, recorded)
    return draft.case, tuple(draft.entries)


def _noted(seq: int, known: FollowedChild, child: Case, by: str, recorded: int, into: str) -> Entry:
    if into:
        return ChildMergedEntry(
            seq=seq,
            kind="child_merged",
            name=known.name,
            clause=known.clause,
            at=child.moved_at,
            recorded=recorded,
            checked_at=recorded,
            child=known.id,
            procedure=child.procedure,
            into=into,
            by=by,
            item=known.item,
        )
    return ChildEntry(
        seq=seq,
        kind="child_ended",
        name=known.name,
        clause=known.clause,
        at=child.moved_at,
        recorded=recorded,
        checked_at=recorded,
        child=known.id,
        procedure=child.procedure,
        number=int(known.id.rpartition(".")[2]),
        item=known.item,
        ended_in=child.state,
        by=by,
    )
