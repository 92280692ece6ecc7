"""What a command prints: blocks with a title, a table and notes. Plain text here; a terminal may dress it up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from attrs import field, frozen

from servicedesk.characters import one_line
from servicedesk.render.width import table, wrap


def _rows(value: Iterable[Iterable[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in value)


@frozen
class Block:
    """A title, rows under headers, and lines of text; each may be missing. ``right`` are columns of numbers."""

    title: str = ""
    headers: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    rows: tuple[tuple[str, ...], ...] = field(default=(), converter=_rows)
    right: tuple[int, ...] = ()
    lines: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def text(self, columns: int = 0) -> str:
        """The block as plain text; no line is wider than so many columns, where that is said."""

        def laid(text: str) -> list[str]:
            return wrap(one_line(text), columns) if columns else [one_line(text)]

        parts = laid(self.title) if self.title else []
        if self.rows:
            parts.append(table(self.headers, self.rows, right=self.right, columns=columns))
        return "\n".join([*parts, *(line for each in self.lines for line in laid(each))])


@frozen
class Page:
    """Blocks, one under another."""

    blocks: tuple[Block, ...] = field(converter=tuple[Block, ...])

    def text(self, columns: int = 0) -> str:
        """The page as plain text, an empty line between blocks; in so many columns, where that is said."""
        return "\n\n".join(block.text(columns) for block in self.blocks if block.rows or block.lines or block.title)


def csv_text(headers: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV that a spreadsheet opens as text: with a byte order mark, and no cell is taken for a formula.

    A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets an apostrophe before it, and none
    holds a character that would steer a terminal.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (headers, *rows):
        cells = [f"'{cell}" if (cell := str(each))[:1] in "=+-@\t\r\n" and cell else cell for each in row]
        writer.writerow(map(one_line, cells))
    return "\ufeff" + out.getvalue()
