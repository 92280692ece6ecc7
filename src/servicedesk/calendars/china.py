"""The statutory days of mainland China: settled by notice where one is out, by the statute alone elsewhere.

Settled days come from ``chinesecalendar``, copied once. Publication dates are those of the State Council's
notices on gov.cn. The three years that were changed after their first notice have both versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby

from servicedesk.calendars.notices import ENGLISH, FIRST_OPEN_DAY, Days, Name, Notice, named, parse_days

_PUBLISHED = """
2007-12-18 2008-12-10 2009-12-08 2010-12-10 2011-12-06 2012-12-10 2013-12-11 2014-12-16 2015-12-10 2016-12-01
2017-11-30 2018-12-06 2019-11-21 2020-11-25 2021-10-25 2022-12-08 2023-10-25 2024-11-12 2025-11-04
"""
_FIRST_NOTICES = {day.year + 1: day for day in map(date.fromisoformat, _PUBLISHED.split())}

# Year: publication, feast and weeks of the change; what the first notice had in those weeks (off, work).
_CHANGES = {
    2015: ("2015-05-13", "抗战胜利纪念日", "2015-09-03..2015-09-06", "", ""),
    2019: ("2019-03-22", "劳动节", "2019-04-28..2019-05-05", "2019-05-01", ""),
    2020: ("2020-01-27", "春节", "2020-01-19..2020-02-02", "2020-01-24..2020-01-30", "2020-01-19, 2020-02-01"),
}

# Spring Festival, Dragon Boat, Mid-Autumn by the lunar calendar.
_LUNAR = """
2027 02-06 06-09 09-15  2028 01-26 05-28 10-03  2029 02-13 06-16 09-22  2030 02-03 06-05 09-12
2031 01-23 06-24 10-01  2032 02-11 06-12 09-19  2033 01-31 06-01 09-08  2034 02-19 06-20 09-27
2035 02-08 06-10 09-16  2036 01-28 05-30 10-04  2037 02-15 06-18 09-24  2038 02-04 06-07 09-13
2039 01-24 05-27 10-02  2040 02-12 06-14 09-20  2041 02-01 06-03 09-10  2042 01-22 06-22 09-28
2043 02-10 06-11 09-17  2044 01-30 05-31 10-05  2045 02-17 06-19 09-25  2046 02-06 06-08 09-15
2047 01-26 05-29 10-04  2048 02-14 06-15 09-22  2049 02-02 06-04 09-11  2050 01-23 06-23 09-30
"""


@cache
def statutory_notices() -> tuple[Notice, ...]:
    """Every notice since 2004, oldest first; the changes of 2015, 2019 and 2020 are notices of their own."""
    from chinese_calendar import constants  # noqa: PLC0415 - slow to import  # pyright: ignore[reportMissingTypeStubs]  # it ships none

    names = {member.value: _chinese(member.value) for member in constants.Holiday}
    off, work = _by_year(constants.holidays, names), _by_year(constants.workdays, names)
    found: list[Notice] = []
    for year in sorted(off):
        # A year whose publication date is not in the table counts as published at the end of the year before.
        first = _FIRST_NOTICES.get(year, date.min if year < 2008 else date(year - 1, 12, 31))
        present = Notice(year, off[year], work.get(year, ()), first)
        if year in _CHANGES:
            published, zh, window, old_off, old_work = _CHANGES[year]
            weeks, name = set(parse_days(window)), named(zh)
            found.append(
                Notice(
                    year,
                    [*_outside(present.off, weeks), *((day, name) for day in parse_days(old_off))],
                    [*_outside(present.work, weeks), *((day, name) for day in parse_days(old_work))],
                    first,
                )
            )
            present = Notice(year, present.off, present.work, date.fromisoformat(published))
        found.append(present)
    return tuple(found)


def _outside(days: Days, window: set[date]) -> Iterator[tuple[date, Name]]:
    return ((day, name) for day, name in days if day not in window)


def _chinese(english: str) -> Name:
    known = {en.casefold(): zh for zh, en in ENGLISH.items()} | {"anti-fascist 70th day": "抗战胜利纪念日"}
    return named(known.get(english.casefold(), english))


def _by_year(days: dict[date, str], names: dict[str, Name]) -> dict[int, Days]:
    return {
        year: tuple((day, names[days[day]]) for day in group) for year, group in groupby(sorted(days), key=notice_year)
    }


def notice_year(day: date) -> int:
    """The year whose notice names this day when it names it at all: late December belongs to the next."""
    return day.year + (day.month == 12 and day.day >= FIRST_OPEN_DAY)


@cache
def statutory_feasts(year: int) -> dict[date, Name]:
    """What the statute alone gives for a year without a notice: no moved days and no make-up days.

    The feasts by the solar calendar for any year (Tomb-Sweeping exact from 2000 to 2099), those by the lunar
    calendar for 2027 to 2050. The second day in May counts since 2025.
    """
    days = [("元旦", date(year, 1, 1)), ("清明节", date(year, 4, _qingming(year))), ("劳动节", date(year, 5, 1))]
    days += [("国庆节", date(year, 10, day)) for day in (1, 2, 3)]
    if year >= 2025:
        days.append(("劳动节", date(year, 5, 2)))
    lunar = _lunar().get(year)
    if lunar:
        spring, dragon, moon = lunar
        days += [("春节", date.fromordinal(spring.toordinal() + shift)) for shift in (-1, 0, 1, 2)]
        days += [("端午节", dragon), ("中秋节", moon)]
    return {day: named(name) for name, day in reversed(days)}


def _qingming(year: int) -> int:
    """The day of April on which the sun reaches 15 degrees; the rule holds from 2000 to 2099."""
    short = year % 100
    return int(short * 0.2422 + 4.81) - short // 4


@cache
def _lunar() -> dict[int, tuple[date, ...]]:
    rows = re.findall(r"(\d{4}) (\S+) (\S+) (\S+)", _LUNAR)
    return {int(year): tuple(date.fromisoformat(f"{year}-{day}") for day in days) for year, *days in rows}
