"""What is outstanding in the open cases of an SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.records import CaseRow, Outstanding
from servicedesk.stores.sqlite.files import Pool
from servicedesk.stores.sqlite.rows import COLUMNS, listed, text_of

_FORGET: Final = "DELETE FROM sd_outstanding WHERE case_id=?"
_OWE: Final = "INSERT INTO sd_outstanding (case_id, key, tenant, due) VALUES (?,?,?,?)"
_OUTSTANDING: Final = (
    "SELECT o.due, o.key, {columns} FROM sd_outstanding AS o JOIN sd_case AS c ON c.id = o.case_id "
    "WHERE o.tenant = ? AND o.due <= ? {ahead} ORDER BY o.due, o.case_id, o.key LIMIT ?"
).replace("{columns}", ", ".join(f"c.{name}" for name in COLUMNS.split(", ")))


def set_outstanding(db: sqlite3.Connection, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    """Put what is outstanding in a case in the place of what was."""
    db.execute(_FORGET, (row.id,))
    if outstanding:
        db.executemany(_OWE, [(row.id, each.key, row.tenant, micros(each.due, "due")) for each in outstanding])


def outstanding_in(
    pool: Pool, tenant: str, until: int, cursor: tuple[int, str, str] | None, limit: int
) -> list[tuple[Outstanding, CaseRow]]:
    """A page from the index, each with its case. What is due at no instant is listed at the nearest."""
    ahead = "" if cursor is None else "AND (o.due, o.case_id, o.key) > (?, ?, ?)"
    found: list[tuple[Any, ...]] = pool.query(_OUTSTANDING.format(ahead=ahead), (tenant, until, *(cursor or ()), limit))
    return [
        (Outstanding(text_of(key), moment(min(max(int(due), FIRST), LAST))), listed(tuple(row), tenant))
        for due, key, *row in found
    ]
