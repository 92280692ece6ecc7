"""The page of faults names tests, clauses, errors and commands that there are."""

from __future__ import annotations

import re
from pathlib import Path

from servicedesk import errors
from servicedesk.testing.contract import CLAUSES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| fault", "| ---"))
]


def test_every_row_says_all_and_names_a_test() -> None:
    """The fault, the cases, the error, the remedy, and what shows it."""
    assert len(ROWS) > 25
    for row in ROWS:
        assert len(row) == 5, row
        assert all(row), row
        assert row[4] == "the same" or re.search(r"`(test_|STORE-|python tests/)", row[4]), row


def test_every_test_that_is_named_exists() -> None:
    """A test that was renamed is no evidence."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", code, re.MULTILINE))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 30
    assert named - there == set()


def test_every_clause_and_command_that_is_named_exists() -> None:
    """The clauses of the contract, and the scripts to run by hand."""
    assert set(re.findall(r"`(STORE-\d+)`", PAGE)) <= {clause.id for clause in CLAUSES}
    commands = set(re.findall(r"python (tests/soak/\w+\.py)", PAGE))
    assert commands
    assert [command for command in commands if not (ROOT / command).exists()] == []


def test_every_error_that_is_named_exists() -> None:
    """And each error that a store raises for a fault is on the page."""
    named = {name for name in re.findall(r"`([A-Z]\w+)`", PAGE) if not name.isupper()}
    assert named - set(errors.__all__) == set()
    faults = {"TransientStoreError", "CommitUnknown", "StoreUnavailable", "SchemaMismatch", "CorruptRecord"}
    assert named >= faults
