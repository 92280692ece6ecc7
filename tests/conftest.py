"""The ``clause`` mark: which rows of which catalogue the tests witness.

``pytest --write-witnesses`` writes what was collected beside each catalogue of the package; the run compares the
two and fails where the file is stale.
"""

from __future__ import annotations

import json
from collections import defaultdict
from importlib import resources
from pathlib import Path

import pytest

Witnesses = dict[str, dict[str, list[str]]]
WITNESSES = pytest.StashKey[Witnesses]()
TESTS = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-witnesses", action="store_true", help="write witnesses.json beside each catalogue"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Gather the marks before anything is deselected; by manual, then by row, the tests that witness it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        test = item.nodeid.partition("[")[0].removeprefix("tests/")
        for mark in item.iter_markers("clause"):
            for row in mark.args:
                found[row.partition("/")[0]][row].add(test)
    config.stash[WITNESSES] = {
        manual: {row: sorted(tests) for row, tests in sorted(rows.items())} for manual, rows in found.items()
    }
    if config.getoption("--write-witnesses"):
        if not complete(config, items):
            raise pytest.UsageError(
                "--write-witnesses needs all tests: name no files, or all that carry the mark"
            )
        for manual, rows in config.stash[WITNESSES].items():
            text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
            witness_file(manual).write_text(text, encoding="utf-8")


def witness_file(manual: str) -> Path:
    return Path(str(resources.files(f"servicedesk.manuals.{manual}").joinpath("witnesses.json")))


def complete(config: pytest.Config, items: list[pytest.Item]) -> bool:
    """Whether every test that carries the mark was collected."""
    if any("::" in arg for arg in config.args):
        return False
    marked = {p for p in TESTS.rglob("test_*.py") if "mark.clause(" in p.read_text(encoding="utf-8")}
    return marked <= {item.path for item in items}


@pytest.fixture
def collected_witnesses(request: pytest.FixtureRequest) -> Witnesses:
    """What the marks of this run say; skips where only a part of the tests was collected."""
    if not complete(request.config, request.session.items):
        pytest.skip("only a part of the tests that carry the mark was collected")
    return request.config.stash[WITNESSES]
