"""Between the columns of an SQLite file, which take values of any type, and the rows of the port."""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" and "open" are the words of the port
from typing import Any, Final

from servicedesk.errors import CorruptRecord
from servicedesk.said import Said
from servicedesk.stores.instants import moment
from servicedesk.stores.port import unreadable
from servicedesk.stores.records import CaseRow, EntryRow

COLUMNS: Final = (
    "id, tenant, manual, edition, procedure, fingerprint, subject, parent, exclusive_key, state, open, version, "
    "next_check_at, opening_key, body, last_due, first_due, opened_at, closed_at, category, holder, deviations"
)
SELECT: Final = f"SELECT {COLUMNS} FROM sd_case"  # noqa: S608  our own names
_TEXT: Final = {str, type(None)}
_INSTANT: Final = {int, type(None)}
_WRONG: Final = Said("column_type")


def case_row(values: tuple[Any, ...]) -> CaseRow:
    """Make the row out of the columns that ``SELECT`` gives.

    Raises:
        CorruptRecord: One has the wrong type, or an instant is out of range.
    """
    id = values[0]
    open, version, next_check_at, opening_key, body, last_due, *others, category, holder, deviations = values[10:]
    times = (next_check_at, last_due, *others)
    if (
        type(version) is not int
        or type(deviations) is not int
        or not {*map(type, (body, category, holder))} == {str}
        or not {*map(type, times)} <= _INSTANT
        or not {*map(type, (*values[:10], opening_key))} <= _TEXT
    ):
        raise CorruptRecord(Said("row_unreadable", id=text_of(id)), id=text_of(id), why=_WRONG)
    try:
        next_check, *later = [None if at is None else moment(at) for at in times]
    except OverflowError as error:
        raise _out_of_range(id) from error
    fields: tuple[Any, ...] = (*values[:10], bool(open), version, next_check, opening_key, body, *later, *values[-3:])
    return CaseRow(*fields)


def listed(values: tuple[Any, ...], tenant: str) -> CaseRow:
    """The row as a list has it: one that cannot be read keeps nobody from the others."""
    try:
        return case_row(values)
    except CorruptRecord:
        return unreadable(text_of(values[0]), tenant)


def text_of(id: object) -> str:
    """The id of a row in which it may not be a text."""
    return id.decode(errors="replace") if isinstance(id, bytes) else str(id)


def history(id: str, rows: list[tuple[Any, ...]]) -> list[EntryRow]:
    """Make the entries of a case out of their columns.

    Raises:
        CorruptRecord: One has the wrong type, or an instant is out of range.
    """
    found: list[EntryRow] = []
    try:
        for seq, at, key, body in rows:
            if type(seq) is not int or type(at) is not int or type(body) is not str or type(key) not in _TEXT:
                raise CorruptRecord(Said("entry_unreadable", id=id), id=id, why=_WRONG)
            found.append(EntryRow(seq, moment(at), key, body))
    except OverflowError as error:
        raise _out_of_range(id) from error
    return found


def _out_of_range(id: str) -> CorruptRecord:
    return CorruptRecord(Said("instant_range", id=id), id=id, why=Said("instant_beyond"))
