"""Altering or leaving out a rule of the toy manuals whose number the site has, or that reads a sum, fails a test."""

from __future__ import annotations

from types import ModuleType

import pytest
from attrs import evolve, fields

from engine import test_interval_by_policy, test_totals
from engine.test_course_mutants import altered, fails, runs
from sample_manuals import sums, yezhu
from servicedesk import Procedure, build_program
from servicedesk.errors import ServicedeskError
from servicedesk.rules.conditions import walk
from servicedesk.rules.totals import TotalCompare
from servicedesk.rules.values import ByPolicy
from servicedesk.testing.mutants import mutants

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::servicedesk.errors.ServicedeskWarning")]


def places(procedure: Procedure) -> dict[int, set[str]]:
    """The fields of each rule that hold what only the site says, or read a sum."""
    found: dict[int, set[str]] = {}
    for number, rule in enumerate(procedure.rules):
        held = {each.name for each in fields(type(rule)) if isinstance(getattr(rule, each.name), ByPolicy)}
        held |= {at for at, read in rule.conditions() if any(isinstance(part, TotalCompare) for part in walk(read))}
        if held:
            found[number] = held
    return found


@pytest.mark.parametrize(
    ("module", "procedure", "tests"),
    [
        (yezhu, yezhu.RETURN_VISIT, test_interval_by_policy),
        (sums, sums.TRUSTEESHIP, test_totals),
        (sums, sums.DEPOSIT, test_totals),
    ],
    ids=["interval", "readings", "deductions"],
)
def test_every_alteration_is_noticed(
    module: ModuleType, procedure: Procedure, tests: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual, about, survivors = module.MANUAL, places(procedure), list[str]()
    for mutant in mutants(procedure, manual.roles):
        names = about.get(mutant.place, set())
        if not names or (mutant.rule is not None and mutant.what.split()[0] not in names):
            continue
        try:
            changed = altered(procedure, mutant)
            others = tuple(changed if p.name == procedure.name else p for p in manual.editions[0].procedures)
            other = evolve(manual, editions=(evolve(manual.editions[0], procedures=others),))
            build_program(other, "undated")
        except ServicedeskError:
            continue
        with monkeypatch.context() as patched:
            patched.setattr(module, "MANUAL", other)
            if not any(fails(test) for test in runs(tests)):
                survivors.append(f"{procedure.rules[mutant.place].place()}: {mutant.what}")
    assert survivors == []
