"""All faults are reported at once, and each place that reports one is reached by a wrong declaration."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest

from rules.wrong.declarations import CLERK, WRONG, faults_of, procedure
from servicedesk.declare import ChildCase, Deadline, Requirement, Step, Task, done
from servicedesk.rules import checks
from servicedesk.rules.checks.report import Report

HERE = Path(__file__).parent
CHECKS = Path(checks.__file__).parent


def seven_at_once() -> None:
    """A declaration with seven faults, which are reported together."""
    procedure(
        Task("the clerk rings", "ring", CLERK, zh="办理"),
        Task("4", "致电", CLERK, zh="办理"),
        Task("5", "note", "clerk", zh="办理"),
        Step("6", "file", CLERK, "received", "archived", zh="办理"),
        Deadline("7", "close", CLERK, since="received", met_by=done("close")),
        Requirement("8", before_steps="close"),
        ChildCase("9", procedure="repair"),
    )


def test_seven_faults_are_reported_at_once() -> None:
    """Whoever declares a procedure hears everything in one go, in one exception group."""
    faults = faults_of(seven_at_once)
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
        seven_at_once()
    assert "7 fault(s)" in str(caught.value)
    assert all(str(fault) in str(caught.value) for fault in faults)


def test_seven_faults_are_said_in_chinese() -> None:
    """Each with the clause, the place and what to write; what the author types stays as it is typed."""
    said = {fault.fields["clause"]: fault.text("zh") for fault in faults_of(seven_at_once)}
    assert said["5"] == '5条的Task“note”：performers=中的\'clerk\'不是岗位。请用role("name", "term")声明'
    assert said["7"] == "7条的Deadline“close”：没有时长。请在岗位之后写时长"
    assert said["9"] == "9条的ChildCase：未写明何时转办什么。请写procedure=和since="
    with pytest.raises(ExceptionGroup) as caught:
        seven_at_once()
    whole = caught.value.text("zh")  # type: ignore[attr-defined]  # an InvalidProcedure
    assert whole.startswith("流程“process”的声明有误，共7处：\n  - ")
    assert all(each in whole for each in said.values())


def test_every_report_of_the_checks_has_its_wrong_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place where a check reports something is reached by one of the functions here."""
    places = {
        (path.name, node.lineno, node.end_lineno)
        for path in CHECKS.glob("*.py")
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
            if frame.f_code.co_filename.startswith(str(CHECKS)):
                reached.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
            frame = frame.f_back
        add(self, rule, message, remedy)

    for path in HERE.glob("test_*.py"):
        importlib.import_module(f"rules.wrong.{path.stem}")
    monkeypatch.setattr(Report, "add", watched)
    for build in (*WRONG, seven_at_once):
        faults_of(build)
    unreached = sorted(
        f"{file}:{first}"
        for file, first, last in places
        if not any(file == f and first <= line <= (last or first) for f, line in reached)
    )
    assert unreached == []
