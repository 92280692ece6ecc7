"""Altering or leaving out a rule of the toy manual whose numbers the site has makes a test fail."""

from __future__ import annotations

import pytest
from attrs import evolve, fields

from engine import test_interval_by_policy
from engine.test_course_mutants import altered, fails, runs
from mutate_rules import mutants
from sample_manuals import yezhu as m
from servicedesk import Procedure, build_program
from servicedesk.errors import ServicedeskError
from servicedesk.rules.values import ByPolicy

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::servicedesk.errors.ServicedeskWarning")]

OF_THE_SITE = (ByPolicy,)
TESTS = [test for module in (test_interval_by_policy,) for test in runs(module)]


def places_of_the_site(procedure: Procedure) -> dict[int, set[str]]:
    """The fields of each rule that hold what only the site says."""
    rules = enumerate(procedure.rules)
    held = {n: {f.name for f in fields(type(r)) if isinstance(getattr(r, f.name), OF_THE_SITE)} for n, r in rules}
    return {number: names for number, names in held.items() if names}


@pytest.mark.parametrize("procedure", [m.RETURN_VISIT], ids=["return_visit"])
def test_every_alteration_is_noticed(procedure: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    about, survivors = places_of_the_site(procedure), []
    for mutant in mutants(procedure, m.MANUAL.roles):
        if mutant.rule is not None and mutant.what.split()[0] not in about.get(mutant.place, ()):
            continue
        if mutant.place not in about:
            continue
        try:
            changed = altered(procedure, mutant)
            others = tuple(changed if p.name == procedure.name else p for p in m.MANUAL.editions[0].procedures)
            other = evolve(m.MANUAL, editions=(evolve(m.MANUAL.editions[0], procedures=others),))
            build_program(other, "undated")
        except ServicedeskError:
            continue
        with monkeypatch.context() as patched:
            patched.setattr(m, "MANUAL", other)
            if not any(fails(test) for test in TESTS):
                survivors.append(f"{procedure.rules[mutant.place].place()}: {mutant.what}")
    assert survivors == []
