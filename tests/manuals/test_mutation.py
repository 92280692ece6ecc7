"""The command that alters rules one by one: it finds what the tests notice, and says so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from servicedesk.manuals.fuheng import MANUAL
from servicedesk.testing.mutants import mutants

pytestmark = pytest.mark.slow

COMMAND = Path(__file__).parents[1] / "mutate_rules.py"


def test_every_rule_is_left_out_once_and_altered() -> None:
    procedure = next(p for p in MANUAL.editions[0].procedures if p.name == "complaint")
    changes = list(mutants(procedure, MANUAL.roles))
    assert [m.place for m in changes if m.rule is None] == list(range(len(procedure.rules)))
    assert {m.place for m in changes if m.rule is not None} == set(range(len(procedure.rules)))
    assert all(m.rule != procedure.rules[m.place] for m in changes)


def test_the_span_of_a_limit_is_made_longer() -> None:
    procedure = next(p for p in MANUAL.editions[0].procedures if p.name == "complaint")
    spans = [
        str(getattr(m.rule, "span", ""))
        for m in mutants(procedure, MANUAL.roles)
        if m.what == "span longer by one" and str(procedure.rules[m.place].clause) == "4.2.3d"
    ]
    assert spans == ["5 hours"]


def test_the_changes_of_one_clause_are_all_noticed() -> None:
    done = subprocess.run(
        [sys.executable, str(COMMAND), "--clause", "4.3.2"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    last = done.stdout.strip().splitlines()[-1]
    assert re.fullmatch(
        r"fuheng/complaint: \d+ rules, (\d+) changes, \d+ killed by a test, \d+ refused by the validation, "
        r"0 survived, \d+ s",
        last,
    )
