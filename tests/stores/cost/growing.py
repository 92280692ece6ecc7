"""Long histories and many cases, made of what a desk really wrote."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any, Final

import psycopg
from attrs import evolve, frozen

from resealing import bare, resealed, resealed_entry
from servicedesk import Actor, Desk
from servicedesk.engine.draft import fold
from servicedesk.stores import CaseRow, EntryRow, Store
from servicedesk.stores.instants import micros
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.port import INSTANTS
from servicedesk.stores.rows import case_of, entry_of, row_of, rows_of
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from servicedesk.stores.sqlite import rows as sqlite_rows
from servicedesk.stores.sqlite import unit as sqlite_unit

NUMBER: Final = "0000000"
"""Stands in id, subject, exclusive_key and opening key of a case that others are copied from."""

BEGIN: Final = datetime(2026, 3, 2, 1, tzinfo=UTC)  # Monday, 09:00 in Shanghai
CLERK: Final = Actor(
    "wang", {"recipient", "customer_receptionist", "responsible_person", "customer_service_officer", "front_desk"}
)
AGAIN: Final = "consult_authorities"
"""A permission that may be used as often as anybody likes while a complaint is assigned."""

DUTY: Final = f"standing:fuheng/repair/7-note-1b/centre-{NUMBER}"
"""The daily report of one customer centre; each day without it is a miss."""


class Clock:
    """An instant that moves when it is told to."""

    def __init__(self, now: datetime = BEGIN) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forth(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@frozen
class Kept:
    """A case as a store keeps it, with its history."""

    row: CaseRow
    entries: Sequence[EntryRow]


def desk_on(store: Store, clock: Clock) -> Desk:
    return Desk("fuheng", store=store, clock=clock)


def _kept(store: Store, ident: str) -> Kept:
    with store.unit() as unit:
        return Kept(unit.load(ident), tuple(unit.entries(ident)))


def complain(desk: Desk) -> str:
    """The id of the complaint that everything here begins with; the same again if it is there."""
    told = {"complainant": "张三", "contents": "外墙广告灯影响休息", "channel": "电话"}
    case = desk.open(
        "complaint", told, subject=f"unit-{NUMBER}", by=CLERK, id=f"complaint-{NUMBER}", key=f"open-{NUMBER}"
    )
    return case.id


def _assign(desk: Desk, ident: str) -> None:
    desk.act(ident, "tell_desk", by=CLERK)
    slip = {"cause": "三类投诉", "valid": "是", "assignment": "与广告公司协商", "assignee": "赵"}
    desk.act(ident, "register", slip, by=CLERK)
    desk.act(ident, "receive_slip", by=CLERK)


@cache
def received(begin: datetime = BEGIN) -> Kept:
    """A complaint that has just come in; it is due in an hour."""
    store = MemoryStore()
    return _kept(store, complain(desk_on(store, Clock(begin))))


@cache
def assigned(entries: int, begin: datetime = BEGIN) -> Kept:
    """A complaint in the hands of somebody who consults the authorities again and again."""
    store, clock = MemoryStore(), Clock(begin)
    desk = desk_on(store, clock)
    ident = complain(desk)
    _assign(desk, ident)
    return _grown(store, desk, ident, entries, lambda: _consult(desk, clock, ident))


@cache
def corrected(entries: int) -> Kept:
    """A complaint in which one word is corrected again and again."""
    store, clock = MemoryStore(), Clock()
    desk = desk_on(store, clock)
    ident = complain(desk)
    _assign(desk, ident)
    boss = Actor("li", frozenset(role.name for role in desk.manual.builtin.correct))

    def correct() -> None:
        clock.forth(seconds=1)
        desk.act(ident, "correct", {"entry": 1, "reason": "笔误", "contents": "外墙灯光扰民"}, by=boss)

    return _grown(store, desk, ident, entries, correct)


@cache
def neglected(entries: int) -> Kept:
    """A standing duty that nobody has done for so many days."""
    store, clock = MemoryStore(), Clock(BEGIN - timedelta(days=entries // 2))
    desk = desk_on(store, clock)
    _start(desk)

    def tick() -> None:
        clock.forth(days=1)
        desk.tick()

    return _grown(store, desk, DUTY, entries, tick)


@cache
def done_daily(entries: int) -> Kept:
    """A standing duty that is done every day."""
    store, clock = MemoryStore(), Clock(BEGIN - timedelta(days=entries // 3))
    desk = desk_on(store, clock)
    _start(desk)

    def report() -> None:
        clock.forth(days=1)
        desk.act(DUTY, "daily_report", {"in_unit_repairs": "3", "common_repairs": "1"}, by=CLERK)

    return _grown(store, desk, DUTY, entries, report)


def _start(desk: Desk) -> None:
    _, _, centre = DUTY.rpartition("/")
    desk.start_standing_tasks({"customer_centre": [centre]}, by=Actor("li", {*CLERK.roles, "customer_centre_director"}))


def _consult(desk: Desk, clock: Clock, ident: str) -> None:
    clock.forth(milliseconds=1)
    desk.act(ident, AGAIN, by=CLERK)


_ACTED: Final = 1_000


def _grown(store: Store, desk: Desk, ident: str, entries: int, again: Any) -> Kept:
    """The case after so many entries; what goes beyond a thousand repeats the last of them."""
    while desk.case(ident).version < min(entries, _ACTED):
        again()
    kept = _kept(store, ident)
    known = kept.row.version
    if known >= entries:
        return kept
    last = entry_of(kept.entries[-1], ident)
    more = [evolve(last, seq=seq) for seq in range(known + 1, entries + 1)]
    case = fold(case_of(kept.row), more)
    case = evolve(case, vault=case_of(kept.row).vault)
    row = resealed(row_of(case, None), next_check_at=kept.row.next_check_at)
    return Kept(row, (*kept.entries, *rows_of(more, ident)))


# --- many ----------------------------------------------------------------------------------------------


def copy_of(kept: Kept, number: int, next_check_at: datetime | None = None) -> CaseRow:
    """The row of a case of its own, and due at another time where one is given."""
    row, mine = kept.row, f"{number:07}"
    ident, subject = row.id.replace(NUMBER, mine), row.subject.replace(NUMBER, mine)
    exclusive_key, key = (text and text.replace(NUMBER, mine) for text in (row.exclusive_key, row.opening_key))
    body = row.body.replace(NUMBER, mine)
    next_check = next_check_at or row.next_check_at
    return resealed(
        row,
        id=ident,
        subject=subject,
        exclusive_key=exclusive_key,
        opening_key=key,
        body=body,
        next_check_at=next_check,
        last_due=next_check,
    )


def resting(numbers: Iterable[int]) -> Iterator[CaseRow]:
    """Open complaints: two of three are due some time in the coming years, the third never by itself."""
    kept = received()
    for number in numbers:
        row = copy_of(kept, number, BEGIN + timedelta(days=400, seconds=(number * 7919) % 100_000_000))
        yield row if number % 3 else resealed(row, next_check_at=None, last_due=None)


def put(store: Store, kept: Kept, row: CaseRow | None = None) -> str:
    """Store a case with its whole history, as itself or as the copy that is given."""
    row = row or kept.row
    with store.unit() as unit:
        unit.save(row, 0, [resealed_entry(entry, row.id, entry.body) for entry in kept.entries])
    return row.id


def load(store: Store, url: str, rows: Iterable[CaseRow]) -> None:
    """Bring many rows in, past the port, without their histories."""
    if isinstance(store, MemoryStore):
        for row in rows:
            with store.unit() as unit:
                unit.save(row, 0, received().entries)
    elif isinstance(store, SqliteStore):
        store.check()  # makes the tables
        with closing(sqlite3.connect(store._pool.path)) as db, db:
            db.executemany(sqlite_unit._INSERT, map(values_of, rows))
    else:
        assert isinstance(store, SqlStore)
        store.create_tables()
        with psycopg.connect(url.replace("+psycopg", "")) as server, server.cursor() as cursor:
            columns = sqlite_rows.COLUMNS
            with cursor.copy(f"COPY sd_case ({columns}) FROM STDIN") as lines:
                for row in rows:
                    lines.write_row(values_of(row))


_names: Final = tuple(name.strip() for name in sqlite_rows.COLUMNS.split(","))
_columns_of: Final = attrgetter(*_names)
_instants: Final = tuple(_names.index(name) for name in INSTANTS)


def values_of(row: CaseRow) -> tuple[Any, ...]:
    """The columns of a row, in the order of the tables."""
    values = list(_columns_of(row))
    for place in _instants:
        values[place] = None if values[place] is None else micros(values[place], "instant")
    return tuple(values)


def size(row: CaseRow) -> int:
    """The length of the body, every number in it counted as one character: counters and instants have more digits."""
    return len(re.sub(r"\d+", "0", bare(row.body)))
