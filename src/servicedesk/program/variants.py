"""A step of several rules, each from states of its own: one plan a rule, and one that stands for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import evolve

from servicedesk.program.steps import Filing, StepField, StepPlan
from servicedesk.rules.actions import Step
from servicedesk.rules.base import Rule

Moves = Mapping[tuple[str, str], str]
Structure = Callable[[str, tuple[StepField, ...]], Callable[[Mapping[str, object], str, str], Filing]]


def variant_of(rule: Rule, rules: Iterable[Rule]) -> str:
    """What tells a rule from the others of its name: the first of its states; empty where it has no others."""
    if not isinstance(rule, Step) or not rule.from_states:
        return ""
    alike = [each for each in rules if isinstance(each, Step) and each.name == rule.name]
    return rule.from_states[0] if len(alike) > 1 else ""


def moves_from(rule: Rule, moves: Moves) -> Moves:
    """The moves that one rule of several of its name makes."""
    return {at: to for at, to in moves.items() if not isinstance(rule, Step) or at[0] in rule.from_states}


def one_step(variants: Sequence[StepPlan], structure: Structure) -> StepPlan:
    """What stands for a step where no state says which of its rules is meant: where it is done, by whom, with what.

    No field is required, and nothing else is asked: the rule of the present state asks that.
    """
    first = variants[0]
    if len(variants) == 1:
        return first
    fields: dict[str, StepField] = {}
    for each in variants:
        for asked in each.fields:
            fields.setdefault(asked.field.name, evolve(asked, field=asked.field.optional()))
    every = tuple(fields.values())
    return evolve(
        first,
        roles=frozenset(role for each in variants for role in each.roles),
        moves=MappingProxyType({at: to for each in variants for at, to in each.moves.items()}),
        in_states=frozenset(state for each in variants for state in each.in_states or ()),
        fields=every,
        structure=structure(first.name, every),
        forms=tuple(dict.fromkeys(form for each in variants for form in each.forms)),
        signatures=(),
        only=None,
        unless=None,
        variant="",
        variants=tuple(variants),
    )
