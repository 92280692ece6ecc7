"""Wrong stores: faults in units, and in what is kept outside them."""

from __future__ import annotations

# ruff: noqa: A001, A002, ARG002  -- the port documents its calls and their words; faults ignore some
from collections.abc import Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from attrs import evolve

from servicedesk.errors import SchemaMismatch, StoreError
from servicedesk.stores import CaseRow, EntryRow
from servicedesk.testing._kit import Harness
from servicedesk.testing._wrong import Around, WrongStore


class CommitsOnError(WrongStore, caught_by="STORE-20"):
    """Writes what there is when the unit is left by an exception."""

    class Faulty(Around):
        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            self.inner.__exit__(None, None, None)


class SwallowsErrors(WrongStore, caught_by="STORE-20"):
    """Undoes the unit and keeps the exception to itself."""

    class Faulty(Around):
        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> bool:
            self.inner.__exit__(kind, error, trace)
            return True


class ForgetsTheLastSave(WrongStore, caught_by="STORE-21"):
    """Commits when the next save comes, and so never the last one of a unit."""

    class Faulty(Around):
        def __enter__(self) -> Self:
            self.last: tuple[CaseRow, int, Sequence[EntryRow]] | None = None
            return super().__enter__()

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            if self.last is not None:
                super().save(*self.last)
            self.last = (row, expected, entries)


class ReadsCommittedOnly(WrongStore, caught_by="STORE-22"):
    """Answers the look-up by subject from another connection, which does not see the unit's own saves."""

    class Faulty(Around):
        def __enter__(self) -> Self:
            self.saved: set[str] = set()
            return super().__enter__()

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.saved.add(row.id)

        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            found = super().cases(subject, procedure, open, tenant=tenant)
            return [case for case in found if case.id not in self.saved]


class ListsUncommitted(WrongStore, caught_by="STORE-23"):
    """Lists what units have written before they are left."""

    early: dict[str, datetime | None]

    def __init__(self) -> None:
        super().__init__()
        self.early = {}

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.store.early[row.id] = row.next_check_at

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        super().due(now, after=after, limit=limit)
        pairs = sorted((at, id) for id, at in self.early.items() if at is not None and at <= now)
        return [pair for pair in pairs if after is None or pair > after][:limit]


class DiesOfRefusals(WrongStore, caught_by="STORE-24"):
    """Undoes the whole unit when a save is refused, as a database does without a savepoint."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            try:
                super().save(row, expected, entries)
            except StoreError:
                self.inner.__exit__(KeyError, KeyError(), None)
                self.inner = self.fresh()
                self.unit = self.inner.__enter__()
                raise


class WorksAfterTheEnd(WrongStore, caught_by="STORE-25"):
    """Begins anew when a unit that was left is used, so that nobody ever commits it."""

    class Faulty(Around):
        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> bool | None:
            done = super().__exit__(kind, error, trace)
            self.inner = self.fresh()
            self.unit = self.inner.__enter__()
            return done


class ReadsAnew(WrongStore, caught_by="STORE-26"):
    """Reads each time from the newest commit, and looks at versions only in the unit's own load."""

    class Faulty(Around):
        def __enter__(self) -> Self:
            self.saved: list[tuple[CaseRow, int, Sequence[EntryRow]]] = []
            return self

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            if kind is None:
                with self.fresh() as unit:
                    for save in self.saved:
                        unit.save(*save)

        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            with self.fresh() as unit:
                return unit.load(id)

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            self.saved.append((row, expected, entries))

        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            with self.fresh() as unit:
                return unit.entries(id, after=after, key=key)

        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            with self.fresh() as unit:
                return unit.cases(subject, procedure, open, tenant=tenant)


class SharesLists(WrongStore, caught_by="STORE-27"):
    """Keeps the caller's own list until the unit is left."""

    class Faulty(Around):
        def __enter__(self) -> Self:
            self.kept: dict[str, Sequence[EntryRow]] = {}
            return super().__enter__()

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.kept[row.id] = entries

        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            if id in self.kept and not after and key is None:
                return iter(self.kept[id])
            return super().entries(id, after=after, key=key)


class MatchesPatterns(WrongStore, caught_by="STORE-28"):
    """Finds the cases of every subject that begins so."""

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            longer = [case for n in range(10) for case in super(type(self), self).cases(f"{subject}{n}")]
            return [*super().cases(subject, procedure, open, tenant=tenant), *longer]


class GivesClosedCasesToo(WrongStore, caught_by="STORE-28"):
    """Does not look at ``open``."""

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            return super().cases(subject, procedure, None, tenant=tenant)


# --- kept outside, and past the store ------------------------------------------------------------------


class KeepsInTheObject(WrongStore, caught_by="STORE-29"):
    """Keeps everything in the store object, and nothing in the database."""

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return Harness(cls, reopen=lambda _: cls(), patience=patience, limit=limit)


class MendsWhenReading(WrongStore, caught_by="STORE-30"):
    """Writes the body wrongly, and makes it good again when it loads."""

    class Faulty(Around):
        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            row = super().load(id, wait=wait)
            return evolve(row, body=row.body[::-1])

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(evolve(row, body=row.body[::-1]), expected, entries)

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        def raw_read(store: Any, id: str) -> tuple[CaseRow, list[EntryRow]]:
            with store.plain() as unit:
                return unit.load(id), list(unit.entries(id))

        return Harness(cls, raw_read=raw_read, patience=patience, limit=limit)


class GuessesWhatWasThere(WrongStore, caught_by="STORE-31"):
    """Gives an empty body for one that it cannot read."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    class Faulty(Around):
        def load(self, id: str, *, wait: bool = True) -> CaseRow:
            row = super().load(id, wait=wait)
            return evolve(row, body="{}") if id in self.store.damaged else row

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        def damage(store: Any, id: str) -> None:
            store.damaged.add(id)

        return Harness(cls, damage=damage, patience=patience, limit=limit)


class GivesNaiveTime(WrongStore, caught_by="STORE-32"):
    """Tells the time of its server without saying in which zone."""

    def now(self) -> datetime:
        return datetime.now()  # noqa: DTZ005  this is the fault


class FindsFaultWithItself(WrongStore, caught_by="STORE-33"):
    """Compares its tables with those of another version."""

    def check(self) -> None:
        raise SchemaMismatch("the tables are those of version 1, not 2", found=1, expected=2)
