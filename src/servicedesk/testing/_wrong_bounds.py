"""Wrong stores: faults in what is done with what cannot be kept or cannot be read."""

from __future__ import annotations

# ruff: noqa: A002  -- the port documents its calls and their words
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from attrs import evolve

from servicedesk.errors import CorruptRecord
from servicedesk.stores import INSTANTS, CaseRow, Criteria, EntryRow, storable, unreadable
from servicedesk.testing._kit import Harness
from servicedesk.testing._wrong import Around, WrongStore


def _damaged_harness(kind: type[Any], patience: float, limit: float) -> Harness:
    def damage(store: Any, id: str) -> None:
        store.damaged.add(id)

    return Harness(kind, damage=damage, patience=patience, limit=limit)


class EndsAListForOne(WrongStore, caught_by="STORE-62"):
    """Lists nobody where one row cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            found = super().cases(subject, procedure, open, tenant=tenant)
            for case in found:
                if case.id in self.store.damaged:
                    raise CorruptRecord("a row cannot be read", id=case.id)
            return found

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return _damaged_harness(cls, patience, limit)


class PassesDamageOverInSilence(WrongStore, caught_by="STORE-62"):
    """Leaves a row that cannot be read out of its lists, so that nobody hears of it."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            found = super().cases(subject, procedure, open, tenant=tenant)
            return [case for case in found if case.id not in self.store.damaged]

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return _damaged_harness(cls, patience, limit)


class EndsASearchAtDamage(WrongStore, caught_by="STORE-63"):
    """Finds nothing behind a row that cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        found = list(super().find(criteria, after=after, limit=limit))
        at = next((place for place, case in enumerate(found) if case.id in self.damaged), len(found))
        return [*found[:at], *(unreadable(case.id, case.tenant) for case in found[at : at + 1])]

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return _damaged_harness(cls, patience, limit)


class KeepsWhatUtcCannotShow(WrongStore, caught_by="STORE-64"):
    """Counts the microseconds of any instant, and finds when it is read that no clock shows them."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            def nearest(at: datetime | None) -> datetime | None:
                return at if at is None or 1 < at.year < 9999 else at.replace(tzinfo=UTC)

            kept: dict[str, Any] = {name: nearest(getattr(row, name)) for name in INSTANTS}
            super().save(evolve(row, **kept), expected, entries)


class TakesAnyInstantOfAnEntry(WrongStore, caught_by="STORE-64"):
    """Looks at the instants of the row, and not at when an entry is to be passed on."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, [evolve(entry, deliver_at=None) for entry in entries])


class ListsFromAnyInstant(WrongStore, caught_by="STORE-64"):
    """Takes what lies beyond UTC for its end."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return super().due(now if 1 < now.year < 9999 else now.replace(tzinfo=UTC), after=after, limit=limit)


class StartsOverAtASurrogate(WrongStore, caught_by="STORE-65"):
    """Takes a cursor that cannot be kept for none, and begins again."""

    def due(
        self, now: datetime, *, after: tuple[datetime, str] | None = None, limit: int = 100
    ) -> Sequence[tuple[datetime, str]]:
        return super().due(now, after=after if after is None or storable(after[1]) else None, limit=limit)


class ReplacesWhatItCannotEncode(WrongStore, caught_by="STORE-65"):
    """Cuts a text at its NUL, and looks for what is left."""

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            return super().cases(subject, procedure, open, tenant="" if not storable(tenant) else tenant)
