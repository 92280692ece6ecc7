"""Reading a log: a CSV file in UTF-8, one event a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from attrs import frozen

from servicedesk.errors import InvalidLog
from servicedesk.files import MOST_BYTES_OF_LOG, CannotRead, bytes_of, path_of, shown
from servicedesk.said import Said, Statements

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
            faults = tuple(_missing(name, self.columns) for name in missing)
            remedy = Said("name_columns")
            if len(self.columns) == 1 and any(sign in self.columns[0] for sign in ";\t"):
                remedy = Said("save_commas")
            raise InvalidLog(
                Said("log_faults", name=self.name, faults=Statements(faults)), remedy=remedy, faults=faults
            )
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
        why = error.why
        raise InvalidLog(Said("log_file", name=shown(path), why=why), remedy=Said("check_log"), faults=(why,)) from None
    return parse_log(_decode(raw, str(source)), source.name)


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unusable(name, Said("is_utf16"), Said("save_utf8"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        try:
            raw.decode("gb18030")
        except UnicodeDecodeError:
            remedy = Said("save_utf8")
        else:
            remedy = Said("from_gbk", name=name)
        raise _unusable(name, Said("line_not_utf8", line=line), remedy) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _unusable(name, Said("line_nul", line=line), Said("export_again"))
    return text


def parse_log(text: str, name: str = "log") -> Log:
    """Read the text of a log; as :func:`read_log`."""
    columns, rows = _parsed(io.StringIO(text, newline=""), name)
    return Log(name, columns, tuple(rows))


@contextmanager
def stream_log(path: str | Path) -> Generator[tuple[Log, Iterator[LogRow]]]:
    """Read a CSV file row by row: a log without rows for its header, and the rows.

    It takes what :func:`read_log` takes, and fails, at whichever row, where that does; what is wrong that says.

    Raises:
        InvalidLog: the file cannot be used.
        OSError: it cannot be read.
        ValueError: it is not UTF-8, or holds a NUL.
    """
    source = Path(path)
    if not source.is_file() or source.stat().st_size > MOST_BYTES_OF_LOG:
        raise InvalidLog(Said("is_empty"), remedy=Said("check_log"), faults=())
    with source.open(encoding="utf-8-sig", newline="") as file:
        columns, rows = _parsed(_without_nul(file), source.name)
        yield Log(source.name, columns, ()), rows


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise ValueError("a NUL")
        yield line


def _parsed(lines: Iterable[str], name: str) -> tuple[tuple[str, ...], Iterator[LogRow]]:
    """The columns, and the rows as they are read."""
    reader = csv.reader(lines, strict=True)
    columns: tuple[str, ...] = ()
    line = 1

    def filled() -> Iterator[tuple[int, list[str]]]:
        nonlocal line
        try:
            for cells in reader:
                begun, line = line, reader.line_num + 1
                if any(cell.strip() for cell in cells):
                    yield begun, cells
        except csv.Error as error:
            huge = "field larger" in str(error)
            why = Said("line_long_cell", line=line) if huge else Said("line_csv", line=line, said=str(error))
            raise _unusable(name, why, Said("open_quote")) from error

    found = filled()
    for _, cells in found:
        columns = _header(cells, name)
        break
    else:
        raise _unusable(name, Said("is_empty"), Said("first_line", columns=",".join(COLUMNS)))
    return columns, (_row(begun, columns, cells) for begun, cells in found)


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> LogRow:
    filled = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    return LogRow(line, filled, sum(bool(cell.strip()) for cell in cells[len(columns) :]))


def _header(cells: Iterable[str], name: str) -> tuple[str, ...]:
    columns = [cell.strip() for cell in cells]
    if len(columns) > MOST_COLUMNS:
        raise _unusable(name, Said("many_columns", count=len(columns)), Said("most_columns", most=MOST_COLUMNS))
    while columns and not columns[-1]:
        columns.pop()
    faults: list[str] = [
        Said("unnamed_column", number=number) for number, column in enumerate(columns, 1) if not column
    ]
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    faults += [Said("column_twice", count=columns.count(column), column=column) for column in twice]
    if faults:
        raise InvalidLog(
            Said("log_faults", name=name, faults=Statements(faults)), remedy=Said("own_names"), faults=tuple(faults)
        )
    return tuple(columns)


def _unusable(name: str, why: str, remedy: str) -> InvalidLog:
    return InvalidLog(Said("log_file", name=name, why=why), remedy=remedy, faults=(why,))


def _missing(name: str, columns: Iterable[str]) -> Said:
    near = get_close_matches(name, [c for c in columns if c not in COLUMNS], 1)
    return Said("column_missing_near", column=name, near=near[0]) if near else Said("column_missing", column=name)
