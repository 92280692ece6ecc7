"""The rows of a log, read once and gone through as often as need be, in little memory.

A log may be as large as a disk lets it. Its rows stand compressed, some hundred together: a hundredth of what they take
as objects, and a hundredth of what a row costs that is put to a desk.
"""

from __future__ import annotations

import csv
import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, Protocol

from attrs import define, field

from servicedesk.calendars import parse_instant
from servicedesk.errors import InvalidLog
from servicedesk.replay.log import Log, LogRow, read_log, stream_log
from servicedesk.replay.mapping import LogMapping

_TOGETHER: Final = 400
_PART: Final = 16
"""Hexadecimal digits of a digest: two rows that agree in so many are looked at whole."""


class Rows(Protocol):
    """Rows that can be gone through again."""

    def __iter__(self) -> Iterator[LogRow]: ...
    def __len__(self) -> int: ...


@define(eq=False)
class KeptRows:
    """Rows in the order in which they were added."""

    _pages: list[bytes] = field(factory=list[bytes])
    _page: list[tuple[int, dict[str, str], int]] = field(factory=list[tuple[int, dict[str, str], int]])
    _count: int = 0

    def add(self, row: LogRow) -> None:
        """Keep a row after those that are there."""
        self._count += 1
        self._page.append((row.line, dict(row.cells), row.surplus))
        if len(self._page) == _TOGETHER:
            self._pages.append(zlib.compress(json.dumps(self._page, ensure_ascii=False).encode("utf-8"), 1))
            self._page.clear()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[LogRow]:
        for page in self._pages:
            yield from (LogRow(*row) for row in json.loads(zlib.decompress(page)))
        yield from (LogRow(*row) for row in self._page)


def rows_in(log: str | Path | Log, mapping: LogMapping | None, zone: str) -> tuple[Rows, int]:
    """The rows that are events, in the order in which they are taken, and how many rows the log has.

    Raises:
        InvalidLog: the log, or the mapping for it, cannot be used at all.
    """
    if not isinstance(log, Log) and (mapping is None or not mapping.events):
        try:
            return _streamed(log, mapping)
        except (InvalidLog, OSError, ValueError, TypeError, csv.Error):
            pass  # said in full by reading it as a whole
    read = log if isinstance(log, Log) else read_log(log)
    return _in_order(read, mapping, zone), len(read.rows)


def _streamed(path: str | Path, mapping: LogMapping | None) -> tuple[Rows, int]:
    """Read the log row by row."""
    kept, count = KeptRows(), 0
    with stream_log(path) as (log, rows):
        if mapping is None:
            log.check()
        else:
            mapping.check(log)
        for row in rows:
            count += 1
            for made in (row,) if mapping is None else mapping.apply(row):
                kept.add(made)
    return kept, count


def _in_order(log: Log, mapping: LogMapping | None, zone: str) -> Sequence[LogRow]:
    """One of our rows an event: in file order, but where a row holds several events, by when they occurred."""
    if mapping is None:
        return log.check().rows
    mapping.check(log)
    rows = [made for row in log.rows for made in mapping.apply(row)]
    if mapping.events:
        rows.sort(key=lambda row: _occurred(row, zone))
    return rows


def _occurred(row: LogRow, zone: str) -> int:
    try:
        return parse_instant(row.cells["occurred_at"], zone=zone)
    except ValueError:
        return 0


@define(eq=False)
class Numbered:
    """Which of the rows that say the same a row is; of a digest that is there once only its beginning is kept."""

    _parts: set[int]
    _seen: Counter[str] = field(factory=Counter[str])

    @classmethod
    def of(cls, digests: Iterable[str]) -> Numbered:
        """Know which digests may be there more than once."""
        ordered = sorted(array("Q", (int(digest[:_PART], 16) for digest in digests)))
        return cls({one for one, other in pairwise(ordered) if one == other})

    def key(self, digest: str) -> str:
        """The key of the next row with this digest."""
        if int(digest[:_PART], 16) not in self._parts:
            return f"{digest}-1"
        self._seen[digest] += 1
        return f"{digest}-{self._seen[digest]}"
