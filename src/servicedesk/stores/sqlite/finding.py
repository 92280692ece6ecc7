"""Lists of cases in an SQLite file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from servicedesk.stores.finding import Asked, Condition, place_of
from servicedesk.stores.protocols import Place
from servicedesk.stores.records import CaseRow
from servicedesk.stores.sqlite.files import Pool
from servicedesk.stores.sqlite.rows import COLUMNS, SELECT, listed, text_of

_PLACE_OF: Final = {name: place for place, name in enumerate(COLUMNS.split(", "))}


def cases_in(pool: Pool, page: Asked, tenant: str, limit: int) -> list[tuple[Place, CaseRow]]:
    """A page from an index, each case with where it stands."""
    where, values = _where(page.conditions)
    if page.after is not None:
        sign = "<" if page.descending else ">"
        where += f" AND ({', '.join(page.order)}) {sign} ({', '.join('?' * len(page.order))})"
        values += page.place
    order = ", ".join(f"{name} DESC" if page.descending else name for name in page.order)
    found: list[tuple[Any, ...]] = pool.query(f"{SELECT} WHERE {where} ORDER BY {order} LIMIT ?", (*values, limit))
    ordered_by = _PLACE_OF.get(page.column)
    return [
        (place_of(None if ordered_by is None else row[ordered_by], text_of(row[0])), listed(row, tenant))
        for row in found
    ]


def count_in(pool: Pool, conditions: Iterable[Condition]) -> int:
    """How many cases meet the conditions."""
    where, values = _where(conditions)
    ((count,),) = pool.query(f"SELECT count(*) FROM sd_case WHERE {where}", tuple(values))  # noqa: S608  our own names
    return int(count)


def _where(conditions: Iterable[Condition]) -> tuple[str, list[object]]:
    """The conditions in SQL. What an index is partial by is said outright, so that SQLite sees that it serves."""
    said: list[str] = []
    values: list[object] = []
    for column, sign, value in conditions:
        if value is None or value in ("", 0):
            said.append(f"{column} {sign} {'NULL' if value is None else repr(value)}".replace("False", "0"))
        else:
            said.append(f"{column} {sign} ?")
            values.append(value)
    said[0] = f"+{said[0]}"  # that it is a case is true of nearly all, and no reason to choose an index
    return " AND ".join(said), values
