"""When is it due? One question, asked with text, answered with datetimes."""

from __future__ import annotations

import warnings
from datetime import date, datetime
from typing import Any

import pendulum
from attrs import frozen

from servicedesk.calendars import OFFICE_HOURS, Calendar, parse_instant, statutory_calendar, to_datetime, to_instant
from servicedesk.errors import CalendarHorizonWarning
from servicedesk.said import Said, both
from servicedesk.spans.span import Span
from servicedesk.spans.text import parse_span
from servicedesk.spans.trace import Lang, Trace


@frozen
class When:
    """The answer of :func:`when`."""

    span: Span
    start: pendulum.DateTime
    due: pendulum.DateTime
    """The last good instant on the calendar's clock; 24:00 is 00:00 of the next date."""
    provisional: tuple[int, ...]
    trace: Trace
    calendar: Calendar

    def text(self, lang: Lang) -> str:
        """The sentences of the trace, in Chinese or English."""
        return self.trace.text(lang)

    def to_data(self) -> dict[str, Any]:
        """JSON-ready data: span, start, due, provisional years, calendar and the trace."""
        return {
            "span": str(self.span),
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "provisional": list(self.provisional),
            "calendar": {"name": self.calendar.name, "version": self.calendar.version, "zone": self.calendar.zone},
            "trace": self.trace.to_data(),
        }


def when(
    span: Span | str,
    start: datetime | str,
    *,
    hours: str | None = None,
    zone: str = "Asia/Shanghai",
    known_on: date | None = None,
    strict: bool = False,
    calendar: Calendar | None = None,
) -> When:
    """When a limit that starts then is due.

    Args:
        span: a span or its text; see :func:`parse_span`.
        start: aware datetime, or text as :func:`parse_instant` reads it on the clock of ``zone``.
        hours: opening hours of the statutory working days; None: 09:00-12:00,13:30-18:00.
        zone: IANA name; not read when ``calendar`` is given.
        known_on: with the notices of rest days published until then only.
        strict: refuse a year without notice instead of answering provisionally.
        calendar: another calendar; ``hours`` and ``strict`` are then not read.

    Raises:
        InvalidInstant: the start is no moment.
        NaiveDatetime: it has no zone, or a change of the clock leaves two readings or none.
        CalendarError: the hours or the zone are none.

    Warns:
        CalendarHorizonWarning: the answer depends on a year whose notice is not known.
    """
    if calendar is None:
        calendar = statutory_calendar(OFFICE_HOURS if hours is None else hours, zone, strict=strict)
    if known_on is not None:
        calendar = calendar.as_known_on(known_on)
    limit = span if isinstance(span, Span) else parse_span(span)
    begin = parse_instant(start, zone=calendar.zone) if isinstance(start, str) else to_instant(start)
    trace = limit.trace(begin, calendar)
    due = limit.due(begin, calendar)
    assert due.at is not None  # noqa: S101 - nothing is paused
    if due.provisional:
        long = both(limit.long("zh"), str(limit))
        told = Said("provisional_when", span=long, start=start, years=due.provisional)
        warnings.warn(CalendarHorizonWarning(told), stacklevel=2)
    zone = calendar.zone
    return When(limit, to_datetime(begin, zone), to_datetime(due.at, zone), due.provisional, trace, calendar)
