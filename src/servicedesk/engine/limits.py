"""Limits brought in line with what happens: started, kept, retargeted, paused, extended, cancelled.

The state machine of a limit. A state and an event give the next state and the kind of the entry that says so; whatever
the table does not have changes nothing.

==========  ====================================================  ==========  ============
state       event                                                 next        entry
==========  ====================================================  ==========  ============
(none)      its start happened, and it applies                    running     started
running     it is done, at due or before                          met         met
running     it is done after due, before the clock ran            late        late
running     due has passed (the clock: at due + 1 us)             missed      missed
running     a pause begins                                        paused      paused
running     a pause becomes known when it is over                 running     resumed
missed      an exception becomes known that held by the due: the  running     excused
            run is closed as excused, and the next goes on to
            what the exception says, or is cancelled
running     another rule of its name applies, or another start    running     retargeted
            or time is stated
running     an authority lengthens it                             running     extended
running     the calendar changes                                  running     recalculated
paused      the pause ends                                        running     resumed
paused      it is done all the same                               met, late   met, late
paused      the calendar changes                                  paused      recalculated
missed      it is done                                            late        late
missed      it was done in time, and recorded too late            met         known_late
missed      a pause becomes known that began before due: the run  running,    excused
            is closed as excused, and the next goes on            paused
missed      it is retargeted, started anew or extended: the miss  running     retargeted,
            stands, and the next run goes on where due lies ahead             extended
running     it comes back to a target and due that were missed:   missed      retargeted,
            it goes on with that run, and nobody is told again                resumed
open        it applies no longer, or the case ends                cancelled   cancelled
running,    what it is the due of was recorded over               cancelled   cancelled
paused
met, late   another rule of its name applies, under which what    running     retargeted
            kept it does not: it goes on as if it had not been;   or missed
            that it was done late is the same miss
met, late   its start happens again (``reopening``), or it        running     started
            recurs
cancelled   it applies again, with a target and due that were     running     started
            missed: as missed                                     or missed
missed      it recurs: the miss stands, and the next run starts   running     started
running     it recurs, and the run before was done in time, and   met, then   known_late,
            recorded too late: that is closed, and this one       running     started
            begins again
open        its season ends (the clock: at 24:00 of the last      cancelled   cancelled
            day + 1 us)
cancelled,  its season begins (the clock: at 0:00 of the first    running     started
(none)      day), or the policy gives its interval from a day on
            (the clock: at 0:00 of it), and it applies
==========  ====================================================  ==========  ============

*Open* is running, paused or missed. **Two times**: what happens is dated ``at``, and becomes known ``recorded``. A
limit is kept or missed by ``at`` alone; that the clock had found a miss before somebody recorded the keeping is said by
``known_late``, and no entry is taken back. So the history does not depend on when the clock was run. **Runs and
generations**: see :mod:`servicedesk.engine.limit_starts`. What the clock finds is in :mod:`servicedesk.engine.clock`.
"""

from __future__ import annotations

from collections.abc import Mapping

from servicedesk.engine.applying import applies
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.counting import is_period, place_before, project, span_of
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import Entry, LimitKind
from servicedesk.engine.fulfilled import exception_to
from servicedesk.engine.kept_before import begin_again, missed_and_kept
from servicedesk.engine.limit_entries import close, move
from servicedesk.engine.limit_pauses import end_pauses, pause
from servicedesk.engine.limit_starts import (
    further_round,
    move_start,
    restated,
    retarget,
    start_next,
    start_of,
    start_run,
    unkept,
)
from servicedesk.engine.parts import OPEN_LIMIT, Limit
from servicedesk.engine.record import changed
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan
from servicedesk.program.watch import Watched
from servicedesk.rules.events import Arisen
from servicedesk.rules.exceptions import Excepted, by_exception
from servicedesk.rules.keys import in_item
from servicedesk.rules.limits import Extension
from servicedesk.rules.values import Occurrence
from servicedesk.spans import Span


def update_limits(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """Bring every limit in line with what has just happened, in the manual's order; what was given up runs no more."""
    if not plan.limits:
        return
    for deviation in cause.deviations:
        given_up = draft.case.limits.get(deviation.obligation)
        if given_up is not None and given_up.runs:
            close(draft, given_up, "cancelled", "cancelled", cause.at, cause, "deviation")
    known, limits, watch = draft.case.occurrences, draft.case.limits, plan.index.watch
    places = set(watch.always)
    for key in known.keys() & watch.begun_with.keys():
        places.update(watch.begun_with[key])
    places.update(map(watch.places.__getitem__, limits.keys() & watch.places.keys()))
    for place in sorted(places):
        watched = watch.watched[place]
        if watched.keys[0]:
            limit = limits.get(watched.name)
            if limit is None or limit.clause == watched.group[0].clause:
                if not _rests_by_keys(watched.keys, limit, known):
                    _update_plain(plan, watched, draft, limit, cause, context)
                    known, limits = draft.case.occurrences, draft.case.limits
                continue
        items = _targets(watched, draft.case)
        over = len(items) < 2 or not known.keys().isdisjoint(watched.ends)
        for item in items:
            limit = limits.get(in_item(watched.name, item))
            plain = not over and watched.plain and limit is not None and limit.clause == watched.group[0].clause
            if plain and limit is not None and limit.state in OPEN_LIMIT:
                continue  # found here without a view, for there may be many
            if not rests(watched, limit, draft.view(item)):
                group = watched.of_items if item else watched.of_whole
                _update(plan, group, watched.name, item, draft, cause, context)
                known, limits = draft.case.occurrences, draft.case.limits


def _targets(watched: Watched, case: Case) -> list[str]:
    items = [item.id for item in case.items.values() if item.kind in watched.item_kinds] if watched.item_kinds else []
    return ["", *items] if watched.of_case else items


def _rests_by_keys(keys: tuple[str, str], limit: Limit | None, known: Mapping[str, Occurrence]) -> bool:
    """What :func:`rests` says of a plain limit, told by the keys of its start and its end."""
    if limit is not None and limit.state in OPEN_LIMIT:
        end = known.get(keys[1])
        return end is None or end.last_seq < limit.anchor_seq
    if limit is not None and limit.state == "cancelled":
        return False
    begun = known.get(keys[0])
    return begun is None or (limit is not None and begun.last_seq <= limit.anchor_seq)


def rests(watched: Watched, limit: Limit | None, view: CaseView) -> bool:
    """Whether nothing can become of a limit as the case stands, whatever its conditions say.

    It never began, or was answered and did not begin again under the only rule of its name; or it is open, and only
    its end concerns it.
    """
    if limit is not None and limit.state in OPEN_LIMIT:
        plan = watched.group[0]
        same = watched.plain and limit.clause == plan.clause
        return same and plan.until.last_from(view, limit.anchor_seq) is None
    if limit is not None and (limit.state == "cancelled" or watched.arises):
        return False
    if limit is not None and len(watched.group) > 1 and limit.state in ("met", "late"):
        return False  # under another rule of its name it may not be kept
    begun = [each for plan in watched.group if (each := plan.since.last(view)) is not None]
    return not begun or (limit is not None and not [each for each in begun if each.last_seq > limit.anchor_seq])


def _update(
    plan: ProcedurePlan,
    group: tuple[LimitPlan, ...],
    name: str,
    item: str,
    draft: Draft,
    cause: Entry,
    context: Context,
) -> None:
    view = draft.view(item)
    truths = [(p, applies(p, view, context)) for p in group]
    chosen = next((p for p, truth in truths if truth is True), None)
    limit = draft.case.limits.get(in_item(name, item))
    if limit is not None and limit.is_open and _has_lapsed(group, limit, draft.case):
        limit = close(draft, limit, "cancelled", "cancelled", cause.at, cause, "lapsed")
    if limit is not None and limit.is_open:
        if chosen is None and all(truth is False for _, truth in truths):
            lifted = _lifting(group, limit, view)
            if lifted is not None:
                current = next(p for p in group if p.clause == limit.clause)
                _keep(plan, current, draft, limit, cause, context)  # what is done with the very entry is done
                limit = draft.case.limits[limit.key]
                if not limit.is_open:
                    return
                limit = _excused(plan, lifted, draft, limit, view, cause)
            by = "" if lifted is None else plan.id_of_clause(lifted.clause)
            reason = "no_longer_applies" if lifted is None else "exception"
            close(draft, limit, "cancelled", "cancelled", cause.at, cause, reason, by_clause=by)
            return
        if chosen is not None and chosen.per_event:
            limit = further_round(chosen, draft, limit, view, cause, context)
        elif chosen is not None:
            limit = move_start(chosen, draft, limit, view, cause, context)
        if chosen is not None and (chosen.clause != limit.clause or _restated(chosen, limit, view, context)):
            old = next((p for p in group if p.clause == limit.clause), None)
            limit = _to_exception(plan, chosen, draft, limit, view, cause)
            limit = retarget(chosen, draft, limit, view, cause, context, old)
        current = chosen or next(p for p in group if p.clause == limit.clause)
        _keep(plan, current, draft, pause(current, draft, limit, cause, context), cause, context)
        limit = draft.case.limits[limit.key]
        if limit.is_open or not isinstance(current.since, Arisen):
            return
    if limit is not None and chosen is not None and (again := unkept(chosen, limit, view)) is not None:
        old = next((p for p in group if p.clause == limit.clause), None)
        again = retarget(chosen, draft, again, view, cause, context, old)
        pause(chosen, draft, again, cause, context)
        return
    if chosen is not None:
        _begin(plan, chosen, draft, limit, item, cause, context)


def _update_plain(
    plan: ProcedurePlan, watched: Watched, draft: Draft, limit: Limit | None, cause: Entry, context: Context
) -> None:
    """What :func:`_update` comes to for the only rule of a name, which nothing bears on but its start and its end."""
    if limit is None or limit.state not in OPEN_LIMIT:
        limit = _started(watched.group[0], draft, limit, "", cause, context)
    kept = draft.case.occurrences.get(watched.keys[1])
    if limit is not None and kept is not None and kept.last_seq >= limit.anchor_seq:
        _close_kept(plan, draft, limit, kept, cause, context)


def _begin(
    plan: ProcedurePlan, rule: LimitPlan, draft: Draft, limit: Limit | None, item: str, cause: Entry, context: Context
) -> None:
    """Start a limit that does not run, where what it starts at has happened; it may have been kept with that."""
    started = _started(rule, draft, limit, item, cause, context)
    if started is not None:
        _keep(plan, rule, draft, pause(rule, draft, started, cause, context), cause, context)


def _started(
    rule: LimitPlan, draft: Draft, limit: Limit | None, item: str, cause: Entry, context: Context
) -> Limit | None:
    """A run of a limit that did not run, if it starts now; ``None`` where it was given up since what it starts at."""
    begun = start_of(rule, limit, draft.view(item), cause)
    if begun is None or begun.last_seq <= draft.case.not_done.get(in_item(rule.name, item), 0):
        return None
    return start_run(rule, draft, item, begun, limit, cause, context)


def _restated(plan: LimitPlan, limit: Limit, view: CaseView, context: Context) -> bool:
    """Another time was stated for this round; with a further event on record what is stated is of that one."""
    return not limit.further and restated(plan, limit, view, context)


def _has_lapsed(group: tuple[LimitPlan, ...], limit: Limit, case: Case) -> bool:
    """Whether what a miss had brought, and the limit counts from, lapsed with the miss."""
    arises = any(isinstance(p.since, Arisen) for p in group)
    begun = (c for c in case.consequences.values() if c.seq == limit.anchor_seq) if arises else ()
    return any(c.state == "lapsed" for c in begun)


def _fulfilled(limit: Limit, case: Case) -> Occurrence | None:
    """When what a miss had brought, and the limit counts from, was done."""
    brought = next((c for c in case.consequences.values() if c.seq == limit.anchor_seq), None)
    at = None if brought is None else brought.done_at
    return None if at is None else Occurrence(1, at, case.version, at, case.version)


def _lifting(group: tuple[LimitPlan, ...], limit: Limit, view: CaseView) -> Excepted | None:
    """The exception that lifts the rule under which a limit runs."""
    lifting = (exception_to(p.rule, view) for p in group if p.clause == limit.clause)
    return next((held for held in lifting if held is not None), None)


def _to_exception(
    plan: ProcedurePlan, chosen: LimitPlan, draft: Draft, limit: Limit, view: CaseView, cause: Entry
) -> Limit:
    """A limit that goes over to what an exception says: its miss is excused where that held by the due."""
    exception = by_exception(chosen.rule)
    if exception is None or chosen.clause == limit.clause:
        return limit
    return _excused(plan, exception, draft, limit, view, cause)


def _excused(
    plan: ProcedurePlan, exception: Excepted, draft: Draft, limit: Limit, view: CaseView, cause: Entry
) -> Limit:
    """A miss is excused by an exception that came to hold by the due, and became known after the miss."""
    if limit.state != "missed" or limit.due is None or exception.came(view) > limit.due:
        return limit
    excused = changed(limit, missed_run=0, known_at=cause.recorded, cause="late_knowledge")
    by = plan.id_of_clause(exception.clause)
    return move(draft, "excused", limit, excused, cause, reason="exception", by_clause=by)


def _keep(plan: ProcedurePlan, rule: LimitPlan, draft: Draft, limit: Limit, cause: Entry, context: Context) -> None:
    """Close a limit that was kept, in time or late, and start the next run of a rhythm."""
    if isinstance(rule.since, Arisen):
        kept = _fulfilled(limit, draft.case)
    else:
        kept = rule.until.last_from(draft.view(limit.item), limit.anchor_seq)
    if kept is not None and (missed := missed_and_kept(rule, draft, limit, kept, context)) is not None:
        begin_again(rule, draft, limit, missed, kept, cause, context)
        return
    if kept is None or (rule.recurs and kept.last_at < _begun(rule, draft, limit, context)):
        return  # what was done before this run of a rhythm began is no answer to it
    _close_kept(plan, draft, limit, kept, cause, context)


def _close_kept(
    plan: ProcedurePlan, draft: Draft, limit: Limit, kept: Occurrence, cause: Entry, context: Context
) -> None:
    """Close a limit by what kept it."""
    if limit.state == "paused":
        limit = end_pauses(limit, kept.last_at, context)
    in_time = limit.due is None or kept.last_at <= limit.due
    kind: LimitKind = "late" if not in_time else ("known_late" if limit.state == "missed" else "met")
    closed = close(draft, limit, "met" if in_time else "late", kind, kept.last_at, cause)
    start_next(plan, draft, closed, kept.last_at, context, cause)


def _begun(rule: LimitPlan, draft: Draft, limit: Limit, context: Context) -> int:
    """When a run of a rhythm began: at its anchor, in the calendar at the place before it."""
    span = span_of(rule, draft.view(limit.item), limit.anchor, context) if rule.recurs == "calendar" else None
    return place_before(span, limit, context) if isinstance(span, Span) and not is_period(span) else limit.anchor


def extend(plan: ProcedurePlan, rule: Extension, draft: Draft, cause: Entry, context: Context) -> None:
    """Lengthen the open limits that an authority has extended, by the rule's span after the present due."""
    for limit in tuple(draft.case.limits.values()):
        if limit.name == rule.limit and limit.is_open and limit.item == cause.item and rule.span is not None:
            longer = changed(
                limit,
                extensions=(*limit.extensions, str(rule.span)),
                generation=limit.generation + 1,
                known_at=cause.recorded,
                cause="extended",
            )
            move(draft, "extended", limit, project(longer, context), cause, by_clause=plan.id_of(rule))
