"""Reading a log: a CSV file in UTF-8, one event a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from attrs import frozen

from servicedesk.errors import InvalidLog
from servicedesk.files import MOST_BYTES_OF_LOG, CannotRead, bytes_of, path_of, shown

REQUIRED: Final = ("occurred_at", "case", "subject", "procedure", "step", "actor", "roles")
"""The columns that every log has; ``recorded_at`` may be there beside them, and one column a fact."""

MOST_COLUMNS: Final = 500
COLUMNS: Final = (*REQUIRED, "recorded_at", "to_state")


@frozen
class LogRow:
    """One row: the line on which it begins (the header is line 1), and its cells that are not empty, stripped.

    ``surplus`` is the number of filled cells beyond the last column of the header.
    """

    line: int
    cells: Mapping[str, str]
    surplus: int = 0


@frozen
class Log:
    """A log that was read: the name of its file, its columns in order, its rows in file order."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[LogRow, ...]

    def check(self) -> Log:
        """This log, if it has every column that a log must have.

        Raises:
            InvalidLog: with every column that is missing, and the column that may be meant.
        """
        missing = [name for name in REQUIRED if name not in self.columns]
        if missing:
            faults = tuple(f"the column {name} is missing{_meant(name, self.columns)}" for name in missing)
            remedy = "name the columns so, or say in a mapping which of them is meant"
            if len(self.columns) == 1 and any(sign in self.columns[0] for sign in ";\t"):
                remedy = "save the file with commas between the cells"
            raise InvalidLog(f"{self.name}: {'; '.join(faults)}", remedy=remedy, faults=faults)
        return self


def read_log(path: str | Path) -> Log:
    """Read a CSV file; a byte order mark may stand before it, and blank lines are passed over.

    Cells are as a spreadsheet writes them: a row may be shorter than the header, a cell in quotes may hold line
    breaks. The whole file is read before anything is done with it.

    Raises:
        InvalidLog: no such file, not UTF-8, a NUL, a cell of more than 131,072 characters, an open quote, no
            header, a column without a name or twice, more than 500 columns; with what would help.
    """
    try:
        raw, source = bytes_of(path, MOST_BYTES_OF_LOG), path_of(path)
    except CannotRead as error:
        why = str(error)
        raise InvalidLog(f"{shown(path)}: {why}", remedy="check the path of the log", faults=(why,)) from None
    return parse_log(_decode(raw, str(source)), source.name)


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unusable(name, "it is UTF-16, not UTF-8", "save it as “CSV UTF-8”")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        try:
            raw.decode("gb18030")
        except UnicodeDecodeError:
            remedy = "save it as “CSV UTF-8”"
        else:
            remedy = f"it may be GBK: iconv -f gb18030 -t utf-8 {name}, or save it as “CSV UTF-8”"
        raise _unusable(name, f"line {line} is not UTF-8", remedy) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _unusable(name, f"line {line} holds a NUL", "export the log again, as text")
    return text


def parse_log(text: str, name: str = "log") -> Log:
    """Read the text of a log; as :func:`read_log`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[LogRow] = []
    columns: tuple[str, ...] = ()
    line = 1
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _header(cells, name)
                continue
            filled = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
            rows.append(LogRow(begun, filled, sum(bool(cell.strip()) for cell in cells[len(columns) :])))
    except csv.Error as error:
        huge = "field larger" in str(error)
        why = f"line {line}: " + ("a cell is longer than 131,072 characters" if huge else f"{error}")
        raise _unusable(name, why, 'look for a quote (") that is opened and not closed') from error
    if not columns:
        raise _unusable(name, "it is empty", f"its first line names the columns: {','.join(COLUMNS)}")
    return Log(name, columns, tuple(rows))


def _header(cells: Iterable[str], name: str) -> tuple[str, ...]:
    columns = [cell.strip() for cell in cells]
    if len(columns) > MOST_COLUMNS:
        raise _unusable(
            name, f"it has {len(columns)} columns", f"at most {MOST_COLUMNS} are read; leave out the others"
        )
    while columns and not columns[-1]:
        columns.pop()
    faults = [f"column {number} has no name" for number, column in enumerate(columns, 1) if not column]
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    faults += [f"there are {columns.count(column)} columns {column}" for column in twice]
    if faults:
        raise InvalidLog(
            f"{name}: {'; '.join(faults)}", remedy="give each column a name of its own", faults=tuple(faults)
        )
    return tuple(columns)


def _unusable(name: str, why: str, remedy: str) -> InvalidLog:
    return InvalidLog(f"{name}: {why}", remedy=remedy, faults=(why,))


def _meant(name: str, columns: Iterable[str]) -> str:
    near = get_close_matches(name, [c for c in columns if c not in COLUMNS], 1)
    return f" (is it {near[0]}?)" if near else ""
