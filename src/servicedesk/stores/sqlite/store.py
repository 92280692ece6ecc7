"""A store in one SQLite file, on the standard library alone: the default for whoever has no database yet.

It keeps the whole contract of :mod:`servicedesk.stores.port`. Any number of threads and processes of one machine
may use one file; not a file on a network share. Each unit has a connection of its own, none is made before
the store is first used, and a forked process makes its own.

A unit reads from one snapshot and takes SQLite's single write lock at its first save. If the file was
written to in between, everything that the unit had read is read again under the lock: equal, and the unit
goes on; not equal, and ``save`` raises. So what a unit decides on is what it writes on, and reading never
keeps a writer waiting. Commits are durable when the unit is left (``synchronous=FULL`` with a write-ahead
log).
"""

from __future__ import annotations

# ruff: noqa: A001, D102  -- "id" and "open" are the words of the port, which documents the calls
import math
import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from servicedesk.errors import StoreMisuse
from servicedesk.said import Said
from servicedesk.stores.finding import asked_of, conditions_of
from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.port import Store, Unit, check_cursor, check_limit, lists_of
from servicedesk.stores.protocols import CaseFilter, CaseOrder, Criteria, Place
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.sqlite import finding, outbox, worklist
from servicedesk.stores.sqlite.files import Pool, check_tables
from servicedesk.stores.sqlite.leading import lead_beside
from servicedesk.stores.sqlite.rows import SELECT, listed, text_of
from servicedesk.stores.sqlite.unit import SqliteUnit

_DUE: Final = "SELECT next_check_at, id FROM sd_case WHERE next_check_at <= ? {} ORDER BY next_check_at, id LIMIT ?"
# Slower, where an instant is damaged: the nearest that there is. In the order of SQLite a text is more than any number.
_DUE_OR_DAMAGED: Final = (
    "SELECT at, id FROM (SELECT CASE WHEN next_check_at > ?1 THEN ?1 WHEN next_check_at < ?2 THEN ?2 "
    "ELSE CAST(next_check_at AS INTEGER) END AS at, id FROM sd_case "
    "WHERE next_check_at >= ?3 AND (?6 >= ?1 OR next_check_at <= ?6)) "
    "WHERE (at, id) > (?4, ?5) AND at <= ?6 ORDER BY at, id LIMIT ?7"
)


def open_store(url: str) -> SqliteStore:
    """Give the store for ``sqlite:///relative/path.db`` or ``sqlite:////absolute/path.db``."""
    prefix = "sqlite:///"
    if not url.startswith(prefix):
        raise StoreMisuse(Said("no_file_named", url=url), remedy=Said("write_sqlite"), url=url)
    return SqliteStore(url.removeprefix(prefix))


class SqliteStore(Store):
    """A store in one SQLite file.

    Besides the port it offers :class:`~servicedesk.stores.Search`,
    :class:`~servicedesk.stores.CaseFinder`, :class:`~servicedesk.stores.Worklist`,
    :class:`~servicedesk.stores.port.Outbox` and
    :class:`~servicedesk.stores.port.Schema`.
    The tables are made on first use if the file has none; tables of others are left alone.

    Args:
        path: The file; its folder must exist.
        synchronous: ``FULL`` makes every commit survive a loss of power. ``NORMAL`` is faster, and may
            lose the last commits then, but never part of one.
        wait: How many seconds to wait for the write lock; then ``TransientStoreError``.

    Raises:
        StoreMisuse: The path is no file's name.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, synchronous: Literal["FULL", "NORMAL"] = "FULL", wait: float = 20.0
    ) -> None:
        name = os.fsdecode(path)
        if not name or name.startswith(":memory:") or "\0" in name:
            raise StoreMisuse(Said("no_file", name=name), remedy=Said("open_memory"), path=name)
        self._pool = Pool(Path(name).absolute(), synchronous, wait)

    def unit(self) -> AbstractContextManager[Unit]:
        return SqliteUnit(self._pool)

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        check_limit(limit)
        until = micros(now, "now")
        cursor = None if after is None else (micros(after[0], "after"), check_cursor(after[1]))
        if until < LAST and (cursor is None or cursor[0] > FIRST):
            ahead = "" if cursor is None else "AND (next_check_at, id) > (?, ?)"
            found = self._pool.query(_DUE.format(ahead), (until, *(cursor or ()), limit))
            if not found or (type(found[0][0]) is int and found[0][0] >= FIRST):  # what is damaged comes first
                return [(moment(at), text_of(id)) for at, id in found]
        at, id = cursor or (FIRST - 1, "")
        lowest = at if at > FIRST else -math.inf
        found = self._pool.query(_DUE_OR_DAMAGED, (LAST, FIRST, lowest, at, id, until, limit))
        return [(moment(at), text_of(id)) for at, id in found]

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        """List committed cases with these features, ordered by id.

        Quick where a procedure is among them, and for open cases by what is due.
        """
        check_limit(limit)
        asked: dict[str, object] = {
            f"{name} = ?": value
            for name in ("tenant", "procedure", "state", "subject")
            if (value := getattr(criteria, name)) is not None
        }
        if criteria.due_from is not None:
            asked["last_due >= ?"] = micros(criteria.due_from, "due_from")
        if after is not None:
            asked["id > ?"] = check_cursor(after)
        # Said outright, so that SQLite sees that the index of the open cases serves.
        openness = {True: ["open = 1"], False: ["open = 0"], None: []}[criteria.open]
        where = f"WHERE {' AND '.join([*asked, *openness]) or '1'}"
        rows = self._pool.query(f"{SELECT} {where} ORDER BY id LIMIT ?", (*asked.values(), limit))
        return [listed(row, criteria.tenant or "") for row in rows]

    def find_cases(
        self,
        asked: CaseFilter,
        *,
        order: CaseOrder = "id",
        descending: bool = False,
        after: Place | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[Place, CaseRow]]:
        """List committed cases by what their rows say, from an index."""
        page = asked_of(asked, order, after, limit, descending=descending)
        return [] if page is None else finding.cases_in(self._pool, page, asked.tenant, limit)

    def count_cases(self, asked: CaseFilter) -> int:
        """Count the committed cases that are listed by their ids."""
        conditions = conditions_of(asked)
        return 0 if conditions is None else finding.count_in(self._pool, conditions)

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        """List what is outstanding in committed cases, each with its case, by due, case and key, from an index."""
        check_limit(limit)
        last = LAST if until is None else micros(until, "until")
        cursor = None if after is None else (micros(after[0], "after"), check_cursor(after[1]), check_cursor(after[2]))
        lists = lists_of(whose)
        return worklist.outstanding_in(self._pool, tenant, lists, last, cursor, limit) if lists else []

    def start_outbox(self) -> None:
        """Turn the switch in the file: every process remembers what it saves from now on; again does nothing."""
        outbox.start(self._pool)

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> Sequence[tuple[str, EntryRow]]:
        """List what is to be passed on and is due, by instant, case and number, from an index.

        Raises:
            CorruptRecord: An entry cannot be read; field ``id``. With that case in ``but``, the others can.
        """
        check_limit(limit)
        return outbox.pending(self._pool, micros(now, "now"), limit, but)

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        """Mark entries, by case and number, as passed on; in one transaction."""
        outbox.done(self._pool, passed_on)

    def lead(self) -> AbstractContextManager[bool]:
        """Lead by a lock on ``<path>-relay``, which the system frees when the process ends."""
        self._pool.check_open()
        return lead_beside(self._pool.path)

    def check(self) -> None:
        """Compare the tables with those of this version; returns if they agree.

        Raises:
            SchemaMismatch: They are older or newer, or a table, column or index is missing.
        """
        self._pool.use(check_tables)

    def close(self) -> None:
        self._pool.close()
