"""Checks of named points: they say when they are reached, and move and open nothing."""

from __future__ import annotations

from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.conditions import walk
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import ChildCase, Milestone
from servicedesk.rules.events import CaseEvent, achieved


def check_milestones(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Named points say when they are reached; they move nothing and open nothing."""
    for rule in declared.of(Milestone):
        if rule.condition is None:
            report.add(rule, "does not say when it is reached", "give condition=")
        elif achieved(rule.name) in walk(rule.condition):
            report.add(rule, "waits for itself", "name what it is reached by")
        if rule.again and not rule.in_states:
            report.add(rule, "is reached again, and comes into no state again", "name the states in in_states=")
    for opening in declared.of(ChildCase):
        if any(isinstance(part, CaseEvent) and part.kind == "achieved" for part in walk(opening.since)):
            report.add(opening, "opens a case at a named point", "let an action open it")
