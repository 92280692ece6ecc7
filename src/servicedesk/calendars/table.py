"""Rank tables and prefix sums over the days of a calendar: every question is a bisection or an index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import frozen

from servicedesk.calendars.hours import Hours
from servicedesk.calendars.zones import DAY, EPOCH_ORDINAL, Zone

FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2199, 12, 31).toordinal()


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


def build(
    base: int,
    last: int,
    zone: Zone,
    hours_of: Callable[[int], Hours],
    breaks: tuple[tuple[int, int], ...],
    *,
    from_start: bool,
) -> Table:
    """Lay out the days ``base`` to ``last``.

    A night shift of the day before ``base`` is not known here, so ``low`` is one day later, unless
    ``from_start`` says that there is nothing before.
    """
    begin = zone.instant((base - EPOCH_ORDINAL) * DAY)
    rank, days, closings, starts, total = [0], list[date](), list[int](), [begin], [0, 0]
    worked = 0
    for ordinal in range(base, last + 1):
        hours = hours_of(ordinal)
        if hours:
            wall = (ordinal - EPOCH_ORDINAL) * DAY
            closing = None
            for opens, closes in hours:
                interval = zone.instant(wall + opens), zone.instant(wall + closes)
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
    low = begin if from_start else zone.instant((base + 1 - EPOCH_ORDINAL) * DAY)
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
