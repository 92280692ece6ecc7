"""Checks of what is promised: to a party, who stands outside the company, and by something that is owed."""

from __future__ import annotations

from servicedesk.rules.actions import Action, FollowUp, Task
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.guards import Requirement
from servicedesk.rules.parts import Role
from servicedesk.said import Said


def check_promises(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Every ``promised_to``, whatever the kind of its rule."""
    gathered = {clause for rule in declared.of(Requirement) for clause in rule.clauses}
    for rule in declared.expanded:
        parties: tuple[Role, ...] = getattr(rule, "promised_to", ())
        for each in parties:
            if not each.is_party:
                report.add(rule, Said("fault_promised_who_no_party", name=each.name), Said("fault_declare_with_party"))
        owed = isinstance(rule, Task | FollowUp) or rule.name in known.limits or str(rule.clause) in gathered
        if parties and isinstance(rule, Action) and not owed:
            report.add(rule, Said("fault_promised_to_nobody_new"), Said("fault_leave_out_promised_to_make"))
