"""When do people work? Calendars as dated, versioned data, and the door between datetimes and instants.

Instants are integers: microseconds since the epoch, UTC.

Any call may raise :class:`~servicedesk.errors.CalendarError` for what are no hours, no day, no zone and no notice,
:class:`~servicedesk.errors.InvalidInstant` and :class:`~servicedesk.errors.NaiveDatetime` for what is no moment,
:class:`~servicedesk.errors.OutOfBounds` for a moment or a day outside the years 1900 to 9000, given or what would come
out, and :class:`~servicedesk.errors.CalendarHorizonError` where a strict calendar lacks the notice of a year.
"""

from servicedesk.calendars.calendar import Calendar, first_difference
from servicedesk.calendars.instants import parse_instant, to_datetime, to_instant
from servicedesk.calendars.making import OFFICE_HOURS, always_open, country_calendar, daily, statutory_calendar, weekly
from servicedesk.calendars.notices import Notice
from servicedesk.calendars.zones import DAY, HOUR, MINUTE, SECOND

__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "OFFICE_HOURS",
    "SECOND",
    "Calendar",
    "Notice",
    "always_open",
    "country_calendar",
    "daily",
    "first_difference",
    "parse_instant",
    "statutory_calendar",
    "to_datetime",
    "to_instant",
    "weekly",
]
