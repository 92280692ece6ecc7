"""Every fault of a declaration is refused when it is built, with clause, place and what would help."""

from __future__ import annotations

import ast
import inspect
import runpy
from pathlib import Path
from typing import Any

import pytest

from bad.expected import EXPECTED
from servicedesk.errors import DefinitionFault, InvalidProcedure
from servicedesk.rules import checks as validation
from servicedesk.rules.checks.report import Report

HERE = Path(__file__).parent
VALIDATION = Path(validation.__file__).parent
SHARED = {"words", "expected", "test_bad"}


def faults_of(name: str) -> list[DefinitionFault]:
    """What running the wrong module raises."""
    with pytest.raises((InvalidProcedure, DefinitionFault)) as caught:
        runpy.run_path(str(HERE / f"{name}.py"))
    return list(caught.value.faults) if isinstance(caught.value, InvalidProcedure) else [caught.value]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_fault_is_told_with_the_words_that_matter(name: str) -> None:
    """One wrong thing makes one fault; it says where it stands and carries clause and place as data."""
    clause, *words = EXPECTED[name]
    (fault,) = faults_of(name)
    said = str(fault)
    assert [word for word in words if word not in said] == []
    assert fault.fields["clause"] == clause
    assert fault.fields["place"] in said or fault.fields["place"] == ""
    assert fault.remedy


def test_every_wrong_declaration_is_expected() -> None:
    """No wrong module lies about unread."""
    modules = {path.stem for path in HERE.glob("*.py")} - SHARED
    assert modules - set(EXPECTED) == {"seven_at_once"}


def test_seven_faults_are_told_at_once() -> None:
    """Whoever declares a procedure hears everything in one go, in one exception group."""
    faults = faults_of("seven_at_once")
    assert {(f.fields["clause"], f.fields["place"]) for f in faults} == {
        ("the clerk rings", "Task('the clerk rings', 'ring')"),
        ("4", "Task('4', '致电')"),
        ("5", "Task('5', 'note')"),
        ("6", "Step('6', 'file')"),
        ("7", "Deadline('7', 'close')"),
        ("8", "Requirement('8', '')"),
        ("9", "ChildCase('9', '')"),
    }
    assert len(faults) == 7
    with pytest.raises(ExceptionGroup, match=r"procedure 'process' is declared wrongly") as caught:
        runpy.run_path(str(HERE / "seven_at_once.py"))
    assert "7 fault(s)" in str(caught.value)
    assert all(str(fault) in str(caught.value) for fault in faults)


def test_every_refusal_in_the_checks_has_its_wrong_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place where a check reports something is reached by one of the modules here."""
    places = {
        (path.name, node.lineno, node.end_lineno)
        for path in VALIDATION.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("add", "unknown", "each_known")
        and ast.unparse(node.func.value) == "report"
    }
    reached: set[tuple[str, int]] = set()
    add = Report.add

    def watched(self: Report, rule: Any, message: str, remedy: str = "") -> None:
        frame = inspect.currentframe()
        while frame is not None:
            if frame.f_code.co_filename.startswith(str(VALIDATION)):
                reached.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
            frame = frame.f_back
        add(self, rule, message, remedy)

    monkeypatch.setattr(Report, "add", watched)
    for name in (*EXPECTED, "seven_at_once"):
        faults_of(name)
    unread = sorted(
        f"{file}:{first}"
        for file, first, last in places
        if not any(file == f and first <= line <= (last or first) for f, line in reached)
    )
    assert unread == []
