"""What stands against a step? All of it, gathered as refusals. Nothing here changes a case.

A module for each question: ``who``, ``where``, what is ``filed``, what is ``required``, ``when``.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.guards import required, when, where, who
from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.refusals import Refusal

__all__ = ["Attempt", "standing_against"]


def standing_against(attempt: Attempt, outcome: str) -> Iterator[Refusal]:
    """All that stands against a step, whatever is filed with it; the end of a case asks ``required.closing`` too."""
    step = attempt.step
    yield from where.state(attempt)
    yield from who.role(attempt)
    yield from who.holder(attempt)
    if step.only is not None or step.unless is not None:
        yield from where.applies(attempt)
    if step.separations:
        yield from who.separations(attempt)
    if step.requires:
        yield from required.requirements(attempt, outcome)
    if step.forbids:
        yield from required.prohibitions(attempt)
    yield from required.before_step(attempt)
    if step.opens:
        yield from required.opened_already(attempt)
    if step.waits or step.windows:
        yield from when.times(attempt)
    yield from when.permission(attempt)
    if attempt.plan.pauses:
        yield from when.paused(attempt)
    yield from when.extension(attempt)
