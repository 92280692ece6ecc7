"""Which rules can owe something, and where a case must have come for it: what a save looks at, gathered once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from attrs import frozen

from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action, Sanction, Task
from servicedesk.rules.base import Rule
from servicedesk.rules.conditions import Condition
from servicedesk.rules.effects import ChildCase, Fee, Items
from servicedesk.rules.guards import DocumentRequirement, Requirement
from servicedesk.rules.keys import EventKey

Sort = Literal["action", "arises", "document", "fee", "items", "child", "limit"]


@frozen
class Obliging:
    """A rule of which something can be owed.

    ``states`` are those in which a step that it stands before can be done, ``entered`` the keys of the states in which
    its action is done; ``at_once`` says that it waits for neither. ``done`` is the key of what ends it for good, where
    it is owed once and no item has its own.
    """

    rule: Rule
    sort: Sort
    states: frozenset[str] = frozenset()
    entered: tuple[str, ...] = ()
    at_once: bool = False
    done: str = ""
    only: Condition | None = None
    """What must not be false of the case, where the rule is about the case as a whole."""


def obliging(
    rules: Collection[Rule], steps: Mapping[str, StepPlan], limits: Iterable[str], declinable: Collection[str]
) -> tuple[Obliging, ...]:
    """The rules of a procedure of which something can be owed, in the manual's order."""
    gathering = [rule for rule in rules if isinstance(rule, Requirement)]
    gathered = {clause for rule in gathering for clause in rule.clauses}
    own = {rule.name for rule in rules if is_mandatory(rule, gathered)}
    names = frozenset(limits) - own  # a limit that an action meets is that row's due
    return tuple(
        Obliging(rule, sort) if sort in ("arises", "items", "child", "limit") else _placed(rule, sort, gathering, steps)
        for rule in rules
        if (sort := _sort(rule, gathered, names, declinable)) is not None
    )


def is_mandatory(rule: Rule, gathered: Collection[str]) -> bool:
    """A task, or another action that a requirement of its clause asks for."""
    if isinstance(rule, Sanction):
        return rule.mandatory
    return isinstance(rule, Task) or (isinstance(rule, Action) and str(rule.clause) in gathered)


def _sort(rule: Rule, gathered: Collection[str], limits: Collection[str], declinable: Collection[str]) -> Sort | None:
    if is_mandatory(rule, gathered):
        return "arises" if isinstance(rule, Task | Sanction) and rule.arises else "action"
    kinds: tuple[tuple[type[Rule], Sort], ...] = ((DocumentRequirement, "document"), (Fee, "fee"), (Items, "items"))
    for kind, sort in kinds:
        if isinstance(rule, kind):
            return sort
    if rule.name in declinable:
        return None
    if isinstance(rule, ChildCase):
        return "child" if rule.awaited_before else None
    return "limit" if rule.name in limits else None


def _placed(rule: Rule, sort: Sort, gathering: Iterable[Requirement], steps: Mapping[str, StepPlan]) -> Obliging:
    blocks = list(_blocked(rule, gathering))
    near = [steps[name] for name in (each.partition(":")[0] for each in blocks) if name in steps]
    anywhere = any(step.in_states is None for step in near)
    states = frozenset(state for step in near for state in step.in_states or ())
    if sort != "action":
        paid = EventKey.paid(rule.name) if sort == "fee" else ""
        return Obliging(rule, sort, states, at_once=anywhere or "end" in blocks or sort == "fee", done=paid)
    per_item: str = getattr(rule, "per_item", "")
    only: Condition | None = None if per_item else getattr(rule, "only", None)
    own: tuple[str, ...] = getattr(rule, "in_states", ()) or getattr(rule, "from_states", ())
    entered = tuple(EventKey.entered(state) for state in own)
    once = not per_item and not getattr(rule, "renewals", ())
    return Obliging(rule, sort, states, entered, anywhere or not own, EventKey.done(rule.name) if once else "", only)


def _blocked(rule: Rule, gathering: Iterable[Requirement]) -> Iterator[str]:
    """All that a rule may stand before, whoever waives what."""
    yield from getattr(rule, "before_steps", ())
    yield from getattr(rule, "awaited_before", ())
    for each in gathering:
        if str(rule.clause) in each.clauses:
            yield from each.before_steps
