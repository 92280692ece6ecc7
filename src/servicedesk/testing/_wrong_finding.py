"""Stores that list cases wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TypedDict, Unpack

from attrs import evolve

from servicedesk.stores import CaseFilter, CaseOrder, CaseRow, EntryRow, Place
from servicedesk.testing._wrong import Around, WrongStore

_Listed = Sequence[tuple[Place, CaseRow]]


class _Page(TypedDict, total=False):
    """What a list is asked for beside its filter."""

    order: CaseOrder
    descending: bool
    after: Place | None
    limit: int


class ListsCasesOfEveryTenant(WrongStore, caught_by="STORE-69"):
    """Lists by holder alone, whoever's the case may be."""

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        tenants = dict.fromkeys((asked.tenant, "north")) if asked.holder else (asked.tenant,)
        found = [
            each
            for tenant in tenants
            for each in super(ListsCasesOfEveryTenant, self).find_cases(evolve(asked, tenant=tenant), **page)
        ]
        return found[: page.get("limit", 100)]


class TakesSignsForPatterns(WrongStore, caught_by="STORE-69"):
    """Looks for a beginning with LIKE, to which an underscore is any character."""

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        wide = asked
        if asked.subject_begins is not None and "_" in asked.subject_begins:
            wide = evolve(asked, subject_begins=asked.subject_begins.partition("_")[0])
        return super().find_cases(wide, **page)


class IncludesTheEnd(WrongStore, caught_by="STORE-69"):
    """Takes the end of a span for part of it, as BETWEEN does."""

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        end = asked.closed_before and asked.closed_before + timedelta(microseconds=1)
        return super().find_cases(evolve(asked, closed_before=end), **page)


class ListsWhatIsNoCase(WrongStore, caught_by="STORE-69"):
    """Lists the rows of journals beside those of cases."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            at = entries[0].at if row.opened_at is None and entries else row.opened_at
            super().save(evolve(row, opened_at=at), expected, entries)


class GoesOnAfterTheInstant(WrongStore, caught_by="STORE-70"):
    """Goes on after the instant of the cursor, and loses what else stands at it."""

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        after = page.get("after")
        if after is not None and after[0] is not None:
            page["after"] = after[0], "" if page.get("descending") else chr(0x10FFFF) * 9
        return super().find_cases(asked, **page)


class TurnsTheInstantsOnly(WrongStore, caught_by="STORE-70"):
    """Lists the latest first, and of one instant the smallest id."""

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        order, after = page.get("order", "id"), page.get("after")
        if not page.get("descending") or order == "id":
            return super().find_cases(asked, **page)
        whole = sorted(super().find_cases(asked, order=order, limit=1_000_000), key=lambda each: each[0][1])
        whole.sort(key=lambda each: str(each[0][0]), reverse=True)
        places = [at for at, _ in whole]
        return whole[0 if after is None else places.index(after) + 1 :][: page.get("limit", 100)]


class GoesOnByOffset(WrongStore, caught_by="STORE-70"):
    """Remembers how many were listed before the cursor, and skips so many."""

    def __init__(self) -> None:
        super().__init__()
        self._offsets: dict[Place, int] = {}

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        after = page.pop("after", None)
        skipped = 0 if after is None else self._offsets.get(after, 0)
        page["limit"] = skipped + page.get("limit", 100)
        found = super().find_cases(asked, **page)
        self._offsets.update((at, number) for number, (at, _) in enumerate(found, 1))
        return found[skipped:]


class CountsAPage(WrongStore, caught_by="STORE-71"):
    """Counts no more than a page of five."""

    def count_cases(self, asked: CaseFilter) -> int:
        return len(self.find_cases(asked, limit=5))


class TakesACursorOfAnotherOrder(WrongStore, caught_by="STORE-71"):
    """Begins anew where it cannot make sense of the cursor."""

    def find_cases(self, asked: CaseFilter, **page: Unpack[_Page]) -> _Listed:
        after = page.get("after")
        if after is not None and after[0] is None and page.get("order", "id") != "id":
            page["after"] = None
        return super().find_cases(asked, **page)
