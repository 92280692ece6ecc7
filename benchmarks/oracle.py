"""Working days and hours of China 2020 to 2026 in a sorted list: the floor of time, and the oracle that answers right.

The days are typed in from the yearly notices of the General Office of the State Council, and taken from none of the
libraries that are measured. Office hours are 08:30 to 12:00 and 13:30 to 17:30. A count covers the days after the
first up to the last; hours that run out when a window closes end at that closing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_OFF: Final = """
2020-01-01/2020-01-01 2020-01-24/2020-02-02 2020-04-04/2020-04-06 2020-05-01/2020-05-05 2020-06-25/2020-06-27
2020-10-01/2020-10-08 2021-01-01/2021-01-03 2021-02-11/2021-02-17 2021-04-03/2021-04-05 2021-05-01/2021-05-05
2021-06-12/2021-06-14 2021-09-19/2021-09-21 2021-10-01/2021-10-07 2022-01-01/2022-01-03 2022-01-31/2022-02-06
2022-04-03/2022-04-05 2022-04-30/2022-05-04 2022-06-03/2022-06-05 2022-09-10/2022-09-12 2022-10-01/2022-10-07
2022-12-31/2023-01-02 2023-01-21/2023-01-27 2023-04-05/2023-04-05 2023-04-29/2023-05-03 2023-06-22/2023-06-24
2023-09-29/2023-10-06 2023-12-30/2024-01-01 2024-02-10/2024-02-17 2024-04-04/2024-04-06 2024-05-01/2024-05-05
2024-06-08/2024-06-10 2024-09-15/2024-09-17 2024-10-01/2024-10-07 2025-01-01/2025-01-01 2025-01-28/2025-02-04
2025-04-04/2025-04-06 2025-05-01/2025-05-05 2025-05-31/2025-06-02 2025-10-01/2025-10-08 2026-01-01/2026-01-03
2026-02-15/2026-02-23 2026-04-04/2026-04-06 2026-05-01/2026-05-05 2026-06-19/2026-06-21 2026-09-25/2026-09-27
2026-10-01/2026-10-07
"""
_WORKED: Final = """
2020-01-19 2020-04-26 2020-05-09 2020-06-28 2020-09-27 2020-10-10
2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09
2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09
2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
ZONE: Final = ZoneInfo("Asia/Shanghai")
WINDOWS: Final = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
FIRST: Final = date(2020, 1, 1)
LAST: Final = date(2026, 12, 31)
ZERO: Final = datetime.combine(FIRST, time(), ZONE)
NOON: Final = datetime(2026, 3, 5, 12, tzinfo=ZONE)


def _working_days() -> list[date]:
    closed: set[date] = set()
    for stretch in _OFF.split():
        first, last = map(date.fromisoformat, stretch.split("/"))
        closed |= {first + timedelta(days=day) for day in range((last - first).days + 1)}
    extra = set(map(date.fromisoformat, _WORKED.split()))
    every = (FIRST + timedelta(days=day) for day in range((LAST - FIRST).days + 1))
    return [day for day in every if day in extra or (day.weekday() < 5 and day not in closed)]


DAYS: Final = _working_days()
ORDINALS: Final = [day.toordinal() for day in DAYS]
REST: Final = sorted({FIRST + timedelta(days=day) for day in range((LAST - FIRST).days + 1)} - set(DAYS))
STARTS: Final[list[int]] = []
"""The beginning of each window of office hours, in seconds."""
WORKED: Final[list[int]] = [0]
"""The working seconds before each window, and in all."""


def seconds(moment: datetime) -> int:
    """Seconds from the beginning of the table."""
    since = moment - ZERO
    return since.days * 86_400 + since.seconds


for _day in DAYS:
    for _open, _close in WINDOWS:
        STARTS.append(seconds(datetime.combine(_day, _open, ZONE)))
        WORKED.append(WORKED[-1] + seconds(datetime.combine(_day, _close, ZONE)) - STARTS[-1])


def add_days(day: date, number: int) -> date:
    return date.fromordinal(ORDINALS[bisect_right(ORDINALS, day.toordinal()) + number - 1])


def count_days(first: date, last: date) -> int:
    return bisect_right(ORDINALS, last.toordinal()) - bisect_right(ORDINALS, first.toordinal())


def _worked(moment: datetime) -> int:
    second = seconds(moment)
    window = bisect_right(STARTS, second) - 1
    return min(WORKED[window] + second - STARTS[window], WORKED[window + 1]) if window >= 0 else 0


def add_hours(moment: datetime, number: int) -> datetime:
    done = _worked(moment) + number * 3600
    window = bisect_left(WORKED, done) - 1
    return ZERO + timedelta(seconds=STARTS[window] + done - WORKED[window])


def between(first: datetime, last: datetime) -> timedelta:
    return timedelta(seconds=_worked(last) - _worked(first))
