"""Lists of cases, on SQLAlchemy."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, literal_column, select, tuple_

from servicedesk.stores.finding import Asked, Condition, Sign, place_of
from servicedesk.stores.protocols import Place
from servicedesk.stores.records import CaseRow
from servicedesk.stores.sql.rows import listed
from servicedesk.stores.sql.tables import CASE, COLUMNS
from servicedesk.stores.sqlite.rows import text_of

_COMPARED: Final[Mapping[Sign, Callable[[Any, Any], ColumnElement[bool]]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_OUTRIGHT: Final[Mapping[str | int, Any]] = {"": literal_column("''"), 0: literal_column("0")}


def cases_in(db: Connection, page: Asked, tenant: str, limit: int) -> list[tuple[Place, CaseRow]]:
    """A page from an index, each case with where it stands."""
    columns = [CASE.c[name] for name in page.order]
    asked = select(*COLUMNS).where(*_where(page.conditions)).limit(limit)
    if page.after is not None:
        here, there = tuple_(*columns), tuple_(*page.place)
        asked = asked.where(here < there if page.descending else here > there)
    asked = asked.order_by(*(column.desc() if page.descending else column for column in columns))
    return [
        (place_of(values[page.column] if page.column else None, text_of(values["id"])), listed(values, tenant))
        for values in db.execute(asked).mappings()
    ]


def count_in(db: Connection, conditions: Iterable[Condition]) -> int:
    """How many cases meet the conditions."""
    return int(db.execute(select(func.count()).select_from(CASE).where(*_where(conditions))).scalar_one())


def _where(conditions: Iterable[Condition]) -> list[ColumnElement[bool]]:
    """The conditions. What an index is partial by is said outright, so that a database sees that it serves."""
    return [_condition(*each) for each in conditions]


def _condition(name: str, sign: Sign, value: str | int | None) -> ColumnElement[bool]:
    column = CASE.c[name]
    if value is None:
        return column.is_not(None)
    if isinstance(value, bool):
        return column.is_(value)
    return _COMPARED[sign](column, _OUTRIGHT.get(value, value))
