"""Wrong stores: faults in what is due and found, and in races."""

from __future__ import annotations

# ruff: noqa: A002, ARG002  -- the port documents its calls and their words; faults ignore some
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Lock
from types import TracebackType
from typing import Self

from attrs import evolve

from servicedesk.errors import AlreadyOpen, ConcurrencyConflict, TransientStoreError
from servicedesk.stores import CaseRow, Criteria, EntryRow
from servicedesk.testing._wrong import Around, WrongStore
from servicedesk.testing._wrong_units import ReadsAnew


class LeavesNowOut(WrongStore, caught_by="STORE-34"):
    """Lists what is earlier than now, and not what is now."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return super().due(now - timedelta(microseconds=1), after=after, limit=limit)


class LeavesClosedCasesOut(WrongStore, caught_by="STORE-34"):
    """Lists open cases only: what a closed case still owes is never looked at."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row if row.open else evolve(row, next_check_at=None), expected, entries)


class OrdersById(WrongStore, caught_by="STORE-35"):
    """Lists by id, whatever the instant."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return sorted(super().due(now, after=after, limit=limit), key=lambda pair: pair[1])


class OrdersByUtf16(WrongStore, caught_by="STORE-35"):
    """Compares ids by their UTF-16 units, as some servers do."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        found = super().due(now, after=after, limit=limit)
        return sorted(found, key=lambda pair: (pair[0], pair[1].encode("utf-16-be")))


class PagesByInstantOnly(WrongStore, caught_by="STORE-36"):
    """Goes on after the cursor's instant, and loses the other cases of that instant."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        cursor = None if after is None else (after[0], chr(0x10FFFF))
        return super().due(now, after=cursor, limit=limit)


class RepeatsTheCursor(WrongStore, caught_by="STORE-36"):
    """Begins a page with the last pair of the page before."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        cursor = None if after is None else (after[0], after[1][:-1])
        return super().due(now, after=cursor, limit=limit)


class IgnoresLimit(WrongStore, caught_by="STORE-36"):
    """Lists everything at once."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return super().due(now, after=after, limit=limit and 1_000_000)


class TakesNoPageForNoLimit(WrongStore, caught_by="STORE-37"):
    """Lists everything when a page of none is asked for, as LIMIT -1 does in SQLite."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return super().due(now, after=after, limit=limit if limit > 0 else 1_000_000)


class NeverForgetsAnInstant(WrongStore, caught_by="STORE-38"):
    """Goes on listing a case whose next_check_at was taken away."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            if row.next_check_at is None and expected:
                row = evolve(row, next_check_at=self.load(row.id).next_check_at)
            super().save(row, expected, entries)


class LocksToList(WrongStore, caught_by="STORE-39"):
    """Waits for the open unit before it lists what is due."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        with self.plain() as unit:
            unit.cases("")
            return super().due(now, after=after, limit=limit)


class FindsByBytes(WrongStore, caught_by="STORE-40"):
    """Finds by id in an order of its own, so that pages overlap."""

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        return sorted(super().find(criteria, after=after, limit=limit), key=lambda row: row.id.lower())


class FindsOneTenantOnly(WrongStore, caught_by="STORE-40"):
    """Finds the rows of the tenant without a name where those of every tenant are asked for."""

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        return super().find(evolve(criteria, tenant=criteria.tenant or ""), after=after, limit=limit)


class FindsLaterOnly(WrongStore, caught_by="STORE-48"):
    """Finds what is due after the bound, and not what is due at it."""

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        later = criteria.due_from and criteria.due_from + timedelta(microseconds=1)
        return super().find(evolve(criteria, due_from=later), after=after, limit=limit)


class FindsWhatIsNeverDue(WrongStore, caught_by="STORE-48"):
    """Takes no last due for one that lies beyond every bound, as an order with nulls last does."""

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        rows = super().find(evolve(criteria, due_from=None), after=after, limit=1_000_000)
        bound = criteria.due_from
        return [r for r in rows if bound is None or r.last_due is None or r.last_due >= bound][:limit]


class IgnoresTheBound(WrongStore, caught_by="STORE-48"):
    """Was written before cases were found by what is due."""

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        return super().find(evolve(criteria, due_from=None), after=after, limit=limit)


class NeverForgetsALastDue(WrongStore, caught_by="STORE-48"):
    """Goes on finding a case whose last due was taken away."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            if row.last_due is None and expected:
                row = evolve(row, last_due=self.load(row.id).last_due)
            super().save(row, expected, entries)


# --- races -------------------------------------------------------------------------------------------------


class ComparesInTheUnit(WrongStore, caught_by="STORE-42"):
    """Compares the version with what the unit has read itself, and not again when it commits."""

    class Faulty(ReadsAnew.Faulty):
        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            if kind is None:
                with self.fresh() as unit:
                    for row, expected, entries in self.saved:
                        try:
                            unit.save(row, expected, entries)
                        except ConcurrencyConflict as conflict:
                            found: int = conflict.fields["found"]
                            added = [evolve(e, seq=found + n) for n, e in enumerate(entries, 1)]
                            unit.save(evolve(row, version=found + len(added)), found, added)


class ComparesOnlyWhenItLoads(ComparesInTheUnit, caught_by="STORE-41"):
    """The same: one unit that loaded long ago overwrites what another has done since."""


class WritesAndComplains(WrongStore, caught_by="STORE-43"):
    """Says of some commits that nothing was written although it was, as on a lost connection."""

    commits = 0

    class Faulty(Around):
        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            super().__exit__(kind, error, trace)
            self.store.commits += 1
            if kind is None and self.store.commits % 3 == 0:
                raise TransientStoreError("the connection was lost")


class ChecksBeforeItOpens(WrongStore, caught_by="STORE-44"):
    """Looks whether an exclusive key is taken, then opens the case, with no unique index in between."""

    class Faulty(ReadsAnew.Faulty):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            taken = [
                case
                for case in self.cases(row.subject)
                if case.exclusive_key == row.exclusive_key and case.id != row.id
            ]
            if taken and row.exclusive_key is not None:
                raise AlreadyOpen("taken", existing_id=taken[0].id)
            time.sleep(0.02)
            super().save(
                evolve(row, exclusive_key=row.exclusive_key and f"{row.exclusive_key}/{row.id}"), expected, entries
            )


class ChecksBeforeItTakesAKey(WrongStore, caught_by="STORE-45"):
    """Looks whether an opening_key is taken, then opens the case, with no unique index in between."""

    class Faulty(ReadsAnew.Faulty):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            holder = self.store.keys.get(row.opening_key)
            if holder is not None:
                raise AlreadyOpen("taken", existing_id=holder)
            time.sleep(0.02)
            super().save(evolve(row, opening_key=None), expected, entries)
            self.store.keys[row.opening_key] = row.id

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str | None, str] = {}


class LocksAndHangs(WrongStore, caught_by="STORE-46"):
    """Locks one case after the other, and never gives up waiting for one."""

    def __init__(self) -> None:
        super().__init__()
        self.locks: dict[str, Lock] = {}

    class Faulty(ReadsAnew.Faulty):
        def __enter__(self) -> Self:
            self.held: list[Lock] = []
            return super().__enter__()

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            super().__exit__(kind, error, trace)
            for lock in self.held:
                lock.release()

        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            lock = self.store.locks.setdefault(id, Lock())
            if lock not in self.held:
                lock.acquire()
                self.held.append(lock)
            return super().load(id, wait=wait)


class WaitsAnyway(WrongStore, caught_by="STORE-47"):
    """Waits for the case although it was asked not to."""

    class Faulty(Around):
        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            return super().load(id)
