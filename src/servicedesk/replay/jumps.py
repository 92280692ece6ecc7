"""Moments of a log that lie far from all others: a mistyped year, or a stretch in which nothing was written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from attrs import frozen

_DAY: Final = 86_400_000_000
_SHARE: Final = 100  # one row in so many may lie beyond a gap, and be taken for mistyped


@frozen
class TimeGap:
    """A stretch of time of which a log says nothing: the lines at its ends, and the rows on its smaller side."""

    line: int
    next_line: int
    days: int
    rows: int


class Jump(NamedTuple):
    """A moment beyond a gap, the line of the last row before the gap, and how many days it lies from that."""

    moment: int
    line: int
    days: int


class Stretches:
    """Whether moments leave a gap, without keeping them: the least and the greatest of each stretch of its length."""

    def __init__(self, most_days: int) -> None:
        self._long = most_days * _DAY
        self._ends: dict[int, tuple[int, int]] = {}

    def add(self, moment: int) -> None:
        """Take a moment."""
        stretch = moment // self._long
        least, greatest = self._ends.get(stretch, (moment, moment))
        self._ends[stretch] = min(least, moment), max(greatest, moment)

    def leave_a_gap(self) -> bool:
        """Whether two of them that follow one another lie farther apart than that; never within a stretch."""
        ends = [self._ends[stretch] for stretch in sorted(self._ends)]
        return any(later[0] - earlier[1] > self._long for earlier, later in pairwise(ends))


def find_jumps(
    moments: Sequence[Sequence[int]], lines: Sequence[int], most_days: int
) -> tuple[dict[int, Jump], tuple[TimeGap, ...]]:
    """The rows that lie beyond a gap, by their numbers, and the gaps that have too many rows beyond them for that.

    All moments of the log are sorted first, so the order of its rows does not matter.

    Args:
        moments: of each row, when it occurred and when it was recorded; none where that cannot be read.
        lines: the line of each row.
        most_days: how far apart neighbours may lie.
    """
    ordered = sorted((moment, row) for row, several in enumerate(moments) for moment in several)
    gaps = [n for n in range(1, len(ordered)) if ordered[n][0] - ordered[n - 1][0] > most_days * _DAY]
    if not gaps:
        return {}, ()
    few = sum(map(bool, moments)) // _SHARE
    below, above = _counts([row for _, row in ordered]), _counts([row for _, row in reversed(ordered)])[::-1]
    first = max((n for n in gaps if below[n] <= few), default=0)
    last = min((n for n in gaps if above[n] <= few), default=len(ordered))
    jumps: dict[int, Jump] = {}
    for beyond, (near, neighbour) in ((ordered[:first], ordered[first]), (ordered[last:], ordered[last - 1])):
        for moment, row in beyond:
            jumps.setdefault(row, Jump(moment, lines[neighbour], abs(moment - near) // _DAY))
    left = [n for n in gaps if first < n < last]
    return jumps, tuple(
        TimeGap(lines[a], lines[b], (end - begin) // _DAY, min(below[n], above[n]))
        for n, (begin, a), (end, b) in ((n, ordered[n - 1], ordered[n]) for n in left)
    )


def _counts(rows: Sequence[int]) -> list[int]:
    """How many different rows stand before each place, and before the end."""
    seen: set[int] = set()
    counts = [0]
    for row in rows:
        seen.add(row)
        counts.append(len(seen))
    return counts
