"""Checks that one name stands for one thing, and that a step of several rules leads on from states of their own."""

from __future__ import annotations

from collections import Counter

from servicedesk.rules.actions import Action, Permission, Start, Step
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import BUILTIN_ACTIONS, DECLINE, ProcedureDeclaration
from servicedesk.rules.effects import ChildCase, Entitlement, Fee, Items, Milestone, Target
from servicedesk.rules.exceptions import Except, by_exception
from servicedesk.rules.limits import Deadline, Escalation, Extension, NotBefore, Pause, Window
from servicedesk.rules.parts import is_name
from servicedesk.rules.standing_tasks import StandingTask


def steps_of_one_name(rule: Rule, declared: ProcedureDeclaration, report: Report) -> bool:
    """Whether a name is given to steps and to nothing else that is done; everything that is wrong with these."""
    kinds = Action | Extension | StandingTask
    alike = [each for each in declared.rules if each.name == rule.name and isinstance(each, kinds)]
    steps = [each for each in alike if isinstance(each, Step)]
    if len(steps) < len(alike):
        return False
    for state, times in Counter(state for each in steps for state in each.from_states).items():
        if times > 1:
            told = f"{times} steps {rule.name!r} lead on from {state!r}"
            report.add(steps[-1], told, "let the states before them be disjoint, or give them two names")
    for each in steps:
        if each.within is not None:
            told = "carries a limit and is one of several of its name"
            report.add(each, told, "put the limit in a Deadline beside it")
    if len({each.per_item for each in steps}) > 1:
        told = f"some steps {rule.name!r} are about an item and some are not"
        report.add(steps[-1], told, "write per_item= in each, or in none")
    return True


def check_one_name(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """One name, one thing: but for the steps of several rules."""
    standing_tasks = {r.name for r in declared.of(StandingTask)}
    actions_ = Counter(r.name for r in declared.expanded if isinstance(r, Action | Extension)) + Counter(standing_tasks)
    named = Escalation | Fee | Items | Entitlement | Except | Milestone
    alone = named | ChildCase | NotBefore | Window | Pause | Target
    others = Counter(r.name for r in declared.expanded if isinstance(r, alone) and by_exception(r) is None)
    for rule in declared.expanded:
        if isinstance(rule, named | Action | StandingTask | Extension | Deadline) and not is_name(rule.name):
            report.add(rule, f"{rule.name!r} is no name", "use English snake_case")
        if isinstance(rule, Action | StandingTask | Extension) and actions_[rule.name] > 1:
            actions_[rule.name] = 1
            if steps_of_one_name(rule, declared, report):
                continue
            report.add(rule, f"the name {rule.name!r} is given to two actions", "one name, one thing")
        if rule.name and others[rule.name] and (others[rule.name] > 1 or actions_[rule.name]):
            others[rule.name] = 0
            report.add(rule, f"the name {rule.name!r} is given to two rules", "one name, one thing")
        if isinstance(rule, Action) and not isinstance(rule, Start) and rule.name in BUILTIN_ACTIONS:
            report.add(rule, f"{rule.name!r} is a built-in action of every procedure", "choose another name")
    declined = [rule for rule in declared.of(Permission) if rule.decline]
    if declined and DECLINE in known.steps:
        report.add(known.steps[DECLINE], f"{DECLINE!r} is said of what may be declined", "choose another name")
    for name in known.limits:
        if others.get(name):
            report.add(known.limits[name][0], f"the name {name!r} is given to two rules", "one name, one thing")
