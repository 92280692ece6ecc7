"""A store in the memory of one process: for tests, simulations, and programs that keep nothing.

It keeps the whole contract of :mod:`servicedesk.stores.port`. Units come one after the other: the first call of a
unit waits until no other unit is at work, so a unit sees the store stand still. Nothing of it is seen
outside, by ``due`` and ``find`` neither, until it is left normally. Nothing outlives the process.
"""

from __future__ import annotations

# ruff: noqa: A001, A002, D102  -- "id" and "open" are the words of the port, which documents the calls
import operator
import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from heapq import nlargest, nsmallest
from operator import itemgetter
from threading import get_ident
from types import TracebackType
from typing import Any, Final, Self

from attrs import evolve

from servicedesk.errors import (
    AlreadyOpen,
    CaseBusy,
    CaseNotFound,
    ConcurrencyConflict,
    KeyReused,
    StoreMisuse,
    TransientStoreError,
)
from servicedesk.said import Said
from servicedesk.stores.finding import Asked, Condition, Sign, asked_of, conditions_of, place_of
from servicedesk.stores.history import History
from servicedesk.stores.instants import LAST, in_utc, micros, moment, plain_utc
from servicedesk.stores.port import (
    Store,
    Unit,
    aware,
    check_cursor,
    check_fixed,
    check_limit,
    check_outstanding,
    check_save,
    lists_of,
)
from servicedesk.stores.protocols import CaseFilter, CaseOrder, Criteria, Place
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.shelf import Listed, Shelf, whole

__all__ = ["MemoryStore", "open_store"]


def open_store(url: str) -> MemoryStore:
    """Give a new, empty store for ``memory:``."""
    if url != "memory:":
        raise StoreMisuse(Said("memory_named", url=url), remedy=Said("memory_only"), url=url)
    return MemoryStore()


class MemoryStore(Store):
    """A store in memory, shared by the threads of one process.

    Besides the port it offers :class:`~servicedesk.stores.Search`, :class:`~servicedesk.stores.CaseFinder`,
    :class:`~servicedesk.stores.Worklist` and :class:`~servicedesk.stores.Outbox`.

    Args:
        wait: How many seconds a unit waits for the one before it; then it raises ``TransientStoreError``.
    """

    def __init__(self, *, wait: float = 20.0) -> None:
        self._shelf = Shelf(wait)
        self._closed = False

    def unit(self) -> AbstractContextManager[Unit]:
        self._check_open()
        return _MemoryUnit(self._shelf)

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        self._check_open()
        check_limit(limit)
        until = micros(now, "now")
        cursor = None if after is None else (micros(after[0], "after"), check_cursor(after[1]))
        with self._shelf.index:
            found = self._shelf.schedule.page(cursor, until, limit)
        return [(moment(at), id) for at, id in found]

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        """List committed cases with these features, ordered by id; looks at every case."""
        self._check_open()
        check_limit(limit)
        if after is not None:
            check_cursor(after)
        asked = {
            name: value
            for name in ("tenant", "procedure", "state", "subject", "open")
            if (value := getattr(criteria, name)) is not None
        }
        with self._shelf.index:
            rows, bodies = list(self._shelf.rows.values()), dict(self._shelf.bodies)
        bound = None if criteria.due_from is None else aware(criteria.due_from, "due_from")
        found = [
            row
            for row in rows
            if (after is None or row.id > after)
            and (bound is None or (row.last_due is not None and row.last_due >= bound))
            and all(getattr(row, name) == value for name, value in asked.items())
        ]
        return [whole(row, bodies) for row in sorted(found, key=lambda row: row.id)[:limit]]

    def find_cases(
        self,
        asked: CaseFilter,
        *,
        order: CaseOrder = "id",
        descending: bool = False,
        after: Place | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[Place, CaseRow]]:
        """List committed cases by what their rows say; looks at every case, or at those of the subject."""
        self._check_open()
        page = asked_of(asked, order, after, limit, descending=descending)
        if page is None:
            return []
        shelf = self._shelf
        with shelf.index:
            found = [(_stands(row, page), row) for row in shelf.asked_for(asked) if _meets(row, page.conditions)]
            if after is not None:
                found = [each for each in found if (each[0] < page.place if descending else each[0] > page.place)]
            pick = nlargest if descending else nsmallest
            rows = [(at, whole(row, shelf.bodies)) for at, row in pick(limit, found, key=itemgetter(0))]
        return [(place_of(at[0] if page.column else None, row.id), row) for at, row in rows]

    def count_cases(self, asked: CaseFilter) -> int:
        """Count the committed cases that are listed by their ids; looks at every case, or at those of the subject."""
        self._check_open()
        conditions = conditions_of(asked)
        if conditions is None:
            return 0
        with self._shelf.index:
            return sum(_meets(row, conditions) for row in self._shelf.asked_for(asked))

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        """List what is outstanding in committed cases, each with its case, by due, case and key; without a lock."""
        self._check_open()
        check_limit(limit)
        last = LAST if until is None else micros(until, "until")
        cursor = None if after is None else (micros(after[0], "after"), check_cursor(after[1]), check_cursor(after[2]))
        shelf, lists = self._shelf, lists_of(whose)
        with shelf.index:
            return [
                (each, whole(shelf.rows[id], shelf.bodies))
                for id, each in shelf.outstanding_in(tenant, lists, cursor, last, limit)
            ]

    def start_outbox(self) -> None:
        """Remember what is saved from now on, until the process ends; again does nothing."""
        self._check_open()
        with self._shelf.index:
            self._shelf.has_outbox = True

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> Sequence[tuple[str, EntryRow]]:
        """List what is to be passed on and is due, by instant, case and number; takes no lock of a unit."""
        self._check_open()
        check_limit(limit)
        until = micros(now, "now")
        found: list[tuple[str, EntryRow]] = []
        after: tuple[int, str, int] | None = None
        with self._shelf.index:
            while len(found) < limit and (page := self._shelf.outbox.page(after, until, limit)):
                after = page[-1]
                found += [
                    (id, evolve(self._shelf.history[id][seq], deliver_at=moment(at)))
                    for at, id, seq in page
                    if id not in but
                ]
        return found[:limit]

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        """Mark entries, by case and number, as passed on."""
        self._check_open()
        marked = list(passed_on)
        shelf = self._shelf
        with shelf.index:
            for entry in marked:
                deliver_at = shelf.deliver_at.pop(entry, None)
                if deliver_at is not None:
                    shelf.outbox.remove((deliver_at, *entry))

    @contextmanager
    def lead(self) -> Generator[bool]:
        """Lead, as one of the process at a time, or get False at once."""
        self._check_open()
        leading = self._shelf.leader.acquire(blocking=False)
        try:
            yield leading
        finally:
            if leading:
                self._shelf.leader.release()

    def close(self) -> None:
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise StoreMisuse(Said("store_closed"), remedy=Said("open_another"))


def _column(row: CaseRow, name: str) -> Any:
    """What a row says, as a database has it in a column."""
    value = getattr(row, name)
    return micros(value, name) if isinstance(value, datetime) else value


def _stands(row: CaseRow, page: Asked) -> tuple[Any, ...]:
    return tuple(_column(row, name) for name in page.order)


_COMPARED: Final[Mapping[Sign, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "IS NOT": operator.is_not,
}


def _meets(row: CaseRow, conditions: Iterable[Condition]) -> bool:
    """Whether a row meets them all; what is not there meets none."""
    return all(_holds(_column(row, column), sign, wanted) for column, sign, wanted in conditions)


def _holds(value: Any, sign: Sign, wanted: Any) -> bool:
    return value is not None and _COMPARED[sign](value, wanted)


_EMPTY: Final = History()


class _MemoryUnit(Unit):
    """Writes are kept here, on top of the store, until the unit is left normally."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._rows: dict[str, CaseRow] = {}
        self._added: dict[str, list[EntryRow]] = {}
        self._outstanding: dict[str, Listed] = {}
        self._working = False
        self._process = os.getpid()
        self._over = False
        self._failure: TransientStoreError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        if self._working and self._process == os.getpid():  # else the parent goes on with it
            try:
                if kind is None:
                    self._shelf.commit(self._rows, self._added, self._outstanding)
            finally:
                self._shelf.holder = None
                self._shelf.turn.release()
        if kind is None and self._failure is not None:
            raise self._failure

    def load(self, id: str, *, wait: bool = True) -> CaseRow:
        self._work(id, wait=wait)
        row = self._row(id)
        if row is None:
            raise CaseNotFound(Said("no_case", id=id), id=id)
        return row if id in self._rows else whole(row, self._shelf.bodies)

    def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        check_save(row, expected, entries)
        self._work(row.id)
        before = self._row(row.id)
        found = 0 if before is None else before.version
        if found != expected:
            raise ConcurrencyConflict(
                Said("other_version", id=row.id, found=found, expected=expected),
                remedy=Said("load_again"),
                id=row.id,
                expected=expected,
                found=found,
            )
        if before is not None:
            check_fixed(before, row)
        keys = [(row.id, entry.key) for entry in entries if entry.key is not None]
        if keys:
            taken = {(row.id, entry.key) for entry in self._added.get(row.id, ())}
            if any(key in taken or key in self._shelf.keys for key in keys):
                raise KeyReused(Said("key_there", id=row.id), id=row.id)
        self._check_free(row)
        self._rows[row.id] = in_utc(row)
        self._added.setdefault(row.id, []).extend(entries)

    def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
        """Say what is outstanding in a case that this unit has saved."""
        check_outstanding(row, outstanding, saved=row.id in self._rows)
        self._work(row.id)
        self._outstanding[row.id] = {
            (each.whose, micros(each.due, "due"), row.id, each.key): each.what for each in outstanding
        }

    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
        self._work(id)
        committed = self._shelf.history.get(id, _EMPTY)
        added = [EntryRow(each.seq, plain_utc(each.at), each.key, each.body) for each in self._added.get(id, [])]
        if key is not None:
            seq = self._shelf.keys.get((id, key))
            found = [committed[seq]] if seq else [entry for entry in added if entry.key == key]
            return iter([entry for entry in found if entry.seq > after])
        return iter([*committed.after(after), *(entry for entry in added if entry.seq > after)])

    def cases(
        self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
    ) -> Sequence[CaseRow]:
        self._work(subject)
        ids = self._shelf.subjects.get((tenant, subject), set()) | self._rows.keys()
        rows = [self._rows.get(id) or whole(self._shelf.rows[id], self._shelf.bodies) for id in sorted(ids)]
        return [
            row
            for row in rows
            if row.tenant == tenant
            and row.subject == subject
            and procedure in {None, row.procedure}
            and open in {None, row.open}
        ]

    def _work(self, what: str, *, wait: bool = True) -> None:
        if self._over:
            raise StoreMisuse(Said("unit_left"), remedy=Said("begin_another"))
        if self._failure is not None:
            raise self._failure
        if self._working:
            return
        shelf = self._shelf
        shelf.must_be_of_this_process()
        if shelf.holder == get_ident():
            raise StoreMisuse(Said("no_nesting"), remedy=Said("use_open_unit"))
        if not shelf.turn.acquire(blocking=wait, timeout=shelf.wait if wait else -1):
            if not wait:
                raise CaseBusy(Said("unit_at_work", id=what), id=what)
            self._failure = TransientStoreError(Said("waited_for_unit", seconds=shelf.wait), remedy=Said("repeat_unit"))
            raise self._failure
        shelf.holder = get_ident()
        self._working = True

    def _row(self, id: str) -> CaseRow | None:
        return self._rows.get(id) or self._shelf.rows.get(id)

    def _check_free(self, row: CaseRow) -> None:
        shelf = self._shelf
        holder: str | None = None
        if row.opening_key is not None:
            own = (r.id for r in self._rows.values() if (r.tenant, r.opening_key) == (row.tenant, row.opening_key))
            holder = next(own, None) or shelf.opening_keys.get((row.tenant, row.opening_key))
        if holder in {None, row.id} and row.exclusive_key is not None and row.open:
            own = (
                r.id
                for r in self._rows.values()
                if (r.tenant, r.exclusive_key, r.open) == (row.tenant, row.exclusive_key, True)
            )
            holder = next(own, None)
            if holder is None:
                committed = shelf.exclusive_keys.get((row.tenant, row.exclusive_key))
                holder = None if committed in self._rows else committed
        if holder not in {None, row.id}:
            raise AlreadyOpen(
                Said("cannot_be_open", id=row.id, holder=holder),
                remedy=Said("go_on_there"),
                id=row.id,
                existing_id=holder,
            )
