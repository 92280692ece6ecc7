"""What is outstanding in the cases of an SQLite file, list by list."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any, Final

from servicedesk.stores.instants import FIRST, LAST, micros, moment
from servicedesk.stores.records import CaseRow, Outstanding
from servicedesk.stores.sqlite.files import Pool
from servicedesk.stores.sqlite.rows import COLUMNS, listed, text_of

_KNOWN: Final = "SELECT key, whose, tenant, due, what FROM sd_outstanding WHERE case_id=?"
_FORGET: Final = "DELETE FROM sd_outstanding WHERE case_id=? AND key=? AND whose=?"
_KEEP: Final = "INSERT OR REPLACE INTO sd_outstanding (case_id, key, whose, tenant, due, what) VALUES (?,?,?,?,?,?)"
_OF_ONE: Final = (
    "SELECT * FROM (SELECT due, case_id, key, whose FROM sd_outstanding "
    "WHERE tenant = ? AND whose = ? AND due <= ? {ahead} ORDER BY due, case_id, key LIMIT ?)"
)
_OF_ALL: Final = (
    "SELECT o.due, o.key, o.whose, o.what, {columns} FROM "
    "(SELECT due, case_id, key, min(whose) AS whose FROM ({lists}) "
    "GROUP BY due, case_id, key ORDER BY due, case_id, key LIMIT ?) AS page "
    "JOIN sd_outstanding AS o ON o.case_id = page.case_id AND o.key = page.key AND o.whose = page.whose "
    "JOIN sd_case AS c ON c.id = page.case_id ORDER BY page.due, page.case_id, page.key"
).replace("{columns}", ", ".join(f"c.{name}" for name in COLUMNS.split(", ")))


def set_outstanding(db: sqlite3.Connection, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    """Put what is outstanding in a case in the place of what was; what stays as it is is not written."""
    known = {(key, whose): said for key, whose, *said in db.execute(_KNOWN, (row.id,))}
    wanted = {(each.key, each.whose): [row.tenant, micros(each.due, "due"), each.what] for each in outstanding}
    gone = [(row.id, *place) for place in known if place not in wanted]
    new = [(row.id, *place, *said) for place, said in wanted.items() if known.get(place) != said]
    for sql, values in ((_FORGET, gone), (_KEEP, new)):
        if values:
            db.executemany(sql, values)


def outstanding_in(
    pool: Pool, tenant: str, whose: Collection[str], until: int, cursor: tuple[int, str, str] | None, limit: int
) -> list[tuple[Outstanding, CaseRow]]:
    """A page from the index, each with its case. What is due at no instant is listed at the nearest."""
    ahead = "" if cursor is None else "AND (due, case_id, key) > (?, ?, ?)"
    lists = " UNION ALL ".join([_OF_ONE.format(ahead=ahead)] * len(whose))
    values = [value for one in whose for value in (tenant, one, until, *(cursor or ()), limit)]
    found: list[tuple[Any, ...]] = pool.query(_OF_ALL.format(lists=lists), (*values, limit))
    return [
        (
            Outstanding(text_of(key), moment(min(max(int(due), FIRST), LAST)), text_of(one), text_of(what)),
            listed(tuple(row), tenant),
        )
        for due, key, one, what, *row in found
    ]
