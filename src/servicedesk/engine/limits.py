"""Running limits: armed, kept, aimed anew, paused, cancelled. What the clock finds is in ``clock``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import evolve

from servicedesk.calendars import Calendar
from servicedesk.engine.case import Case, Draft
from servicedesk.engine.context import Context
from servicedesk.engine.entry import Entry, Limit
from servicedesk.engine.view import CaseView
from servicedesk.program.program import LimitPlan, ProcedurePlan
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.limits import Extension, Pause
from servicedesk.rules.values import Instant, Occurrence, OrStated
from servicedesk.spans import ClockTime, Gap, Span, WorkingTime, before, parse_span

__all__ = [
    "applies",
    "back_from",
    "close_all",
    "extend",
    "move",
    "project",
    "span_of",
    "start_next",
    "times",
    "update_limits",
]


def span_of(plan: LimitPlan, view: CaseView, anchor: int, context: Context) -> Span | int | None:
    """The span in force for this run: the site's, a stated one, the manual's; an instant where one is stated."""
    own = context.site.span(plan.clause, context.calendar.local_date(anchor).isoformat())
    if own is not None:
        return own
    if isinstance(plan.span, Span):
        return plan.span
    name = plan.span.fact if isinstance(plan.span, OrStated) else plan.span.name
    stated = view.fact(name)
    if isinstance(plan.span, OrStated):
        if isinstance(stated, Span):
            longer = (stated.due(anchor, context.calendar).at or 0) > (
                plan.span.span.due(anchor, context.calendar).at or 0
            )
            return plan.span.span if longer and not plan.span.replaces else stated
        return plan.span.span
    if isinstance(stated, Instant):
        return stated.us
    if isinstance(stated, date):
        return context.calendar.midnight_after(stated)
    return stated if isinstance(stated, Span) else None


def project(limit: Limit, context: Context) -> Limit:
    """The same limit with due and provisional years computed from its ledger."""
    if limit.span.startswith("@"):
        return limit
    changes = tuple((at, context.calendar_of(reference)) for at, reference in limit.changes)
    calendar = context.calendar_of(limit.calendar)
    due = parse_span(limit.span).due(limit.anchor, calendar, pauses=limit.pauses, changes=changes)
    at, years = due.at, due.provisional
    for extension in limit.extensions:
        if at is not None:
            longer = parse_span(extension).due(at, calendar, changes=changes)
            at, years = longer.at, (*years, *(year for year in longer.provisional if year not in years))
    return evolve(limit, due=at, provisional=years)


def reference(calendar: Calendar) -> str:
    """How an entry names a calendar version."""
    return f"{calendar.name}@{calendar.version}"


def update_limits(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """Bring every limit in line with what has just happened, in the manual's order."""
    for name, group in plan.limits:
        for item in _targets(group, draft.case):
            _update_one(plan, group, name, item, draft, cause, context)


def _targets(group: tuple[LimitPlan, ...], case: Case) -> Iterator[str]:
    kinds = {plan.each for plan in group}
    if "" in kinds:
        yield ""
    yield from (item.id for item in case.items.values() if item.kind in kinds)


def _update_one(
    plan: ProcedurePlan,
    group: tuple[LimitPlan, ...],
    name: str,
    item: str,
    draft: Draft,
    cause: Entry,
    context: Context,
) -> None:
    view = CaseView(draft.case, item=item or None)
    group = tuple(p for p in group if bool(p.each) == bool(item))
    truths = [(p, applies(p, view)) for p in group]
    chosen = next((p for p, truth in truths if truth is True), None)
    key = f"{name}@{item}" if item else name
    limit = draft.case.limits.get(key)
    if limit is not None and limit.is_open:
        if chosen is None and all(truth is False for _, truth in truths):
            _close(draft, limit, "cancelled", cause.at, cause, reason="no_longer_applies")
            return
        if chosen is not None:
            limit = _moved_start(chosen, draft, limit, view, cause, context)
        if chosen is not None and (chosen.clause != limit.clause or _restated(chosen, limit, view, context)):
            limit = _retarget(chosen, draft, limit, view, cause, context)
        current = chosen or next(p for p in group if p.clause == limit.clause)
        limit = _pause(current, draft, limit, cause, context)
        _keep(plan, current, draft, limit, cause, context)
    elif chosen is not None:
        start = _start(chosen, limit, view, cause)
        if start is None:
            return
        started = _start_run(chosen, draft, item, start, limit, cause, context)
        if started is not None:
            _keep(plan, chosen, draft, _pause(chosen, draft, started, cause, context), cause, context)


def _start(plan: LimitPlan, limit: Limit | None, view: CaseView, cause: Entry) -> Occurrence | None:
    """What a limit that does not run starts at now, if anything: a first or a new start.

    A rhythm begins when it begins to apply, the first time and again.
    """
    start = plan.since.last(view)
    if start is None:
        return None
    if limit is None or limit.state == "cancelled":
        again = Occurrence(1, cause.at, cause.seq, cause.at, cause.seq)
        return again if plan.recurs and start.last_seq < cause.seq else start
    kept = plan.until.last(view)
    answered = kept is not None and kept.last_seq > start.last_seq
    return start if start.last_seq > limit.anchor_seq and not answered and plan.reopening != "none" else None


def applies(plan: LimitPlan, view: CaseView) -> bool | None:
    """Whether a limit holds for the case, or an item of it; ``None`` where nobody can tell yet."""
    only = True if plan.only is None else plan.only.evaluate(view)
    unless = False if plan.unless is None else plan.unless.evaluate(view)
    if only is False or unless is True:
        return False
    return None if only is None else True


def _moved_start(plan: LimitPlan, draft: Draft, limit: Limit, view: CaseView, cause: Entry, context: Context) -> Limit:
    """A limit that runs from a stated moment goes with it when another is stated."""
    start = plan.since.last(view)
    if start is None or start.last_seq <= limit.anchor_seq or not plan.since.is_stated(view):
        return limit
    later = evolve(
        limit,
        anchor=start.last_at,
        anchor_seq=start.last_seq,
        generation=limit.generation + 1,
        known_at=cause.recorded,
        cause="start_changed",
    )
    return move(draft, "retargeted", limit, project(later, context), cause, {"old_start": limit.anchor})


def _restated(plan: LimitPlan, limit: Limit, view: CaseView, context: Context) -> bool:
    """Another time was stated since for a limit that somebody states."""
    if isinstance(plan.span, Span):
        return False
    span = span_of(plan, view, limit.anchor, context)
    return span is not None and _written(span) != limit.span


def _written(span: Span | int) -> str:
    return f"@{span}" if isinstance(span, int) else str(span)


def _start_run(
    plan: LimitPlan,
    draft: Draft,
    item: str,
    start: Occurrence,
    old: Limit | None,
    cause: Entry,
    context: Context,
) -> Limit | None:
    view = CaseView(draft.case, item=item or None)
    span = span_of(plan, view, start.last_at, context)
    if span is None:
        return None
    pauses: tuple[Gap, ...] = ()
    levels: tuple[tuple[str, int], ...] = ()
    anchor = start.last_at
    if old is not None and plan.reopening == "resume" and old.closed_at is not None:
        anchor, levels = old.anchor, old.levels
        pauses = (*old.pauses, Gap(old.closed_at, start.last_at, "reopened"))
    limit = Limit(
        name=plan.name,
        clause=plan.clause,
        span=_written(span),
        calendar=reference(context.calendar),
        anchor=anchor,
        anchor_seq=start.last_seq,
        due=span if isinstance(span, int) else None,
        item=item,
        run=1 if old is None else old.run + 1,
        pauses=pauses,
        roles=plan.roles,
        owed=plan.owed,
        levels=levels,
        known_at=cause.recorded,
        cause="late_knowledge",
    )
    return _log(draft, "started", project(limit, context), limit.anchor, cause)


def _retarget(plan: LimitPlan, draft: Draft, limit: Limit, view: CaseView, cause: Entry, context: Context) -> Limit:
    """Another rule of the same name applies now: start, pauses and time used stay, the target changes."""
    span = span_of(plan, view, limit.anchor, context)
    if span is None:
        return limit
    missed = view.occurrence(f"missed:{limit.name}")
    if plan.recurs and isinstance(span, Span) and missed is not None and missed.last_seq >= limit.anchor_seq:
        span = next_place(span, evolve(limit, span=str(span)), missed.last_at, context)
    retargeted = evolve(
        limit,
        clause=plan.clause,
        span=_written(span),
        due=span if isinstance(span, int) else limit.due,
        generation=limit.generation + 1,
        roles=plan.roles,
        owed=plan.owed,
        known_at=cause.recorded,
        cause="target_changed",
    )
    return move(draft, "retargeted", limit, project(retargeted, context), cause, {"from_clause": limit.clause})


def move(draft: Draft, kind: str, old: Limit, new: Limit, cause: Entry, data: Mapping[str, Any]) -> Limit:
    """Log a limit whose due moved; a miss that lies ahead again runs again."""
    if new.due is None:
        new = evolve(new, state=old.state if old.state == "missed" else "paused")
    elif new.due >= cause.recorded or new.state == "paused":
        new = evolve(new, state="running")
    if (old.state, new.state, new.generation) == ("missed", "running", old.generation):
        new = evolve(new, generation=old.generation + 1)
    told = {"old_due": old.due, "new_due": new.due, **data}
    return _log(draft, kind, new, cause.at, cause, told)


def _pause(plan: LimitPlan, draft: Draft, limit: Limit, cause: Entry, context: Context) -> Limit:
    view = CaseView(draft.case, item=limit.item or None)
    for rule in plan.pauses:
        limit = _pause_by(plan, rule, draft, limit, view, cause, context)
    return limit


def _pause_by(
    plan: LimitPlan, rule: Pause, draft: Draft, limit: Limit, view: CaseView, cause: Entry, context: Context
) -> Limit:
    assert isinstance(rule.since, CaseEvent)  # noqa: S101  compiled so
    assert isinstance(rule.resumed_by, CaseEvent)  # noqa: S101  compiled so
    begun, ended = rule.since.last(view), rule.resumed_by.last(view)
    reason = rule.name or str(rule.clause)
    running = next((p for p in limit.pauses if p.until is None and p.reason == reason), None)
    if begun is None:
        return limit
    if running is not None:
        if ended is None or ended.last_seq <= begun.last_seq:
            return limit
        closed = tuple(evolve(p, until=max(ended.last_at, p.start)) if p is running else p for p in limit.pauses)
        return move(
            draft,
            "resumed",
            limit,
            project(evolve(limit, pauses=closed), context),
            cause,
            {"reason": reason},
        )
    kept = plan.until.last(view)
    first = max(begun.last_at, limit.anchor)
    over = ended is not None and ended.last_seq >= begun.last_seq
    if any(p.reason == reason and p.start >= begun.last_at for p in limit.pauses):
        return limit
    if kept is not None and begun.last_seq < kept.last_seq < limit.anchor_seq:
        return limit  # it ended with the run before
    if ended is not None and over:
        if ended.last_at <= first:
            return limit
        pause = Gap(first, ended.last_at, reason)
        kind = "excused" if limit.state == "missed" else "resumed"
    elif limit.state == "missed":
        return limit
    else:
        pause, kind = Gap(first, None, reason), "paused"
    paused = project(evolve(limit, pauses=(*limit.pauses, pause)), context)
    return move(draft, kind, limit, paused, cause, {"reason": reason})


def _keep(plan: ProcedurePlan, rule: LimitPlan, draft: Draft, limit: Limit, cause: Entry, context: Context) -> None:
    kept = rule.until.last_from(CaseView(draft.case, item=limit.item or None), limit.anchor_seq)
    if kept is None or (rule.recurs and kept.last_at < limit.anchor):
        return  # what was done before this run of a rhythm began is no answer to it
    if limit.state == "paused":
        limit = project(
            evolve(
                limit,
                pauses=tuple(evolve(p, until=p.until or max(p.start, kept.last_at)) for p in limit.pauses),
            ),
            context,
        )
    in_time = limit.due is None or kept.last_at <= limit.due
    if limit.state == "missed":
        state, kind = ("met", "known_late") if in_time else ("late", "late")
    else:
        state, kind = ("met", "met") if in_time else ("late", "late")
    closed = _close(draft, limit, state, kept.last_at, cause, kind=kind)
    start_next(plan, draft, closed, kept.last_at, context, cause)


def start_next(
    plan: ProcedurePlan, draft: Draft, limit: Limit, at: int, context: Context, cause: Entry | None = None
) -> None:
    """A recurring obligation begins again: from when it was done, after a miss at its next place, or in the calendar.

    The next places are counted from one anchor, never from the last due: 31 January, 28 February, 31 March.
    """
    rule = next(
        (p for name, group in plan.limits if name == limit.name for p in group if p.clause == limit.clause),
        None,
    )
    if rule is None or not rule.recurs or not draft.case.open:
        return
    span = span_of(rule, CaseView(draft.case, item=limit.item or None), limit.anchor, context)
    if not isinstance(span, Span):
        return
    last = draft.entries[-1]
    fresh = evolve(
        limit,
        state="running",
        run=limit.run + 1,
        generation=1,
        pauses=(),
        changes=(),
        levels=(),
        closed_at=None,
        anchor_seq=last.seq,
        known_at=last.recorded,
        cause="late_knowledge",
        calendar=reference(context.calendar),
    )
    if rule.recurs == "calendar":
        fresh = evolve(fresh, span=str(times(span, fresh.run)))
    elif limit.state == "missed":
        # What a change of target made late is late once: nobody owed the places before the change.
        passed = max(at, limit.known_at) if limit.cause == "target_changed" else at
        fresh = evolve(fresh, span=str(next_place(span, limit, passed, context)))
    else:
        fresh = evolve(fresh, anchor=at, span=str(span))
    _log(draft, "started", project(fresh, context), fresh.anchor, cause or last)


def next_place(span: Span, limit: Limit, passed: int, context: Context) -> Span:
    """The span so many times that from the limit's anchor it ends after an instant."""
    present, calendar = parse_span(limit.span), context.calendar_of(limit.calendar)
    number = _amount(present) // _amount(span) if type(present) is type(span) else 1
    while (times(span, max(number, 1)).due(limit.anchor, calendar).at or passed + 1) <= passed:
        number += 1
    return times(span, max(number, 1))


def extend(plan: ProcedurePlan, rule: Extension, draft: Draft, cause: Entry, context: Context) -> None:
    """Lengthen the open limits that an authority has extended, by the rule's span after the present due."""
    item = str(cause.data.get("item", ""))
    for limit in tuple(draft.case.limits.values()):
        if limit.name == rule.limit and limit.is_open and limit.item == item and rule.span is not None:
            longer = evolve(
                limit,
                extensions=(*limit.extensions, str(rule.span)),
                generation=limit.generation + 1,
                known_at=cause.recorded,
                cause="extended",
            )
            data = {"by_clause": plan.id_of(rule)}
            move(draft, "extended", limit, project(longer, context), cause, data)


def times(span: Span, n: int) -> Span:
    """The span n times, counted from one anchor: the third month is never a month after the second."""
    longer: dict[str, Any] = {_unit(span): _amount(span) * n}
    return evolve(span, **longer)


def _unit(span: Span) -> str:
    return "count" if hasattr(span, "count") else "amount"


def _amount(span: Span) -> int:
    amount: int = getattr(span, _unit(span))
    return amount


def back_from(span: Span, instant: int, calendar: Calendar) -> int:
    """So long before an instant, counted as the span counts; days go to 00:00 of the day they lead back to.

    24:00 belongs to the day that it ends.
    """
    if isinstance(span, WorkingTime):
        return calendar.subtract_working(instant, span.length)
    if isinstance(span, ClockTime):
        return instant - span.length
    last = before(span).due(instant - 1, calendar).at
    return instant if last is None else calendar.midnight_after(calendar.local_date(last - 1) - timedelta(days=1))


def close_all(draft: Draft, cause: Entry, reason: str) -> None:
    """Cancel every limit that still runs: the case has ended."""
    for limit in tuple(draft.case.limits.values()):
        if limit.is_open:
            _close(draft, limit, "cancelled", cause.at, cause, reason=reason)


def _close(
    draft: Draft,
    limit: Limit,
    state: str,
    at: int,
    cause: Entry,
    *,
    kind: str = "",
    reason: str = "",
) -> Limit:
    closed = evolve(limit, state=state, closed_at=at)
    data: dict[str, Any] = {"reason": reason} if reason else {}
    if limit.due is not None and kind in ("late", "known_late"):
        data["by_us"] = at - limit.due
    return _log(draft, kind or state, closed, at, cause, data)


def _log(
    draft: Draft,
    kind: str,
    limit: Limit,
    at: int,
    cause: Entry,
    data: Mapping[str, Any] | None = None,
) -> Limit:
    occurrences = (f"{kind}:{limit.name}",) if kind in ("met", "late", "known_late") else ()
    draft.append(
        Entry(
            seq=draft.next_seq,
            kind=kind,
            name=limit.key,
            clause=limit.clause,
            at=at,
            recorded=cause.recorded,
            limit=limit,
            events=occurrences,
            data=dict(data or {}),
            checked_at=cause.checked_at,
        )
    )
    return limit
