"""How the time of a limit is counted: which span, by which calendar, and when it is due."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from sys import intern

from attrs import evolve

from servicedesk.calendars import Calendar
from servicedesk.engine.context import Context
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed
from servicedesk.engine.view import CaseView
from servicedesk.program.steps import LimitPlan
from servicedesk.rules.values import ByPolicy, Instant, OrStated
from servicedesk.spans import ClockTime, CloseOfDesk, MonthEnd, Span, WorkingTime, before, parse_span
from servicedesk.spans.amounts import month_end
from servicedesk.spans.days import Whole
from servicedesk.spans.kinds import Amount

_STATED = "@"


def span_of(plan: LimitPlan, view: CaseView, anchor: int, context: Context) -> Span | int | None:
    """The span in force for this run: the site's, a stated one, the manual's; an instant where one is stated.

    ``None`` where it was not stated, or the policy does not give it.
    """
    if plan.policy_key in context.site.overrides:
        own = context.site.span(plan.policy_key, context.calendar.local_date(anchor).isoformat())
        if own is not None:
            return own
    if isinstance(plan.span, Span):
        return plan.span
    if isinstance(plan.span, ByPolicy):
        return None
    if not isinstance(plan.span, OrStated):
        return _stated(view, plan.span.name, context)
    own, stated = plan.span.span, _stated(view, plan.span.fact, context)
    if stated is None or plan.span.replaces:
        return own if stated is None else stated
    calendar = context.calendar_named(plan.calendar)
    until = stated if isinstance(stated, int) else stated.due(anchor, calendar).at
    return own if (until or 0) > (own.due(anchor, calendar).at or 0) else stated


def _stated(view: CaseView, fact: str, context: Context) -> Span | int | None:
    """What a fact states: a length of time, a moment, or a day, which lasts until its 24:00."""
    value = view.fact(fact)
    if isinstance(value, Instant):
        return value.us
    if isinstance(value, date):
        return context.calendar.midnight_after(value)
    return value if isinstance(value, Span) else None


def written(span: Span | int) -> str:
    """How a limit keeps its span, one text for all; an instant that was stated outright stands behind an ``@``."""
    return f"{_STATED}{span}" if isinstance(span, int) else intern(str(span))


def stated_due(text: str) -> int | None:
    """The instant that a kept span states outright; ``None`` where it is a length of time."""
    return int(text.removeprefix(_STATED)) if text.startswith(_STATED) else None


def is_stated(limit: Limit) -> bool:
    """Whether its due was stated outright: nothing is counted."""
    return limit.span.startswith(_STATED)


def project(limit: Limit, context: Context) -> Limit:
    """The same limit with due and provisional years computed from its record."""
    if is_stated(limit):
        return limit
    calendar = context.calendar_of(limit.calendar)
    changes = tuple((at, context.calendar_of(reference)) for at, reference in limit.changes)
    due = parse_span(limit.span).due(limit.anchor, calendar, pauses=limit.pauses, changes=changes)
    at, years = due.at, due.provisional
    for extension in limit.extensions:
        if at is not None:
            longer = parse_span(extension).due(at, calendar, changes=changes)
            at, years = longer.at, (*years, *(year for year in longer.provisional if year not in years))
    return changed(limit, due=at, provisional=years)


def reference(calendar: Calendar) -> str:
    """How an entry names a calendar version: one text for all entries."""
    return intern(f"{calendar.name}@{calendar.version}")


def next_place(span: Span, limit: Limit, passed: int, context: Context) -> Span:
    """The span so many times that from the limit's anchor, by its pauses, it ends after an instant."""
    number = place_of(span, limit)
    while (project(changed(limit, span=str(times(span, number))), context).due or passed + 1) <= passed:
        number += 1
    return times(span, number)


def place_of(span: Span, limit: Limit) -> int:
    """Which place of a rhythm a limit runs to, counted from its anchor: the span so many times is its own."""
    present = parse_span(limit.span)
    return max(int(_number(present) // _number(span)), 1) if type(present) is type(span) else 1


def place_before(span: Span, limit: Limit, context: Context) -> int:
    """The place of a rhythm in the calendar before that of a limit; its anchor before the first."""
    number = place_of(span, limit)
    before = project(changed(limit, span=str(times(span, number - 1)), extensions=()), context) if number > 1 else limit
    return limit.anchor if number == 1 or before.due is None else before.due


def times(span: Span, n: int) -> Span:
    """The span n times, counted from one anchor: the third month is never a month after the second."""
    if isinstance(span, Whole):
        return evolve(span, count=span.count * n)
    return evolve(span, amount=span.amount * n) if isinstance(span, Amount) else span


def _number(span: Span) -> int | Decimal:
    """How many of its unit a span has; one where it names no number."""
    return span.count if isinstance(span, Whole) else span.amount if isinstance(span, Amount) else 1


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


def is_period(span: Span | int | None) -> bool:
    """Whether a rhythm of this span goes by periods of the calendar: each month, each day or shift of work."""
    return isinstance(span, MonthEnd | CloseOfDesk)


def period_from(span: Span, instant: int, calendar: Calendar) -> int:
    """From when on a period counts that an instant lies in: of work, from the next opening, where it is closed."""
    return calendar.next_opening(instant) if isinstance(span, CloseOfDesk) else instant


def next_period(span: Span, limit: Limit, calendar: Calendar) -> int:
    """When the period after that of a limit begins: with the next month, or with the next opening."""
    if isinstance(span, MonthEnd):
        return calendar.midnight_after(month_end(calendar.local_date(limit.anchor)))
    return calendar.next_opening(limit.anchor if limit.due is None else max(limit.due, limit.anchor))


def period_before(span: Span, end: int, calendar: Calendar) -> int:
    """When the period began that ends at an instant: with its month, or with its day."""
    day = calendar.local_date(end - 1)
    first = day.replace(day=1) if isinstance(span, MonthEnd) else day
    return calendar.midnight_after(first - timedelta(days=1))
