"""The rows of a log, read one after another, and those among them that lie too far away in time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from servicedesk import errors
from servicedesk.desk.inputs import number_of
from servicedesk.engine.context import SLACK
from servicedesk.replay.events import Event, Reader, fault
from servicedesk.replay.journal import Journal, Verdict
from servicedesk.replay.jumps import Jump, Stretches, TimeGap, find_jumps
from servicedesk.replay.kept import Numbered, Rows
from servicedesk.replay.log import LogRow
from servicedesk.said import Said


class Row(NamedTuple):
    """A row of the log, what it says or what is wrong with it, and the key of its input."""

    row: LogRow
    event: Event | None
    faults: Verdict
    key: str


def sifted(
    rows: Rows, reader: Reader, journal: Journal, max_gap: int, clock: int | None
) -> tuple[Iterator[Row], tuple[TimeGap, ...]]:
    """The rows, those faulty whose moments lie far from all others, or beyond the clock.

    What an earlier run has taken stays taken. No journal keeps such a fault: the log may grow, and the clock goes on.
    A key says what a row says, and which of the rows that say so it is.
    """
    if number_of(max_gap, "max_gap") < 1:
        raise errors.SpanError(Said("gap_of_days", days=max_gap), remedy=Said("gap_least"))
    stretches = Stretches(max_gap)

    def digests() -> Iterator[str]:
        for row in rows:
            for moment in _moments(reader.read(row)[0]):
                stretches.add(moment)
            yield reader.digest(row)

    numbered = Numbered.of(digests())
    jumps: dict[int, Jump] = {}
    gaps: tuple[TimeGap, ...] = ()
    if stretches.leave_a_gap():
        jumps, gaps = find_jumps([_moments(reader.read(row)[0]) for row in rows], [row.line for row in rows], max_gap)

    def read_rows() -> Iterator[Row]:
        for number, row in enumerate(rows):
            event, faults = reader.read(row)
            key = numbered.key(reader.digest(row))
            said, jump = _moments(event), jumps.get(number)
            beyond = () if clock is None else tuple(moment for moment in said if moment > clock + SLACK)
            if (jump is None and not beyond) or key in journal:
                yield Row(row, event, faults, key)
                continue
            column = "occurred_at" if said[0] in (beyond if jump is None else (jump.moment,)) else "recorded_at"
            found = (
                fault("beyond_clock", column, column=column)
                if jump is None
                else fault("time_jump", column, column=column, line=jump.line, days=jump.days)
            )
            yield Row(row, None, (found,), key)

    return read_rows(), gaps


def _moments(event: Event | None) -> tuple[int, ...]:
    return () if event is None else tuple(moment for moment in (event.at, event.recorded) if moment is not None)


class Ahead:
    """The rows one after another, with a look at those that come next; what lies behind is not kept."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._waiting = deque[Row]()
        self._first = 0

    def __iter__(self) -> Iterator[Row]:
        while (row := self.at(self._first)) is not None:
            yield row
            self._waiting.popleft()
            self._first += 1

    def at(self, number: int) -> Row | None:
        """The row of that number, which is the present one or a later one; ``None`` beyond the last."""
        while number - self._first >= len(self._waiting):
            row = next(self._rows, None)
            if row is None:
                return None
            self._waiting.append(row)
        return self._waiting[number - self._first]
