"""Working time counted minute by minute, from the rules alone: shares no code with the package.

A calendar is a :class:`Spec` of plain data. The oracle walks the UTC minutes of a window, asks ``zoneinfo`` what the
local clock shows, marks the minutes that somebody works, and then only counts. An hour of the clock is reached at the
first minute at which the clock shows it or later.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
Intervals = tuple[tuple[int, int], ...]  # minutes from 00:00, the end may lie beyond 1440

# Zone and first day of a window of 24 days: quiet weeks, feasts, and every kind of change of the clock.
WINDOWS = [
    ("Asia/Shanghai", date(2026, 2, 5)),
    ("Asia/Shanghai", date(2026, 9, 16)),
    ("Asia/Shanghai", date(2026, 12, 18)),
    ("Asia/Shanghai", date(1986, 4, 25)),  # an hour skipped at 02:00
    ("Asia/Shanghai", date(1986, 9, 5)),
    ("UTC", date(2026, 3, 1)),
    ("Europe/London", date(2026, 3, 18)),
    ("Europe/London", date(2026, 10, 12)),
    ("America/New_York", date(2026, 3, 1)),
    ("America/Havana", date(2026, 10, 20)),  # midnight comes twice
    ("America/Sao_Paulo", date(2018, 10, 26)),  # midnight does not come
    ("America/Sao_Paulo", date(2018, 2, 8)),
    ("Australia/Lord_Howe", date(2026, 3, 25)),  # half an hour
    ("Pacific/Apia", date(2011, 12, 20)),  # 30 December 2011 does not exist
]
LENGTH = 24


@dataclass(frozen=True)
class Spec:
    """A calendar as plain data; days by date, hours in minutes."""

    zone: str
    first: date
    week: tuple[Intervals, ...]
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    makeup: Intervals = ()
    special: tuple[tuple[date, Intervals], ...] = ()
    breaks: tuple[tuple[int, int], ...] = ()  # UTC minutes since 1970

    def hours(self, day: date) -> Intervals:
        for special, hours in self.special:
            if special == day:
                return hours
        if day in self.on:
            return self.makeup
        return () if day in self.off else self.week[day.weekday()]

    @property
    def days(self) -> list[date]:
        return [self.first + DAY * shift for shift in range(LENGTH)]


@cache
def clock(zone: str, first: date) -> tuple[int, list[datetime], list[datetime]]:
    """The first UTC minute of a window, what the clock shows at each, and the latest that it has shown so far."""
    start = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()) // 60 - 2 * 1440
    place = ZoneInfo(zone)
    walls = [
        datetime.fromtimestamp((start + shift) * 60, place).replace(tzinfo=None) for shift in range((LENGTH + 5) * 1440)
    ]
    latest, reached = walls[0], []
    for wall in walls:
        latest = max(latest, wall)
        reached.append(latest)
    return start, walls, reached


@dataclass
class Oracle:
    """Answers in UTC minutes; None where a window does not reach far enough."""

    spec: Spec
    start: int = field(init=False)
    working: bytearray = field(init=False)
    closings: dict[date, int] = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.walls, self.reached = clock(self.spec.zone, self.spec.first)
        self.working = bytearray(len(self.walls))
        self.closings = {}
        for day in [self.spec.first - DAY, *self.spec.days, self.spec.first + DAY * LENGTH]:
            for opens, closes in self.spec.hours(day):
                for minute in range(self._reach(day, opens), self._reach(day, closes)):
                    if not any(low <= self.start + minute < high for low, high in self.spec.breaks):
                        self.working[minute] = 1
                        self.closings[day] = self.start + minute + 1

    def _reach(self, day: date, minutes: int) -> int:
        wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
        return min(bisect_left(self.reached, wall), len(self.working))

    def midnight(self, day: date) -> int:
        return self.start + self._reach(day, 0)

    def local_date(self, minute: int) -> date:
        return self.walls[minute - self.start].date()

    def is_working(self, day: date) -> bool:
        return day in self.closings

    def between(self, start: int, end: int) -> int:
        return sum(self.working[start - self.start : end - self.start])

    def advance(
        self, start: int, amount: int, *, by_clock: bool = False, pauses: tuple[tuple[int, int], ...] = ()
    ) -> int | None:
        """The first minute by which ``amount`` minutes have been counted, outside pauses."""
        for minute in range(start, self.start + len(self.working) - 1440):
            paused = any(low <= minute < high for low, high in pauses)
            if not paused and (by_clock or self.working[minute - self.start]):
                amount -= 1
                if amount == 0:
                    return minute + 1
        return None

    def back(self, end: int, amount: int) -> int | None:
        for minute in range(end - 1, self.start + 1440, -1):
            amount -= self.working[minute - self.start]
            if amount == 0:
                return minute
        return None

    def next_opening(self, start: int) -> int | None:
        for minute in range(start, self.start + len(self.working) - 1440):
            if self.working[minute - self.start]:
                return minute
        return None

    def nth_day(self, day: date, count: int) -> date | None:
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            if not self.spec.first <= day < self.spec.first + DAY * LENGTH:
                return None
            left -= self.is_working(day)
        return day


def random_spec(rnd: random.Random) -> Spec:
    """A calendar with hours, nights, feasts, make-up days, special hours and breaks drawn at random."""
    zone, first = rnd.choice(WINDOWS)
    days = [first + DAY * shift for shift in range(LENGTH)]
    week = [random_hours(rnd) if rnd.random() < 0.8 else () for _ in range(7)]
    makeup = random_hours(rnd)
    special = {rnd.choice(days): random_hours(rnd) if rnd.random() < 0.8 else () for _ in range(rnd.randrange(3))}
    earliest = min((hours[0][0] for hours in (*week, makeup, *special.values()) if hours), default=0)
    if earliest and rnd.random() < 0.4:
        into = rnd.randrange(earliest) + 1
        week = [night(hours, into) if rnd.random() < 0.7 else hours for hours in week]
    off = frozenset(rnd.sample(days, rnd.randrange(6)))
    on = frozenset(rnd.sample(days, rnd.randrange(3))) - off
    start = clock(zone, first)[0]
    breaks = []
    for _ in range(rnd.randrange(3)):
        low = start + rnd.randrange(LENGTH * 1440)
        breaks.append((low, low + rnd.randrange(1, 2000)))
    return Spec(zone, first, tuple(week), off, on, makeup, tuple(sorted(special.items())), tuple(breaks))


def night(hours: Intervals, into: int) -> Intervals:
    """The same hours with the last running over midnight."""
    if not hours:
        return ((1200, 1440 + into),)
    return (*hours[:-1], (hours[-1][0], 1440 + into)) if into < hours[-1][0] else hours


def random_hours(rnd: random.Random) -> Intervals:
    step = rnd.choice((1, 15, 30))
    occurrences = sorted(rnd.sample(range(0, 1441, step), 2 * rnd.randrange(1, 4)))
    return tuple(zip(occurrences[::2], occurrences[1::2], strict=True))


def hours_text(hours: Intervals) -> str:
    def show(minute: int) -> str:
        minute = minute if minute <= 1440 else minute - 1440
        return f"{minute // 60:02}:{minute % 60:02}"

    return ",".join(f"{show(opens)}-{show(closes)}" for opens, closes in hours)
