"""Every command that takes a manual takes one in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servicedesk.cli import main

MODULE = """\
from servicedesk.declare import *

HEAD = role("head", "主任")
CLERK = role("clerk", "文员", reports_to="head")
WHY = local_rule("a first try")
BOOKING = Procedure("booking", "会议室借用", states="requested", ends="given", rules=[
    Start(WHY, CLERK, zh="受理申请"),
    Task(WHY, "answer", CLERK, within=working_hours(2), since=OPENED, zh="答复"),
    Step(WHY, "give", CLERK, "requested", "given", zh="交付"),
])
MANUAL = Manual(
    "rooms", "会议室管理规定",
    editions=edition("2026", BOOKING, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK), head=HEAD,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
)
"""
LOG = """\
occurred_at,case,subject,procedure,step,actor,roles
2026-09-28 09:00,A,301,booking,open,li,clerk
"""
DESK = ["options A", "obligations A", "due", "history A", "explain A answer", "tick", "recalculate", "relay --once"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the manual, a log and a file of cases."""
    monkeypatch.chdir(tmp_path)
    Path("rooms.py").write_text(MODULE, encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")
    assert main(["replay", "log.csv", "--manual", "rooms.py:MANUAL", "--store", "sqlite:///desk.db", "--json"]) == 0
    return tmp_path


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("command", DESK)
def test_commands_at_a_desk(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, *rest = command.split()
    assert main([name, *rest, "--manual", "rooms.py:MANUAL", "--store", "sqlite:///desk.db"]) == 0, capsys.readouterr()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("place")
def test_commands_that_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    steps = said(capsys, "steps", "rooms.py:MANUAL", "booking")
    assert [step["step"] for step in steps["steps"]] == ["open", "answer", "give"]
    assert said(capsys, "ledger", "--manual", "rooms.py:MANUAL")["uncited"] == []
    assert "class RoomsDesk(Protocol):" in said(capsys, "stubs", "rooms.py:MANUAL")["stub"]


def test_a_fault_is_told_with_file_and_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing else than the message, and exit code 2."""
    (place / "wrong.py").write_text("from servicedesk.declare import *\n\nX = role()\n", encoding="utf-8")
    assert main(["steps", "wrong.py:MANUAL", "booking"]) == 2
    assert (
        "wrong.py, line 3: role(...): name= is missing (it needs name, zh); zh= is missing" in capsys.readouterr().err
    )
