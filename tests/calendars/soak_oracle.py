"""Compare calendars and spans with the minute-by-minute oracle for as long as wanted.

    python tests/calendars/soak_oracle.py --examples 200000 --seed 1

An example is one question to one random calendar; twenty are asked of each. Prints every difference and exits with 1
if there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from calendars.from_spec import calendar_of
from calendars.minute_oracle import DAY, LENGTH, Oracle, random_spec
from servicedesk.calendars import MINUTE, Calendar
from servicedesk.errors import CalendarError
from servicedesk.spans import Gap, before, days, hours, minutes, working_days, working_hours, working_minutes

QUESTIONS = 20
Answer = tuple[str, object, object]  # question, ours, the oracle's


def minute(instant: int | None) -> int | None:
    """Instants of these calendars fall on whole minutes; anything else is shown as it is."""
    return None if instant is None else instant // MINUTE if instant % MINUTE == 0 else -instant


def ask(rnd: random.Random, calendar: Calendar, oracle: Oracle) -> Iterator[Answer]:
    """One random question, with both answers; nothing where the window is too short for the oracle's."""
    start = oracle.midnight(oracle.spec.first) + rnd.randrange(14 * 1440)
    day = oracle.spec.first + DAY * rnd.randrange(14)
    kind = rnd.randrange(12)
    if kind < 4:
        yield from ask_instants(rnd, calendar, oracle, start, kind)
    elif kind == 4:
        yield f"working {day}", calendar.is_working(day), oracle.is_working(day)
        yield f"closing {day}", minute(calendar.closing(day)), oracle.closings.get(day)
        yield f"midnight {day}", minute(calendar.midnight_after(day)), oracle.midnight(day + DAY)
        yield f"date {start}", calendar.local_date(start * MINUTE), oracle.local_date(start)
    elif kind < 8:
        yield from ask_days(rnd, calendar, oracle, start, kind)
    elif kind < 11:
        yield from ask_paused(rnd, calendar, oracle, start, kind)
    else:
        event = start + 7 * 1440
        amount = rnd.randrange(1, 400)
        wanted = oracle.back(event, amount)
        if wanted is not None and wanted >= oracle.midnight(oracle.spec.first):
            due = before(working_minutes(amount)).due(event * MINUTE, calendar).at
            yield f"{amount} working minutes before {event}", minute(due), wanted


def ask_instants(rnd: random.Random, calendar: Calendar, oracle: Oracle, start: int, kind: int) -> Iterator[Answer]:
    """Adding, measuring, subtracting and opening."""
    floor = oracle.midnight(oracle.spec.first)
    if kind == 0:
        amount = rnd.randrange(1, 3000)
        wanted = oracle.advance(start, amount)
        if wanted is not None:
            yield (f"add {start} {amount}", minute(calendar.add_working(start * MINUTE, amount * MINUTE)), wanted)
    elif kind == 1:
        end = max(start + rnd.randrange(-5000, 9000), floor)
        low, high = sorted((start, end))
        wanted = oracle.between(low, high) * (1 if start <= end else -1)
        yield (f"between {start} {end}", calendar.working_between(start * MINUTE, end * MINUTE) // MINUTE, wanted)
    elif kind == 2:
        amount = rnd.randrange(1, 2000)
        end = start + 6 * 1440
        wanted = oracle.back(end, amount)
        if wanted is not None and wanted >= floor:
            yield (f"back {end} {amount}", minute(calendar.subtract_working(end * MINUTE, amount * MINUTE)), wanted)
    else:
        wanted = oracle.next_opening(start)
        if wanted is not None:
            yield f"next {start}", minute(calendar.next_opening(start * MINUTE)), wanted


def ask_days(rnd: random.Random, calendar: Calendar, oracle: Oracle, start: int, kind: int) -> Iterator[Answer]:
    """Working days forward and back, counted, and as spans; calendar days, rolled or not."""
    spec = oracle.spec
    if kind == 5:
        count = rnd.choice((-3, -2, -1, 1, 2, 3, 5, 8))
        origin = spec.first + DAY * rnd.randrange(5, 19)
        nth = oracle.nth_day(origin, count)
        if nth is not None:
            yield f"day {origin} {count}", calendar.add_working_days(origin, count), nth
            low, high = sorted((origin, nth))
            wanted = sum(oracle.is_working(low + DAY * shift) for shift in range(1, (high - low).days + 1))
            yield f"count {low} {high}", calendar.count_working_days(low, high), wanted
    elif kind == 6:
        count = rnd.randrange(1, 6)
        nth = oracle.nth_day(oracle.local_date(start), count)
        if nth is not None:
            due = working_days(count).due(start * MINUTE, calendar).at
            yield f"{count} working days {start}", minute(due), oracle.closings[nth]
    else:
        count = rnd.randrange(1, 8)
        last = oracle.local_date(start) + DAY * count
        due = days(count).due(start * MINUTE, calendar).at
        yield f"{count} days {start}", minute(due), oracle.midnight(last + DAY)
        while last < spec.first + DAY * LENGTH and not oracle.is_working(last):
            last += DAY
        if last < spec.first + DAY * LENGTH:
            due = days(count, roll="next_working_day").due(start * MINUTE, calendar).at
            yield f"{count} days rolled {start}", minute(due), oracle.midnight(last + DAY)


def ask_paused(rnd: random.Random, calendar: Calendar, oracle: Oracle, start: int, kind: int) -> Iterator[Answer]:
    """A due, and a share of the way, with pauses that may overlap, touch or lie before the start."""
    pauses = []
    for _ in range(rnd.randrange(1, 4)):
        low = start + rnd.randrange(-500, 3000)
        pauses.append((low, low + rnd.randrange(2000)))
    ours = [Gap(low * MINUTE, high * MINUTE) for low, high in pauses]
    by_clock = kind == 8
    if kind == 10:
        count = rnd.randrange(1, 4)
        span = working_days(count)
        nth = oracle.nth_day(oracle.local_date(start), count)
        if nth is None:
            return
        budget = oracle.between(start, oracle.closings[nth])
    elif rnd.random() < 0.5:
        budget = rnd.randrange(1, 2500)
        span = minutes(budget) if by_clock else working_minutes(budget)
    else:
        budget = 60 * rnd.randrange(1, 40)
        span = hours(budget // 60) if by_clock else working_hours(budget // 60)
    wanted = oracle.advance(start, budget, by_clock=by_clock, pauses=tuple(pauses))
    if wanted is None:
        return
    how = f"{span} {start} {pauses}"
    yield how, minute(span.due(start * MINUTE, calendar, pauses=ours).at), wanted
    trace = span.trace(start * MINUTE, calendar, pauses=ours)
    yield f"sum {how}", sum(each.counted for each in trace.segments), budget * MINUTE
    percent = rnd.choice((25, 50, 75))
    if budget * percent % 100 == 0 and budget * percent // 100:
        wanted = oracle.advance(start, budget * percent // 100, by_clock=by_clock, pauses=tuple(pauses))
        share = span.at_share(start * MINUTE, calendar, percent, pauses=ours)
        yield f"{percent}% {how}", minute(share), wanted


def compare(seed: int) -> tuple[list[str], Counter[str]]:
    """Twenty questions to one calendar."""
    rnd = random.Random(seed)  # noqa: S311 - no secret
    spec = random_spec(rnd)
    try:
        calendar = calendar_of(spec)
    except CalendarError as error:
        return [], Counter({"calendars refused" if "faults" in error.fields else f"refused: {error}": 1})
    oracle = Oracle(spec)
    wrong, asked = [], Counter[str]()
    for _ in range(QUESTIONS):
        for how, ours, wanted in ask(rnd, calendar, oracle):
            asked["answers compared"] += 1
            if ours != wanted:
                wrong.append(f"seed {seed}: {how}: {ours}, by minutes {wanted}; {spec}")
    return wrong, asked


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    began = time.perf_counter()
    asked, total = Counter[str](), 0
    wrong: list[str] = []
    calendars = chosen.examples // QUESTIONS
    for seed in range(chosen.seed, chosen.seed + calendars):
        found, counted = compare(seed)
        wrong += found
        asked += counted
        total += QUESTIONS
        for line in found[:3]:
            print(line)
    print(f"{total} questions to {calendars} random calendars in {time.perf_counter() - began:.0f} s")
    for name, count in asked.most_common():
        print(f"  {count:8} {name}")
    print(f"  {len(wrong):8} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
