"""Stores that list what is outstanding wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from servicedesk.stores import CaseRow, EntryRow, Outstanding
from servicedesk.testing._wrong import Around, WrongStore


class ListsByCaseOnly(WrongStore, caught_by="STORE-66"):
    """Goes on after the cursor's case, and loses what else is outstanding in it."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        cursor = None if after is None else (after[0], after[1], chr(0x10FFFF))
        return super().outstanding(tenant=tenant, until=until, after=cursor, limit=limit)


class ListsEveryTenant(WrongStore, caught_by="STORE-66"):
    """Lists by due alone, whose the case may be."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        found = [
            each
            for of in dict.fromkeys((tenant, "north"))
            for each in super(ListsEveryTenant, self).outstanding(tenant=of, until=until, after=after, limit=limit)
        ]
        return sorted(found, key=lambda each: (each[0].due, each[1].id, each[0].key))[:limit]


class AddsToWhatIsOutstanding(WrongStore, caught_by="STORE-67"):
    """Writes what is outstanding beside what was outstanding before."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            before: dict[str, dict[str, Outstanding]] = self.store.__dict__.setdefault("said", {})
            said = before.setdefault(row.id, {})
            said.update((each.key, each) for each in outstanding)
            super().set_outstanding(row, list(said.values()))


class ForgetsWhatIsOutstandingAtASave(WrongStore, caught_by="STORE-67"):
    """Takes a save of which nothing more is said for one that leaves nothing outstanding."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            super().set_outstanding(row, [])


class KeepsTheLastOfAKey(WrongStore, caught_by="STORE-68"):
    """Takes the last of two limits of one key, as an upsert does."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            super().set_outstanding(row, list({each.key: each for each in outstanding}.values()))
