"""Stores that list what is outstanding wrongly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain
from typing import TypedDict, Unpack

from attrs import evolve

from servicedesk.stores import CaseRow, EntryRow, Outstanding
from servicedesk.testing._wrong import Around, WrongStore

_Listed = Sequence[tuple[Outstanding, CaseRow]]


class _Asked(TypedDict, total=False):
    """What a list is asked for."""

    tenant: str
    until: datetime | None
    after: tuple[datetime, str, str] | None
    limit: int
    whose: Collection[str]


def _place(listed: tuple[Outstanding, CaseRow]) -> tuple[datetime, str, str]:
    """Where a row stands in a list."""
    outstanding, row = listed
    return (outstanding.due, row.id, outstanding.key)


class ListsByCaseOnly(WrongStore, caught_by="STORE-66"):
    """Goes on after the cursor's case, and loses what else is outstanding in it."""

    def outstanding(self, **asked: Unpack[_Asked]) -> _Listed:
        after = asked.get("after")
        cursor = None if after is None else (after[0], after[1], chr(0x10FFFF))
        return super().outstanding(**asked | {"after": cursor})


class ListsEveryTenant(WrongStore, caught_by="STORE-66"):
    """Lists by due alone, whose the case may be."""

    def outstanding(self, **asked: Unpack[_Asked]) -> _Listed:
        tenants = dict.fromkeys((asked.get("tenant", ""), "north"))
        several = [super(ListsEveryTenant, self).outstanding(**asked | {"tenant": tenant}) for tenant in tenants]
        return sorted(chain(*several), key=_place)[: asked.get("limit", 100)]


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

    def outstanding(self, **asked: Unpack[_Asked]) -> _Listed:
        every = ("", *sorted({"shop/clerk", "shop/fitter", "@A", "@a", *asked.get("whose", ())} - {""}))
        return super().outstanding(**asked | {"whose": every})


class ListsOneListAfterTheOther(WrongStore, caught_by="STORE-72"):
    """Goes through the lists in turn, and orders within each alone."""

    def outstanding(self, **asked: Unpack[_Asked]) -> _Listed:
        found = [
            each
            for one in sorted(set(asked.get("whose", ("",))))
            for each in super(ListsOneListAfterTheOther, self).outstanding(**asked | {"whose": (one,)})
        ]
        return found[: asked.get("limit", 100)]


class FoldsWhoseListItIs(WrongStore, caught_by="STORE-72"):
    """Takes the lists of two people for one, whose names differ in case alone."""

    class Faulty(Around):
        def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
            super().set_outstanding(row, [evolve(each, whose=each.whose.lower()) for each in outstanding])


class ListsOnceForEachList(WrongStore, caught_by="STORE-73"):
    """Lists twice what is in two of the lists."""

    def outstanding(self, **asked: Unpack[_Asked]) -> _Listed:
        found = [
            each
            for one in sorted(set(asked.get("whose", ("",))))
            for each in super(ListsOnceForEachList, self).outstanding(**asked | {"whose": (one,)})
        ]
        return sorted(found, key=_place)[: asked.get("limit", 100)]


class CutsBeforeItJoins(WrongStore, caught_by="STORE-73"):
    """Takes a page of all lists together, and only then leaves out what stands there twice."""

    def outstanding(self, **asked: Unpack[_Asked]) -> _Listed:
        found = [
            each
            for one in sorted(set(asked.get("whose", ("",))))
            for each in super(CutsBeforeItJoins, self).outstanding(**asked | {"whose": (one,)})
        ]
        cut = sorted(found, key=_place)[: asked.get("limit", 100)]
        return list({_place(each): each for each in reversed(cut)}.values())[::-1]


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
