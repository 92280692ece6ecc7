"""What a site adds to the plain week: closures, yearly closures, special hours, and the check of it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from servicedesk.calendars.hours import Hours, format_hours
from servicedesk.calendars.notices import Name
from servicedesk.calendars.zones import DAY
from servicedesk.characters import brief, is_text
from servicedesk.errors import CalendarError
from servicedesk.said import Said

_LONGEST_CLOSURE = 3660
_DAYS = [date(2024, 1, 1) + timedelta(days=at) for at in range(366)]  # of a year that has every month and day
_MONTHS_AND_DAYS = [f"{day:%m-%d}" for day in _DAYS]


def _weekday(at: int) -> Said:
    return Said(f"weekday_{at}")


@frozen(order=True)
class Closure:
    """Closed from ``first`` to ``last``, both included."""

    first: date
    last: date
    name: Name

    def __attrs_post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days <= _LONGEST_CLOSURE:
            raise CalendarError(Said("no_closure", first=self.first, last=self.last), remedy=Said("closed_days"))

    def ordinals(self) -> range:
        """The closed days."""
        return range(self.first.toordinal(), self.last.toordinal() + 1)


@frozen(order=True)
class Yearly:
    """Closed every year from ``first`` to ``last`` (``MM-DD``), both included; may run over New Year."""

    first: str
    last: str
    name: Name

    def __attrs_post_init__(self) -> None:
        for text in (self.first, self.last):
            if not is_text(text, 5) or text not in _MONTHS_AND_DAYS:
                raise CalendarError(Said("no_day_of_year", text=brief(text)), remedy=Said("write_month_day"))

    def days(self) -> Iterator[tuple[int, int]]:
        """Month and day of each closed day."""
        first, last = _MONTHS_AND_DAYS.index(self.first), _MONTHS_AND_DAYS.index(self.last)
        for at in range(first, last + 1 if first <= last else last + 1 + len(_DAYS)):
            day = _DAYS[at % len(_DAYS)]
            yield day.month, day.day


@frozen(order=True)
class SpecialHours:
    """The hours of one date in place of all else; ``name`` is empty where nothing is to be said."""

    day: date
    hours: Hours
    name: Name


def check(week: Sequence[Hours], makeup: Hours, yearly: Sequence[Yearly], special: Sequence[SpecialHours]) -> list[str]:
    """Every fault of a calendar's plain rules, in words."""
    if len(week) != 7:
        return [Said("seven_days")]
    faults: list[str] = [
        Said("weekday_runs_on", day=_weekday(at), hours=format_hours(week[at]), next=_weekday((at + 1) % 7))
        for at in range(7)
        if _collide(week[at], week[(at + 1) % 7])
    ]
    if any(_collide(makeup, hours) or _collide(hours, makeup) for hours in (*week, makeup)):
        faults.append(Said("makeup_runs_on", hours=format_hours(makeup)))
    closed = {day for each in yearly for day in each.days()}
    if not any(each.hours for each in special) and (not any((*week, makeup)) or len(closed) == 366):
        faults.append(Said("no_working_time"))
    return faults


def _collide(hours: Hours, following: Hours) -> bool:
    return bool(hours and following and hours[-1][1] - DAY > following[0][0])


def check_special(special: Sequence[SpecialHours], hours_of: dict[int, Hours]) -> list[str]:
    """Faults of special hours against the days beside them (``hours_of`` by ordinal)."""
    return [
        Said("special_meets", day=each.day, hours=format_hours(each.hours))
        for each in special
        if _collide(hours_of[each.day.toordinal() - 1], each.hours)
        or _collide(each.hours, hours_of[each.day.toordinal() + 1])
    ]
