"""``servicedesk move``: running cases under another edition, from a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from servicedesk.cli import main

MODULE = """\
from servicedesk.declare import *

HEAD = role("head", "主任")
CLERK = role("clerk", "文员", reports_to="head")
WHY = local_rule("an enquiry")
OLD = Procedure("enquiry", "咨询", states="noted", ends="answered", terms={"noted": "已登记"}, rules=[
    Start(WHY, CLERK, zh="登记"),
    Deadline(WHY, "answer", CLERK, hours(8), since="noted", met_by="answered", zh="答复"),
    Step(WHY, "reply", CLERK, "noted", "answered", zh="书面答复"),
])
NEW = Procedure("enquiry", "咨询", states="taken", ends="answered", rules=[
    Start(WHY, CLERK, zh="登记"),
    Deadline(WHY, "answer", CLERK, hours(4), since="taken", met_by="answered", zh="答复"),
    Step(WHY, "reply", CLERK, "taken", "answered", zh="书面答复"),
])
MANUAL = Manual(
    "desk", "前台规定",
    editions=(
        edition("2025", OLD, in_force_from="2025-01-01", verified_on="2026-11-24"),
        edition("2027", NEW, in_force_from="2027-01-01", verified_on="2026-11-24"),
    ),
    roles=(HEAD, CLERK), head=HEAD,
    builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
)
"""
LOG = """\
occurred_at,case,subject,procedure,step,actor,roles
2026-09-28 09:00,A,301,enquiry,open,li,clerk
"""
WORDS = ["--from", "2025", "--to", "2027", "--why", "新版", "--at", "2026-09-28 10:00", "--actor", "zhou"]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command over a file with one case of 2025: its exit code and what it prints."""
    monkeypatch.chdir(tmp_path)
    Path("desk.py").write_text(MODULE, encoding="utf-8")
    Path("log.csv").write_text(LOG, encoding="utf-8")
    own = ["--manual", "desk.py:MANUAL", "--store", "sqlite:///desk.db"]

    def asked(name: str, *arguments: str) -> tuple[int, str]:
        code = main([name, *arguments, *own])
        return code, capsys.readouterr().out

    assert asked("replay", "log.csv")[0] == 0
    return asked


def test_a_dry_run_first_then_the_move(ask: Any) -> None:
    """Eight hours from nine are four; the dry run leaves the case where it is."""
    renamed = ["--state", "noted=taken"]
    code, said = ask("move", "A", *WORDS, *renamed, "--dry-run", "--lang", "zh")
    assert code == 0
    assert "检查案件1件，改按新版1件，未改0件（试算，未写入）" in said
    row = next(line for line in said.splitlines() if line.startswith("A "))
    assert row.split() == [
        *("A", "301", "noted", "taken", "变动", "answer", "local"),
        *("2026-09-28", "17:00", "2026-09-28", "13:00"),
    ]
    data = json.loads(ask("move", "A", *WORDS[:-2], *renamed, "--json")[1])
    assert [(each["case_id"], each["new_state"]) for each in data["moved"]] == [("A", "taken")]
    history = json.loads(ask("history", "A", "--json")[1])
    assert [line["kind"] for line in history] == ["opened", "started", "moved", "retargeted"]
    assert (history[2]["by"], history[2]["zh"]) == ("command line", "由手册2025版改按2027版办理：新版")


def test_what_stays_where_it_is_says_why(ask: Any) -> None:
    """In the language that is asked for; a case that is not there is listed too."""
    code, said = ask("move", "A", "B", *WORDS, "--lang", "zh")
    assert code == 0
    assert "2027版没有状态“已登记”，须指明改为哪个状态" in said
    assert re.search(r"未能检查\n.*\nB +没有该案件", said, re.DOTALL)


def test_a_state_that_is_written_wrongly(ask: Any) -> None:
    with pytest.raises(SystemExit):
        ask("move", "A", *WORDS, "--state", "noted")
