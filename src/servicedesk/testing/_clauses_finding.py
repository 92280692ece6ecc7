"""Clauses on lists of cases by what their rows say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, timezone
from typing import Any, Final

from servicedesk.errors import NaiveDatetime, StoreMisuse
from servicedesk.stores import CaseFilter, CaseFinder, CaseOrder, CaseRow, Place, Store
from servicedesk.testing._kit import (
    MINUTE,
    T0,
    US,
    Aside,
    ContractBroken,
    Harness,
    clause,
    entry,
    refused,
    row,
    same,
    save_next,
    that,
)
from servicedesk.testing._words import words

_KEPT: Final = (
    row("a1", opened_at=T0, first_due=T0 + MINUTE, subject="3-2-501", holder="李主管"),
    row("a2", opened_at=T0, first_due=T0, category="own_service", subject="3-2-502", parent="a1", state="assigned"),
    row("B", opened_at=T0 + US, closed_at=T0 + MINUTE, open=False, manual="m", procedure="repair", subject="3-2"),
    row("a\U0010ffff", opened_at=T0 - US, first_due=T0 + MINUTE, subject="3_2-501", deviations=1),
    row("a\U0010ffffz", opened_at=T0, closed_at=T0, open=False, deviations=3, holder="王", subject="\ud7ff"),
    row("b", opened_at=T0 + MINUTE, subject="\ue000", category="other"),
    row("journal", subject="3-2-501"),
    row("n", opened_at=T0, first_due=T0, tenant="north", holder="李主管", deviations=1),
)
_SHANGHAI: Final = timezone(timedelta(hours=8))
_ASKED: Final[Sequence[tuple[CaseFilter, list[str]]]] = (
    (CaseFilter(), ["B", "a1", "a2", "a\U0010ffff", "a\U0010ffffz", "b"]),
    (CaseFilter(tenant="north"), ["n"]),
    (CaseFilter(tenant="south"), []),
    (CaseFilter(manual="m"), ["B"]),
    (CaseFilter(procedure="repair"), ["B"]),
    (CaseFilter(state="assigned"), ["a2"]),
    (CaseFilter(category="own_service"), ["a2"]),
    (CaseFilter(category="own_service", procedure="repair"), []),
    (CaseFilter(category=""), ["B", "a1", "a\U0010ffff", "a\U0010ffffz"]),
    (CaseFilter(subject="3-2-501"), ["a1"]),
    (CaseFilter(parent="a1"), ["a2"]),
    (CaseFilter(holder="李主管"), ["a1"]),
    (CaseFilter(holder="%"), []),
    (CaseFilter(open=True), ["a1", "a2", "a\U0010ffff", "b"]),
    (CaseFilter(open=False), ["B", "a\U0010ffffz"]),
    (CaseFilter(id_begins="a"), ["a1", "a2", "a\U0010ffff", "a\U0010ffffz"]),
    (CaseFilter(id_begins="a\U0010ffff"), ["a\U0010ffff", "a\U0010ffffz"]),
    (CaseFilter(id_begins=""), ["B", "a1", "a2", "a\U0010ffff", "a\U0010ffffz", "b"]),
    (CaseFilter(id_begins="A"), []),
    (CaseFilter(subject_begins="3-2"), ["B", "a1", "a2"]),
    (CaseFilter(subject_begins="3_"), ["a\U0010ffff"]),
    (CaseFilter(subject_begins="\ud7ff"), ["a\U0010ffffz"]),
    (CaseFilter(opened_from=T0 + US), ["B", "b"]),
    (CaseFilter(opened_before=T0), ["a\U0010ffff"]),
    (CaseFilter(opened_from=T0.astimezone(_SHANGHAI), opened_before=T0 + US), ["a1", "a2", "a\U0010ffffz"]),
    (CaseFilter(closed_from=T0), ["B", "a\U0010ffffz"]),
    (CaseFilter(closed_from=T0, closed_before=T0 + MINUTE), ["a\U0010ffffz"]),
    (CaseFilter(due_before=T0 + MINUTE), ["a2"]),
    (CaseFilter(due_from=T0, due_before=T0 + MINUTE + US), ["a1", "a2", "a\U0010ffff"]),
    (CaseFilter(deviating=True), ["a\U0010ffff", "a\U0010ffffz"]),
    (CaseFilter(deviating=False), ["B", "a1", "a2", "b"]),
    (CaseFilter(deviating=True, open=True), ["a\U0010ffff"]),
    (CaseFilter(holder="a\0"), []),
    (CaseFilter(subject_begins="\ud800"), []),
)


@clause(
    69,
    "A list of cases has those of a tenant that meet every condition, with an opened_at; beginnings are exact.",
    "案件清单列出一个租户中符合全部条件、有opened_at的案件；开头须逐字相符。",
    needs="CaseFinder",
)
def cases_are_found(harness: Harness) -> None:
    with harness.new() as store:
        _keep(store)
        for asked, ids in _ASKED:
            same(_ids(store, asked), ids, words("found by {criteria}", criteria=asked))
        found = _finder(store).find_cases(CaseFilter(parent="a1"))
        same([case for _, case in found], [_KEPT[1]], "the whole row")


@clause(
    70,
    "A list of cases is ordered by id, or by opened_at, closed_at or first_due and then by id, up or down, in pages.",
    "案件清单按编号，或按opened_at、closed_at、first_due再按编号，顺排或倒排，逐页给出。",
    needs="CaseFinder",
)
def lists_of_cases_are_paged(harness: Harness) -> None:
    columns: dict[CaseOrder, str] = {"id": "", "opened": "opened_at", "closed": "closed_at", "due": "first_due"}
    with harness.new() as store:
        _keep(store)
        for asked in (CaseFilter(), CaseFilter(open=True), CaseFilter(tenant="north")):
            for order, column in columns.items():
                places = [_place(case, column) for case in _KEPT if _is_listed(case, asked, column)]
                for descending in (False, True):
                    expected = sorted(places, key=lambda at: (at[0] or T0, at[1]), reverse=descending)
                    for limit in (1, 2, 100):
                        what = words("found by {criteria} in pages of {limit}", criteria=(order, asked), limit=limit)
                        found = _walk(store, asked, len(places), limit, order=order, descending=descending)
                        same(found, expected, what)
        first = _finder(store).find_cases(CaseFilter(), order="opened", limit=1)[0][0]
        with store.unit() as unit:
            unit.save(row("A", opened_at=T0 - US), 0, [entry(1)])
            unit.save(row("aa", opened_at=T0), 0, [entry(1)])
        following = [at[1] for at, _ in _finder(store).find_cases(CaseFilter(), order="opened", after=first, limit=3)]
        same(following, ["a1", "a2", "aa"], "the next page")


@clause(
    71,
    "Cases are counted as they are listed. Refused: a page of less than one, an instant without a zone, another order.",
    "案件按所列计数。不收：每页不足一件；没有时区的时刻；没有的排列、别种排列的游标。",
    needs="CaseFinder",
)
def cases_are_counted(harness: Harness) -> None:
    with harness.new() as store:
        _keep(store)
        finder = _finder(store)
        for asked, ids in _ASKED:
            same(finder.count_cases(asked), len(ids), words("counted by {criteria}", criteria=asked))
        with store.unit() as unit:
            save_next(unit, unit.load("a1"), holder="", state="x", first_due=None)
            counting = Aside(harness, lambda: (finder.count_cases(CaseFilter(state="x")), _ids(store)))
            that(counting.at_once(), "find waits for a unit")
            same(counting.outcome(), (0, _ASKED[0][1]), "found while a unit is open")
        same(_ids(store, CaseFilter(holder="李主管")), [], "found")
        same(finder.count_cases(CaseFilter(state="x")), 1, "found")
        naive = T0.replace(tzinfo=None)
        for limit in (0, -1):
            with refused(StoreMisuse, words("a page of {limit}", limit=limit)):
                finder.find_cases(CaseFilter(), limit=limit)
        for name in ("opened_from", "opened_before", "closed_from", "closed_before", "due_from", "due_before"):
            bound: dict[str, Any] = {name: naive}
            with refused(NaiveDatetime, "a naive bound"):
                finder.find_cases(CaseFilter(**bound))
            with refused(NaiveDatetime, "a naive bound"):
                finder.count_cases(CaseFilter(**bound))
        with refused(NaiveDatetime, "a naive cursor"):
            finder.find_cases(CaseFilter(), order="due", after=(naive, "a1"))
        cursors: tuple[tuple[CaseOrder, Place], ...] = (("due", (None, "a1")), ("id", (T0, "a1")), ("id", (None, "\0")))
        for order, after in cursors:
            with refused(StoreMisuse, "a cursor of another order"):
                finder.find_cases(CaseFilter(), order=order, after=after)
        other: Any = "subject"
        with refused(StoreMisuse, "an order that there is not"):
            finder.find_cases(CaseFilter(), order=other)


def _keep(store: Store) -> None:
    with store.unit() as unit:
        for case in _KEPT:
            unit.save(case, 0, [entry(1)])


def _finder(store: Store) -> CaseFinder:
    if not isinstance(store, CaseFinder):
        raise ContractBroken("the store lists no cases")
    return store


def _ids(store: Store, asked: CaseFilter | None = None) -> list[str]:
    return [case.id for _, case in _finder(store).find_cases(asked or CaseFilter(), limit=1000)]


def _place(case: CaseRow, column: str) -> Place:
    return (getattr(case, column) if column else None), case.id


def _is_listed(case: CaseRow, asked: CaseFilter, column: str) -> bool:
    there = case.opened_at is not None and (not column or getattr(case, column) is not None)
    return there and case.tenant == asked.tenant and asked.open in (None, case.open)


def _walk(store: Store, asked: CaseFilter, most: int, limit: int, *, order: CaseOrder, descending: bool) -> list[Place]:
    """Every page, one after another; one more than there should be ends it."""
    found: list[Place] = []
    while len(found) <= most:
        after = found[-1] if found else None
        page = _finder(store).find_cases(asked, order=order, descending=descending, after=after, limit=limit)
        that(len(page) <= limit, words("a page of {limit} has {count} cases", limit=limit, count=len(page)))
        if not page:
            break
        found += [at for at, _ in page]
    return found
