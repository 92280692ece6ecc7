"""Each case of the table of deadlines, A01 to A130, is the name of a test: of its function or of its parameters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
_ID = re.compile(r"(?<![a-z0-9])a(\d{2,3})(?![0-9])", re.IGNORECASE)


def named(folder: Path) -> Iterator[str]:
    """The cases that names of test functions and ids of parameters speak of; nothing else in the files counts."""
    for path in sorted(folder.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text if _ID.search(text.replace("_", " ")) else "")):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield from _ID.findall(node.name.replace("_", " "))
                for occurrence in node.decorator_list:
                    yield from _ids_of(occurrence)


def _ids_of(occurrence: ast.expr) -> Iterator[str]:
    if isinstance(occurrence, ast.Call) and ast.unparse(occurrence.func).endswith("parametrize"):
        for call in (node for node in ast.walk(occurrence) if isinstance(node, ast.Call)):
            for word in call.keywords:
                if word.arg in ("id", "ids"):
                    texts = (n.value for n in ast.walk(word.value) if isinstance(n, ast.Constant))
                    yield from (found for text in texts for found in _ID.findall(str(text)))


def test_every_case_of_the_table_is_a_named_test() -> None:
    found = {int(number) for number in named(TESTS)}
    assert sorted(set(range(1, 131)) - found) == []
    assert max(found) == 130
