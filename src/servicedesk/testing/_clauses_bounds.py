"""Clauses on what cannot be kept and what cannot be read."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from servicedesk.errors import StoreMisuse
from servicedesk.stores import EARLIEST, LATEST, Criteria, EntryRow, Search, Store
from servicedesk.testing._kit import (
    MINUTE,
    T0,
    ContractBroken,
    Harness,
    clause,
    due_ids,
    entry,
    is_absent,
    open_case,
    refused,
    row,
    same,
    stored,
    that,
)
from servicedesk.testing._words import words


@clause(
    62,
    "A row that cannot be read keeps nobody from the others in a list of what is due or of a subject.",
    "有一行无法读取的，不妨碍列出其他到期案件或同一对象的其他案件。",
    needs="damage",
)
def damage_ends_no_list(harness: Harness) -> None:
    with harness.new() as store:
        _damaged_among_others(harness, store)
        that(set(due_ids(store)) >= {"c1", "c3"}, "what is due beside a damaged row")
        with store.unit() as unit:
            listed = {case.id: case for case in unit.cases("3-2-501")}
            same(sorted(listed), ["c1", "c2", "c3"], "the cases of the subject of a damaged row")
            same(listed["c2"].body, "", "the body of a damaged row in a list")
            same(unit.load("c3"), listed["c3"], "a case that is loaded after the list")


@clause(
    63,
    "A row that cannot be read keeps nobody from the others in a search.",
    "有一行无法读取的，不妨碍查找其他案件。",
    needs=("damage", "Search"),
)
def damage_ends_no_search(harness: Harness) -> None:
    with harness.new() as store:
        if not isinstance(store, Search):
            raise ContractBroken("the store has no search")
        _damaged_among_others(harness, store)
        found = store.find(Criteria(procedure="complaint"))
        same([(case.id, bool(case.body)) for case in found], [("c1", True), ("c2", False), ("c3", True)], "found")


@clause(
    64,
    "An instant that UTC cannot show is refused, whatever it is for; nothing is written.",
    "UTC无法表示的时刻一律不收，不论作何用；不写入任何内容。",
)
def instants_beyond_utc_are_refused(harness: Harness) -> None:
    beyond = (
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    )
    with harness.new() as store:
        for instant in beyond:
            for case in (row(next_check_at=instant), row(last_due=instant)):
                with store.unit() as unit, refused(StoreMisuse, words("a row with {instant}", instant=instant)):
                    unit.save(case, 0, [entry(1)])
            for wrong in (entry(1, at=instant), EntryRow(1, T0, None, "{}", instant)):
                with store.unit() as unit, refused(StoreMisuse, words("an entry with {instant}", instant=instant)):
                    unit.save(row(), 0, [wrong])
            with refused(StoreMisuse, words("what is due at {instant}", instant=instant)):
                store.due(instant)
            with refused(StoreMisuse, words("what is due after {instant}", instant=instant)):
                store.due(T0, after=(instant, ""))
        is_absent(store, "c1")
        ends = (EARLIEST, LATEST, LATEST.astimezone(timezone(-timedelta(hours=12))))
        for number, instant in enumerate(ends):
            open_case(store, row(f"e{number}", next_check_at=instant, last_due=instant))
            same(stored(store, f"e{number}")[0].next_check_at, instant, "an instant at the end of what UTC can show")


@clause(
    65,
    "Nothing is found under a text that cannot be kept, and no page ends with one.",
    "以无法保存的文字查找的，一无所得；也没有一页以其结束。",
)
def unstorable_text_finds_nothing(harness: Harness) -> None:
    with harness.new() as store:
        open_case(store, row("c1", next_check_at=T0))
        for text in ("a\0b", "\ud83d", "\udc00x"):
            with store.unit() as unit:
                same(list(unit.entries(text)), [], words("the entries of case {text}", text=repr(text)))
                same(list(unit.entries("c1", key=text)), [], words("the entry with the key {text}", text=repr(text)))
                same(list(unit.cases("3-2-501", text)), [], words("the cases of procedure {text}", text=repr(text)))
                same(list(unit.cases("3-2-501", tenant=text)), [], words("the cases of tenant {text}", text=repr(text)))
                same(unit.load("c1").id, "c1", "a case that is loaded afterwards")
            with refused(StoreMisuse, words("a page after {text}", text=repr(text))):
                store.due(T0, after=(T0 - MINUTE, text))
            if isinstance(store, Search):
                with refused(StoreMisuse, words("a search after {text}", text=repr(text))):
                    store.find(Criteria(), after=text)
                for criteria in (Criteria(subject=text), Criteria(state=text), Criteria(tenant=text)):
                    same(list(store.find(criteria)), [], words("found by {criteria}", criteria=repr(criteria)))


def _damaged_among_others(harness: Harness, store: Store) -> None:
    if harness.damage is None:
        raise ValueError("the harness cannot damage a row")
    for number, ident in enumerate(("c1", "c2", "c3")):
        open_case(store, row(ident, next_check_at=T0 + number * MINUTE))
    harness.damage(store, "c2")
