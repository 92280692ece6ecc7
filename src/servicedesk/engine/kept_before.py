"""A rhythm whose last run was kept in time, and recorded only when the clock had found it missed and gone on.

The missed run is known late, as that of any other limit. The run that had begun meanwhile begins again: where the
rhythm counts from when it was done, from that; in the calendar at its own place, with what was told on its way.
"""

from __future__ import annotations

from servicedesk.engine.context import Context
from servicedesk.engine.counting import (
    is_period,
    next_place,
    period_before,
    place_before,
    place_of,
    project,
    reference,
    span_of,
    times,
)
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import Entry
from servicedesk.engine.limit_entries import close, start
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import Occurrence
from servicedesk.spans import Span


def missed_and_kept(rule: LimitPlan, draft: Draft, limit: Limit, kept: Occurrence, context: Context) -> Limit | None:
    """The run that the clock had found missed, and in which ``kept`` lies; ``None`` where it lies in no such run.

    In the calendar that is the run before this one: of those before it nothing says here whether they were missed.
    """
    if not rule.recurs or limit.state != "running" or not limit.missed_run or limit.missed_run != limit.run - 1:
        return None
    view = draft.view(limit.item)
    miss = view.occurrence(EventKey.missed(limit.name))
    span = span_of(rule, view, limit.anchor, context)
    if not isinstance(span, Span):
        return None
    if miss is None or not miss.last_seq <= limit.anchor_seq < kept.last_seq or kept.last_at > miss.last_at:
        return None
    before = changed(limit, run=limit.missed_run, due=miss.last_at, state="missed", levels=(), left=())
    if is_period(span):
        begun = max(period_before(span, miss.last_at, context.calendar_of(limit.calendar)), draft.case.opened_at)
        return changed(before, anchor=begun) if kept.last_at >= begun else None
    place = place_of(span, limit) - 1
    before = changed(before, span=str(times(span, max(place, 1))))
    begun = place_before(span, before, context)
    while kept.last_at <= begun and before.run > 1 < place and rule.recurs != "calendar":  # all since the anchor
        place -= 1
        before = project(changed(before, run=before.run - 1, span=str(times(span, place))), context)
        begun = place_before(span, before, context)
    return before if kept.last_at >= begun else None


def begin_again(
    rule: LimitPlan, draft: Draft, limit: Limit, missed: Limit, kept: Occurrence, cause: Entry, context: Context
) -> None:
    """The missed run is known late, and the present one begins where the text counts from.

    What was missed after it stays missed: the present run goes to the first place that lies after that.
    """
    close(draft, missed, "met", "known_late", kept.last_at, cause)
    last = draft.entries[-1]
    still = limit.missed_run if limit.missed_run != missed.run else 0
    again = changed(limit, anchor_seq=last.seq, missed_run=still, left=())
    span = span_of(rule, draft.view(limit.item), kept.last_at, context)
    if rule.recurs != "calendar" and isinstance(span, Span) and not is_period(span):
        fresh = changed(
            again, anchor=kept.last_at, span=str(span), state="running", generation=1, pauses=(), changes=()
        )
        reckoned = changed(fresh, levels=(), extensions=(), calendar=reference(context.calendar_named(rule.calendar)))
        again = changed(reckoned, known_at=last.recorded)
        if still and (miss := draft.view(limit.item).occurrence(EventKey.missed(limit.name))) is not None:
            again = changed(again, span=str(next_place(span, again, miss.last_at, context)))
        again = project(again, context)
    start(draft, again, cause.recorded, cause.checked_at)
