"""Clauses on listing what is outstanding."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from servicedesk.errors import NaiveDatetime, StoreMisuse
from servicedesk.stores import CaseRow, Outstanding, Store, Unit, Worklist, WorklistUnit
from servicedesk.testing._kit import (
    MINUTE,
    T0,
    US,
    Aside,
    ContractBroken,
    Harness,
    clause,
    entry,
    move,
    refused,
    row,
    same,
    save_next,
)
from servicedesk.testing._words import words

_Place = tuple[datetime, str, str]


@clause(
    66,
    "A worklist lists what is outstanding in a tenant's cases, each with its case, by due, case and key, page by page.",
    "待办清单列出一个租户各案的待办事项，各附其案件，按到期时间、案件、键排列，逐页给出。",
    needs="Worklist",
)
def what_is_outstanding_is_paged(harness: Harness) -> None:
    with harness.new() as store:
        names = ("-", "Z", "a", "\uff5e", "😀")  # in order of code points
        places = [(T0 + n * US, name, key) for n in range(3) for name in names for key in ("due", "due@2", "é")]
        kept = {name: row(name) for name in names}
        with store.unit() as unit:
            for name, case in reversed(kept.items()):
                unit.save(case, 0, [entry(1)])
                # Of each case every key once, at an instant of its own.
                outstanding = [
                    Outstanding(f"{key}/{at.microsecond}", at) for at, of, key in reversed(places) if of == name
                ]
                _owe(unit, case, outstanding)
            north = row("n", tenant="north")
            unit.save(north, 0, [entry(1)])
            _owe(unit, north, [Outstanding("due", T0)])
        expected = sorted((at, name, f"{key}/{at.microsecond}") for at, name, key in places)
        for size in (1, 2, 7, len(expected), 100):
            found: list[_Place] = []
            while page := _page(store, after=found[-1] if found else None, limit=size):
                same(page, expected[len(found) : len(found) + size], words("a page of {size}", size=size))
                found += page
            same(found, expected, words("all pages of {size}", size=size))
        until = [place for place in expected if place[0] <= T0 + US]
        same(_page(store, until=T0 + US), until, "up to an instant")
        same(_page(store, until=T0 + US, after=until[3]), until[4:], "up to an instant, after a cursor")
        same(_page(store, until=T0 - US), [], "before anything")
        same(_page(store, tenant="north"), [(T0, "n", "due")], "of another tenant")
        same(_page(store, tenant="south"), [], "of a tenant without cases")
        rows = {case.id: case for _, case in _worklist(store).outstanding()}
        same(rows, kept, "the cases that are listed")


@clause(
    67,
    "What is outstanding is written with its case, in place of what was, or not at all; a save alone leaves it.",
    "待办事项与其案件一同写入，取代原有的，否则都不写；只存案件的，待办事项不变。",
    needs="Worklist",
)
def what_is_outstanding_follows(harness: Harness) -> None:
    with harness.new() as store:
        case = row("c1")
        with store.unit() as unit:
            unit.save(case, 0, [entry(1)])
            _owe(unit, case, [Outstanding("due", T0), Outstanding("visit", T0 + MINUTE)])
            seen = Aside(harness, lambda: _page(store))
            if not seen.at_once():
                raise ContractBroken("the worklist waits for a unit that has saved")
            same(seen.outcome(), [], "what is outstanding while the unit is open")
        both = [(T0, "c1", "due"), (T0 + MINUTE, "c1", "visit")]
        same(_page(store), both, "what is outstanding afterwards")
        move(store, "c1", state="assigned")
        same(_page(store), both, "what is outstanding after a save alone")
        same(_worklist(store).outstanding(limit=1)[0][1].state, "assigned", "the case that is listed")
        later = [Outstanding("visit", T0 + 2 * MINUTE), Outstanding("report", T0)]
        with suppress(_LeftByError), store.unit() as unit:
            _owe(unit, save_next(unit, unit.load("c1")), later)
            raise _LeftByError
        same(_page(store), both, "what is outstanding after a unit that was left by an exception")
        with store.unit() as unit:
            moved = save_next(unit, unit.load("c1"))
            _owe(unit, moved, [Outstanding("due", T0)])
            _owe(unit, moved, later)
        same(_page(store), [(T0, "c1", "report"), (T0 + 2 * MINUTE, "c1", "visit")], "what is outstanding in its place")
        with store.unit() as unit:
            _owe(unit, save_next(unit, unit.load("c1"), open=False), [])
        same(_page(store), [], "what is outstanding when nothing is any more")


@clause(
    68,
    "Refused: a page of less than one; what is outstanding in a case not saved, twice under one key, at no instant.",
    "不收：每页不足一件；未存案件的待办事项；同一键出现两次；没有时区的时刻。",
    needs="Worklist",
)
def what_cannot_be_outstanding_is_refused(harness: Harness) -> None:
    naive = T0.replace(tzinfo=None)
    with harness.new() as store:
        case = row("c1")
        with store.unit() as unit:
            unit.save(case, 0, [entry(1)])
            _owe(unit, case, [Outstanding("due", T0)])
            with refused(StoreMisuse, "one key twice"):
                _owe(unit, case, [Outstanding("visit", T0), Outstanding("visit", T0 + US)])
            with refused(StoreMisuse, "a key with a NUL"):
                _owe(unit, case, [Outstanding("a\0", T0)])
            with refused(NaiveDatetime, "a naive due"):
                _owe(unit, case, [Outstanding("visit", naive)])
            with refused(StoreMisuse, "a case that was not saved"):
                _owe(unit, row("c2"), [Outstanding("visit", T0)])
        with store.unit() as unit:
            loaded = unit.load("c1")
            with refused(StoreMisuse, "a case that was loaded only"):
                _owe(unit, loaded, [])
        same(_page(store), [(T0, "c1", "due")], "what is outstanding after the refusals")
        for limit in (0, -1):
            with refused(StoreMisuse, words("a page of {limit}", limit=limit)):
                _page(store, limit=limit)
        with refused(NaiveDatetime, "a naive bound"):
            _page(store, until=naive)
        with refused(NaiveDatetime, "a naive cursor"):
            _page(store, after=(naive, "c1", "due"))
        with refused(StoreMisuse, "a cursor with a NUL"):
            _page(store, after=(T0, "c1", "\0"))


@clause(
    72,
    "A worklist lists what is in the lists asked for, and in no other, by due, case and key, page by page.",
    "待办清单只列出所查各份清单中的事项，按到期时间、案件、键排列，逐页给出。",
    needs="Worklist",
)
def the_lists_asked_for_are_listed(harness: Harness) -> None:
    with harness.new() as store:
        of = {"": ["due"], "shop/clerk": ["a", "é"], "shop/fitter": ["b"], "@A": ["c"], "@a": ["d", "\uff5e"]}
        expected: dict[str, list[_Place]] = {whose: [] for whose in of}
        with store.unit() as unit:
            for number, name in enumerate(("z", "k", "-")):
                case = row(name)
                unit.save(case, 0, [entry(1)])
                listed = [
                    Outstanding(key, T0 + (number + len(whose)) % 3 * US, whose)
                    for whose, keys in of.items()
                    for key in keys
                ]
                _owe(unit, case, listed)
                for each in listed:
                    expected[each.whose].append((each.due, name, each.key))
            north = row("n", tenant="north")
            unit.save(north, 0, [entry(1)])
            _owe(unit, north, [Outstanding("a", T0, "shop/clerk")])
        asked = ([whose] for whose in of)
        for lists in (*asked, ["shop/clerk", "@a"], ["@A", "shop/fitter", ""], [*reversed(of)], ["shop/clerk", "shop"]):
            wanted = sorted(place for whose in lists for place in expected.get(whose, ()))
            for size in (1, 2, 5, 100):
                found: list[_Place] = []
                while page := _page(store, whose=lists, after=found[-1] if found else None, limit=size):
                    same(page, wanted[len(found) : len(found) + size], words("a page of {size}", size=size))
                    found += page
                same(found, wanted, words("all pages of {size}", size=size))
            until = [place for place in wanted if place[0] <= T0 + US]
            same(_page(store, whose=lists, until=T0 + US), until, "up to an instant")
        same(_page(store, whose=["shop/clerk"], tenant="north"), [(T0, "n", "a")], "of another tenant")
        same(_page(store, whose=[]), [], "of no list")
        same(_page(store, whose=["shop/clerk\0"]), [], "of a list that cannot be kept")
        same(_page(store), sorted(expected[""]), "of the list of all limits")


@clause(
    73,
    "What is in several of the lists asked for is listed once, as it is in the first of them by code point.",
    "同时在所查几份清单中的事项只列一次，取按码位最前的一份。",
    needs="Worklist",
)
def what_is_in_several_lists_is_listed_once(harness: Harness) -> None:
    with harness.new() as store:
        case = row("c1")
        both = [Outstanding(f"k{n}", T0 + n * US, whose, f"{n}{whose}") for n in range(4) for whose in ("b", "Z", "a")]
        alone = [Outstanding(f"k{n}", T0 + n * US, "b") for n in range(4, 7)]
        with store.unit() as unit:
            unit.save(case, 0, [entry(1)])
            _owe(unit, case, [*both, *alone])
        for lists, first in ((["a", "b", "Z"], "Z"), (["b", "a"], "a"), (["b", "b"], "b")):
            wanted = [each for each in both if each.whose == first] + alone
            for size in (1, 3, 100):
                found: list[Outstanding] = []
                after: _Place | None = None
                while page := _worklist(store).outstanding(whose=lists, after=after, limit=size):
                    there = [each for each, _ in page]
                    same(there, wanted[len(found) : len(found) + size], words("a page of {size}", size=size))
                    found += there
                    after = (page[-1][0].due, page[-1][1].id, page[-1][0].key)
                same(found, wanted, words("all pages of {size}", size=size))


@clause(
    74,
    "A list says of each thing what was last written of it, and has nothing any more that was not written again.",
    "清单对每一事项给出最后写入的内容；未再写入的事项不再列出。",
    needs="Worklist",
)
def a_list_says_what_was_written(harness: Harness) -> None:
    texts = ("", '{"kind":"task"}', "逾期 😀 \u2028", "x" * 3000)
    with harness.new() as store:
        first = [Outstanding(f"k{n}", T0, "shop/clerk", text) for n, text in enumerate(texts)]
        with store.unit() as unit:
            unit.save(row("c1"), 0, [entry(1)])
            _owe(unit, row("c1"), first)
        same(_said(store, "shop/clerk"), first, "what was written")
        again = [Outstanding(f"k{n}", T0, "shop/clerk", text) for n, text in enumerate(reversed(texts))]
        passed = [*again[:2], Outstanding("k2", T0, "@a", "held")]
        with store.unit() as unit:
            _owe(unit, save_next(unit, unit.load("c1")), passed)
        same(_said(store, "shop/clerk"), again[:2], "what was written in its place")
        same(_said(store, "@a"), passed[2:], "what went to another list")
        with store.unit() as unit:
            moved = save_next(unit, unit.load("c1"))
            with refused(StoreMisuse, "one key twice in one list"):
                _owe(unit, moved, [*passed, Outstanding("k2", T0 + US, "@a")])
            with refused(StoreMisuse, "a list with a NUL"):
                _owe(unit, moved, [Outstanding("k2", T0, "@\0")])
            with refused(StoreMisuse, "a text with a NUL"):
                _owe(unit, moved, [Outstanding("k2", T0, "@a", "\0")])
        same(_said(store, "@a"), passed[2:], "what is outstanding after the refusals")


def _said(store: Store, whose: str) -> list[Outstanding]:
    return [each for each, _ in _worklist(store).outstanding(whose=(whose,), limit=1000)]


class _LeftByError(Exception):
    pass


def _worklist(store: Store) -> Worklist:
    if not isinstance(store, Worklist):
        raise ContractBroken("the store has no worklist")
    return store


def _owe(unit: Unit, case: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    if not isinstance(unit, WorklistUnit):
        raise ContractBroken("a unit of the store cannot say what is outstanding")
    unit.set_outstanding(case, outstanding)


def _page(
    store: Store,
    *,
    tenant: str = "",
    until: datetime | None = None,
    after: _Place | None = None,
    limit: int = 1000,
    whose: Collection[str] = ("",),
) -> list[_Place]:
    found = _worklist(store).outstanding(tenant=tenant, until=until, after=after, limit=limit, whose=whose)
    return [(outstanding.due, case.id, outstanding.key) for outstanding, case in found]
