"""What stands against a step? All of it, gathered as refusals. Nothing here changes a case.

A module for each question: ``who``, ``where``, what is ``filed``, what is ``required``, ``when``; and of a record what
it ``passed`` over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from servicedesk.engine.guards import required, when, where, who
from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.refusals import Refusal

__all__ = ["Attempt", "standing_against"]


_QUESTIONS: Final[Mapping[str, Callable[[Attempt], Iterable[Refusal]]]] = {
    "state": where.state,
    "role": who.role,
    "holder": who.holder,
    "applies": where.applies,
    "separations": who.separations,
    "prohibitions": required.prohibitions,
    "before": required.before_step,
    "opened": required.opened_already,
    "times": when.times,
    "since_item": when.since_item,
    "awaited": when.awaited,
    "permission": when.permission,
    "paused": when.paused,
    "extension": when.extension,
}
"""The questions that the rules of a step may raise, by the names that the step has them under."""


def standing_against(attempt: Attempt, outcome: str, asks: tuple[str, ...] | None = None) -> Iterator[Refusal]:
    """All that stands against a step, whatever is filed with it; the end of a case asks ``required.closing`` too.

    ``asks`` are the questions that are not settled already; all that the step has, where they are left out.
    """
    for name in attempt.step.asks if asks is None else asks:
        if name == "requirements":
            yield from required.requirements(attempt, outcome)
        elif against := _QUESTIONS[name](attempt):
            yield from against
