"""The package's calendar for a specification of the oracle, by its public methods only."""

from __future__ import annotations

from calendars.minute_oracle import Spec, hours_text
from servicedesk.calendars import MINUTE, Calendar, weekly

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_of(spec: Spec) -> Calendar:
    """Raises CalendarError for a specification that the package refuses."""
    calendar = weekly({day: hours_text(hours) for day, hours in zip(_DAYS, spec.week, strict=True)}, spec.zone)
    calendar = calendar.with_days(holidays=spec.off)
    for day in spec.on:
        calendar = calendar.with_special_hours(day, hours_text(spec.makeup))
    for day, hours in spec.special:
        calendar = calendar.with_special_hours(day, hours_text(hours))
    for start, until in spec.breaks:
        calendar = calendar.with_break(start * MINUTE, until * MINUTE)
    return calendar
