"""Deadlines that cannot be met: what comes before them, or has to be waited for, takes longer from the same start.

Two spans are compared as they fall due: from several starts (before a feast, at the end of a month, at night), by the
calendar of the desk. Only what is too short from each of them is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from servicedesk.calendars import Calendar, statutory_calendar, to_instant
from servicedesk.checking.finding import Finding, found
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.actions import FollowUp
from servicedesk.rules.conditions import walk
from servicedesk.rules.events import CaseEvent, Joined
from servicedesk.rules.limits import NotBefore
from servicedesk.rules.values import OrStated
from servicedesk.spans import Before, Span
from servicedesk.texts.term import LANGUAGES, Term, language

_STARTS: Final = tuple(
    to_instant(datetime.fromisoformat(f"{start}+08:00"))
    for start in ("2026-02-12T16:40", "2026-04-30T17:59", "2026-06-15T12:00", "2026-06-30T09:00", "2026-09-26T22:00")
)


def deadlines(plan: ProcedurePlan) -> Iterator[Finding]:
    """Every limit of a procedure that is too short for what it waits for."""
    calendar = statutory_calendar()
    limits = [limit for _, group in plan.limits for limit in group if _span(limit) is not None]
    for limit in limits:
        waited = _steps(plan, limit)
        for rule in plan.procedure.of(NotBefore):
            if waited.intersection(rule.steps) and rule.since == limit.since and _is_later(rule, limit, calendar):
                yield _too_short("deadline_before_wait", plan, limit, plan.label_term(rule), rule.span)
        for other in limits:
            comes_before = other.name in _awaited(plan, waited) or _reached_by(plan, waited, limit, other)
            if other is not limit and comes_before and other.since == limit.since and _longer(other, limit, calendar):
                yield _too_short("deadline_too_short", plan, limit, plan.label_term(other.rule), _span(other))


def _too_short(kind: str, plan: ProcedurePlan, limit: LimitPlan, other: Term, longer: Span | None) -> Finding:
    terms = {"what": plan.label_term(limit.rule), "span": _words(_span(limit)), "other": other}
    return found(kind, plan, limit.rule, {**terms, "longer": _words(longer)})


def _words(span: Span | None) -> Term:
    return Term(*("" if span is None else span.long(language(lang)) for lang in LANGUAGES))


def _span(limit: LimitPlan) -> Span | None:
    span = limit.span.span if isinstance(limit.span, OrStated) else limit.span
    return span if isinstance(span, Span) and not isinstance(span, Before) else None


def _steps(plan: ProcedurePlan, limit: LimitPlan) -> set[str]:
    """The steps that alone keep a limit."""
    until = [part for part in walk(limit.until) if isinstance(part, CaseEvent) and not isinstance(part, Joined)]
    if len(until) != 1:
        return set()
    event = until[0]
    if event.kind == "done":
        return {event.name.partition(":")[0]}
    every = [each for step in plan.steps.values() for each in step.alternatives]
    leading = {step.name for step in every if event.kind == "entered" and event.name in step.moves.values()}
    return leading if len(leading) == 1 else set()


def _awaited(plan: ProcedurePlan, steps: set[str]) -> set[str]:
    """The tasks that always stand before these steps."""
    acts = (act for name in steps if name in plan.steps for act in plan.steps[name].acts)
    return {act.name for act in acts if act.only is None and act.unless is None}


def _reached_by(plan: ProcedurePlan, steps: set[str], limit: LimitPlan, other: LimitPlan) -> bool:
    """Whether the limit of a return visit waits for a state that the other limit is kept by coming into."""
    if not isinstance(limit.rule, FollowUp) or isinstance(other.rule, FollowUp) or other.only is not None:
        return False
    sources = {state for name in steps for state in plan.steps[name].in_states or ()}
    until = other.until
    return type(until) is CaseEvent and until.kind == "entered" and sources == {until.name}


def _is_later(rule: NotBefore, limit: LimitPlan, calendar: Calendar) -> bool:
    span, due = rule.span, _span(limit)
    if span is None or due is None or rule.only is not None or rule.unless is not None or rule.if_early == "recorded":
        return False
    dues = [(due.due(at, calendar).at, span.not_before(at, calendar, after_period=rule.after_period)) for at in _STARTS]
    return all(last is not None and last < first for last, first in dues)


def _longer(one: LimitPlan, other: LimitPlan, calendar: Calendar) -> bool:
    first, second = _span(one), _span(other)
    if first is None or second is None or one.pauses != other.pauses:
        return False
    dues = [(first.due(at, calendar).at, second.due(at, calendar).at) for at in _STARTS]
    return all(a is not None and b is not None and a > b for a, b in dues)
