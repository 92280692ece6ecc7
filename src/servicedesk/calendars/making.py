"""The calendars that desks use: statutory working days, always open, daily, weekly, other countries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, wraps
from itertools import islice
from typing import ParamSpec

from servicedesk.calendars.calendar import Calendar
from servicedesk.calendars.china import statutory_notices
from servicedesk.calendars.hours import Hours, parse_hours
from servicedesk.calendars.notices import Name, Notice
from servicedesk.calendars.zones import FIRST_YEAR, LAST_YEAR
from servicedesk.characters import brief, is_a, is_text
from servicedesk.errors import CalendarError
from servicedesk.said import Said

OFFICE_HOURS = "09:00-12:00,13:30-18:00"
SHANGHAI = "Asia/Shanghai"
_LONGEST_LIST = 200
_MOST_YEARS = 400
_LONGEST_CODE = 60
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


P = ParamSpec("P")


def _once(make: Callable[P, Calendar]) -> Callable[P, Calendar]:
    """The same arguments give the same object; what can be no key is read all the same, and told what it is not."""
    kept = cache(make)

    @wraps(make)
    def found(*args: P.args, **kwargs: P.kwargs) -> Calendar:
        if all(is_a(each, str, bool, date, type(None)) for each in (*args, *kwargs.values())):
            return kept(*args, **kwargs)  # type: ignore[arg-type]  # these can be keys
        return make(*args, **kwargs)

    return found


@_once
def statutory_calendar(
    hours: str = OFFICE_HOURS,
    zone: str = SHANGHAI,
    *,
    strict: bool = False,
    known_on: date | None = None,
    name: str = "statutory",
) -> Calendar:
    """The working days of mainland China: weekends and feasts off, make-up days on.

    A year whose notice is not out has weekends and the statutory feasts and is provisional; a ``strict``
    calendar refuses it. ``known_on`` leaves out what was published later. The same arguments give the same
    object.

    Example:
        >>> from datetime import date
        >>> calendar = statutory_calendar()
        >>> calendar.is_working(date(2026, 10, 1)), calendar.is_working(date(2026, 10, 10))  # made up for
        (False, True)
    """
    daily_hours = parse_hours(hours)
    calendar = Calendar(
        name,
        zone,
        (daily_hours,) * 5 + ((),) * 2,
        makeup=daily_hours,
        notices=statutory_notices(),
        noticed=True,
        feasts=True,
        strict=strict,
    )
    return calendar if known_on is None else calendar.as_known_on(known_on)


@_once
def always_open(zone: str = SHANGHAI, *, name: str = "always open") -> Calendar:
    """Every day from 00:00 to 24:00."""
    return daily("00:00-24:00", zone, name=name)


@_once
def daily(hours: str, zone: str = SHANGHAI, *, name: str = "daily") -> Calendar:
    """The same hours every day, feasts included."""
    return Calendar(name, zone, (parse_hours(hours),) * 7)


def weekly(
    hours: str | Mapping[str, str], zone: str = SHANGHAI, *, days: str = "mon-fri", name: str = "weekly"
) -> Calendar:
    """Hours by weekday, without any feast.

    Args:
        hours: one text for all ``days``, or a mapping of days to hours, such as ``{"mon-fri": "08:00-18:00",
            "sat": "09:00-12:00"}``.
        zone: IANA name.
        days: weekdays as ``mon``, ``sat,sun`` or ``mon-fri``; only read when ``hours`` is one text.
        name: what traces call it.
    """
    week: list[Hours] = [()] * 7
    taken: set[int] = set()
    for which, text in hours.items() if isinstance(hours, Mapping) else [(days, hours)]:
        for at in parse_weekdays(which):
            if at in taken:
                raise CalendarError(Said("hours_twice", day=_WEEKDAYS[at]), remedy=Said("weekday_once"))
            taken.add(at)
            week[at] = parse_hours(text)
    return Calendar(name, zone, tuple(week), makeup=next((each for each in week if each), ()))


def parse_weekdays(text: str) -> Iterable[int]:
    """Weekdays as ``mon``, ``sat,sun`` or ``mon-fri``: numbers from Monday, 0, on.

    Raises:
        CalendarError: a part names none.
    """
    if not is_text(text, _LONGEST_LIST):
        raise CalendarError(Said("no_weekdays", text=brief(text)), remedy=Said("write_weekdays"))
    for part in text.lower().split(","):
        first, _, last = (word.strip() for word in part.partition("-"))
        if first not in _WEEKDAYS or (last and last not in _WEEKDAYS):
            raise CalendarError(Said("no_weekday", text=brief(part)), remedy=Said("write_weekdays"))
        start = _WEEKDAYS.index(first)
        end = _WEEKDAYS.index(last) if last else start
        yield from (at % 7 for at in range(start, end + 1 + (7 if end < start else 0)))


def _years(years: Iterable[int]) -> list[int]:
    try:
        several = list(islice(years, _MOST_YEARS + 1))
    except Exception:  # noqa: BLE001  no list, or an error of whoever made it
        several = [0]
    if not all(type(year) is int and FIRST_YEAR <= year <= LAST_YEAR for year in several) or len(several) > _MOST_YEARS:
        raise CalendarError(Said("no_years"), remedy=Said("write_years"))
    return sorted(set(several))


def country_calendar(
    country: str,
    years: Iterable[int],
    *,
    hours: str,
    zone: str,
    subdivision: str | None = None,
    name: str | None = None,
) -> Calendar:
    """The working days of a country by the ``holidays`` package, for the years given; others are provisional.

    Names of days are in the country's own language and, where the package has it, in English.

    Raises:
        CalendarError: the extra ``holidays`` is not installed, or it does not know the country.
    """
    try:
        import holidays  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CalendarError(Said("holidays_missing"), remedy=Said("install_holidays")) from error
    wanted = _years(years)
    for place in (country, "" if subdivision is None else subdivision):
        if not is_text(place, _LONGEST_CODE) or not (place or subdivision is None) or "_" in place:
            raise CalendarError(Said("no_country", place=brief(place)), remedy=Said("write_country"))
    try:
        table = holidays.country_holidays(country, subdiv=subdivision, years=wanted, language="en_US")
        native = holidays.country_holidays(country, subdiv=subdivision, years=wanted, language=table.default_language)
    except NotImplementedError as error:  # what the package holidays says of a country that it does not know
        raise CalendarError(Said("no_calendar_of", place=f"{country} {subdivision or ''}".rstrip())) from error
    off: dict[int, list[tuple[date, Name]]] = {year: [] for year in wanted}
    work: dict[int, list[tuple[date, Name]]] = {year: [] for year in wanted}
    for day, english in sorted(table.items()):
        if day.year in off:
            off[day.year].append((day, (native.get(day, english), english)))
    for day in sorted(table.weekend_workdays):
        if day.year in work:
            work[day.year].append((day, ("", "")))
    notices = tuple(Notice(year, off[year], work[year]) for year in wanted)
    daily_hours = parse_hours(hours)
    week = tuple(() if at in table.weekend else daily_hours for at in range(7))
    return Calendar(country if name is None else name, zone, week, makeup=daily_hours, notices=notices, noticed=True)
