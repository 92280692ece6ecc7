"""Stores that list what is outstanding wrongly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from attrs import evolve

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
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        cursor = None if after is None else (after[0], after[1], chr(0x10FFFF))
        return super().outstanding(tenant=tenant, until=until, after=cursor, limit=limit, whose=whose)


class ListsEveryTenant(WrongStore, caught_by="STORE-66"):
    """Lists by due alone, whose the case may be."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        found = [
            each
            for of in dict.fromkeys((tenant, "north"))
            for each in super(ListsEveryTenant, self).outstanding(
                tenant=of, until=until, after=after, limit=limit, whose=whose
            )
        ]
        return sorted(found, key=lambda each: (each[0].due, each[1].id, each[0].key))[:limit]


class AddsToWhatIsOutstanding(WrongStore, caught_by="STORE-67"):
    """Writes what is outstanding beside what was outstanding before."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            before: dict[str, dict[tuple[str, str], Outstanding]] = self.store.__dict__.setdefault("said", {})
            said = before.setdefault(row.id, {})
            said.update(((each.whose, each.key), each) for each in outstanding)
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
            super().set_outstanding(row, list({(each.whose, each.key): each for each in outstanding}.values()))


class ListsWhatIsInEveryList(WrongStore, caught_by="STORE-72"):
    """Lists by tenant alone, and leaves out whose list was asked for."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        every = ("", *sorted({"shop/clerk", "shop/fitter", "@A", "@a", *whose} - {""}))
        return super().outstanding(tenant=tenant, until=until, after=after, limit=limit, whose=every)


class ListsOneListAfterTheOther(WrongStore, caught_by="STORE-72"):
    """Goes through the lists in turn, and orders within each alone."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        found = [
            each
            for one in sorted(whose)
            for each in super(ListsOneListAfterTheOther, self).outstanding(
                tenant=tenant, until=until, after=after, limit=limit, whose=(one,)
            )
        ]
        return found[:limit]


class FoldsWhoseListItIs(WrongStore, caught_by="STORE-72"):
    """Takes the lists of two people for one, whose names differ in case alone."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            super().set_outstanding(row, [evolve(each, whose=each.whose.lower()) for each in outstanding])


class ListsOnceForEachList(WrongStore, caught_by="STORE-73"):
    """Lists twice what is in two of the lists."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        found = [
            each
            for one in sorted(set(whose))
            for each in super(ListsOnceForEachList, self).outstanding(
                tenant=tenant, until=until, after=after, limit=limit, whose=(one,)
            )
        ]
        return sorted(found, key=lambda each: (each[0].due, each[1].id, each[0].key))[:limit]


class CutsBeforeItJoins(WrongStore, caught_by="STORE-73"):
    """Takes a page of all lists together, and only then leaves out what stands there twice."""

    def outstanding(
        self,
        *,
        tenant: str = "",
        until: datetime | None = None,
        after: tuple[datetime, str, str] | None = None,
        limit: int = 100,
        whose: Collection[str] = ("",),
    ) -> Sequence[tuple[Outstanding, CaseRow]]:
        found = [
            each
            for one in sorted(set(whose))
            for each in super(CutsBeforeItJoins, self).outstanding(
                tenant=tenant, until=until, after=after, limit=limit, whose=(one,)
            )
        ]
        cut = sorted(found, key=lambda each: (each[0].due, each[1].id, each[0].key))[:limit]
        return list({(each[0].due, each[1].id, each[0].key): each for each in reversed(cut)}.values())[::-1]


class ForgetsWhatItIs(WrongStore, caught_by="STORE-74"):
    """Keeps that something is outstanding, and not what it is."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            super().set_outstanding(row, [evolve(each, what="") for each in outstanding])


class KeepsWhatItWas(WrongStore, caught_by="STORE-74"):
    """Leaves a row alone whose due is the same, though it says another thing."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            before: dict[str, dict[tuple[str, str], Outstanding]] = self.store.__dict__.setdefault("kept", {})
            known = before.setdefault(row.id, {})
            said = {(each.whose, each.key): each for each in outstanding}
            for place, each in said.items():
                if place in known and known[place].due == each.due:
                    said[place] = known[place]
            before[row.id] = said
            super().set_outstanding(row, list(said.values()))
