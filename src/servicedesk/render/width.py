"""Text in columns, where a Chinese character is two columns wide; what is too long goes on in the next line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from servicedesk.characters import one_line

_GAP: Final = 2
_NARROWEST: Final = 8
# A piece that stays together: a word with its blanks, or one wide character with the marks that may not begin a line.
_PIECE: Final = re.compile(
    r"[（《\u201c\u2018【]*[\u3400-\u9fff\u3000-\u30ff\uff00-\uffef\u201c\u2018][，。；：、！？）》\u201d\u2019】]*\s*|[^\s\u3400-\u9fff\u3000-\u30ff\uff00-\uffef\u201c\u2018]+\s*|\s+"
)


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


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of so many columns at most.

    An English word stays whole unless it is longer than a line; Chinese goes on anywhere but before a closing mark.
    Nothing is left out.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, columns):
        if line and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.rstrip() or not lines else lines


def _pieces(text: str, columns: int) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = match[0]
        while width(piece.rstrip()) > columns:
            size = next(n for n in range(len(piece), 0, -1) if width(piece[:n]) <= columns or n == 1)
            yield piece[:size]
            piece = piece[size:]
        yield piece


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = (), columns: int = 0) -> str:
    """Rows under their headers, each column as wide as its widest cell; ``right`` are columns of numbers.

    With ``columns`` it is no wider than that: cells go on in further lines, and where the columns would be too narrow
    to read each row is a list of its own.
    """
    lines = [[one_line(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
    sided = frozenset(right)
    if columns:
        widths = _narrowed(widths, lines, columns)
        if not widths:
            return _lists(lines, columns)
    lines.insert(1, ["-" * each for each in widths])
    return "\n".join(text for line in lines for text in _row(line, widths, sided, wrapped=bool(columns)))


def _row(cells: Sequence[str], widths: Sequence[int], right: frozenset[int], *, wrapped: bool) -> Iterator[str]:
    parts = [wrap(cell, size) if wrapped else [cell] for cell, size in zip(cells, widths, strict=True)]
    for number in range(max(map(len, parts))):
        line = (part[number] if number < len(part) else "" for part in parts)
        yield (" " * _GAP).join(pad(cell, widths[n], right=n in right) for n, cell in enumerate(line)).rstrip()


def _narrowed(widths: Sequence[int], lines: Sequence[Sequence[str]], columns: int) -> list[int]:
    """The columns made narrower, the widest first, until they fit; none at all where words would have to be broken."""
    least = [
        min(own, max(_NARROWEST, *(width(p.rstrip()) for line in lines for p in _PIECE.findall(line[n]))))
        for n, own in enumerate(widths)
    ]
    room = columns - _GAP * (len(widths) - 1)
    if sum(least) > room:
        return []
    found = list(widths)
    while sum(found) > room:
        widest = max((n for n in range(len(found)) if found[n] > least[n]), key=lambda n: found[n])
        found[widest] -= 1
    return found


def _lists(lines: Sequence[Sequence[str]], columns: int) -> str:
    """Each row as a list of its cells under their headers."""
    headers, *rows = lines
    side = min(max(map(width, headers)), columns // 3)
    blocks: list[str] = []
    for row in rows:
        said: list[str] = []
        for header, cell in zip(headers, row, strict=True):
            if cell:
                head, *_ = wrap(header, side)
                first, *others = wrap(cell, columns - side - _GAP)
                said.append(f"{pad(head, side)}{' ' * _GAP}{first}")
                said += [" " * (side + _GAP) + other for other in others]
        blocks.append("\n".join(said))
    return "\n\n".join(blocks)
