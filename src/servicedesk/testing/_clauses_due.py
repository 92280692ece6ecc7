"""Clauses on listing what is due, and on searching."""

from __future__ import annotations

from datetime import timedelta, timezone

from servicedesk.errors import NaiveDatetime, StoreMisuse
from servicedesk.stores import Criteria, Search
from servicedesk.testing._kit import (
    LATE,
    MINUTE,
    T0,
    US,
    Aside,
    ContractBroken,
    Harness,
    clause,
    due_ids,
    entry,
    move,
    open_case,
    refused,
    row,
    same,
    save_next,
    that,
)
from servicedesk.testing._words import words

# In order of code points. By UTF-16 units the last two change places, by most languages' rules many do.
_ORDERED = ("-", "0", "10", "2", "Z", "a", "é", "业", "中", "\uff5e", "😀")


@clause(
    34,
    "Due are the cases whose next_check_at is now or earlier, to the microsecond, whatever their state.",
    "到期的案件，即next_check_at为此刻或更早的，精确到微秒，不论状态。",
)
def due_includes_now(harness: Harness) -> None:
    with harness.new() as store:
        with store.unit() as unit:
            unit.save(row("c1", next_check_at=T0), 0, [entry(1)])
            unit.save(row("c2", next_check_at=None), 0, [entry(1)])
            unit.save(row("c3", next_check_at=T0 + US), 0, [entry(1)])
            unit.save(row("c4", next_check_at=T0 + 2 * US, open=False, tenant="north"), 0, [entry(1)])
        same(list(store.due(T0 - US)), [], "a microsecond before")
        same(list(store.due(T0)), [(T0, "c1")], "at the instant")
        same(due_ids(store, T0 + US), ["c1", "c3"], "a microsecond after")
        same(due_ids(store), ["c1", "c3", "c4"], "long after")
        shanghai = T0.astimezone(timezone(timedelta(hours=8)))
        same(list(store.due(shanghai)), [(T0, "c1")], "at the instant, asked in another zone")


@clause(
    35,
    "Due cases are ordered by instant, then by the code points of their id.",
    "到期的案件先按时刻，再按编号的码位排列。",
)
def due_is_ordered(harness: Harness) -> None:
    with harness.new() as store:
        with store.unit() as unit:
            for name in sorted(_ORDERED, key=lambda text: text[::-1].encode("utf-16-le"), reverse=True):
                unit.save(row(name, next_check_at=T0), 0, [entry(1)])
            unit.save(row("zz", next_check_at=T0 - MINUTE), 0, [entry(1)])
            unit.save(row("!", next_check_at=T0 + MINUTE), 0, [entry(1)])
        same(due_ids(store), ["zz", *_ORDERED, "!"], "the order")


@clause(
    36,
    "Paging gives each due case once: at most limit, strictly after the cursor, equal instants too.",
    "分页时每件到期案件恰好出现一次：不超过limit件，只取游标之后的，时刻相同的亦然。",
)
def due_is_paged(harness: Harness) -> None:
    with harness.new() as store:
        pairs = [(T0 + (n // 5) * MINUTE, f"c{n:02}") for n in range(23)]
        with store.unit() as unit:
            for at, name in reversed(pairs):
                unit.save(row(name, next_check_at=at), 0, [entry(1)])
        for limit in (1, 2, 5, 7, 22, 23, 24):
            found = list(store.due(LATE, limit=limit))
            same(found, pairs[:limit], words("the first page of {limit}", limit=limit))
            while page := list(store.due(LATE, after=found[-1], limit=limit)):
                same(page, pairs[len(found) : len(found) + limit], words("a page of {limit}", limit=limit))
                found += page
            same(found, pairs, words("all pages of {limit}", limit=limit))
        now = T0 + MINUTE
        same(list(store.due(now, after=pairs[7])), pairs[8:10], "after a cursor, until now")
        same(list(store.due(now, after=(T0, "c02x"))), pairs[3:10], "after a cursor that is no case")
        same(list(store.due(now, after=(now, "c99"))), [], "after the end")
        same(list(store.due(now, after=pairs[20])), [], "after a cursor later than now")


@clause(37, "A page of less than one is refused.", "每页不足一件的不收。")
def empty_page_is_refused(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", next_check_at=T0))
        for limit in (0, -1):
            with refused(StoreMisuse, words("a page of {limit}", limit=limit)):
                store.due(T0, limit=limit)


@clause(
    38,
    "What is due follows each save: moved on, moved back, taken away, put again.",
    "到期情况随每次存入而变：后移、前移、取消、重设。",
)
def due_follows(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", next_check_at=T0))
        open_case(store, row("c2", next_check_at=T0 + MINUTE))
        for instant in (T0 + 2 * MINUTE, T0, None, T0 + 2 * MINUTE):
            move(store, "c1", next_check_at=instant)
            expected = [(T0 + MINUTE, "c2")] + ([] if instant is None else [(instant, "c1")])
            same(list(store.due(LATE)), sorted(expected), words("what is due with c1 at {instant}", instant=instant))


@clause(
    39,
    "Listing what is due waits for no unit and keeps no unit waiting.",
    "列出到期案件时不等待任何事务单元，也不让其等待。",
)
def due_does_not_lock(harness: Harness) -> None:
    with harness.new() as store:
        case = open_case(store, row("c1", next_check_at=T0))
        with store.unit() as unit:
            unit.load("c1")
            save_next(unit, case, next_check_at=T0 + MINUTE)
            listing = Aside(harness, lambda: list(store.due(LATE)))
            if not listing.at_once():
                raise ContractBroken("due waits for a unit that has saved")
            same(listing.outcome(), [(T0, "c1")], "what is due while a unit is open")
        same(list(store.due(LATE)), [(T0 + MINUTE, "c1")], "what is due afterwards")


@clause(
    40,
    "Search finds committed cases by equality, ordered by id, page after page.",
    "按相等条件查找已提交的案件，按编号排列，逐页给出。",
    needs="Search",
)
def search_finds(harness: Harness) -> None:
    with harness.new() as store:
        if not isinstance(store, Search):
            raise ContractBroken("the store has no search")
        kept = [
            row("a", subject="s"),
            row("B", procedure="repair", state="closed", open=False),
            row("c", procedure="repair", subject="s"),
            row("中", state="closed", open=False),
            row("n", tenant="north"),
        ]
        with store.unit() as unit:
            for case in kept:
                unit.save(case, 0, [entry(1)])
        asked: tuple[tuple[Criteria, list[str]], ...] = (
            (Criteria(), ["B", "a", "c", "中"]),
            (Criteria(tenant="north"), ["n"]),
            (Criteria(procedure="repair"), ["B", "c"]),
            (Criteria(state="closed"), ["B", "中"]),
            (Criteria(subject="s"), ["a", "c"]),
            (Criteria(open=True), ["a", "c"]),
            (Criteria(open=False, procedure="repair"), ["B"]),
            (Criteria(subject="%"), []),
            (Criteria(tenant=None), ["B", "a", "c", "n", "中"]),
            (Criteria(tenant=None, open=True), ["a", "c", "n"]),
        )
        for criteria, ids in asked:
            same([case.id for case in store.find(criteria)], ids, words("found by {criteria}", criteria=criteria))
            for limit in (1, 2):
                found: list[str] = []
                while page := store.find(criteria, after=found[-1] if found else None, limit=limit):
                    that(len(page) <= limit, words("a page of {limit} has {count} cases", limit=limit, count=len(page)))
                    found += [case.id for case in page]
                    that(
                        len(found) <= len(ids),
                        words("{criteria} in pages of {limit} does not end", criteria=criteria, limit=limit),
                    )
                same(found, ids, words("found by {criteria} in pages of {limit}", criteria=criteria, limit=limit))
        same(list(store.find(Criteria(procedure="repair", subject="s"))), [kept[2]], "the whole row")
        with refused(StoreMisuse, "a page of 0"):
            store.find(Criteria(), limit=0)
        with store.unit() as unit:
            save_next(unit, kept[0], state="x")
            searching = Aside(harness, lambda: [case.id for case in store.find(Criteria(state="x"))])
            that(searching.at_once(), "find waits for a unit")
            same(searching.outcome(), [], "found while a unit is open")


@clause(
    48,
    "Search by due_from finds the cases whose last_due is that instant or later, and none without one.",
    "按due_from查找，得到last_due为该时刻或更晚的案件；没有last_due的不在其内。",
    needs="Search",
)
def search_finds_by_last_due(harness: Harness) -> None:
    with harness.new() as store:
        if not isinstance(store, Search):
            raise ContractBroken("the store has no search")
        kept = [
            row("a", last_due=T0),
            row("b", last_due=T0 + US, procedure="repair"),
            row("c", last_due=None),
            row("d", last_due=LATE, open=False),
            row("n", last_due=LATE, tenant="north"),
        ]
        with store.unit() as unit:
            for case in kept:
                unit.save(case, 0, [entry(1)])
        shanghai = T0.astimezone(timezone(timedelta(hours=8)))
        asked: tuple[tuple[Criteria, list[str]], ...] = (
            (Criteria(due_from=T0 - US), ["a", "b", "d"]),
            (Criteria(due_from=shanghai), ["a", "b", "d"]),
            (Criteria(due_from=T0, open=True), ["a", "b"]),
            (Criteria(due_from=T0 + US, open=True), ["b"]),
            (Criteria(due_from=T0, procedure="complaint"), ["a", "d"]),
            (Criteria(due_from=LATE + US), []),
        )
        for criteria, ids in asked:
            same([case.id for case in store.find(criteria)], ids, words("found by {criteria}", criteria=criteria))
        first = store.find(Criteria(due_from=T0, open=True), limit=1)
        same(list(first), [kept[0]], "the first page")
        same(list(store.find(Criteria(due_from=T0, open=True), after="a", limit=1)), [kept[1]], "the next page")
        for instant, ids in ((T0 + US, ["a", "b"]), (None, ["b"]), (T0 + 2 * US, ["a", "b"])):
            move(store, "a", last_due=instant)
            found = store.find(Criteria(due_from=T0 + US, open=True))
            same([case.id for case in found], ids, words("found with a's last_due at {instant}", instant=instant))
        with refused(NaiveDatetime, "a naive bound"):
            store.find(Criteria(due_from=T0.replace(tzinfo=None)))
