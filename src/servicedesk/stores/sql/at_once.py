"""On PostgreSQL, what a unit writes by one statement: a round trip to a server costs more than the work in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Text, bindparam, delete, exists, func, insert, or_, select, true, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as pg_insert

from servicedesk.stores.instants import micros
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.sql.rows import values_of
from servicedesk.stores.sql.tables import CASE, COLUMNS, ENTRY, OUTBOX, OUTSTANDING

_FIXED: Final = frozenset({"id", "tenant", "procedure", "parent", "opening_key"})
UPDATE: Final = (
    update(CASE)
    .where(CASE.c.id == bindparam("ident"), CASE.c.version == bindparam("expected"))
    .values({column.name: bindparam(column.name) for column in COLUMNS if column.name not in _FIXED})
)
_HOW_MANY: Final = {"preserve_rowcount": True}


def _rows(name: str, **columns: tuple[str, Any]) -> Any:
    """Columns, each given as one array, as the rows of a table."""
    arrays = [bindparam(given, type_=ARRAY(kind)) for given, kind in columns.values()]
    return func.unnest(*arrays).table_valued(*columns, name=name).render_derived()


_CHANGED: Final = UPDATE.returning(CASE.c.id).cte("changed")
_NEW: Final = _rows(
    "added", seq=("seqs", BigInteger), at=("ats", BigInteger), key=("keys", Text), body=("bodies", Text)
)
_SAVE: Final = insert(ENTRY).from_select(
    ["case_id", "seq", "at", "key", "body"],
    select(_CHANGED.c.id, _NEW.c.seq, _NEW.c.at, _NEW.c.key, _NEW.c.body).select_from(_CHANGED.join(_NEW, true())),
)
_SENT: Final = _rows("sent", seq=("sent_seqs", BigInteger), deliver_at=("sent_at", BigInteger))
_SAVE_AND_SEND: Final = _SAVE.add_cte(
    insert(OUTBOX)
    .from_select(
        ["case_id", "seq", "deliver_at"],
        select(_CHANGED.c.id, _SENT.c.seq, _SENT.c.deliver_at).select_from(_CHANGED.join(_SENT, true())),
    )
    .cte("outgoing")
)
_LISTED: Final = _rows(
    "listed", key=("keys", Text), whose=("lists", Text), due=("dues", BigInteger), what=("whats", Text)
)
_ADD: Final = pg_insert(OUTSTANDING).from_select(
    ["case_id", "tenant", "key", "whose", "due", "what"],
    select(bindparam("ident", type_=Text), bindparam("tenant", type_=Text), *_LISTED.c),
)
_SAID: Final = ("due", "tenant", "what")
_LIST: Final = _ADD.on_conflict_do_update(
    index_elements=["case_id", "key", "whose"],
    set_={name: _ADD.excluded[name] for name in _SAID},
    where=or_(*(OUTSTANDING.c[name] != _ADD.excluded[name] for name in _SAID)),  # what stays is not written
).add_cte(
    delete(OUTSTANDING)
    .where(
        OUTSTANDING.c.case_id == bindparam("ident"),
        ~exists().where(OUTSTANDING.c.key == _LISTED.c.key, OUTSTANDING.c.whose == _LISTED.c.whose),
    )
    .cte("gone")
)


def changed_of(row: CaseRow, expected: int) -> dict[str, Any]:
    """What changes the row of a case that has the expected version."""
    changed = {name: value for name, value in values_of(row).items() if name not in _FIXED}
    return {"ident": row.id, "expected": expected, **changed}


def save(db: Connection, row: CaseRow, expected: int, entries: Sequence[EntryRow], *, send: bool) -> bool:
    """Change the row of a case and append its entries, which are one or more; whether it had the version.

    With ``send`` those that the world is to be sent of are put in the outbox.
    """
    values: dict[str, Any] = {
        **changed_of(row, expected),
        "seqs": [entry.seq for entry in entries],
        "ats": [micros(entry.at, "at") for entry in entries],
        "keys": [entry.key for entry in entries],
        "bodies": [entry.body for entry in entries],
    }
    if send:
        sent = [(entry.seq, entry.deliver_at) for entry in entries if entry.deliver_at is not None]
        values["sent_seqs"] = [seq for seq, _ in sent]
        values["sent_at"] = [micros(at, "deliver_at") for _, at in sent]
    done = db.execute(_SAVE_AND_SEND if send else _SAVE, values, execution_options=_HOW_MANY)
    return done.rowcount == len(entries)


def set_outstanding(db: Connection, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    """Put what is outstanding in a case in the place of what was."""
    values: dict[str, Any] = {
        "keys": [each.key for each in outstanding],
        "lists": [each.whose for each in outstanding],
        "dues": [micros(each.due, "due") for each in outstanding],
        "whats": [each.what for each in outstanding],
    }
    db.execute(_LIST, {"ident": row.id, "tenant": row.tenant, **values})
