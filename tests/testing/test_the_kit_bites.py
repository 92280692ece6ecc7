"""The kit finds the fault of each wrong store, and says what it finds in a form that can be used."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from servicedesk.stores.memory import MemoryStore
from servicedesk.testing import wrong_stores
from servicedesk.testing.contract import (
    CLAUSES,
    KIT_VERSION,
    ContractBroken,
    Harness,
    Unsupported,
    check,
    report,
    run_contract,
)
from servicedesk.testing.stateful import store_machine
from servicedesk.testing.wrong_stores import WRONG_STORES, WrongStore

BY_NAME = {wrong.__name__: wrong for wrong in WRONG_STORES}


@pytest.mark.parametrize("wrong", WRONG_STORES, ids=list(BY_NAME))
def test_each_wrong_store_is_caught_by_its_clause(wrong: type[WrongStore]) -> None:
    (result,) = run_contract(wrong.harness(), [wrong.caught_by])
    assert result.outcome == "broken", wrong.__doc__
    assert result.detail


def test_each_clause_catches_a_wrong_store() -> None:
    """No clause is there that nothing could break."""
    assert {clause.id for clause in CLAUSES} == {wrong.caught_by for wrong in WRONG_STORES}


def test_each_wrong_store_says_what_is_wrong_with_it() -> None:
    assert all(wrong.__doc__ and wrong.__doc__ != WrongStore.__doc__ for wrong in WRONG_STORES)
    assert len(WRONG_STORES) >= 20
    assert wrong_stores.WRONG_STORES is WRONG_STORES


def test_clauses_are_numbered_without_gaps() -> None:
    assert [clause.id for clause in CLAUSES] == [f"STORE-{n:02}" for n in range(1, len(CLAUSES) + 1)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("LastWriterWins", "CommitsOnError", "FreesOpenKey", "GivesNewestFirst"),
        *("LeavesNowOut", "IgnoresZone", "LosesTheLastDue", "FindsLaterOnly"),
        *("LeavesOutWhatIsDueNow", "IsDoneUpTo", "PassesOnByCase", "StartsOverAndOver"),
    ],
)
def test_the_state_machine_finds_what_a_wrong_store_does(name: str) -> None:
    """The comparison with the store in memory has teeth of its own."""
    wrong = BY_NAME[name]
    quick = settings(
        max_examples=400,
        stateful_step_count=15,
        deadline=None,
        database=None,
        derandomize=True,
        print_blob=False,
        report_multiple_bugs=False,
        phases=[phase for phase in settings.default.phases if phase.name in {"explicit", "generate"}],
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(store_machine(wrong), settings=quick)


def test_the_report_is_a_table_with_what_was_found_below() -> None:
    results = run_contract(BY_NAME["LeavesNowOut"].harness(), ["STORE-34", "STORE-37", "STORE-29"])
    lines = report(results).splitlines()
    assert lines[0] == f"store contract {KIT_VERSION}"
    assert [line[:23] for line in lines[1:4]] == [
        "STORE-34  broken       ",
        "STORE-37  kept         ",
        "STORE-29  unsupported  ",
    ]
    assert lines[-1] == "1 of 3 kept"
    assert any(line.startswith("  STORE-34  at the instant") for line in lines)
    assert "  STORE-29  the harness gives no 'reopen'" in lines


def test_a_required_clause_cannot_be_declared_unsupported() -> None:
    harness = Harness(MemoryStore, unsupported={"STORE-08": "we have no versions", "STORE-40": "no search yet"})
    required, optional = run_contract(harness, ["STORE-08", "STORE-40"])
    assert required.outcome == "broken"
    assert "we have no versions" in required.detail
    assert (optional.outcome, optional.detail) == ("unsupported", "no search yet")


def test_check_raises_with_the_words_of_the_clause() -> None:
    clauses = {clause.id: clause for clause in CLAUSES}
    harness = BY_NAME["LeavesNowOut"].harness()
    with pytest.raises(ContractBroken, match="STORE-34 Due are the cases"):
        check(clauses["STORE-34"], harness)
    with pytest.raises(Unsupported, match="does not offer Clock"):
        check(clauses["STORE-32"], harness)


def test_an_unknown_clause_is_refused() -> None:
    with pytest.raises(KeyError, match="STORE-99"):
        run_contract(MemoryStore, ["STORE-99"])


@pytest.mark.slow
def test_the_kit_runs_without_pytest_and_hypothesis() -> None:
    """A host with another test runner, or none, can hold its store to the contract."""
    program = """
import sys
sys.modules["pytest"] = sys.modules["hypothesis"] = None
from servicedesk.stores.memory import MemoryStore
from servicedesk.testing.contract import run_contract
from servicedesk.testing.wrong_stores import WRONG_STORES
print([r.outcome for r in run_contract(MemoryStore, ["STORE-01"])])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "['kept']"
