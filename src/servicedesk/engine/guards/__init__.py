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
    yield from where.state(attempt)
    yield from who.role(attempt)
    yield from who.holder(attempt)
    yield from where.applies(attempt)
    yield from who.separations(attempt)
    yield from required.requirements(attempt, outcome)
    yield from required.prohibitions(attempt)
    yield from required.before_step(attempt)
    yield from required.opened_already(attempt)
    yield from when.times(attempt)
    yield from when.permission(attempt)
    yield from when.paused(attempt)
    yield from when.extension(attempt)
