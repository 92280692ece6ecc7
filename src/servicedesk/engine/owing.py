"""Who owes an action or a limit as things are: the roles of the rule, with those that an authorization adds now.

An action may have no performers of its own, and authorizations that say by the case whose it is: the director's for a
dwelling, the company's for a shop. It is asked when it is read, so that a correction moves it to the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan


def roles_of_step(plan: ProcedurePlan, step: str, view: CaseView) -> tuple[str, ...]:
    """The roles that may do a step as things are, in the order of their names."""
    return tuple(sorted(plan.steps[step].open_to(view)[0]))


def roles_of_limit(plan: ProcedurePlan, name: str, own: Sequence[str], view: CaseView) -> tuple[str, ...]:
    """Who answers for a limit: its ``own`` roles, else whoever may do the step of its name."""
    return tuple(own) if own or name not in plan.steps else roles_of_step(plan, name, view)
