"""The outbox in an SQLite file: what has been saved and not passed on."""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" is the word of the port
import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

from attrs import evolve

from servicedesk.errors import CorruptRecord
from servicedesk.said import Said
from servicedesk.stores.instants import BEYOND, FIRST, moment
from servicedesk.stores.port import not_readable, storable
from servicedesk.stores.records import EntryRow
from servicedesk.stores.sqlite.files import Pool, row_missing
from servicedesk.stores.sqlite.rows import history, text_of

_PAGE: Final = (
    "SELECT deliver_at, case_id, seq FROM sd_outbox WHERE deliver_at <= ? ORDER BY deliver_at, case_id, seq LIMIT ?"
)
_NEVER: Final = (
    "SELECT deliver_at, case_id, seq FROM sd_outbox WHERE deliver_at > ? ORDER BY deliver_at, case_id, seq LIMIT ?"
)
_ENTRY: Final = "SELECT seq, at, key, body FROM sd_entry WHERE case_id=? AND seq=?"


def start(pool: Pool) -> None:
    """Turn the switch in the file."""
    if not pool.query("SELECT 1 FROM sd_schema WHERE outbox", ()):
        pool.write(_turn_on)


def _turn_on(db: sqlite3.Connection) -> None:
    if not db.execute("UPDATE sd_schema SET outbox=1").rowcount:
        raise row_missing(0)


def pending(pool: Pool, until: int, limit: int, but: Collection[str]) -> list[tuple[str, EntryRow]]:
    """Read from the index; then each, so that a broken one names its case. One statement finds them all.

    So what is committed meanwhile is there as a whole or not at all, and no later entry comes without an earlier one.
    """
    never = _occurrences(pool, _NEVER, BEYOND, limit, but)
    if never:
        raise not_readable([id for _, id, _ in never], Said("delivery_unreadable"))
    found: list[tuple[str, EntryRow]] = []
    damaged: list[str] = []
    for deliver_at, id, seq in _occurrences(pool, _PAGE, until, limit, but):
        try:
            found.append((id, _entry(pool, deliver_at, id, seq)))
        except CorruptRecord:
            damaged.append(id)
    if damaged:
        raise not_readable(damaged, Said("delivery_missing"))
    return found


def _occurrences(pool: Pool, page: str, bound: int, limit: int, but: Collection[str]) -> list[tuple[int, str, int]]:
    asked, found = limit, pool.query(page, (bound, limit))
    occurrences = [(at, text_of(id), seq) for at, id, seq in found if text_of(id) not in but]
    while len(occurrences) < limit and len(found) == asked:
        asked *= 4
        found = pool.query(page, (bound, asked))
        occurrences = [(at, text_of(id), seq) for at, id, seq in found if text_of(id) not in but]
    return occurrences[:limit]


def done(pool: Pool, passed_on: Iterable[tuple[str, int]]) -> None:
    """Take them out, all in one transaction."""
    marked = [(id, seq) for id, seq in passed_on if storable(id)]
    if marked:
        pool.write(lambda db: db.executemany("DELETE FROM sd_outbox WHERE case_id=? AND seq=?", marked))


def _entry(pool: Pool, deliver_at: int, id: str, seq: int) -> EntryRow:
    found = history(id, pool.query(_ENTRY, (id, seq), id))
    if not found or type(deliver_at) is not int or deliver_at < FIRST:
        raise not_readable([id], Said("delivery_stray", seq=seq))
    return evolve(found[0], deliver_at=moment(deliver_at))
