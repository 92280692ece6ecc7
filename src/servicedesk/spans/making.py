"""Spans by the words that rules use."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from servicedesk.spans.backward import Before
from servicedesk.spans.days import Days, MonthEnd, Months, Weeks, WorkingDays, Years
from servicedesk.spans.kinds import AtOnce, ClockTime, CloseOfDesk, CloseOfShift, SameDay, WorkingTime
from servicedesk.spans.span import ReceivedAt, Roll, Span


def minutes(amount: int | Decimal, *, received_at: ReceivedAt = "day", after_period: bool = False) -> ClockTime:
    """Minutes by the clock."""
    return ClockTime(amount, "minute", received_at=received_at, after_period=after_period)


def hours(amount: int | Decimal, *, received_at: ReceivedAt = "day", after_period: bool = False) -> ClockTime:
    """Hours by the clock."""
    return ClockTime(amount, "hour", received_at=received_at, after_period=after_period)


def working_minutes(amount: int | Decimal, *, after_period: bool = False) -> WorkingTime:
    """Minutes of working time."""
    return WorkingTime(amount, "minute", after_period=after_period)


def working_hours(amount: int | Decimal, *, after_period: bool = False) -> WorkingTime:
    """Hours of working time."""
    return WorkingTime(amount, "hour", after_period=after_period)


def same_day(*, received_at: ReceivedAt = "day", at_least: ClockTime | None = None) -> SameDay:
    """Until 24:00 of the day of the start (当天), and ``at_least`` so long: ``same_day(at_least=hours(1))``.

    Raises:
        SpanError: ``at_least`` is no length of time by the clock.
    """
    return SameDay(received_at=received_at, at_least=at_least)


def close_of_desk(*, received_at: ReceivedAt = "day") -> CloseOfDesk:
    """Until the desk closes that day; 24:00 when it is closed by then or all day."""
    return CloseOfDesk(received_at=received_at)


def close_of_shift(*, received_at: ReceivedAt = "day") -> CloseOfShift:
    """Until the running shift ends, a night shift on the next date."""
    return CloseOfShift(received_at=received_at)


def days(count: int, *, roll: Roll = "none", received_at: ReceivedAt = "day", after_period: bool = False) -> Days:
    """Calendar days (天); ends at 24:00 of the last."""
    return Days(count, roll=roll, received_at=received_at, after_period=after_period)


def working_days(count: int, *, received_at: ReceivedAt = "day", after_period: bool = False) -> WorkingDays:
    """Working days (工作日); ends at the last closing of the last."""
    return WorkingDays(count, received_at=received_at, after_period=after_period)


def weeks(count: int, *, roll: Roll = "none", received_at: ReceivedAt = "day", after_period: bool = False) -> Weeks:
    """Weeks (周)."""
    return Weeks(count, roll=roll, received_at=received_at, after_period=after_period)


def months(count: int, *, roll: Roll = "none", received_at: ReceivedAt = "day", after_period: bool = False) -> Months:
    """Calendar months (个月) to the corresponding date or the month's last day."""
    return Months(count, roll=roll, received_at=received_at, after_period=after_period)


def years(count: int, *, roll: Roll = "none", received_at: ReceivedAt = "day", after_period: bool = False) -> Years:
    """Calendar years (年) to the corresponding date or the month's last day."""
    return Years(count, roll=roll, received_at=received_at, after_period=after_period)


def by_month_end(*, roll: Roll = "none", received_at: ReceivedAt = "day") -> MonthEnd:
    """Until 24:00 of the last day of the month of the start (月底前)."""
    return MonthEnd(roll=roll, received_at=received_at)


def at_once(*, received_at: ReceivedAt = "day") -> AtOnce:
    """No time at all (立即); with ``received_at="next_opening"`` the next opening."""
    return AtOnce(received_at=received_at)


def before(span: Span, *, roll: Literal["none", "previous_working_day"] = "none") -> Before:
    """So long before an event: ``before(weeks(1))``.

    Raises:
        SpanError: the span cannot be counted backward, or has options of its own.
    """
    return Before(span, roll=roll)
