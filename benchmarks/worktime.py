"""Rows 9 and 10: working days and hours, beside a bisection of the same table and the libraries that know holidays.

Every answer is held against the table.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from benchmarks import oracle
from benchmarks.subject import CALENDAR
from benchmarks.timing import Effort, Measured, Run, compare
from servicedesk.calendars import to_datetime, to_instant

Answer = Callable[[Any, Any], Any]
FLOOR: Final = "bisection"
_DICE: Final = random.Random(7)
_STARTS: Final = [oracle.FIRST + timedelta(days=_DICE.randrange(2480)) for _ in range(2000)]
_MOMENTS: Final = [
    datetime.combine(day, time(_DICE.randrange(24), _DICE.randrange(60)), oracle.ZONE) for day in _STARTS[:600]
]
QUESTIONS: Final[dict[str, Sequence[tuple[Any, Any]]]] = {
    "9 add": [(day, _DICE.randint(1, 30)) for day in _STARTS],
    "9 count": [(day, day + timedelta(days=_DICE.randint(0, 60))) for day in _STARTS],
    "10 add": [(moment, _DICE.randint(1, 40)) for moment in _MOMENTS],
    "10 between": [(moment, moment + timedelta(minutes=_DICE.randint(0, 20 * 1440))) for moment in _MOMENTS],
}


def measure(effort: Effort) -> Iterator[Measured]:
    for row, every in QUESTIONS.items():
        questions = every[: effort.of(20, 2_000, 2_000)]
        answers = {FLOOR: floor()[row], "ours": ours()[row]}
        for other in (numpy, holidays, chinese_calendar):
            try:
                known = other()
            except ImportError as error:
                print(f"left out: {other.__name__} ({error.name})", file=sys.stderr)
                continue
            if row in known:
                answers[other.__name__] = known[row]
        right = [answers[FLOOR](*question) for question in questions]
        for name, answer in answers.items():
            wrong = sum(answer(*question) != due for question, due in zip(questions, right, strict=True))
            if wrong:
                raise AssertionError(f"{name} answers {wrong} of {len(questions)} questions of row {row} otherwise")
        costs = compare({name: asking(answer, questions) for name, answer in answers.items()}, effort)
        yield costs.measured(row, "ours", FLOOR, ("numpy", "holidays", "chinese_calendar"))


def asking(answer: Answer, questions: Sequence[tuple[Any, Any]]) -> Run:
    def run(turns: int) -> None:
        while turns > 0:
            for one, other in questions[:turns]:
                answer(one, other)
            turns -= len(questions)

    return run


def floor() -> dict[str, Answer]:
    return {
        "9 add": oracle.add_days,
        "9 count": oracle.count_days,
        "10 add": oracle.add_hours,
        "10 between": oracle.between,
    }


def ours() -> dict[str, Answer]:
    """Datetimes in and out, as at the door of the library."""

    def add_hours(moment: datetime, number: int) -> datetime:
        return to_datetime(CALENDAR.add_working(to_instant(moment), number * 3_600_000_000), CALENDAR.zone)

    def between(first: datetime, last: datetime) -> timedelta:
        return timedelta(microseconds=CALENDAR.working_between(to_instant(first), to_instant(last)))

    return {
        "9 add": CALENDAR.add_working_days,
        "9 count": CALENDAR.count_working_days,
        "10 add": add_hours,
        "10 between": between,
    }


def numpy() -> dict[str, Answer]:
    """With every rest day listed, for it has no days that are worked instead."""
    import numpy as np

    rest = np.busdaycalendar(weekmask="1111111", holidays=np.array(oracle.REST, dtype="datetime64[D]"))
    day = timedelta(days=1)
    return {
        "9 add": lambda first, n: np.busday_offset(first, n, roll="backward", busdaycal=rest).item(),
        "9 count": lambda first, last: int(np.busday_count(first + day, last + day, busdaycal=rest)),
    }


def holidays() -> dict[str, Answer]:
    from holidays import country_holidays

    china = country_holidays("CN", years=range(2019, 2028))

    def count(first: date, last: date) -> int:
        return china.get_working_days_count(first + timedelta(days=1), last) if first < last else 0

    return {"9 add": china.get_nth_working_day, "9 count": count}


def chinese_calendar() -> dict[str, Answer]:
    """Day by day, which is how it is used."""
    from chinese_calendar import is_workday

    day = timedelta(days=1)

    def add(first: date, number: int) -> date:
        while number:
            first += day
            number -= is_workday(first)
        return first

    def windows(first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
        at = first.date()
        while at <= last.date():
            if is_workday(at):
                for start, end in oracle.WINDOWS:
                    lo = max(first, datetime.combine(at, start, oracle.ZONE))
                    hi = min(last, datetime.combine(at, end, oracle.ZONE))
                    if lo < hi:
                        yield lo, hi
            at += day

    def add_hours(moment: datetime, number: int) -> datetime:
        left = timedelta(hours=number)
        for lo, hi in windows(moment, datetime.combine(oracle.LAST, time(23), oracle.ZONE)):
            if hi - lo >= left:
                return lo + left
            left -= hi - lo
        raise ValueError("beyond the table")

    def between(first: datetime, last: datetime) -> timedelta:
        return sum((hi - lo for lo, hi in windows(first, last)), timedelta())

    return {"9 add": add, "10 add": add_hours, "10 between": between}
