"""Tests that every procedure has: who may do what, in which state, filling which fields, and the rows of its catalogue.

A procedure's test file types the tables from its text and names them in a class::

    class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
        who, where, fields = WHO, WHERE, FIELDS
        begun = staticmethod(repair)
        in_state = staticmethod(in_state)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

import pytest

from manuals.fuheng import case_desk
from manuals.fuheng.case_desk import Walk, person
from servicedesk import Actor, Manual, Procedure
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.parts import Role
from servicedesk.texts.phrases import Several
from servicedesk.traceability import Number, ledger, numbers_of


def printed_roles(case: Walk) -> Sequence[Role]:
    """The roles of the manual that the case runs by."""
    return case.desk.rules_of(case.case).manual.roles


def everybody(case: Walk) -> Actor:
    """Somebody who holds every role of that manual."""
    return Actor("everybody", tuple(role.name for role in printed_roles(case)))


def roles_of_steps(case: Walk) -> dict[str, set[str]]:
    """By step, the roles that it is open to as the case stands; every role of the manual is tried."""
    found: dict[str, set[str]] = {}
    for role in printed_roles(case):
        for option in case.desk.options(case.id, by=person(role.name), at=case.now):
            roles = found.setdefault(option.step, set())
            if "wrong_role" not in {refusal.kind for refusal in option.refusals}:
                roles.add(role.name)
    return found


def out_of_place(case: Walk) -> set[str]:
    """The steps that cannot be done in the state in which the case is."""
    options = case.desk.options(case.id, by=everybody(case), at=case.now)
    return {o.step for o in options if "wrong_state" in {refusal.kind for refusal in o.refusals}}


def fields_of_steps(case: Walk) -> dict[str, tuple[set[str], set[str]]]:
    """By step, the fields that must be filled and those that may stay empty; steps without fields are left out.

    Which item it is for is no field that a text asks for.
    """
    options = case.desk.options(case.id, by=everybody(case), at=case.now)
    asked = {o.step: [field for field in o.fields if field.name != "item" and not field.outcome] for o in options}
    return {
        step: ({each.name for each in fields if each.required}, {each.name for each in fields if not each.required})
        for step, fields in asked.items()
        if fields
    }


def table(text: Mapping[str, str]) -> dict[str, tuple[set[str], set[str]]]:
    """Fields as a table writes them: required ones, then after a bar those that may stay empty."""
    halves = {step: fields.partition("|") for step, fields in text.items()}
    return {step: (set(left.split()), set(right.split())) for step, (left, _, right) in halves.items()}


def named_to_others(case: Walk) -> dict[str, set[str]]:
    """By step, the roles that somebody of another one is told it is for."""
    found: dict[str, set[str]] = {}
    for role in printed_roles(case):
        for option in case.desk.options(case.id, by=person(role.name), at=case.now):
            for refusal in option.refusals:
                roles = dict(refusal.arguments).get("roles")
                if refusal.kind == "wrong_role" and isinstance(roles, Several):
                    found.setdefault(option.step, set()).update(term.en for term in roles.terms)
    return found


class WhoMayDoWhat:
    """Every role of the manual against every step. ``who`` says by step the roles that the text gives it to.

    ``named`` says which of them others are told, where the text names some by what they have in common.
    """

    who: ClassVar[Mapping[str, str]]
    named: ClassVar[Mapping[str, str]] = {}
    begun: ClassVar[Callable[[], Walk]]

    def test_who_may_do_what(self) -> None:
        case = type(self).begun()
        assert roles_of_steps(case) == {step: set(roles.split()) for step, roles in self.who.items()}

    def test_whom_others_are_told_it_is_for(self) -> None:
        told = {step: set(roles.split()) for step, roles in {**self.who, **self.named}.items()}
        found = named_to_others(type(self).begun())
        assert found == {step: roles for step, roles in told.items() if step in found}
        assert self.named.keys() <= found.keys()


class WhatInWhichState:
    """What can be done in each state; what ``where`` lists nowhere can be done in every one."""

    where: ClassVar[Mapping[str, str]]
    in_state: ClassVar[Callable[[str], Walk]]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "state" in metafunc.fixturenames:
            metafunc.parametrize("state", list(self.where))

    def test_what_can_be_done_in_which_state(self, state: str) -> None:
        case = type(self).in_state(state)
        assert case.state == state
        bound = {step for steps in self.where.values() for step in steps.split()}
        assert out_of_place(case) == bound - set(self.where[state].split())


class WhichFields:
    """Which fields each step fills, as ``table`` reads them; a step that ``fields`` does not list has none."""

    fields: ClassVar[Mapping[str, str]]
    begun: ClassVar[Callable[[], Walk]]

    def test_which_fields_each_step_fills(self) -> None:
        assert fields_of_steps(type(self).begun()) == table(self.fields)


class Rows:
    """A procedure's rules against the rows of its catalogue: all claimed, in the manual's order, nothing beside."""

    manual: ClassVar[Callable[[], Manual]] = staticmethod(case_desk.manual)
    procedure: ClassVar[str]
    enforceable: ClassVar[int]
    modelled: ClassVar[int]
    unmodelled: ClassVar[Sequence[str]] = ()

    @property
    def declared(self) -> Procedure:
        return next(p for p in type(self).manual().editions[0].procedures if p.name == self.procedure)

    @property
    def cited(self) -> list[Rule]:
        """The rules that rest on a clause."""
        return [rule for rule in self.declared.expanded if not isinstance(rule.clause, LocalRule)]

    def test_every_row_is_modelled_and_agrees_with_its_rules(self) -> None:
        figures = ledger(type(self).manual(), self.procedure).to_data()
        assert (figures["enforceable"], figures["modelled"]) == (self.enforceable, self.modelled)
        assert [row["id"] for row in figures["unmodelled"]] == list(self.unmodelled)
        assert [figures[name] for name in ("open", "uncited", "disagreements")] == [[], [], []]

    def test_the_rules_stand_in_the_order_of_the_manual(self) -> None:
        manual = type(self).manual()
        rows = load_catalogue(manual.catalogue).of(self.procedure)
        order = [row.id.removeprefix(f"{manual.name}/{self.procedure}/") for row in rows]
        places = [order.index(str(rule.clause)) for rule in self.cited]
        assert places == sorted(places)

    def test_every_reading_is_given_in_chinese_too(self) -> None:
        assert [rule.place() for rule in self.declared.expanded if bool(rule.reading) != bool(rule.reading_zh)] == []


class Numbers(Rows):
    """The numbers of the rules are those of the text: clause, value, unit, bound, and what it counts from."""

    numbers: ClassVar[Collection[tuple[str, str, str, str, str]]]

    def numbered(self) -> Sequence[Rule]:
        """The rules whose numbers are compared."""
        return self.declared.expanded

    def test_the_numbers_of_the_rules_are_those_of_the_text(self) -> None:
        found = {(str(rule.clause), number) for rule in self.numbered() for number in numbers_of(rule)}
        assert found == {
            (clause, Number(Decimal(value), unit, bound, start)) for clause, value, unit, bound, start in self.numbers
        }
