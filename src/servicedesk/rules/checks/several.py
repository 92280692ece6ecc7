"""Checks of a step of several rules: each leads on from states of its own."""

from __future__ import annotations

from collections import Counter

from servicedesk.rules.actions import Action, Step
from servicedesk.rules.base import Rule
from servicedesk.rules.checks.report import Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.limits import Extension
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
