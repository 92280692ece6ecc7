"""What is owed in the open cases, on SQLAlchemy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_

from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.port import storable
from servicedesk.stores.records import CaseRow, Owed
from servicedesk.stores.sql.rows import listed
from servicedesk.stores.sql.tables import CASE, COLUMNS, OWED
from servicedesk.stores.sqlite.rows import text_of

_FORGET: Final = delete(OWED).where(OWED.c.case_id == bindparam("ident"))
_OWE: Final = insert(OWED)
_ORDER: Final = (OWED.c.due, OWED.c.case_id, OWED.c.key)
_OWED: Final = (
    select(OWED.c.due.label("owed_due"), OWED.c.key.label("owed_key"), *COLUMNS)
    .join(CASE, CASE.c.id == OWED.c.case_id)
    .order_by(*_ORDER)
)


def owe(db: Connection, row: CaseRow, owed: Sequence[Owed]) -> None:
    """Put what is owed in a case in the place of what was."""
    db.execute(_FORGET, {"ident": row.id})
    if owed:
        db.execute(
            _OWE,
            [
                {"case_id": row.id, "key": each.key, "tenant": row.tenant, "due": micros(each.due, "due")}
                for each in owed
            ],
        )


def owed_in(
    db: Connection, tenant: str, until: int, cursor: tuple[int, str, str] | None, limit: int
) -> list[tuple[Owed, CaseRow]]:
    """A page from the index, each with its case. What is due at no instant is listed at the nearest."""
    if not storable(tenant):
        return []
    asked = _OWED.where(OWED.c.tenant == tenant, OWED.c.due <= until).limit(limit)
    if cursor is not None:
        asked = asked.where(OWED.c.due >= cursor[0], tuple_(*_ORDER) > tuple_(*cursor))
    found: list[tuple[Owed, CaseRow]] = []
    for values in db.execute(asked).mappings():
        columns = {name: values[name] for name in (column.name for column in COLUMNS)}
        due = moment(min(max(int(values["owed_due"]), FIRST), LAST))
        found.append((Owed(text_of(values["owed_key"]), due), listed(columns, tenant)))
    return found
