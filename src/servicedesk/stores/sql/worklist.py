"""What is outstanding in the cases, list by list, on SQLAlchemy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, insert, select, tuple_, union_all

from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.port import storable
from servicedesk.stores.records import CaseRow, Outstanding
from servicedesk.stores.sql import at_once
from servicedesk.stores.sql.rows import listed
from servicedesk.stores.sql.tables import CASE, COLUMNS, OUTSTANDING, in_list
from servicedesk.stores.sqlite.rows import text_of

_FORGET: Final = delete(OUTSTANDING).where(OUTSTANDING.c.case_id == bindparam("ident"))
_KEEP: Final = insert(OUTSTANDING)
_ORDER: Final = (OUTSTANDING.c.due, OUTSTANDING.c.case_id, OUTSTANDING.c.key)


def set_outstanding(db: Connection, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    """Put what is outstanding in a case in the place of what was."""
    if outstanding and db.dialect.name == "postgresql":
        at_once.set_outstanding(db, row, outstanding)
        return
    db.execute(_FORGET, {"ident": row.id})
    if outstanding:
        beside = {"case_id": row.id, "tenant": row.tenant}
        db.execute(_KEEP, [{**beside, **values_of(each)} for each in outstanding])


def values_of(outstanding: Outstanding) -> dict[str, str | int]:
    """The columns of what is outstanding, beside its case."""
    return {
        "key": outstanding.key,
        "whose": outstanding.whose,
        "due": micros(outstanding.due, "due"),
        "what": outstanding.what,
    }


def outstanding_in(
    db: Connection, tenant: str, whose: Collection[str], until: int, cursor: tuple[int, str, str] | None, limit: int
) -> list[tuple[Outstanding, CaseRow]]:
    """A page from the index, each with its case. What is due at no instant is listed at the nearest."""
    if not storable(tenant):
        return []
    found: list[tuple[Outstanding, CaseRow]] = []
    for values in db.execute(_page(db.dialect.name, tenant, whose, until, cursor, limit)).mappings():
        columns = {name: values[name] for name in (column.name for column in COLUMNS)}
        due = moment(min(max(int(values["outstanding_due"]), FIRST), LAST))
        key, one, what = (text_of(values[f"outstanding_{name}"]) for name in ("key", "whose", "what"))
        found.append((Outstanding(key, due, one, what), listed(columns, tenant)))
    return found


def _page(
    dialect: str, tenant: str, whose: Collection[str], until: int, cursor: tuple[int, str, str] | None, limit: int
) -> Select[Any]:
    """So many of each list from the index, and of these so many, each once."""
    lists = union_all(*(select(_of_one(dialect, tenant, one, until, cursor, limit)) for one in whose)).subquery("lists")
    place = (lists.c.due, lists.c.case_id, lists.c.key)
    page = (
        select(*place, func.min(lists.c.whose).label("whose")).group_by(*place).order_by(*place).limit(limit)
    ).subquery("page")
    same = and_(*(OUTSTANDING.c[name] == page.c[name] for name in ("case_id", "key", "whose")))
    said = (OUTSTANDING.c[name].label(f"outstanding_{name}") for name in ("due", "key", "whose", "what"))
    return (
        select(*said, *COLUMNS)
        .select_from(page)
        .join(OUTSTANDING, same)
        .join(CASE, CASE.c.id == page.c.case_id)
        .order_by(page.c.due, page.c.case_id, page.c.key)
    )


def _of_one(dialect: str, tenant: str, whose: str, until: int, cursor: tuple[int, str, str] | None, limit: int) -> Any:
    asked = select(*_ORDER, OUTSTANDING.c.whose).where(*in_list(dialect, tenant, whose), OUTSTANDING.c.due <= until)
    if cursor is not None:  # beside the three, which no index of some servers serves
        asked = asked.where(OUTSTANDING.c.due >= cursor[0], tuple_(*_ORDER) > tuple_(*cursor))
    return asked.order_by(*_ORDER).limit(limit).subquery()
