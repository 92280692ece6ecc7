"""The outbox on SQLAlchemy: what has been saved and not passed on."""

from __future__ import annotations

# ruff: noqa: A001, A002  "id" is the word of the port
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Final, TypeVar

from attrs import evolve
from sqlalchemy import ColumnElement, Connection, bindparam, delete, exc, insert, select, tuple_, union_all, update
from sqlalchemy.sql.dml import Insert

from servicedesk.errors import CorruptRecord
from servicedesk.said import Said
from servicedesk.stores.instants import BEYOND, FIRST, micros, moment
from servicedesk.stores.port import not_readable
from servicedesk.stores.records import EntryRow
from servicedesk.stores.sql.faults import meaning
from servicedesk.stores.sql.rows import entry_of
from servicedesk.stores.sql.tables import ENTRY, OUTBOX, SCHEMA
from servicedesk.stores.sqlite.files import row_missing

T = TypeVar("T")
_AT_ONCE: Final = 100
_DONE: Final = delete(OUTBOX).where(OUTBOX.c.case_id == bindparam("ident"), OUTBOX.c.seq == bindparam("number"))
_ORDER: Final = (OUTBOX.c.deliver_at, OUTBOX.c.case_id, OUTBOX.c.seq)


def switch(db: Connection) -> bool | None:
    """Whether the switch in the database is on; ``None`` where there is none."""
    return db.execute(select(SCHEMA.c.outbox)).scalar()


def start(db: Connection) -> None:
    """Turn the switch in the database on.

    Raises:
        SchemaMismatch: there is none.
    """
    if db.execute(update(SCHEMA).values(outbox=True)).rowcount == 0:
        raise row_missing(0)


def add(db: Connection, id: str, entries: Sequence[EntryRow]) -> int:
    """Put in those that the world is to be told of, if the outbox of the database has been started; how many."""
    added = 0
    due_rows = [(e.seq, micros(e.deliver_at, "deliver_at")) for e in entries if e.deliver_at is not None]
    for part in _parts(due_rows, _AT_ONCE):
        values: dict[str, object] = {"id": id}
        for n, (seq, deliver_at) in enumerate(part):
            values |= {f"seq_{n}": seq, f"deliver_at_{n}": deliver_at}
        added += db.execute(_adding(len(part)), values, execution_options={"preserve_rowcount": True}).rowcount
    return added


@cache
def _adding(count: int) -> Insert:
    """One statement, which looks at the switch itself: so it is right whoever saves, and nobody remembers it."""
    rows = [
        select(
            bindparam("id", type_=OUTBOX.c.case_id.type),
            bindparam(f"seq_{n}", type_=OUTBOX.c.seq.type),
            bindparam(f"deliver_at_{n}", type_=OUTBOX.c.deliver_at.type),
        )
        .select_from(SCHEMA)
        .where(SCHEMA.c.outbox.is_(True))
        for n in range(count)
    ]
    return insert(OUTBOX).from_select(["case_id", "seq", "deliver_at"], union_all(*rows))


def pending(db: Connection, until: int, limit: int, but: Collection[str]) -> list[tuple[str, EntryRow]]:
    """Read from the index, then what they say. One statement finds them all.

    So what is committed meanwhile is there as a whole or not at all, and no later entry comes without an earlier one.
    """
    never = _occurrences(db, OUTBOX.c.deliver_at > BEYOND, limit, but)
    if never:
        raise not_readable([id for _, id, _ in never], Said("delivery_unreadable"))
    occurrences = _occurrences(db, OUTBOX.c.deliver_at <= until, limit, but)
    entries = _entries(db, [(id, seq) for _, id, seq in occurrences])
    damaged = [id for at, id, seq in occurrences if (id, seq) not in entries or type(at) is not int or at < FIRST]
    if damaged:
        raise not_readable(damaged, Said("delivery_missing"))
    return [(id, evolve(entries[id, seq], deliver_at=moment(at))) for at, id, seq in occurrences]


def _occurrences(
    db: Connection, which: ColumnElement[bool], limit: int, but: Collection[str]
) -> list[tuple[int, str, int]]:
    due = select(*_ORDER).where(which).order_by(*_ORDER)
    asked, found = limit, db.execute(due.limit(limit)).all()
    occurrences = [(at, id, seq) for at, id, seq in found if id not in but]
    while len(occurrences) < limit and len(found) == asked:
        asked *= 4
        found = db.execute(due.limit(asked)).all()
        occurrences = [(at, id, seq) for at, id, seq in found if id not in but]
    return occurrences[:limit]


def _entries(db: Connection, occurrences: Sequence[tuple[str, int]]) -> dict[tuple[str, int], EntryRow]:
    """What those say that can be read. An SQLite file is asked for one at a time, for a page may be damaged."""
    found: dict[tuple[str, int], EntryRow] = {}
    one_by_one = db.dialect.name == "sqlite"
    for part in _parts(occurrences, 1 if one_by_one else _AT_ONCE):
        asked = select(ENTRY).where(tuple_(ENTRY.c.case_id, ENTRY.c.seq).in_(part))
        try:
            for values in db.execute(asked).mappings():
                with suppress(CorruptRecord):
                    found[values["case_id"], values["seq"]] = entry_of(values)
        except exc.DBAPIError as error:
            failure = meaning(error, ident=part[0][0] if one_by_one else "")
            if not one_by_one or not isinstance(failure, CorruptRecord):
                raise failure from error
    return found


def done(db: Connection, passed_on: Sequence[tuple[str, int]]) -> None:
    """Take them out, each by its key: MariaDB would go through others for a list, and wait for whoever adds them."""
    if passed_on:
        db.execute(_DONE, [{"ident": ident, "number": seq} for ident, seq in passed_on])


def _parts(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (whole[at : at + size] for at in range(0, len(whole), size))
