"""What is outstanding in the open cases, on SQLAlchemy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_

from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.port import storable
from servicedesk.stores.records import CaseRow, Outstanding
from servicedesk.stores.sql import at_once
from servicedesk.stores.sql.rows import listed
from servicedesk.stores.sql.tables import CASE, COLUMNS, OUTSTANDING
from servicedesk.stores.sqlite.rows import text_of

_FORGET: Final = delete(OUTSTANDING).where(OUTSTANDING.c.case_id == bindparam("ident"))
_OWE: Final = insert(OUTSTANDING)
_ORDER: Final = (OUTSTANDING.c.due, OUTSTANDING.c.case_id, OUTSTANDING.c.key)
_OUTSTANDING: Final = (
    select(OUTSTANDING.c.due.label("outstanding_due"), OUTSTANDING.c.key.label("outstanding_key"), *COLUMNS)
    .join(CASE, CASE.c.id == OUTSTANDING.c.case_id)
    .order_by(*_ORDER)
)


def set_outstanding(db: Connection, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    """Put what is outstanding in a case in the place of what was."""
    if outstanding and db.dialect.name == "postgresql":
        at_once.set_outstanding(db, row, outstanding)
        return
    db.execute(_FORGET, {"ident": row.id})
    if outstanding:
        db.execute(
            _OWE,
            [
                {"case_id": row.id, "key": each.key, "tenant": row.tenant, "due": micros(each.due, "due")}
                for each in outstanding
            ],
        )


def outstanding_in(
    db: Connection, tenant: str, until: int, cursor: tuple[int, str, str] | None, limit: int
) -> list[tuple[Outstanding, CaseRow]]:
    """A page from the index, each with its case. What is due at no instant is listed at the nearest."""
    if not storable(tenant):
        return []
    asked = _OUTSTANDING.where(OUTSTANDING.c.tenant == tenant, OUTSTANDING.c.due <= until).limit(limit)
    if cursor is not None:
        asked = asked.where(OUTSTANDING.c.due >= cursor[0], tuple_(*_ORDER) > tuple_(*cursor))
    found: list[tuple[Outstanding, CaseRow]] = []
    for values in db.execute(asked).mappings():
        columns = {name: values[name] for name in (column.name for column in COLUMNS)}
        due = moment(min(max(int(values["outstanding_due"]), FIRST), LAST))
        found.append((Outstanding(text_of(values["outstanding_key"]), due), listed(columns, tenant)))
    return found
