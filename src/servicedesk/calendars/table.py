"""Rank tables and prefix sums over the days of a calendar: every question is a bisection or an index."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from servicedesk.calendars.plan import LAST_DAY, DayPlan
from servicedesk.calendars.zones import DAY, EPOCH_ORDINAL, Zone


@frozen(eq=False)
class Table:
    """The days ``base`` to ``last`` (ordinals) of one calendar, for the instants ``low`` up to ``high``.

    ``rank[i]`` counts the working days before day ``base + i``; ``days`` and ``closings`` go by that rank.
    ``starts`` has the openings, behind a sentinel at the very beginning; ``total[i]`` is the working time
    before ``starts[i]``.
    """

    base: int
    last: int
    low: int
    high: int
    rank: list[int]
    days: list[date]
    closings: list[int]
    starts: list[int]
    total: list[int]


EMPTY = Table(LAST_DAY + 2, 0, 0, 0, [0], [], [], [], [])


def build(base: int, last: int, zone: Zone, plan: DayPlan, breaks: tuple[tuple[int, int], ...]) -> Table:
    """Lay out the days ``base`` to ``last``.

    A night shift of the day before ``base`` is not known here, so ``low`` is one day later, unless the plan has
    nothing before.
    """
    begin = zone.instant((base - EPOCH_ORDINAL) * DAY)
    rank, days, closings, starts, total = [0], list[date](), list[int](), [begin], [0, 0]
    worked = 0
    week, differing = plan.week, plan.differing(base, last)
    for ordinal in range(base, last + 1):
        hours = differing.get(ordinal)
        if hours is None:
            hours = week[(ordinal - 1) % 7]
        if hours:
            wall = (ordinal - EPOCH_ORDINAL) * DAY
            shift = zone.steady(wall)
            closing = None
            for opens, closes in hours:
                if shift is None:
                    interval = zone.instant(wall + opens), zone.instant(wall + closes)
                else:
                    interval = wall + opens - shift, wall + closes - shift
                for start, end in _without(interval, breaks) if breaks else (interval,):
                    if start < end:
                        starts.append(start)
                        worked += end - start
                        total.append(worked)
                        closing = end
            if closing is not None:
                days.append(date.fromordinal(ordinal))
                closings.append(closing)
        rank.append(len(days))
    low = begin if base == plan.first else zone.instant((base + 1 - EPOCH_ORDINAL) * DAY)
    high = zone.instant((last + 1 - EPOCH_ORDINAL) * DAY)
    return Table(base, last, low, high, rank, days, closings, starts, total)


def _without(interval: tuple[int, int], breaks: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    start, end = interval
    left: list[tuple[int, int]] = []
    for begin, until in breaks:
        if until <= start:
            continue
        if begin >= end:
            break
        if begin > start:
            left.append((start, begin))
        start = until
    if start < end:
        left.append((start, end))
    return left
