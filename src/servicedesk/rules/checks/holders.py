"""Checks of who holds a case: an action changes it in one way, and what is left to a holder has one."""

from __future__ import annotations

from servicedesk.rules.actions import Action, Start
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.limits import Escalation


def check_holders(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Everything that is wrong with who takes, gives, hands back and holds."""
    actions = list(declared.of(Action))
    held = any(rule.takes or rule.assigns or rule.rotates for rule in actions)
    remedy = "give an action takes=, assigns= or rotates="
    for rule in actions:
        ways = [name for name in ("takes", "assigns", "rotates", "releases") if getattr(rule, name)]
        if len(ways) > 1:
            report.add(rule, f"changes the holder in {len(ways)} ways: {', '.join(ways)}", "keep one of them")
        for role in (*rule.assigns, *rule.rotates):
            if role.is_party:
                report.add(rule, f"gives the case to {role.name!r}, who is a party", "name a role of the company")
        if isinstance(rule, Start) and (rule.holder or rule.releases):
            report.add(rule, "is left to a holder before there is a case", "write takes=True for who opens it")
        elif (rule.holder or rule.releases) and not held:
            report.add(rule, "is about a holder, and nobody ever is one", remedy)
    for level in declared.of(Escalation):
        if level.holders_superior and not held:
            report.add(level, "goes over a holder, and nobody ever is one", remedy)
