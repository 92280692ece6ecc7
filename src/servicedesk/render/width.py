"""Text in columns, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from servicedesk.characters import one_line


def width(text: str) -> int:
    """How many columns of a terminal the text takes: two for a wide or full-width character, none for a mark."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
        if unicodedata.category(sign) not in ("Mn", "Me", "Cf")
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text with blanks to so many columns, after it or before it; longer text stays as it is."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """Rows under their headers, each column as wide as its widest cell; ``right`` are columns of numbers."""
    lines = [[one_line(cell) for cell in row] for row in (headers, *rows)]
    columns = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
    lines.insert(1, ["-" * each for each in columns])
    sided = frozenset(right)
    return "\n".join(
        "  ".join(pad(cell, columns[n], right=n in sided) for n, cell in enumerate(line)).rstrip() for line in lines
    )
