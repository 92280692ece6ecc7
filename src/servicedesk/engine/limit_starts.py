"""When a limit starts, starts again, and starts its next run; and when another rule of its name takes it over.

``run`` counts the starts of a limit: a rhythm starts its next run when one is done or missed, another limit when what
starts it happens again; and what goes on after a miss, because its due lies ahead again or a pause excused it.
``generation`` counts what moved the due within a run other than by a pause: another target, another start, another
calendar, an extension. A limit that comes back to the very target and due that it missed is that miss again.
"""

from __future__ import annotations

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.counting import (
    is_period,
    next_period,
    next_place,
    period_from,
    project,
    reference,
    span_of,
    stated_due,
    times,
    written,
)
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import Entry
from servicedesk.engine.limit_entries import move, note_further, start
from servicedesk.engine.parts import FurtherRound, Limit
from servicedesk.engine.record import changed
from servicedesk.engine.seasons import in_season
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.events import Arisen
from servicedesk.rules.keys import EventKey
from servicedesk.rules.values import ByPolicy, Occurrence
from servicedesk.spans import Due, Gap, Span


def start_of(plan: LimitPlan, limit: Limit | None, view: CaseView, cause: Entry) -> Occurrence | None:
    """What a limit that does not run starts at now, if anything: a first or a new start.

    A rhythm begins when it begins to apply, the first time and again.
    """
    begun = plan.since.last(view)
    if begun is None:
        return None
    if limit is None or limit.state == "cancelled":
        again = Occurrence(1, cause.at, cause.seq, cause.at, cause.seq)
        return again if plan.recurs and begun.last_seq < cause.seq else begun
    if isinstance(plan.since, Arisen):
        return begun if begun.last_seq != limit.anchor_seq else None  # the next that is open
    kept = plan.until.last(view)
    answered = kept is not None and kept.last_seq > begun.last_seq
    if begun.last_seq <= limit.anchor_seq or answered or plan.reopening == "none":
        return None
    # The moment of a round that is over was written wrongly: that is no other round.
    return None if _was_corrected(plan, view, begun) else begun


def _was_corrected(plan: LimitPlan, view: CaseView, begun: Occurrence) -> bool:
    """Whether the moment that a limit counts from stands there by a correction, and not because it was stated anew."""
    corrections = (view.occurrence(EventKey.corrected(name)) for name in plan.stated)
    return any(each is not None and each.last_seq == begun.last_seq for each in corrections)


def start_run(
    plan: LimitPlan, draft: Draft, item: str, begun: Occurrence, old: Limit | None, cause: Entry, context: Context
) -> Limit | None:
    """Start a run; ``None`` while nobody has stated how long it lasts."""
    span = span_of(plan, draft.view(item), begun.last_at, context)
    if span is None:
        return None
    pauses: tuple[Gap, ...] = ()
    levels: tuple[tuple[str, int], ...] = ()
    anchor = begun.last_at
    if plan.recurs and isinstance(span, Span):
        anchor = period_from(span, anchor, context.calendar_named(plan.calendar))
    if old is not None and plan.reopening == "resume" and old.closed_at is not None:
        anchor, levels = old.anchor, old.levels
        pauses = (*old.pauses, Gap(old.closed_at, begun.last_at, "reopened"))
    calendar = context.calendar_named(plan.calendar)
    due = Due(span, ()) if isinstance(span, int) else span.due(anchor, calendar, pauses=pauses)
    limit = Limit(
        name=plan.name,
        clause=plan.clause,
        span=plan.written if span is plan.span else written(span),
        calendar=reference(calendar),
        anchor=anchor,
        anchor_seq=begun.last_seq,
        due=due.at,
        item=item,
        run=_runs_before(draft.case, item) + 1 if old is None else old.run + 1,
        provisional=due.provisional,
        pauses=pauses,
        roles=plan.roles,
        mandatory=plan.mandatory,
        levels=levels,
        known_at=cause.recorded,
        cause="late_knowledge",
        missed_run=0 if old is None else old.missed_run,
    )
    if old is not None and (old.state, old.anchor_seq) == ("cancelled", limit.anchor_seq):
        over = tuple(gap for gap in old.pauses if gap.until is not None)  # what stood still then still did
        left = tuple(miss._replace(run=limit.run) for miss in old.left)  # their runs are closed: this one goes on
        limit = project(changed(limit, pauses=limit.pauses or over, levels=old.levels, left=left), context)
        if (miss := limit.missed_before) is not None:
            limit = changed(limit, state="missed", missed_run=miss.missed_run)
    return start(draft, limit, cause.recorded, cause.checked_at)


def _runs_before(case: Case, item: str) -> int:
    """The runs of limits that those had which were called like the item before."""
    known = case.items.get(item)
    return 0 if known is None else known.past_runs


def start_next(
    plan: ProcedurePlan, draft: Draft, limit: Limit, at: int, context: Context, cause: Entry | None = None
) -> None:
    """A recurring obligation begins again: from when it was done, after a miss at its next place, or in the calendar.

    The next places are counted from one anchor, never from the last due: 31 January, 28 February, 31 March.
    """
    rule = plan.find_limit(limit.name, limit.clause)
    if rule is not None and limit.further and draft.case.open:
        _start_further(rule, draft, limit, context, cause)
        return
    if rule is None or not rule.recurs or not draft.case.open or in_season(rule.season, at, context) is False:
        return
    anew = limit.state != "missed" and rule.recurs != "calendar"  # counted from when it was done, not from its places
    span = span_of(rule, draft.view(limit.item), at if anew else limit.anchor, context)
    if not isinstance(span, Span):
        return
    last = draft.entries[-1]
    fresh = changed(
        limit,
        state="running",
        run=limit.run + 1,
        generation=1,
        pauses=(),
        changes=(),
        levels=(),
        left=(),
        closed_at=None,
        anchor_seq=last.seq,
        known_at=last.recorded,
        cause="late_knowledge",
        calendar=reference(context.calendar_named(rule.calendar)),
    )
    if is_period(span):
        begins = next_period(span, limit, context.calendar_of(limit.present_calendar))
        fresh = changed(fresh, anchor=begins, span=str(span))
    elif rule.recurs == "calendar":
        fresh = changed(fresh, span=str(times(span, fresh.run)))
    elif limit.state == "missed":
        # What a change of target made late is late once: nothing was due at the places before the change.
        passed = max(at, limit.known_at) if limit.cause == "target_changed" else at
        fresh = changed(fresh, span=str(next_place(span, fresh, passed, context)))
    else:
        fresh = changed(fresh, anchor=at, span=str(span))
    known = cause or last
    start(draft, project(fresh, context), known.recorded, known.checked_at)


def further_round(plan: LimitPlan, draft: Draft, limit: Limit, view: CaseView, cause: Entry, context: Context) -> Limit:
    """An event that comes while a round is open is owed one of its own: at once after a miss, else after that round."""
    begun = plan.since.last(view)
    if begun is None or begun.last_seq <= max((limit.anchor_seq, *(each.seq for each in limit.further))):
        return limit
    span = span_of(plan, view, begun.last_at, context)
    if span is None:
        return limit
    if limit.state == "missed":
        return start_run(plan, draft, limit.item, begun, limit, cause, context) or limit
    round_ = FurtherRound(begun.last_at, begun.last_seq, written(span))
    return note_further(draft, changed(limit, further=(*limit.further, round_)), cause)


def _start_further(plan: LimitPlan, draft: Draft, limit: Limit, context: Context, cause: Entry | None) -> None:
    """The next round of what is owed for each event, from its own event; what was stated of the last may be corrected.

    Only what is done after it begins answers it: one action is one answer.
    """
    first, *rest = limit.further
    span = first.span
    if not rest and (now := span_of(plan, draft.view(limit.item), first.at, context)) is not None:
        span = written(now)
    known = cause or draft.entries[-1]
    fresh = changed(
        limit,
        state="running",
        span=span,
        due=stated_due(span),
        calendar=reference(context.calendar_named(plan.calendar)),
        anchor=first.at,
        anchor_seq=draft.next_seq,
        run=limit.run + 1,
        generation=1,
        pauses=(),
        changes=(),
        extensions=(),
        levels=(),
        left=(),
        known_at=known.recorded,
        cause="late_knowledge",
        closed_at=None,
        further=tuple(rest),
    )
    start(draft, project(fresh, context), known.recorded, known.checked_at)


def move_start(plan: LimitPlan, draft: Draft, limit: Limit, view: CaseView, cause: Entry, context: Context) -> Limit:
    """A limit that runs from a stated moment goes with it when another is stated."""
    begun = plan.since.last(view)
    if begun is None or begun.last_seq <= limit.anchor_seq or not plan.since.is_stated(view):
        return limit
    later = changed(
        limit,
        anchor=begun.last_at,
        anchor_seq=begun.last_seq,
        generation=limit.generation + 1,
        known_at=cause.recorded,
        cause="start_changed",
    )
    return move(draft, "retargeted", limit, project(later, context), cause, old_start=limit.anchor)


def restated(plan: LimitPlan, limit: Limit, view: CaseView, context: Context) -> bool:
    """Another time was stated since for a limit that somebody states."""
    if isinstance(plan.span, Span | ByPolicy):
        return False
    span = span_of(plan, view, limit.anchor, context)
    return span is not None and written(span) != limit.span


def unkept(plan: LimitPlan, limit: Limit, view: CaseView) -> Limit | None:
    """The limit as it would stand, had it not been kept by what does not keep it under the rule that applies now.

    ``None`` where it is kept under that one too, began with something else, or is a rhythm.
    """
    begun = plan.since.last(view)
    if limit.state not in ("met", "late") or plan.clause == limit.clause or begun is None:
        return None
    if plan.recurs or plan.per_event or begun.last_seq != limit.anchor_seq:
        return None
    if plan.until.last_from(view, limit.anchor_seq) is not None:
        return None
    state = "missed" if limit.missed_run == limit.run else "running"
    stood_still = tuple(p for p in limit.pauses if p.until != limit.closed_at)  # one that the keeping ended goes on
    return changed(limit, state=state, closed_at=None, pauses=stood_still)


def retarget(
    plan: LimitPlan,
    draft: Draft,
    limit: Limit,
    view: CaseView,
    cause: Entry,
    context: Context,
    old: LimitPlan | None = None,
) -> Limit:
    """Another rule of the same name applies now: start, pauses and time used stay, the target changes.

    A rhythm takes its next place after the change, counted from where it counted before: at the places before the
    change another rhythm held. Where it goes by another calendar than the ``old`` one did, that counts from now on.
    """
    span = span_of(plan, view, limit.anchor, context)
    if span is None:
        return limit
    if plan.recurs and isinstance(span, Span) and not is_period(span):
        span = next_place(span, changed(limit, span=str(span)), _passed(limit, view, cause), context)
    retargeted = changed(
        limit,
        clause=plan.clause,
        span=written(span),
        due=span if isinstance(span, int) else limit.due,
        generation=limit.generation + 1,
        roles=plan.roles,
        mandatory=plan.mandatory,
        known_at=cause.recorded,
        cause="target_changed",
        changes=limit.changes if old is None else _changes(plan, old, limit, cause, context),
    )
    return move(draft, "retargeted", limit, project(retargeted, context), cause, from_clause=limit.clause)


def _passed(limit: Limit, view: CaseView, cause: Entry) -> int:
    """Up to when no place of a rhythm that changes is owed: what was due at the change is, what was missed is over."""
    changed = cause.at if limit.due is None else min(cause.at, limit.due - 1)
    missed = view.occurrence(EventKey.missed(limit.name))
    return changed if missed is None or missed.last_seq < limit.anchor_seq else max(changed, missed.last_at)


def _changes(
    plan: LimitPlan, old: LimitPlan, limit: Limit, cause: Entry, context: Context
) -> tuple[tuple[int, str], ...]:
    """The calendars that apply from an instant on, with that of the rule that holds now."""
    new = reference(context.calendar_named(plan.calendar))
    if plan.calendar == old.calendar or limit.present_calendar == new:
        return limit.changes
    return (*limit.changes, (max(cause.at, limit.anchor), new))
