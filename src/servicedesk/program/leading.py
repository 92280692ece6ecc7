"""Which step leads into a state, and who does it: for sentences that say what has to come first."""

# ruff: noqa: D102  what a protocol reads of a plan is said where the plan has it

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from servicedesk.program.steps import StepPlan
from servicedesk.rules.base import Rule
from servicedesk.rules.guards import Authorization
from servicedesk.rules.procedure import Procedure
from servicedesk.texts.conditions import either, with_outcome
from servicedesk.texts.term import Term, in_words


class Plan(Protocol):
    """What is read of a procedure to say it."""

    @property
    def steps(self) -> Mapping[str, StepPlan]: ...
    @property
    def procedure(self) -> Procedure: ...
    def label_term(self, rule: Rule) -> Term: ...
    def label(self, rule: Rule, lang: str) -> str: ...


def into_term(plan: Plan, kind: str, state: str) -> Term:
    """The step that leads into a state, or who does it; the name of the state where several do."""
    every = (step for named in plan.steps.values() for step in named.alternatives)
    leading = [(step, outcome) for step in every for (_, outcome), to in step.moves.items() if to == state]
    if len({step.name for step, _ in leading}) != 1:
        return Term(state, state)
    step, outcome = leading[0]
    label = plan.label_term(step.rule)
    if kind == "step_into":
        chosen = step.outcomes.get(outcome)
        return label if chosen is None else with_outcome(label, Term(plan.label(chosen, "zh"), in_words(outcome)))
    posts = (post for post in plan.procedure.of(Authorization) if step.name in post.actions)
    roles = [*step.rule.performers, *(post.role for post in posts if post.role is not None)]
    who = either(Term(role.zh, in_words(role.name)) for role in dict.fromkeys(roles))
    return who if roles and not label.zh.startswith(who.zh) else Term(state, state)
