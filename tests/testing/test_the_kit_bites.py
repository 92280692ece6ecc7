"""The kit finds the fault of each wrong store, and says what it finds in a form that can be used."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from servicedesk.stores.memory import MemoryStore
from servicedesk.testing import contract, wrong_stores
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
from servicedesk.texts.contract import FAULTS

HAN = re.compile(r"[\u4e00-\u9fff]")
VALUES = re.compile(r"\w+\(.*\)|'[^']*'|\"[^\"]*\"|\[.*\]|<.*>")
SAY = {"same": 2, "that": 1, "refused": 1, "ContractBroken": 0, "_same_instant": 2, "words": 0}
KIT = ("_kit.py", "contract.py")
BY_NAME = {wrong.__name__: wrong for wrong in WRONG_STORES}


@pytest.mark.parametrize("wrong", WRONG_STORES, ids=list(BY_NAME))
def test_each_wrong_store_is_caught_by_its_clause(wrong: type[WrongStore]) -> None:
    (result,) = run_contract(wrong.harness(), [wrong.caught_by])
    assert result.outcome == "broken", wrong.__doc__
    assert result.detail
    if not result.detail.partition(": ")[0].isidentifier():  # an error of the store, in its own words
        assert HAN.search(result.detail_zh), result.detail_zh
        assert not re.search(r"[a-z] [a-z]+ [a-z]", VALUES.sub("", result.detail_zh)), result.detail_zh


def test_each_clause_is_said_in_both_languages() -> None:
    """A sentence each, with a full stop; names of the port stay as they are typed."""
    for clause in CLAUSES:
        assert clause.text.endswith(".")
        assert HAN.search(clause.zh)
        assert clause.zh.endswith("。")
        assert not re.search(r"[,;:.!?]", clause.zh.removesuffix("."))
    assert len({clause.zh for clause in CLAUSES}) == len(CLAUSES)


def said_in(path: Path) -> Iterator[str]:
    """Every sentence that the checks of a module say is wrong."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAY:
            for said in call.args[SAY[call.func.id] :][:1]:
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value
                assert not isinstance(said, ast.JoinedStr), f"{path.name}:{said.lineno}: it is English alone"


def test_whatever_a_check_says_is_wrong_is_said_in_both_languages() -> None:
    """And nothing stands in the table that no check says."""
    folder = Path(contract.__file__).parent
    said = {each for path in (*folder.glob("_clauses_*.py"), *map(folder.joinpath, KIT)) for each in said_in(path)}
    assert said == set(FAULTS)
    holes = re.compile(r"\{\w+\}")
    assert [en for en, zh in FAULTS.items() if sorted(holes.findall(en)) != sorted(holes.findall(zh))] == []
    assert [en for en, zh in FAULTS.items() if not HAN.search(zh) and zh != en] == []


def test_the_report_is_chinese_throughout() -> None:
    results = run_contract(BY_NAME["LeavesNowOut"].harness(), ["STORE-34", "STORE-37", "STORE-29"])
    lines = report(results, "zh").splitlines()
    assert lines[0] == f"存储规约{KIT_VERSION}版"
    assert [line.split()[1] for line in lines[1:4]] == ["不符合", "符合", "未检验"]
    assert lines[2] == "STORE-37  符合　  每页不足一件的不收。"
    (found,) = [line for line in lines if line.startswith("  STORE-34")]
    assert found.startswith("  STORE-34  正当其时：应为[(datetime.datetime(2026, 3, 2, 1, 0")
    assert found.endswith("，实为[]")
    assert "  STORE-29  检验装置没有提供“reopen”" in lines
    assert lines[-1] == "3条中符合1条"


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
