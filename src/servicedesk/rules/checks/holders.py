"""Checks of who holds a case: an action changes it in one way, and what is left to a holder has one."""

from __future__ import annotations

from servicedesk.rules.actions import Action, Start
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.limits import Escalation
from servicedesk.said import Said


def check_holders(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Everything that is wrong with who takes, gives, hands back and holds."""
    actions = list(declared.of(Action))
    held = any(rule.takes or rule.assigns or rule.rotates for rule in actions)
    remedy = Said("fault_give_action_takes_assigns")
    for rule in actions:
        ways = [name for name in ("takes", "assigns", "rotates", "releases") if getattr(rule, name)]
        if len(ways) > 1:
            report.add(
                rule, Said("fault_changes_holder_ways", count=len(ways), names=tuple(ways)), Said("fault_keep_them")
            )
        for role in (*rule.assigns, *rule.rotates):
            if role.is_party:
                report.add(rule, Said("fault_gives_case_who_party", name=role.name), Said("fault_name_role_company"))
        if isinstance(rule, Start) and (rule.holder or rule.releases):
            report.add(rule, Said("fault_left_holder_before_case"), Said("fault_write_takes_true_who"))
        elif (rule.holder or rule.releases) and not held:
            report.add(rule, Said("fault_about_holder_nobody_ever"), remedy)
    for level in declared.of(Escalation):
        if level.holders_superior and not held:
            report.add(level, Said("fault_goes_over_holder_nobody"), remedy)
