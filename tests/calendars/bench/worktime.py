"""Working days and working hours: how fast, against a bisection floor and against peers, and who is right.

    python tests/calendars/bench/worktime.py [--rounds 9]

Every contender answers the same questions about 2020 to 2026; each answer is held against counting day by day or
minute by minute on the notices themselves. Contenders run in turns within one process; a ratio is the median over the
rounds of a contender's time by the floor's in the same round. Peers that are not installed are left out. Exits with 1
when an answer of ours is wrong or a ratio exceeds 4.
"""

# ruff: noqa: ICN001

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time as clock
import tracemalloc
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[2]))

from calendars import state_council as notices
from calendars.state_council import DAY
from servicedesk.calendars import HOUR, Calendar, statutory_calendar, to_datetime, to_instant
from servicedesk.spans import working_days, working_hours

SHANGHAI = ZoneInfo("Asia/Shanghai")
WINDOWS = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
HOURS_TEXT = "08:30-12:00,13:30-17:30"
LIMIT = 4.0

rnd = random.Random(7)  # noqa: S311 - no secret
_span = (date(2026, 10, 20) - notices.FIRST).days
ADD_DAYS = [(notices.FIRST + DAY * rnd.randrange(_span), rnd.randint(1, 30)) for _ in range(2000)]
COUNT_DAYS = [(day, day + DAY * rnd.randint(0, 60)) for day, _ in ADD_DAYS]
ADD_HOURS = [
    (datetime.combine(day, time(rnd.randrange(24), rnd.randrange(60)), SHANGHAI), rnd.randint(1, 40))
    for day, _ in ADD_DAYS
]
BETWEEN = [(start, start + timedelta(minutes=rnd.randint(0, 20 * 1440))) for start, _ in ADD_HOURS]

Table = dict[str, Callable[[Any, Any], Any]]

# --- by counting ----------------------------------------------------------------------------------------

OPEN = [any(a <= time(m // 60, m % 60) < b for a, b in WINDOWS) for m in range(1440)]


def count_to_day(day: date, count: int) -> date:
    while count:
        day += DAY
        count -= notices.is_workday(day)
    return day


def count_days(start: date, end: date) -> int:
    return sum(notices.is_workday(start + DAY * shift) for shift in range(1, (end - start).days + 1))


def count_to_instant(start: datetime, amount: int) -> datetime:
    left, day, first = amount * 60, start.date(), start.hour * 60 + start.minute
    while True:
        if notices.is_workday(day):
            for minute in range(first, 1440):
                left -= OPEN[minute]
                if not left:
                    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute + 1)
        day, first = day + DAY, 0


def count_minutes(start: datetime, end: datetime) -> timedelta:
    total, day = 0, start.date()
    while day <= end.date():
        if notices.is_workday(day):
            low = start.hour * 60 + start.minute if day == start.date() else 0
            high = end.hour * 60 + end.minute if day == end.date() else 1440
            total += sum(OPEN[low:high])
        day += DAY
    return timedelta(minutes=total)


# --- the floor: plain bisection over sorted lists, no checks, no provision for the unknown ----------------

ORDINALS = [day.toordinal() for day in notices.DAYS if notices.is_workday(day)]
ZERO = datetime.combine(notices.FIRST, time(), SHANGHAI)
STARTS: list[int] = []
TOTAL = [0]
for _ordinal in ORDINALS:
    for _opens, _closes in WINDOWS:
        _base = (_ordinal - notices.FIRST.toordinal()) * 86400
        STARTS.append(_base + _opens.hour * 3600 + _opens.minute * 60)
        TOTAL.append(TOTAL[-1] + (_closes.hour - _opens.hour) * 3600 + (_closes.minute - _opens.minute) * 60)


def _worked(second: int) -> int:
    at = bisect_right(STARTS, second) - 1
    return min(TOTAL[at] + second - STARTS[at], TOTAL[at + 1]) if at >= 0 else 0


def floor_hours(start: datetime, amount: int) -> datetime:
    gap = start - ZERO
    used = _worked(gap.days * 86400 + gap.seconds) + amount * 3600
    at = bisect_left(TOTAL, used) - 1
    return ZERO + timedelta(seconds=STARTS[at] + used - TOTAL[at])


def floor_between(start: datetime, end: datetime) -> timedelta:
    low, high = start - ZERO, end - ZERO
    return timedelta(seconds=_worked(high.days * 86400 + high.seconds) - _worked(low.days * 86400 + low.seconds))


FLOOR: dict[str, Table] = {
    "add working days": {
        "floor": lambda d, n: date.fromordinal(ORDINALS[bisect_right(ORDINALS, d.toordinal()) + n - 1])
    },
    "count working days": {
        "floor": lambda a, b: bisect_right(ORDINALS, b.toordinal()) - bisect_right(ORDINALS, a.toordinal())
    },
    "add working hours": {"floor": floor_hours},
    "working time between": {"floor": floor_between},
}


# --- ours -----------------------------------------------------------------------------------------------


def ours(calendar: Calendar) -> dict[str, Table]:
    add, between, zone = calendar.add_working, calendar.working_between, calendar.zone

    def hours(start: datetime, amount: int) -> datetime:
        return to_datetime(add(to_instant(start), amount * HOUR), zone)

    def time_between(start: datetime, end: datetime) -> timedelta:
        return timedelta.resolution * between(to_instant(start), to_instant(end))

    return {
        "add working days": {"servicedesk": calendar.add_working_days},
        "count working days": {"servicedesk": calendar.count_working_days},
        "add working hours": {"servicedesk, datetime in, pendulum out": hours},
        "working time between": {"servicedesk, datetime in, timedelta out": time_between},
    }


# --- peers ----------------------------------------------------------------------------------------------


def chinese_calendar_() -> dict[str, Table]:
    import chinese_calendar as peer

    def hours(start: datetime, amount: int) -> datetime:
        left, day = timedelta(hours=amount), start.date()
        while True:
            if peer.is_workday(day):
                for opens, closes in WINDOWS:
                    low = max(start, datetime.combine(day, opens, SHANGHAI))
                    high = datetime.combine(day, closes, SHANGHAI)
                    if low < high:
                        if high - low >= left:
                            return low + left
                        left -= high - low
            day += DAY

    return {
        "add working days": {"chinese-calendar find_workday": lambda d, n: peer.find_workday(n, d)},
        "count working days": {
            "chinese-calendar get_workdays": lambda a, b: len(peer.get_workdays(a + DAY, b)) if a < b else 0
        },
        "add working hours": {"chinese-calendar, day by day": hours},
    }


def holidays_() -> dict[str, Table]:
    import holidays

    table = holidays.country_holidays("CN", years=range(2019, 2028))
    return {
        "add working days": {"holidays get_nth_working_day": table.get_nth_working_day},
        "count working days": {
            "holidays get_working_days_count": lambda a, b: table.get_working_days_count(a + DAY, b) if a < b else 0
        },
    }


def workalendar_() -> dict[str, Table]:
    from workalendar.asia import China

    china = China()
    return {
        "add working days": {"workalendar add_working_days": china.add_working_days},
        "count working days": {"workalendar get_working_days_delta": china.get_working_days_delta},
    }


def numpy_() -> dict[str, Table]:
    import numpy

    rest = [day for day in notices.DAYS if not notices.is_workday(day)]
    full = numpy.busdaycalendar(weekmask="1111111", holidays=numpy.array(rest, dtype="datetime64[D]"))
    return {
        "add working days": {
            "numpy busday_offset, every rest day listed": lambda d, n: numpy.busday_offset(
                d, n, roll="backward", busdaycal=full
            ).item()
        },
        "count working days": {
            "numpy busday_count, every rest day listed": lambda a, b: int(
                numpy.busday_count(a + DAY, b + DAY, busdaycal=full)
            )
        },
    }


# --- timing ---------------------------------------------------------------------------------------------


def measure(
    runs: dict[str, tuple[Callable[[Any, Any], Any], list[tuple[Any, Any]]]], rounds: int
) -> dict[str, list[float]]:
    """Microseconds a question in each round; contenders take turns in changing order."""
    cost: dict[str, list[float]] = {label: [] for label in runs}
    order = list(runs)
    for ask, items in runs.values():
        for first, second in items[:50]:
            ask(first, second)
    for _ in range(rounds):
        random.Random(len(cost[order[0]])).shuffle(order)  # noqa: S311
        for label in order:
            ask, items = runs[label]
            few = items[:100] if statistics.median(cost[label] or [0]) > 50 else items
            gc.collect()
            gc.disable()
            began = clock.process_time_ns()
            for first, second in few:
                ask(first, second)
            cost[label].append((clock.process_time_ns() - began) / 1000 / len(few))
            gc.enable()
    return cost


def judge(ask: Callable[[Any, Any], Any], items: list[tuple[Any, Any]], wanted: list[Any]) -> tuple[int, int]:
    wrong = raised = 0
    for (first, second), want in zip(items, wanted[: len(items)], strict=True):
        try:
            wrong += ask(first, second) != want
        except Exception:  # noqa: BLE001 - a peer may raise what it likes
            raised += 1
    return wrong, raised


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    calendar = statutory_calendar(HOURS_TEXT)
    tasks = {
        "add working days": (ADD_DAYS, count_to_day),
        "count working days": (COUNT_DAYS, count_days),
        "add working hours": (ADD_HOURS, count_to_instant),
        "working time between": (BETWEEN, count_minutes),
    }
    tables = [FLOOR, ours(calendar)]
    for peer in (chinese_calendar_, holidays_, workalendar_, numpy_):
        try:
            tables.append(peer())
        except ImportError as error:
            print(f"left out: {error.name}")
    bad = False
    for task, (items, oracle) in tasks.items():
        wanted = [oracle(*item) for item in items]
        asks = {label: ask for table in tables for label, ask in table.get(task, {}).items()}
        cost = measure({label: (ask, items) for label, ask in asks.items()}, rounds)
        print(f"\n{task}, {len(items)} questions")
        for label, ask in asks.items():
            ratios = [mine / floor for mine, floor in zip(cost[label], cost["floor"], strict=True)]
            wrong, raised = judge(ask, items[:300] if statistics.median(cost[label]) > 50 else items, wanted)
            ratio = statistics.median(ratios)
            print(
                f"  {label:44} {statistics.median(cost[label]):9.2f} us  x floor {ratio:7.2f} "
                f"({min(ratios):.2f}-{max(ratios):.2f})  wrong {wrong}, raised {raised}"
            )
            if label.startswith("servicedesk"):
                bad |= bool(wrong or raised) or ratio > LIMIT
    inner(calendar, rounds)
    reach(calendar, rounds)
    memory()
    return 1 if bad else 0


def inner(calendar: Calendar, rounds: int) -> None:
    """What an engine pays that keeps instants as integers."""
    starts = [(to_instant(start), amount * HOUR) for start, amount in ADD_HOURS]
    limits = [(to_instant(start), working_hours(amount)) for start, amount in ADD_HOURS]
    days = [(to_instant(start), working_days(amount)) for start, amount in ADD_HOURS]
    print("\nintegers in and out")
    cost = measure(
        {
            "add_working": (calendar.add_working, starts),
            "working_hours(n).due": (lambda start, span: span.due(start, calendar), limits),
            "working_days(n).due": (lambda start, span: span.due(start, calendar), days),
        },
        rounds,
    )
    for label, each in cost.items():
        print(f"  {label:44} {statistics.median(each):9.2f} us")


def reach(calendar: Calendar, rounds: int) -> None:
    """Adding ten thousand working days beside adding one."""
    calendar.add_working_days(date(2026, 3, 2), 10_000)
    one = [(day, 1) for day, _ in ADD_DAYS]
    far = [(day, 10_000) for day, _ in ADD_DAYS]
    cost = measure({"1": (calendar.add_working_days, one), "10,000": (calendar.add_working_days, far)}, rounds)
    print("\nworking days added at once")
    for label, each in cost.items():
        print(f"  {label:44} {statistics.median(each):9.2f} us")


def memory() -> None:
    """What a calendar takes, and how long its table is built."""
    print("\na calendar")
    for label, days in (
        ("asked about one year", 0),
        ("asked about 2020 to 2026", 6 * 366),
        ("reaching to 2066", 14_600),
    ):
        began = clock.process_time_ns()
        ask_far(label, days)
        spent = (clock.process_time_ns() - began) / 1e6
        tracemalloc.start()
        kept = ask_far(label, days)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"  {kept.name:44} {size / 1024:9.0f} KiB, made and built in {spent:.1f} ms")


def ask_far(name: str, days: int) -> Calendar:
    """A new calendar whose table reaches from 2020 so many days on."""
    made = statutory_calendar(HOURS_TEXT).renamed(name)
    made.is_working(date(2020, 6, 1))
    made.is_working(date(2020, 6, 1) + DAY * days)
    return made


if __name__ == "__main__":
    sys.exit(main())
