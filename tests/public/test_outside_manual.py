"""A manual of another package: announced by an entry point on the path, run by every command, the library untouched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROWS = [
    # clause, kind, actor, summary, zh, quantity, reading
    ("1", "role", "gate_clerk", "The clerk takes applications.", "门岗文员 受理", None, None),
    ("2", "step", "gate_clerk", "The clerk issues the pass.", "发放停车证", None, None),
    (
        "3",
        "deadline",
        "gate_clerk",
        "A pass is issued within 1 working day.",
        "1个工作日内发放",
        {"value": 1, "unit": "working_day", "from": "applied", "bound": "max"},
        "From the application.",
    ),
    ("4", "escalation", "gate_clerk", "A late pass is reported to the head of security.", "报安全主管", None, None),
    ("5", "document", "gate_clerk", "The licence is shown before the pass is issued.", "出示行驶证", None, None),
]

MODULE = '''\
"""Parking passes (停车证): five clauses."""

from servicedesk.declare import (
    Deadline, DocumentRequirement, Escalation, Manual, Procedure, Start, Step, Task, builtin_roles, edition, local_rule,
    missed, role, text, working_days,
)
from servicedesk.rules.parts import document, form

HEAD = role("head_of_security", "安全主管", "head of security")
CLERK = role("gate_clerk", "门岗文员", "clerk at the gate", reports_to="head_of_security")
APPLICATION = form("application", "停车证申请表", text("applicant", "申请人", personal=True), text("plate", "车牌号"))
LICENCE = document("vehicle_licence", "行驶证", "vehicle licence")

PASSES = Procedure(
    "parking_pass", "停车证办理", states="applied > issued", ends="returned",
    terms={"applied": "已申请", "issued": "已发放", "returned": "已交回"},
    rules=[
        Start("1", CLERK, files=APPLICATION, zh="受理申请"),
        Task(local_rule("clause 5 needs an act in which the licence is shown"), "show_licence", CLERK,
            in_states="applied",            files=LICENCE, zh="出示行驶证", en="show the licence"),
        Step("2", "issue", CLERK, "applied", "issued", zh="发放"),
        Deadline("3", "issue", CLERK, working_days(1), since="applied", met_by="issued",
                 reading="From the application."),
        Escalation("4", "report_late", CLERK, notifies=HEAD, since=missed("issue"), zh="报安全主管"),
        DocumentRequirement("5", LICENCE, before_steps="issue"),
        Step(local_rule("a pass ends when it is handed back"), "hand_back", CLERK, "issued", "returned", zh="交回",
             en="hand back"),
    ],
)

MANUAL = Manual(
    "parking", "停车证管理规定",
    editions=edition("2026", PASSES, in_force_from="2026-01-01", verified_on="2026-01-01"),
    roles=(HEAD, CLERK), head=HEAD, builtin=builtin_roles(withdraw=CLERK, merge=CLERK, correct=HEAD, erase=HEAD),
    catalogue="gatehouse",
)
'''

# A1: applied on the eve, issued on the make-up Saturday. A2: applied on that Saturday, before nine days of feast.
LOG = """\
occurred_at,case,subject,procedure,step,actor,roles,applicant,plate,vehicle_licence
2026-02-13 10:00,A1,3-2-501,parking_pass,open,许兰,门岗文员,王某,豫A0001,
2026-02-14 09:00,A1,,,show_licence,许兰,门岗文员,,,是
2026-02-14 17:00,A2,3-2-502,parking_pass,open,许兰,门岗文员,李某,豫A0002,
2026-02-14 17:30,A1,,,issue,许兰,门岗文员,,,
2026-02-24 17:00,A2,,,issue,许兰,门岗文员,,,
2026-02-25 09:00,A2,,,show_licence,许兰,门岗文员,,,是
2026-02-25 09:10,A2,,,issue,许兰,门岗文员,,,
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory as an installer leaves it: a package, its catalogue as data, its announcement."""
    made = tmp_path_factory.mktemp("site")
    package, info = made / "gatehouse", made / "gatehouse-1.0.dist-info"
    package.mkdir()
    info.mkdir()
    (package / "__init__.py").touch()
    (package / "parking.py").write_text(MODULE, encoding="utf-8")
    with (package / "catalogue.jsonl").open("w", encoding="utf-8") as out:
        for clause, kind, actor, summary, zh, quantity, reading in ROWS:
            told = {
                "id": f"parking/parking_pass/{clause}",
                "manual": "parking",
                "source": "2026",
                "section": "停车",
                "clause": clause,
                "procedure": "parking_pass",
                "kind": kind,
                "actor": actor,
                "summary": summary,
                "zh": zh,
                "quantity": quantity,
                "scope": "core",
                "reading": reading,
            }
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gatehouse\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[servicedesk.manuals]\nparking = gatehouse.parking:MANUAL\n", encoding="utf-8"
    )
    (made / "log.csv").write_text(LOG, encoding="utf-8")
    return made


def run(site: Path, *arguments: str, announced: bool = True) -> Any:
    """What a command answers in a process of its own, as data; a warning is an error."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONWARNINGS")}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1"} | ({"PYTHONPATH": str(site)} if announced else {})
    command = [sys.executable, "-P", "-W", "error", "-m", "servicedesk", *arguments, "--json"]
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8")
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def replayed(site: Path) -> dict[str, Any]:
    store = ("--store", "sqlite:///desk.db")
    found: dict[str, Any] = run(site, "replay", "log.csv", "--manual", "parking", *store)
    return found


def test_the_manual_is_listed_beside_ours_and_only_where_its_package_is(site: Path) -> None:
    def names(*, announced: bool) -> set[str]:
        return {each["manual"] for each in run(site, "manuals", announced=announced)}

    assert names(announced=True) == names(announced=False) | {"parking"}
    assert "parking" not in names(announced=False)


def test_its_steps_and_limits_are_listed_with_posts_and_blanks(site: Path) -> None:
    told = run(site, "steps", "parking", "parking_pass")
    steps = {s["step"]: (s["roles_zh"], [b["name"] for b in s["fields"]]) for s in told["steps"]}
    assert steps == {
        "open": (["门岗文员"], ["applicant", "plate"]),
        "show_licence": (["门岗文员"], ["vehicle_licence"]),
        "issue": (["门岗文员"], []),
        "hand_back": (["门岗文员"], []),
    }
    assert [(li["limit"], li["clause"], li["within_zh"]) for li in told["limits"]] == [
        ("issue", "parking/parking_pass/3", "1个工作日内")
    ]


def test_its_ledger_joins_its_five_rows_with_its_rules(site: Path) -> None:
    programs = run(site, "ledger", "--manual", "parking")
    assert (programs["enforceable"], programs["open"], programs["uncited"]) == (5, [], [])


def test_its_log_is_replayed_by_its_own_clauses(replayed: dict[str, Any]) -> None:
    """The pass of Saturday 14 February 17:00 was due at the close of the next working day, Tuesday the 24th, 18:00."""
    (refusal,) = replayed["refusals"]["rows"]
    assert (refusal["line"], refusal["clause"], refusal["kind"]) == (6, "parking/parking_pass/5", "missing_document")
    assert replayed["limits"]["totals"] | {"met": 1, "missed": 1} == replayed["limits"]["totals"]
    (late,) = replayed["limits"]["missed"]
    assert (late["case"], late["due"], late["late_seconds"]) == ("A2", "2026-02-24T18:00:00+08:00", 15 * 3600 + 600)
    assert [(told["name"], told["roles_zh"]) for told in late["notified"]] == [("report_late", ["安全主管"])]


@pytest.mark.usefixtures("replayed")
def test_why_its_limit_was_due_then_is_explained_with_its_clause_and_reading(site: Path) -> None:
    told = run(site, "explain", "A2", "issue", "--manual", "parking", "--store", "sqlite:///desk.db")
    words = json.dumps(told, ensure_ascii=False)
    for expected in ("parking/parking_pass/3", "From the application.", "2026-02-24", "春节"):
        assert expected in words


@pytest.mark.usefixtures("replayed")
def test_its_history_and_its_types_are_there_too(site: Path) -> None:
    told = run(site, "history", "A1", "--manual", "parking", "--store", "sqlite:///desk.db")
    assert "王某" not in json.dumps(told, ensure_ascii=False)
    assert "class ParkingDesk(Protocol):" in run(site, "stubs", "parking")["stub"]
