"""Which rows of which catalogue the tests witness, as ``@pytest.mark.clause(id)`` says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

import servicedesk

MANUALS = Path(servicedesk.__file__).parent / "manuals"
TESTS = Path(__file__).parent

Witnesses = dict[str, dict[str, list[str]]]
"""By manual of the package, then by row, the tests that witness it."""


def witnesses_of(items: Iterable[pytest.Item]) -> Witnesses:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        test = item.nodeid.partition("[")[0].removeprefix("tests/")
        for mark in item.iter_markers("clause"):
            for row in mark.args:
                found[row.partition("/")[0]][row].add(test)
    return {
        manual: {row: sorted(tests) for row, tests in sorted(rows.items())}
        for manual, rows in found.items()
        if (MANUALS / manual).is_dir()
    }


def witness_file(manual: str) -> Path:
    return MANUALS / manual / "witnesses.json"


def write_witnesses(found: Witnesses) -> None:
    for manual, rows in found.items():
        witness_file(manual).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def complete(config: pytest.Config, items: Iterable[pytest.Item]) -> bool:
    """Whether every test that carries the mark was collected."""
    if any("::" in arg for arg in config.args):
        return False
    marked = {p for p in TESTS.rglob("test_*.py") if "mark.clause(" in p.read_text(encoding="utf-8")}
    return marked <= {item.path for item in items}
