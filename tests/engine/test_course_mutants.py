"""Altering or leaving out any rule of the toy manuals that says what becomes of a case makes a test fail.

The rules are those of the constructs on the page ``docs/course.md``; the tests are those of their modules, run on the
altered manual in this process.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from attrs import evolve

from engine import test_counts, test_declining, test_holding, test_left, test_milestones, test_promises
from sample_manuals import course as m
from servicedesk import Manual, Procedure, build_program
from servicedesk.errors import ServicedeskError
from servicedesk.rules.actions import Permission
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.counts import NthTime
from servicedesk.rules.effects import Milestone
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.limits import Pause
from servicedesk.testing.mutants import Mutant, mutants

pytestmark = pytest.mark.slow

OF_PAUSES = {"limits", "actions", "entitlements", "since", "resumed_by"}
OF_MILESTONES = {"condition", "in_states", "again"}


def fields_of_the_course(rule: Rule) -> set[str]:
    """The fields of a rule that are there for one of the constructs."""
    read = {place for place, condition in rule.conditions() for part in walk(condition) if _is_new(part)}
    found = read | ({"promised_to"} if getattr(rule, "promised_to", ()) else set())
    if isinstance(rule, Pause | Milestone):
        return found | (OF_PAUSES if isinstance(rule, Pause) else OF_MILESTONES)
    if not (isinstance(rule, Permission) and rule.decline):
        return found
    return found | {"decline"} | (set() if rule.per_item else {"in_states"})  # items are there in some states only


def _is_new(part: Condition) -> bool:
    return isinstance(part, NthTime) or (isinstance(part, CaseEvent) and part.kind in ("left", "achieved"))


def runs(module: ModuleType) -> list[Callable[[], object]]:
    """The tests of a module that need nothing given."""
    found = (each for name, each in vars(module).items() if name.startswith("test_"))
    return [each for each in found if callable(each) and not inspect.signature(each).parameters]


def altered(procedure: Procedure, mutant: Mutant) -> Procedure:
    kept = () if mutant.rule is None else (mutant.rule,)
    return evolve(procedure, rules=(*procedure.rules[: mutant.place], *kept, *procedure.rules[mutant.place + 1 :]))


def survivors(name: str, procedure: Procedure, modules: list[ModuleType], patch: pytest.MonkeyPatch) -> Iterator[str]:
    manual: Manual = getattr(m, name)
    tests = [test for module in modules for test in runs(module)]
    for mutant in mutants(procedure, manual.roles):
        rule = procedure.rules[mutant.place]
        about = fields_of_the_course(rule)
        if not about or (mutant.rule is not None and mutant.what.split()[0] not in about):
            continue
        try:
            changed = altered(procedure, mutant)
            others = tuple(changed if p.name == procedure.name else p for p in manual.editions[0].procedures)
            other = evolve(manual, editions=(evolve(manual.editions[0], procedures=others),))
            build_program(other, other.editions[0].name)
        except ServicedeskError:
            continue
        with patch.context() as patched:
            patched.setattr(m, name, other)
            if not any(fails(test) for test in tests):
                yield f"{rule.place()}: {mutant.what}"


def fails(test: Callable[[], object]) -> bool:
    try:
        test()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001  whatever a changed rule brings about
        return True
    return False


@pytest.mark.parametrize(
    ("name", "procedure", "modules"),
    [
        ("MANUAL", m.RENOVATION, [test_declining, test_milestones, test_left]),
        ("MANUAL", m.REPAIR, [test_counts]),
        ("ACCIDENTS", m.EMERGENCY, [test_holding]),
        ("ACCIDENTS", m.COMPLAINT, [test_promises]),
    ],
    ids=["renovation", "repair", "emergency", "complaint"],
)
def test_every_alteration_is_noticed(
    name: str, procedure: Procedure, modules: list[ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(survivors(name, procedure, modules, monkeypatch)) == []
