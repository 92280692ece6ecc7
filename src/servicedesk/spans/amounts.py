"""Amounts that can be counted, and months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from servicedesk.calendars import DAY, HOUR, MINUTE
from servicedesk.characters import brief, cut, is_a
from servicedesk.errors import SpanError
from servicedesk.said import Said

LENGTH = {
    "minute": MINUTE,
    "hour": HOUR,
    "day": DAY,
    "working day": DAY,
    "week": 7 * DAY,
    "month": 31 * DAY,
    "year": 366 * DAY,
}
_LONGEST = 200 * 366 * DAY
_MOST_DIGITS = 40


def unit_of(unit: str) -> Said:
    """A unit as a sentence says it."""
    return Said(f"unit_{unit.replace(' ', '_')}")


def plural(amount: int | Decimal, unit: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"


def _is_huge(value: int | Decimal) -> bool:
    """Whether a number is longer than any length of time, before anything is counted with it."""
    if isinstance(value, int):
        return value.bit_length() > 4 * _MOST_DIGITS
    return value.is_finite() and (len(value.as_tuple().digits) > _MOST_DIGITS or abs(value.adjusted()) > _MOST_DIGITS)


def checked(value: object, unit: str) -> int | Decimal:
    """A positive amount of a unit; :class:`SpanError` for zero, below, too much, or no whole microsecond."""
    if not is_a(unit, str) or unit not in LENGTH:
        raise SpanError(Said("unit_unknown", unit=brief(unit)), remedy=Said("say_unit"), unit=cut(unit))
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or _is_huge(value):
        raise SpanError(
            Said("no_number_of", amount=brief(value), unit=unit_of(unit)), remedy=Said("give_number"), unit=unit
        )
    amount: int | Decimal = value
    if isinstance(amount, Decimal):
        if not amount.is_finite():
            raise SpanError(
                Said("no_number_of", amount=amount, unit=unit_of(unit)), remedy=Said("give_number"), unit=unit
            )
        whole = amount == amount.to_integral_value()
        amount = int(amount) if whole else amount.normalize()
    said = Said("amount", amount=amount, unit=unit_of(unit), plural="" if amount == 1 else "s")
    if amount <= 0:
        raise SpanError(Said("no_length", amount=said), remedy=Said("write_at_once"), unit=unit)
    if amount * LENGTH[unit] > _LONGEST:
        raise SpanError(Said("longer_than_most", amount=said), remedy=Said("shorter_span"), unit=unit)
    if isinstance(amount, Decimal) and (unit not in {"minute", "hour"} or amount * LENGTH[unit] % 1):
        raise SpanError(Said("not_counted", amount=said), remedy=Said("whole_units"), unit=unit)
    return amount


def whole(value: object, unit: str) -> int:
    """A positive whole number of a unit; :class:`SpanError` otherwise."""
    return int(checked(value, unit))


def add_months(day: date, months: int) -> date:
    """The corresponding date, or the last day of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
