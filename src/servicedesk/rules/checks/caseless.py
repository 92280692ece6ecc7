"""Checks of a procedure without cases: standing tasks over subjects, and what goes with them."""

from __future__ import annotations

from servicedesk.rules.base import Rule
from servicedesk.rules.checks.report import Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import Target
from servicedesk.rules.guards import DocumentRequirement, Prohibition, Requirement, Unmodelled
from servicedesk.rules.limits import Escalation
from servicedesk.rules.staffing import HeadCount
from servicedesk.rules.standing_tasks import StandingTask
from servicedesk.said import Said

_ALLOWED = (Target, HeadCount, Unmodelled, StandingTask, Escalation, DocumentRequirement, Requirement, Prohibition)


def check_caseless(declared: ProcedureDeclaration, report: Report) -> None:
    """Nothing in it needs a case."""
    if declared.ends and all(not _needs_a_case(rule) for rule in declared.rules):
        report.add(None, Said("fault_has_ends_no_states"), Said("fault_write_states_received_handled"))
    needing = next((rule for rule in declared.rules if _needs_a_case(rule)), None)
    if needing is not None:
        told = Said("fault_has_no_states_about", place=needing.place())
        report.add(None, told, Said("fault_write_states"))


def _needs_a_case(rule: Rule) -> bool:
    if isinstance(rule, StandingTask):
        return rule.subjects is None
    return not isinstance(rule, _ALLOWED)
