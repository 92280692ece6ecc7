"""Who: does the actor hold a role that may do it, and has he not done what excludes it?"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.holders import on_duty, whose_alone
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.rules.actions import Action


def role(attempt: Attempt) -> tuple[Refusal, ...]:
    """Does the actor hold a role that may do it?"""
    step, actor = attempt.step, attempt.context.actor
    meant, instead = step.open_to(attempt.view)
    if not (meant.isdisjoint(actor.roles) and meant.isdisjoint(attempt.plan.held(actor.roles))):
        return ()
    wanted = meant or frozenset(p.role.name for p in step.authorizations if p.role)
    roles = attempt.program.choice_of_roles(wanted)
    clause = attempt.plan.id_of(instead) if instead else step.clause
    help_role = Remedy("help_role", (("roles", roles),))
    return (refusal("wrong_role", clause, remedy=help_role, roles=roles, actor=actor.name),)


def holder(attempt: Attempt) -> Iterator[Refusal]:
    """Does nobody else hold it? What is the holder's alone nobody else does, and nobody takes it from him."""
    step, case, item = attempt.step, attempt.view.case, attempt.view.item or ""
    if not isinstance(step.rule, Action):
        return
    held = case.holder(item) if step.rule.takes else whose_alone(attempt.plan, step, attempt.view)
    if held is not None and held.name != attempt.context.actor.name:
        actions = (each.rule for each in attempt.plan.steps.values() if isinstance(each.rule, Action))
        passed_on = any(rule.assigns or rule.releases for rule in actions)
        remedy = Remedy("help_holder" if passed_on else "help_holder_alone", (("holder", held.name),))
        role = attempt.roles([held.role])
        yield refusal("held_by_another", step.clause, remedy=remedy, holder=held.name, role=role)
    if step.rule.releases and item not in case.holders:
        yield refusal("not_held", step.clause)
    if step.rule.rotates and not on_duty(attempt.program, step.rule.rotates, attempt.context):
        yield refusal("nobody_in_turn", step.clause, roles=attempt.roles([role.name for role in step.rule.rotates]))


def separations(attempt: Attempt) -> Iterator[Refusal]:
    """Whoever did the one may not do the other."""
    for rule in attempt.step.separations:
        for other in rule.others:
            if attempt.context.actor.name in attempt.view.case.performers.get(other, ()):
                yield refusal("separation", attempt.plan.id_of(rule), other=attempt.step_term(other))
