"""Who holds which role changes who is notified, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from manuals.fuheng.case_desk import manual
from manuals.fuheng.complaint_desk import complaint
from manuals.rosters import ROSTERS, chosen, roster
from servicedesk import Policy
from servicedesk.engine.entry import Entry, EscalationEntry

FOLDER = Path(__file__).parent


def late(people: dict[str, Any]) -> tuple[Entry, ...]:
    """The history of a complaint that nobody handles, up to the last level of its reports."""
    case = complaint(policy=Policy(roster=people)).to_assigned().tick("2026-04-30 09:00")
    return tuple(line.entry for line in case.desk.history(case.id))


def bare(entry: Entry) -> Entry:
    """An entry without its recipients."""
    return evolve(entry, to=(), names=(), vacant=()) if isinstance(entry, EscalationEntry) else entry


@pytest.mark.parametrize("kind", ROSTERS)
def test_a_roster_changes_recipients_alone(kind: str) -> None:
    plain = [bare(entry) for entry in late({})]
    assert [e for e in plain if isinstance(e, EscalationEntry)]
    for number in range(0, len(manual().roles), 7):
        assert [bare(entry) for entry in late(roster(manual(), kind, number))] == plain


def test_the_three_rosters() -> None:
    each, two, vacant = (roster(manual(), kind) for kind in ROSTERS)
    first = next(role for role in manual().roles if role.reports_to)
    assert each.keys() == two.keys() == vacant.keys() == {role.name for role in manual().roles if not role.is_party}
    assert len({tuple(names) for names in each.values()}) == len(each)
    assert [role for role in each if each[role] != two[role]] == [first.reports_to]
    assert two[first.reports_to] == two[first.name]
    assert [role for role, names in vacant.items() if not names] == [first.name]


def test_a_desk_without_a_roster_has_that_of_its_test(people: str, request: pytest.FixtureRequest) -> None:
    assert people == os.environ.get("MANUAL_ROSTER", chosen(request.node.name)[0])
    case = complaint().to_assigned().tick("2026-04-30 09:00")
    names = {name for message in case.desk.messages(case.id) for name in message.to_names}
    assert names
    assert names <= {f"{role.zh}甲" for role in manual().roles}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ROSTERS)
def test_every_test_of_the_manuals_holds_under_each_roster(kind: str) -> None:
    """Under its own by the run of the suite, under the two others here."""
    folders = sorted(str(path.parent) for path in FOLDER.glob("*/case_desk.py"))
    command = [sys.executable, "-m", "pytest", *folders, "-q", "-x", "-m", "not slow", "-p", "no:cacheprovider"]
    found = subprocess.run(
        command,
        env={**os.environ, "MANUAL_ROSTER": kind},
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-3000:]
