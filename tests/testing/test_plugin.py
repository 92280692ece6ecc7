"""The pytest plugin in a suite of a host: the mark, the witnesses, the ledger as items; and how light it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

MANUAL = """
from pathlib import Path
from servicedesk.declare import *

CLERK = role("clerk", "文员")
VISIT = Procedure("visit", "来访", states="announced", ends="left", rules=[
    Start("1", CLERK, zh="登记来访"),
    Step("2", "leave", CLERK, "announced", "left", zh="登记离开"),
])
MANUAL = Manual(
    "gate", "门岗规定", editions=edition("2026", VISIT, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=CLERK, head=CLERK, builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK),
    catalogue=str(Path(__file__).parent / "catalogue.jsonl"),
)
"""

SUITE = """
import pytest
from gate import CLERK, MANUAL
from servicedesk import Actor, Desk
from servicedesk.testing.pytest_ledger import ManualLedger

LI = Actor("li", {"clerk"})

class TestLedger(ManualLedger):
    manual = MANUAL

@pytest.mark.clause("gate/visit/1")
def test_a_visit_is_announced():
    assert Desk(MANUAL).open("visit", subject="301", by=LI).state == "announced"

@pytest.mark.clause("gate/visit/2")
def test_a_visitor_leaves():
    desk = Desk(MANUAL)
    case = desk.open("visit", subject="301", by=LI)
    desk.act(case.id, "leave", by=LI)
    assert desk.case(case.id).state == "left"
"""

CITES = """
def test_a_visit_is_announced_by_clause_1():
    (edition,) = desks.registry.manual("gate").editions
    assert str(edition.procedures[0].rules[0].clause) == "1"
"""


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A manual of two rows in a module, and its tests."""
    rows = [
        {
            "id": f"gate/visit/{clause}", "manual": "gate", "source": "2026", "section": "来访", "clause": clause,
            "procedure": "visit", "kind": "step", "actor": "clerk", "summary": f"Clause {clause}.", "zh": "登记",
            "quantity": None, "scope": "core", "reading": None,
        }
        for clause in ("1", "2")
    ]  # fmt: skip
    (tmp_path / "catalogue.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "gate.py").write_text(MANUAL, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_gate.py").write_text(SUITE, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n", encoding="utf-8")
    return tmp_path


def python(host: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(host), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=host, env=environment, capture_output=True, text=True, check=False
    )


def suite(host: Path, *more: str) -> dict[str, str]:
    """How each test of the host ends."""
    done = python(host, "-m", "pytest", "-v", "-p", "servicedesk.testing.pytest_plugin", "-p", "no:xdist", *more)
    return dict(re.findall(r"^tests/test_gate\.py::(\S+(?: \S+)*?) (PASSED|FAILED|SKIPPED)", done.stdout, re.MULTILINE))


def failed(host: Path, *more: str) -> set[str]:
    return {name for name, how in suite(host, *more).items() if how == "FAILED"}


def test_the_witnesses_are_written_beside_the_catalogue_and_the_ledger_is_closed(host: Path) -> None:
    assert failed(host) == {
        "TestLedger::test_ledger[unwitnessed gate/visit/1]",
        "TestLedger::test_ledger[unwitnessed gate/visit/2]",
        "TestLedger::test_witnesses",
    }
    suite(host, "--collect-only", "--write-witnesses")
    assert json.loads((host / "witnesses.json").read_text(encoding="utf-8")) == {
        "gate/visit/1": ["test_gate.py::test_a_visit_is_announced"],
        "gate/visit/2": ["test_gate.py::test_a_visitor_leaves"],
    }
    answers = suite(host)
    assert len(answers) == 8
    assert set(answers.values()) == {"PASSED"}


def test_each_fault_of_the_ledger_is_an_item(host: Path) -> None:
    """A row too many is open, a rule of another clause is uncited and a mark of no row disagrees."""
    suite(host, "--write-witnesses")
    catalogue, tests = host / "catalogue.jsonl", host / "tests" / "test_gate.py"
    rows = catalogue.read_text(encoding="utf-8")
    first = rows.splitlines()[0]
    catalogue.write_text(rows + first.replace("visit/1", "visit/3").replace('"1"', '"3"') + "\n", encoding="utf-8")
    tests.write_text(SUITE.replace("gate/visit/2", "gate/visit/7"), encoding="utf-8")
    suite(host, "--write-witnesses")
    assert failed(host) == {
        "TestLedger::test_ledger[open gate/visit/3]",
        "TestLedger::test_ledger[unwitnessed gate/visit/2]",
        "TestLedger::test_ledger[disagreements gate/visit/7 witness]",
    }
    known = '    known = {"open gate/visit/3", "unwitnessed gate/visit/2", "disagreements gate/visit/7 witness"}\n'
    more = '    manual = MANUAL\n    known |= {"open gate/visit/9"}\n'
    text = tests.read_text(encoding="utf-8")
    tests.write_text(text.replace("    manual = MANUAL\n", known + more), encoding="utf-8")
    assert failed(host) == {"TestLedger::test_ledger[open gate/visit/9]"}


def test_a_part_of_the_tests_neither_writes_nor_judges_the_witnesses(host: Path) -> None:
    part = "tests/test_gate.py::test_a_visit_is_announced"
    done = python(host, "-m", "pytest", "-p", "servicedesk.testing.pytest_plugin", "--write-witnesses", part)
    assert "name no files" in done.stderr
    assert not (host / "witnesses.json").exists()
    (answer,) = suite(host, "tests/test_gate.py::TestLedger::test_witnesses").values()
    assert answer == "SKIPPED"


MUTATE = ("-m", "servicedesk.testing.mutation", "--manual", "gate:MANUAL", "--procedure", "visit", "--tests", "tests")


def test_the_rules_of_a_host_are_mutated_and_what_no_test_notices_survives(host: Path) -> None:
    """Without its ledger nothing in the suite says which clause a visit is announced by."""
    suite(host, "--write-witnesses")
    done = python(host, *MUTATE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(
        r"^gate/visit: 2 rules, \d+ changes, \d+ killed by a test, .* 0 survived", done.stdout, re.MULTILINE
    )
    tests = host / "tests" / "test_gate.py"
    tests.write_text(SUITE.replace("class TestLedger(ManualLedger):\n    manual = MANUAL\n", ""), encoding="utf-8")
    done = python(host, *MUTATE)
    assert done.returncode == 1, done.stdout
    assert "Start('1', 'open'): clause another row: SURVIVED" in done.stdout


def test_a_host_that_keeps_desks_exchanges_them_by_the_hook(host: Path) -> None:
    """A registry that was made once does not see a changed manual, until the hook says so."""
    tests = host / "tests" / "test_gate.py"
    kept = SUITE.replace("LI = Actor", "from kept import desks\nLI = Actor").replace("Desk(MANUAL)", "desks.new()")
    kept = kept.replace("class TestLedger(ManualLedger):\n    manual = MANUAL\n", "")
    tests.write_text(f"{kept}\n{CITES}", encoding="utf-8")
    (host / "kept.py").write_text(
        "from gate import MANUAL\nfrom servicedesk import Desk, Registry\n\n"
        "class Desks:\n    registry = Registry.of(MANUAL)\n\n"
        "    def new(self):\n        return Desk('gate', registry=self.registry)\n\n"
        "desks = Desks()\n",
        encoding="utf-8",
    )
    blind = python(host, *MUTATE)
    assert (blind.returncode, blind.stdout.count("SURVIVED")) == (1, 1), blind.stdout
    (host / "conftest.py").write_text(
        "from kept import desks\n\ndef pytest_put_to_test(registry):\n    desks.registry = registry\n    return True\n",
        encoding="utf-8",
    )
    assert python(host, *MUTATE).returncode == 0


COVERAGE = (
    "-m",
    "pytest",
    "-p",
    "servicedesk.testing.pytest_plugin",
    "--manual-coverage",
    "gate:MANUAL",
    "-k",
    "test_a_visit",
)


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["one", "two"])
def test_what_the_tests_of_a_manual_covered_is_said_and_what_is_left_fails_the_run(
    host: Path, processes: tuple[str, ...]
) -> None:
    """A visit is announced and a visitor leaves; where only the first is tested, the second is named."""
    whole = python(host, *COVERAGE, *processes)
    assert (whole.returncode, "coverage of gate" in whole.stdout, "not covered" in whole.stdout) == (0, True, False)
    assert "action: 2 of 2" in whole.stdout
    part = python(host, *COVERAGE, *processes, "--deselect", "tests/test_gate.py::test_a_visitor_leaves")
    assert part.returncode == 1, part.stdout
    assert "action: 1 of 2" in part.stdout
    assert "not covered: visit action leave" in part.stdout
    wrong = python(host, *COVERAGE[:-3], "gates:MANUAL")
    assert wrong.returncode == 4
    assert "No module named 'gates'" in wrong.stderr
    catalogue = host / "catalogue.jsonl"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace('"core"', '"cor"', 1), encoding="utf-8")
    wrong = python(host, *COVERAGE)
    assert (wrong.returncode, "INTERNALERROR" in wrong.stdout) == (4, False)
    assert "'scope' cannot be 'cor'" in wrong.stderr


def test_what_was_covered_of_other_rules_does_not_count(host: Path) -> None:
    """A namesake in which visitors leave otherwise covers nothing of the manual."""
    tests = host / "tests" / "test_gate.py"
    (host / "other.py").write_text(MANUAL.replace('"2", "leave"', '"2", "depart"'), encoding="utf-8")
    other = SUITE.replace("from gate import", "from other import").replace('"leave"', '"depart"')
    tests.write_text(other, encoding="utf-8")
    done = python(host, *COVERAGE)
    assert (done.returncode, "action: 0 of 2" in done.stdout) == (1, True), done.stdout


def test_a_manual_or_procedure_that_is_not_there_is_told(host: Path) -> None:
    done = python(host, *MUTATE[:2], "--manual", "gate:GATE", *MUTATE[4:])
    assert (done.returncode, "GATE" in done.stdout) == (2, True)
    done = python(host, *MUTATE[:4], "--procedure", "visits", "--tests", "tests")
    assert (done.returncode, done.stdout) == (2, "gate has no procedure 'visits'; it has visit\n")
    done = python(host, *MUTATE, "--clause", "2.9")
    assert (done.returncode, done.stdout) == (2, "no rule of gate/visit claims '2.9'; they claim 1, 2\n")


def test_the_plugin_is_light(tmp_path: Path) -> None:
    """A run that asks for nothing imports neither Hypothesis nor a manual, nor a desk."""
    (tmp_path / "test_nothing.py").write_text("def test_nothing(): pass\n", encoding="utf-8")
    code = (
        "import pytest, sys; pytest.main(['-q', '-p', 'no:hypothesispytest', '-p', 'no:xdist', '-p', 'no:sybil',"
        " '-p', 'servicedesk.testing.pytest_plugin']); print(*(m for m in sys.modules if 'servicedesk' in m))"
    )
    done = python(tmp_path, "-c", code)
    assert set(done.stdout.splitlines()[-1].split()) == {
        "servicedesk", "servicedesk._lazy", "servicedesk._starting", "servicedesk._version", "servicedesk.testing",
        "servicedesk.testing.hooks", "servicedesk.testing.pytest_plugin", "servicedesk.testing.witnesses",
    }  # fmt: skip
