"""How long? Lengths of time with their own way of counting, on a working calendar.

Instants are integers: microseconds since the epoch, UTC.

Any call may raise :class:`~servicedesk.errors.SpanError` for what is no length of time and no option of one. What is
counted on a calendar may also raise :class:`~servicedesk.errors.InvalidInstant` for what is no instant,
:class:`~servicedesk.errors.OutOfBounds` outside the years 1900 to 9000, and
:class:`~servicedesk.errors.CalendarHorizonError` where a strict calendar lacks the notice of a year.
"""

from servicedesk.spans.backward import Before
from servicedesk.spans.days import Days, MonthEnd, Months, Weeks, WorkingDays, Years
from servicedesk.spans.kinds import AtOnce, ClockTime, CloseOfDesk, CloseOfShift, SameDay, WorkingTime
from servicedesk.spans.making import (
    at_once,
    before,
    by_month_end,
    close_of_desk,
    close_of_shift,
    days,
    hours,
    minutes,
    months,
    same_day,
    weeks,
    working_days,
    working_hours,
    working_minutes,
    years,
)
from servicedesk.spans.span import Due, Span
from servicedesk.spans.text import parse_span, parse_window
from servicedesk.spans.timeline import Gap, normalise_pauses
from servicedesk.spans.trace import NamedDays, Segment, Trace
from servicedesk.spans.when import When, when
from servicedesk.spans.window import Window, window

__all__ = [
    "AtOnce",
    "Before",
    "ClockTime",
    "CloseOfDesk",
    "CloseOfShift",
    "Days",
    "Due",
    "Gap",
    "MonthEnd",
    "Months",
    "NamedDays",
    "SameDay",
    "Segment",
    "Span",
    "Trace",
    "Weeks",
    "When",
    "Window",
    "WorkingDays",
    "WorkingTime",
    "Years",
    "at_once",
    "before",
    "by_month_end",
    "close_of_desk",
    "close_of_shift",
    "days",
    "hours",
    "minutes",
    "months",
    "normalise_pauses",
    "parse_span",
    "parse_window",
    "same_day",
    "weeks",
    "when",
    "window",
    "working_days",
    "working_hours",
    "working_minutes",
    "years",
]
