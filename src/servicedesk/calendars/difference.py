"""Where two calendars begin to differ, from their data: the days on which both agree are not looked at."""

from __future__ import annotations

from datetime import date

from servicedesk.calendars.calendar import Calendar
from servicedesk.calendars.notices import FIRST_OPEN_DAY
from servicedesk.calendars.plan import FIRST_DAY, LAST_DAY


def first_difference(one: Calendar, other: Calendar) -> date | None:
    """The first day that two calendars count otherwise: by its hours, by a break, or by whether a notice settles it.

    ``None`` where they agree on every day. Where the zone or the plain week differs, the first day that may be
    asked for. What ends before that day has the same due under both.
    """
    if (one.zone, one.week, one.noticed) != (other.zone, other.week, other.noticed):
        return date.fromordinal(FIRST_DAY)
    mine, theirs = one.plan, other.plan
    named = mine.differing(FIRST_DAY, LAST_DAY).keys() | theirs.differing(FIRST_DAY, LAST_DAY).keys()
    days = {date.fromordinal(day) for day in named if mine.hours_of(day) != theirs.hours_of(day)}
    days |= {one.local_date(start) for start, _ in set(one.breaks) ^ set(other.breaks)}
    if one.noticed:
        days |= {date(year - 1, 12, FIRST_OPEN_DAY) for year in mine.years ^ theirs.years}
    return min(days, default=None)
