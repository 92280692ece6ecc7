"""Pauses of a limit: the time that they last does not count."""

from __future__ import annotations

from attrs import evolve

from servicedesk.engine.context import Context
from servicedesk.engine.counting import project
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import Entry, MovedKind
from servicedesk.engine.limit_entries import move
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed
from servicedesk.engine.view import CaseView
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.limits import Pause
from servicedesk.spans import Gap


def pause(plan: LimitPlan, draft: Draft, limit: Limit, cause: Entry, context: Context) -> Limit:
    """Let each rule that pauses the limit begin or end its pause; one that is known late excuses a miss."""
    for rule in plan.pauses:
        limit = _pause_by(plan, rule, draft, limit, cause, context)
    return limit


def _pause_by(plan: LimitPlan, rule: Pause, draft: Draft, limit: Limit, cause: Entry, context: Context) -> Limit:
    view: CaseView = draft.view(limit.item)
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
        return move(draft, "resumed", limit, project(changed(limit, pauses=closed), context), cause, reason=reason)
    kept = plan.until.last(view)
    first = max(begun.last_at, limit.anchor)
    over = ended is not None and ended.last_seq >= begun.last_seq
    if any(p.reason == reason and p.start >= begun.last_at for p in limit.pauses):
        return limit
    if kept is not None and begun.last_seq < kept.last_seq < limit.anchor_seq:
        return limit  # it ended with the run before
    kind: MovedKind
    if ended is not None and over:
        if ended.last_at <= first:
            return limit
        gap, kind = Gap(first, ended.last_at, reason), "resumed"
    else:
        gap, kind = Gap(first, None, reason), "paused"
    paused = project(changed(limit, pauses=(*limit.pauses, gap)), context)
    if limit.state == "missed" and limit.due is not None:
        if first > limit.due or paused.due == limit.due:
            return limit  # it took nothing from the time before the miss
        kind = "excused"
        paused = changed(paused, missed_run=0, known_at=cause.recorded, cause="late_knowledge")
    return move(draft, kind, limit, paused, cause, reason=reason)


def end_pauses(limit: Limit, at: int, context: Context) -> Limit:
    """The limit with the pauses that are on ended at an instant, for it was kept then."""
    ended = tuple(evolve(p, until=p.until or max(p.start, at)) for p in limit.pauses)
    return project(changed(limit, pauses=ended), context)
