"""Who: does the actor hold a role that may do it, and has he not done what excludes it?"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.refusals import Refusal, Remedy, refusal


def role(attempt: Attempt) -> Iterator[Refusal]:
    """Does the actor hold a role that may do it?

    Authorizations under a condition count while it holds; one that stands *instead* shuts out everybody else.
    """
    step, actor = attempt.step, attempt.context.actor
    posts = [p for p in step.authorizations if p.only is None or p.only.evaluate(attempt.view) is True]
    instead = [p for p in posts if p.instead]
    meant = {p.role.name for p in instead or posts if p.role}
    meant |= frozenset() if instead else step.roles
    if attempt.plan.held(actor.roles) & meant:
        return
    wanted = sorted(meant) or sorted(p.role.name for p in step.authorizations if p.role)
    yield refusal(
        "wrong_role",
        attempt.plan.id_of(instead[0]) if instead else step.clause,
        remedy=Remedy("help_role", (("roles", attempt.roles(wanted, choice=True)),)),
        roles=attempt.roles(wanted),
        actor=actor.name,
    )


def separations(attempt: Attempt) -> Iterator[Refusal]:
    """Whoever did the one may not do the other."""
    for rule in attempt.step.separations:
        for other in rule.others:
            if attempt.context.actor.name in attempt.view.case.performers.get(other, ()):
                yield refusal("separation", attempt.plan.id_of(rule), other=attempt.step_term(other))
