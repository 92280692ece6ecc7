"""Counts the lines of code of the package, by room: without blank lines, comments, docstrings and the test kit.

Run ``python scripts/count_lines.py``; with ``--check`` it fails where a room is larger than its bound.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import Counter
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "servicedesk"
NOT_COUNTED = ("testing",)  # what is shipped for the tests of others
MOST = 18_242  # all that is counted
CORE = ("engine", "desk", "program", "manuals")  # what runs a case, and what it runs by
MOST_OF_CORE = 6_404

_LAYOUT = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def lines_of_code(source: str) -> int:
    """How many physical lines hold code: a token that is neither layout nor comment, outside docstrings."""
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _LAYOUT:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - _docstring_lines(ast.parse(source)))


def _docstring_lines(tree: ast.Module) -> set[int]:
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            lines.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return lines


def count(source: Path = SOURCE) -> Counter[str]:
    """Lines of code by room: a package, or a module at the top."""
    rooms: Counter[str] = Counter()
    for path in sorted(source.rglob("*.py")):
        room = path.relative_to(source).parts[0]
        if room not in NOT_COUNTED:
            rooms[room] += lines_of_code(path.read_text(encoding="utf-8"))
    return rooms


def faults(rooms: Counter[str]) -> list[str]:
    """What is larger than its bound, in words."""
    core = sum(rooms[room] for room in CORE)
    found = [f"the package has {rooms.total():,} lines, at most {MOST:,} are wanted"] if rooms.total() > MOST else []
    if core > MOST_OF_CORE:
        found.append(f"{', '.join(CORE)} have {core:,} lines together, at most {MOST_OF_CORE:,} are wanted")
    return found


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a bound is broken and ``--check`` was given."""
    rooms = count()
    for room, lines in rooms.most_common():
        print(f"{lines:>7,}  {room}")
    print(f"{sum(rooms[room] for room in CORE):>7,}  {' + '.join(CORE)} (at most {MOST_OF_CORE:,})")
    print(f"{rooms.total():>7,}  all (at most {MOST:,})")
    broken = faults(rooms)
    for fault in broken:
        print(fault, file=sys.stderr)
    return int(bool(broken) and "--check" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
