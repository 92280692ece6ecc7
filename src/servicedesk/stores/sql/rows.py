"""Between the rows of the port and the columns of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import RowMapping

from servicedesk.errors import CorruptRecord
from servicedesk.stores.instants import micros, moment
from servicedesk.stores.port import CaseRow, EntryRow
from servicedesk.stores.sql.tables import COLUMNS

_NAMES: Final = tuple(column.name for column in COLUMNS)


def values_of(row: CaseRow) -> dict[str, Any]:
    """Make the columns of a case out of its row."""
    values = {name: getattr(row, name) for name in _NAMES}
    for name in ("next_check_at", "last_due"):
        values[name] = None if values[name] is None else micros(values[name], name)
    return values


def row_of(values: Mapping[Any, Any]) -> CaseRow:
    """Make the row out of the columns of a case.

    Raises:
        CorruptRecord: a column has the wrong type, or an instant is out of range.
    """
    plain = dict(values)
    try:
        for name in ("next_check_at", "last_due"):
            plain[name] = None if plain[name] is None else moment(plain[name])
        if not isinstance(plain["body"], str) or not isinstance(plain["version"], int):
            raise TypeError("a column has the wrong type")  # noqa: TRY301  one way out
    except (TypeError, OverflowError) as error:
        ident = str(plain.get("id"))
        raise CorruptRecord(f"the row of case {ident!r} cannot be read", id=ident, why=str(error)) from error
    return CaseRow(**plain)


def entry_of(values: RowMapping) -> EntryRow:
    """Make the entry out of its columns.

    Raises:
        CorruptRecord: a column has the wrong type, or the instant is out of range.
    """
    try:
        return EntryRow(values["seq"], moment(values["at"]), values["key"], values["body"])
    except (TypeError, OverflowError) as error:
        ident = str(values["case_id"])
        raise CorruptRecord(f"an entry of case {ident!r} cannot be read", id=ident, why=str(error)) from error
