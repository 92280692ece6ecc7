"""Checks of named points: they say when they are reached, and move and open nothing."""

from __future__ import annotations

from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.conditions import walk
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import ChildCase, Milestone
from servicedesk.rules.events import CaseEvent, achieved
from servicedesk.said import Said


def check_milestones(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Named points say when they are reached; they move nothing and open nothing."""
    for rule in declared.of(Milestone):
        if rule.condition is None:
            report.add(rule, Said("fault_not_say_when_reached"), Said("fault_give_condition"))
        elif achieved(rule.name) in walk(rule.condition):
            report.add(rule, Said("fault_milestone_waits_itself"), Said("fault_name_what_reached"))
        if rule.again and not rule.in_states:
            report.add(rule, Said("fault_reached_again_comes_into"), Said("fault_name_states_in_states"))
    for opening in declared.of(ChildCase):
        if any(isinstance(part, CaseEvent) and part.kind == "achieved" for part in walk(opening.since)):
            report.add(opening, Said("fault_opens_case_at_named"), Said("fault_let_action_open"))
