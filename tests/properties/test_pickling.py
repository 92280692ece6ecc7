"""Rules, refusals, errors and rule books travel between processes."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from properties.driving import CLERK, JOB, desk_of, open_all
from properties.sample import JOB as PROCEDURE
from properties.sample import MANUAL
from servicedesk import Actor, Registry, errors
from servicedesk.errors import DefinitionFault, InvalidProcedure, RefusedStep, ServicedeskError
from servicedesk.manuals import fuheng


def again(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301  made one line ago


@pytest.mark.parametrize("rule", [*PROCEDURE.rules, *fuheng.MANUAL.editions[0].procedures[0].rules], ids=repr)
def test_a_rule_comes_back_equal(rule: object) -> None:
    """With its conditions, spans, roles and forms."""
    assert again(rule) == rule


def test_a_manual_comes_back_equal() -> None:
    """And so every procedure in it."""
    assert again(fuheng.MANUAL) == fuheng.MANUAL
    assert again(MANUAL) == MANUAL


def test_a_rule_book_travels_as_its_manual_and_edition() -> None:
    """It holds functions and a machine, so it is compiled again where it arrives."""
    program = Registry.of(MANUAL).program("sample", "2020")
    there = again(program)
    assert (there.manual, there.edition, there.fingerprint) == (MANUAL, "2020", program.fingerprint)
    assert list(there.plans) == list(program.plans)


def test_a_compiled_procedure_travels_as_manual_edition_and_name() -> None:
    """Small: the rules themselves are not in the pickle of an installed manual."""
    program = Registry.installed().program("fuheng", "undated")
    text = pickle.dumps(program.plans["complaint"])
    assert len(text) < 500
    assert again(program.plans["complaint"]).procedure == program.plans["complaint"].procedure


def test_refusals_come_back_equal_alone_and_in_their_error() -> None:
    """An error keeps its words, its remedy and its fields."""
    desk = desk_of()
    open_all(desk)
    outcome = desk.try_act(JOB, "begin", {"grade": "中修"}, by=CLERK)
    assert outcome.refusals
    assert again(outcome.refusals) == outcome.refusals
    with pytest.raises(RefusedStep) as caught:
        desk.act(JOB, "begin", {"grade": "中修"}, by=Actor("nobody"))
    there = again(caught.value)
    assert (str(there), there.refusals, there.fields) == (str(caught.value), caught.value.refusals, caught.value.fields)


KINDS = [k for n in errors.__all__ if isinstance(k := getattr(errors, n), type) and issubclass(k, ServicedeskError)]


@pytest.mark.parametrize("kind", [k for k in KINDS if k is not InvalidProcedure])
def test_every_error_comes_back_with_its_fields(kind: type[ServicedeskError]) -> None:
    """Message, remedy and fields are the same on the other side."""
    error = kind("what was asked", remedy="what would help", id="case-1", years=(2027,))
    there = again(error)
    assert type(there) is kind
    assert (str(there), there.remedy, there.fields) == (
        str(error),
        "what would help",
        {"id": "case-1", "years": (2027,)},
    )


def test_a_group_of_faults_comes_back_whole() -> None:
    """Each fault with clause and place."""
    fault = DefinitionFault("one thing", remedy="another", clause="4.2", place="Step('4.2', 'x')")
    group = again(InvalidProcedure("a declaration is wrong", [fault, fault]))
    assert [f.fields for f in group.faults] == [fault.fields] * 2
    assert str(group) == str(InvalidProcedure("a declaration is wrong", [fault, fault]))
