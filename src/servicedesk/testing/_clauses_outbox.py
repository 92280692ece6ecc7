"""Clauses on what is to be passed on: entries with a deliver_at, the outbox, and who leads."""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" is the word of the port
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta, timezone

from attrs import evolve

from servicedesk.errors import ConcurrencyConflict, KeyReused, NaiveDatetime, StoreMisuse
from servicedesk.stores import EntryRow, Outbox, Store
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
    is_absent,
    refused,
    row,
    same,
    stored,
    that,
)
from servicedesk.testing._words import words

_SHANGHAI = timezone(timedelta(hours=8))
# In order of code points. By UTF-16 units the last two change places, by most languages' rules many do.
_ORDERED = ("-", "0", "10", "2", "Z", "a", "é", "业", "中", "\uff5e", "😀")


def announced(seq: int, deliver_at: datetime | None = T0, key: str | None = None) -> EntryRow:
    """Give an entry that is to be passed on from an instant on."""
    return evolve(entry(seq, key), deliver_at=deliver_at)


def save(store: Store, id: str, *deliver_at: datetime | None, expected: int = 0) -> None:
    """Save one entry an instant in a unit of its own, on top of the expected version."""
    entries = [announced(expected + n, at) for n, at in enumerate(deliver_at, 1)]
    with store.unit() as unit:
        unit.save(row(id, expected + len(entries)), expected, entries)


def started(store: Store) -> Outbox:
    """Start the outbox of the store."""
    outbox = offered(store)
    outbox.start_outbox()
    return outbox


def offered(store: Store) -> Outbox:
    """Give the outbox of the store."""
    if not isinstance(store, Outbox):
        raise ContractBroken("the store has no outbox")
    return store


def occurrences(
    outbox: Outbox, now: datetime = LATE, *, limit: int = 100, but: Collection[str] = ()
) -> list[tuple[str, int]]:
    """List what is pending by case and seq."""
    return [(id, entry.seq) for id, entry in outbox.pending(now, limit=limit, but=but)]


# --- required of every store -------------------------------------------------------------------------------


@clause(
    49,
    "An entry that has a deliver_at is saved and read like any other; a naive deliver_at is refused.",
    "带有deliver_at的记录与其他记录一样存取；deliver_at未带时区的不收。",
)
def announced_entries_are_entries(harness: Harness) -> None:
    with harness.new() as store:
        later = (T0 + MINUTE + US).astimezone(_SHANGHAI)
        plain = [entry(1, "a"), entry(2), entry(3, "c")]
        with store.unit() as unit:
            unit.save(row("c1", 2), 0, [evolve(plain[0], deliver_at=later), plain[1]])
        with store.unit() as unit:
            unit.save(row("c1", 3), 2, [evolve(plain[2], deliver_at=T0 - MINUTE)])
            same(list(unit.entries("c1")), plain, "the history at hand")
        same(stored(store, "c1"), (row("c1", 3), plain), "the case")
        with store.unit() as unit:
            same(list(unit.entries("c1", key="a")), plain[:1], "the entry with a key")
            same(list(unit.entries("c1", after=2)), plain[2:], "the entries after the second")
        same(due_ids(store), [], "what is due")
        with store.unit() as unit:
            with refused(NaiveDatetime, "a naive deliver_at of a new case"):
                unit.save(row("c2"), 0, [announced(1, T0.replace(tzinfo=None))])
            with refused(NaiveDatetime, "a naive deliver_at of a second entry"):
                unit.save(row("c1", 5), 3, [announced(4), announced(5, T0.replace(tzinfo=None))])
        is_absent(store, "c2")
        same(stored(store, "c1"), (row("c1", 3), plain), "the case after a refusal")


# --- the outbox --------------------------------------------------------------------------------------------


@clause(
    50,
    "Nothing is pending before the outbox is started, nor what was saved before; starting again is nothing.",
    "发件箱启用之前没有待发内容，启用前所存的也不待发；重复启用无妨。",
    needs="Outbox",
)
def nothing_is_pending_before(harness: Harness) -> None:
    with harness.new() as store:
        outbox = offered(store)
        same(occurrences(outbox), [], "what is pending in a new store")
        save(store, "c1", T0, T0)
        same(occurrences(outbox), [], "what is pending before the start")
        outbox.done([("c1", 1)])
        outbox.start_outbox()
        same(occurrences(outbox), [], "what is pending at the start")
        save(store, "c1", T0, expected=2)
        same(occurrences(outbox), [("c1", 3)], "what is pending after the next save")
        outbox.start_outbox()
        same(occurrences(outbox), [("c1", 3)], "what is pending after a second start")


@clause(
    51,
    "Pending is what was saved since, whole, from its deliver_at on: to the microsecond, in any zone; "
    "what has none never is.",
    "启用后所存的，自deliver_at起待发，内容完整，精确到微秒，不论时区；没有deliver_at的不待发。",
    needs="Outbox",
)
def pending_includes_now(harness: Harness) -> None:
    with harness.new() as store:
        outbox = started(store)
        body = '{"业主": "甲"}'
        first = EntryRow(1, T0 - MINUTE, "k", body, (T0 + US).astimezone(_SHANGHAI))
        with store.unit() as unit:
            unit.save(row("c1", 4), 0, [first, entry(2), announced(3, T0 + 2 * US), announced(4, LATE)])
        same(occurrences(outbox, T0), [], "a microsecond before")
        found = list(outbox.pending(T0 + US))
        same(found, [("c1", first)], "at the instant")
        given = found[0][1].deliver_at
        same(given, T0 + US, "its deliver_at")
        same(given and given.utcoffset(), timedelta(0), "the zone of its deliver_at")
        same(occurrences(outbox, (T0 + US).astimezone(_SHANGHAI)), [("c1", 1)], "at the instant, in another zone")
        same(occurrences(outbox, T0 + 2 * US), [("c1", 1), ("c1", 3)], "a microsecond after")
        same(occurrences(outbox), [("c1", 1), ("c1", 3), ("c1", 4)], "long after")
        with refused(NaiveDatetime, "a naive now"):
            outbox.pending(T0.replace(tzinfo=None))


@clause(
    52,
    "Pending entries are ordered by deliver_at, then by the code points of their case, then by seq.",
    "待发记录先按deliver_at，再按案件编号的码位，再按序号排列。",
    needs="Outbox",
)
def pending_is_ordered(harness: Harness) -> None:
    with harness.new() as store:
        outbox = started(store)
        for name in sorted(_ORDERED, key=lambda text: text[::-1].encode("utf-16-le"), reverse=True):
            save(store, name, T0)
        save(store, "zz", *(T0 - MINUTE for _ in range(11)))
        save(store, "!", T0 + MINUTE, T0 - 2 * MINUTE)
        early = [("!", 2), *(("zz", seq) for seq in range(1, 12))]
        same(occurrences(outbox), [*early, *((name, 1) for name in _ORDERED), ("!", 1)], "the order")


@clause(
    53,
    "A page holds the first limit entries of those whose case is not in but; less than one is refused.",
    "一页为除but所列案件外的前limit条；不足一条的不收。",
    needs="Outbox",
)
def pending_is_limited(harness: Harness) -> None:
    with harness.new() as store:
        outbox = started(store)
        expected: list[tuple[str, int]] = []
        for n in range(4):
            save(store, f"c{n}", *(T0 + n * MINUTE for _ in range(3)))
            expected += [(f"c{n}", seq) for seq in (1, 2, 3)]
        for limit in (1, 2, 3, 7, 11, 12, 13):
            same(occurrences(outbox, limit=limit), expected[:limit], words("a page of {limit}", limit=limit))
            rest = [occurrence for occurrence in expected if occurrence[0] not in {"c0", "c2"}]
            found = occurrences(outbox, limit=limit, but=("c0", "c2", "not there"))
            same(found, rest[:limit], words("a page of {limit} without two cases", limit=limit))
        same(occurrences(outbox, but={"c0", "c1", "c2", "c3"}), [], "a page without any case")
        same(occurrences(outbox, T0, but={"c0"}), [], "a page without the only case that is due")
        for limit in (0, -1):
            with refused(StoreMisuse, words("a page of {limit}", limit=limit)):
                outbox.pending(T0, limit=limit)


@clause(
    54,
    "A unit left by an exception, and a refused save, leave nothing pending.",
    "因异常离开的事务单元、被拒的存入，均不留下待发内容。",
    needs="Outbox",
)
def what_failed_is_not_pending(harness: Harness) -> None:
    with harness.new() as store:
        outbox = started(store)
        save(store, "c1", None)
        with suppress(KeyError), store.unit() as unit:
            unit.save(row("c1", 2), 1, [announced(2)])
            unit.save(row("c2"), 0, [announced(1)])
            raise KeyError
        same(occurrences(outbox), [], "what is pending after an exception")
        with store.unit() as unit:
            with refused(ConcurrencyConflict, "a stale save"):
                unit.save(row("c1", 4), 3, [announced(4)])
            unit.save(row("c3"), 0, [announced(1, key="k")])
            with refused(KeyReused, "a save with a used key"):
                unit.save(row("c3", 3), 1, [announced(2), announced(3, key="k")])
        same(occurrences(outbox), [("c3", 1)], "what is pending after two refusals")


@clause(
    55,
    "Nothing of a unit is pending before it is left, and pending waits for no unit.",
    "离开事务单元之前，其内容不待发；列出待发内容不等待任何事务单元。",
    needs="Outbox",
)
def pending_is_committed(harness: Harness) -> None:
    with harness.new() as store:
        outbox = started(store)
        save(store, "c1", T0)
        with store.unit() as unit:
            unit.save(row("c1", 2), 1, [announced(2, T0 - MINUTE)])
            listing = Aside(harness, lambda: occurrences(outbox))
            that(listing.at_once(), "pending waits for a unit that has saved")
            same(listing.outcome(), [("c1", 1)], "what is pending while a unit is open")
        same(occurrences(outbox), [("c1", 2), ("c1", 1)], "what is pending afterwards")


@clause(
    56,
    "Done takes out these entries and no other; what is not pending is passed over; the history stays.",
    "标记发出的只去掉所列记录，不及其他；不在待发之列的略过；历史不变。",
    needs="Outbox",
)
def done_is_exact(harness: Harness) -> None:
    with harness.new() as store:
        outbox = started(store)
        save(store, "c1", T0, T0, None, LATE)
        save(store, "c2", T0, T0)
        outbox.done(occurrence for occurrence in [("c1", 2), ("c2", 1)])
        same(occurrences(outbox), [("c1", 1), ("c2", 2), ("c1", 4)], "what is pending afterwards")
        outbox.done([("c1", 2), ("c1", 3), ("c1", 99), ("not there", 1), ("c2", 1)])
        outbox.done([("\0", 1), ("\ud800", 1)])
        outbox.done([])
        same(occurrences(outbox), [("c1", 1), ("c2", 2), ("c1", 4)], "what is pending after marking again")
        same([e.seq for e in stored(store, "c1")[1]], [1, 2, 3, 4], "the history")
        save(store, "c1", T0, expected=4)
        outbox.done([("c1", 1), ("c1", 4), ("c2", 2), ("c1", 4)])
        same(occurrences(outbox), [("c1", 5)], "what is pending of the next save")


@clause(
    57,
    "After the store was closed its outbox refuses every call with StoreMisuse.",
    "库关闭后，其发件箱的各项调用均报StoreMisuse。",
    needs="Outbox",
)
def closed_is_closed(harness: Harness) -> None:
    store = harness.new()
    outbox = started(store)
    save(store, "c1", T0)
    store.close()
    with refused(StoreMisuse, "start_outbox of a closed store"):
        outbox.start_outbox()
    with refused(StoreMisuse, "pending of a closed store"):
        outbox.pending(T0)
    with refused(StoreMisuse, "done of a closed store"):
        outbox.done([("c1", 1)])
    with refused(StoreMisuse, "lead of a closed store"), outbox.lead():
        pass


@clause(
    58,
    "What is pending and what is done is so for another store over the same data, at once.",
    "是否待发、是否已发，同一数据上的另一个库立即可见。",
    needs=("reopen", "Outbox"),
)
def done_is_kept(harness: Harness) -> None:
    with harness.new() as store, _reopened(harness, store) as other:
        outbox, second = started(store), offered(other)
        save(store, "c1", T0, T0, T0)
        outbox.done([("c1", 1)])
        same(occurrences(second), [("c1", 2), ("c1", 3)], "what is pending in the other store")
        second.done([("c1", 2)])
        same(occurrences(outbox), [("c1", 3)], "what is pending in the first store")
        with _reopened(harness, store) as third:
            same(occurrences(offered(third)), [("c1", 3)], "what is pending in a third store")


@clause(
    59,
    "The outbox is started for the data: for every store over them, opened before or afterwards.",
    "发件箱是为数据启用的：其上各库均适用，不论启用前后打开。",
    needs=("reopen", "Outbox"),
)
def the_switch_is_kept(harness: Harness) -> None:
    with harness.new() as store, _reopened(harness, store) as before:
        save(before, "c1", T0)
        outbox = started(store)
        save(before, "c1", T0, expected=1)
        with _reopened(harness, store) as after:
            save(after, "c2", T0)
        same(occurrences(outbox), [("c1", 2), ("c2", 1)], "what is pending of what other stores saved")


# --- leading -----------------------------------------------------------------------------------------------


@clause(
    60,
    "One at a time leads; others get False at once. It is free when the leader leaves, by an exception too.",
    "同一时间只有一方主持，其他各方立即得到False；主持者离开即空，因异常离开的亦然。",
    needs="Outbox",
)
def one_leads(harness: Harness) -> None:
    with harness.new() as store:
        outbox = offered(store)
        _is_exclusive(harness, outbox, outbox)
        _is_exclusive(harness, outbox, outbox)
        with refused(KeyError, "an exception of the leader"):
            _fails_while_it_leads(outbox)
        same(_leads(outbox), True, "leading after the leader left by an exception")


@clause(
    61,
    "One at a time leads over the same data, whichever store it asks.",
    "同一数据上同一时间只有一方主持，不论经由哪个库。",
    needs=("reopen", "Outbox"),
)
def one_leads_over_the_data(harness: Harness) -> None:
    with harness.new() as store, _reopened(harness, store) as other:
        _is_exclusive(harness, offered(store), offered(other))
        _is_exclusive(harness, offered(other), offered(store))


def _is_exclusive(harness: Harness, outbox: Outbox, other: Outbox) -> None:
    with outbox.lead() as leading:
        same(leading, True, "leading where nobody does")
        for _ in range(2):
            asking = Aside(harness, lambda: _leads(other))
            that(asking.at_once(), "lead waits for the leader")
            same(asking.outcome(), False, "leading where somebody in another thread does")
            same(_leads(other), False, "leading where somebody in this thread does")
    same(Aside(harness, lambda: _leads(other)).outcome(), True, "leading after the leader left")


def _fails_while_it_leads(outbox: Outbox) -> None:
    with outbox.lead():
        raise KeyError


def _leads(outbox: Outbox) -> bool:
    with outbox.lead() as leading:
        return leading


def _reopened(harness: Harness, store: Store) -> Store:
    if harness.reopen is None:
        raise ValueError("the harness cannot reopen")
    return harness.reopen(store)
