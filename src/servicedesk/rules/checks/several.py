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
from servicedesk.said import Said


def steps_of_one_name(rule: Rule, declared: ProcedureDeclaration, report: Report) -> bool:
    """Whether a name is given to steps and to nothing else that is done; everything that is wrong with these."""
    kinds = Action | Extension | StandingTask
    alike = [each for each in declared.rules if each.name == rule.name and isinstance(each, kinds)]
    steps = [each for each in alike if isinstance(each, Step)]
    if len(steps) < len(alike):
        return False
    for state, times in Counter(state for each in steps for state in each.from_states).items():
        if times > 1:
            told = Said("fault_steps_lead_from", times=times, name=rule.name, state=state)
            report.add(steps[-1], told, Said("fault_let_states_before_them"))
    for each in steps:
        if each.within is not None:
            told = Said("fault_carries_limit_several_name")
            report.add(each, told, Said("fault_put_limit_deadline_beside"))
    if len({each.per_item for each in steps}) > 1:
        told = Said("fault_some_steps_about_item", name=rule.name)
        report.add(steps[-1], told, Said("fault_write_per_item_each_none"))
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
            report.add(rule, Said("fault_no_name", name=rule.name), Said("fault_use_english_snake_case"))
        if isinstance(rule, Action | StandingTask | Extension) and actions_[rule.name] > 1:
            actions_[rule.name] = 1
            if steps_of_one_name(rule, declared, report):
                continue
            report.add(rule, Said("fault_name_given_two_actions", name=rule.name), Said("fault_name_thing"))
        if rule.name and others[rule.name] and (others[rule.name] > 1 or actions_[rule.name]):
            others[rule.name] = 0
            report.add(rule, Said("fault_name_given_two_rules", name=rule.name), Said("fault_name_thing"))
        if isinstance(rule, Action) and not isinstance(rule, Start) and rule.name in BUILTIN_ACTIONS:
            report.add(
                rule, Said("fault_built_action_every_procedure", name=rule.name), Said("fault_choose_another_name")
            )
    declined = [rule for rule in declared.of(Permission) if rule.decline]
    if declined and DECLINE in known.steps:
        report.add(
            known.steps[DECLINE], Said("fault_said_what_may_be", name=DECLINE), Said("fault_choose_another_name")
        )
    for name in known.limits:
        if others.get(name):
            report.add(known.limits[name][0], Said("fault_name_given_two_rules", name=name), Said("fault_name_thing"))
