"""Between the rows of the port and the columns of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import RowMapping, String

from servicedesk.errors import CorruptRecord, StoreMisuse
from servicedesk.said import Said
from servicedesk.stores.instants import micros, moment
from servicedesk.stores.port import INSTANTS, unreadable
from servicedesk.stores.records import CaseRow, EntryRow, Outstanding
from servicedesk.stores.sql.tables import COLUMNS
from servicedesk.stores.sqlite.rows import text_of

_NAMES: Final = tuple(column.name for column in COLUMNS)
_columns_of: Final[Callable[[CaseRow], tuple[Any, ...]]] = attrgetter(*_NAMES)
_TEXTS: Final = tuple(column.name for column in COLUMNS if isinstance(column.type, String))


_LONGEST: Final = 255
"""Characters of a name, on servers."""
_LONGEST_INDEX: Final = 2600
"""Bytes of the three names of an index, on PostgreSQL."""


def check_lengths(dialect: str, row: CaseRow, entries: Sequence[EntryRow]) -> None:
    """Refuse names that the database could not keep, or would cut without a word.

    Raises:
        StoreMisuse: they are too long; field ``columns`` has which.
    """
    if dialect == "sqlite":
        return
    names = {name: getattr(row, name) or "" for name in _TEXTS if name != "body"}
    _check(dialect, row, names | {f"key of entry {entry.seq}": entry.key for entry in entries if entry.key is not None})


def check_keys(dialect: str, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
    """Refuse the keys of limits that the database could not keep.

    Raises:
        StoreMisuse: they are too long; field ``columns`` has which.
    """
    if dialect != "sqlite":
        numbered = list(enumerate(outstanding, 1))
        _check(dialect, row, {f"key of limit {number}": each.key for number, each in numbered})
        _check(dialect, row, {f"list of limit {number}": each.whose for number, each in numbered})
        if dialect == "postgresql":  # the index has both
            _check(
                dialect,
                row,
                {f"key of limit {number}": each.key + each.whose for number, each in numbered},
                2 * _LONGEST,
            )


def _check(dialect: str, row: CaseRow, names: Mapping[str, str], longest: int = _LONGEST) -> None:
    long = [name for name, text in names.items() if len(text) > longest]
    if not long and dialect == "postgresql":
        beside = len(row.tenant.encode()) + len(row.id.encode())
        long = [name for name, text in names.items() if beside + len(text.encode()) > _LONGEST_INDEX]
    if long:
        raise StoreMisuse(
            Said("texts_too_long", id=row.id[:60], names=tuple(long)),
            remedy=Said("names_at_most", most=_LONGEST),
            id=row.id,
            columns=long,
        )


def values_of(row: CaseRow) -> dict[str, Any]:
    """Make the columns of a case out of its row."""
    values = dict(zip(_NAMES, _columns_of(row), strict=True))
    for name in INSTANTS:
        values[name] = None if values[name] is None else micros(values[name], name)
    return values


def row_of(values: Mapping[Any, Any]) -> CaseRow:
    """Make the row out of the columns of a case.

    Raises:
        CorruptRecord: a column has the wrong type, or an instant is out of range.
    """
    plain = dict(values)
    try:
        for name in INSTANTS:
            plain[name] = None if plain[name] is None else moment(plain[name])
        texts = all(isinstance(plain[name], str) or plain[name] is None for name in _TEXTS)
        numbers = isinstance(plain["version"], int) and isinstance(plain["deviations"], int)
        if not texts or not numbers or not isinstance(plain["body"], str):
            raise TypeError("a column has the wrong type")  # noqa: TRY301  one way out
    except (TypeError, OverflowError) as error:
        ident = text_of(plain.get("id"))
        raise CorruptRecord(Said("row_unreadable", id=ident), id=ident, why=str(error)) from error
    return CaseRow(**plain)


def listed(values: Mapping[Any, Any], tenant: str) -> CaseRow:
    """The row as a list has it: one that cannot be read keeps nobody from the others."""
    try:
        return row_of(values)
    except CorruptRecord as error:
        return unreadable(error.fields["id"], tenant)


def entry_of(values: RowMapping) -> EntryRow:
    """Make the entry out of its columns.

    Raises:
        CorruptRecord: a column has the wrong type, or the instant is out of range.
    """
    try:
        if not isinstance(values["body"], str):
            raise TypeError("a column has the wrong type")  # noqa: TRY301  one way out
        return EntryRow(values["seq"], moment(values["at"]), values["key"], values["body"])
    except (TypeError, OverflowError) as error:
        ident = text_of(values["case_id"])
        raise CorruptRecord(Said("entry_unreadable", id=ident), id=ident, why=str(error)) from error
