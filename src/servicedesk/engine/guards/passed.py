"""What did something that is recorded out of another state pass over, on the way to where it is done?

Of several ways nobody knows which was gone, so only what they have in common was passed over; and where no way leads
there, nothing was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from servicedesk.engine.fulfilled import has_come, lacking
from servicedesk.engine.guards.attempt import Attempt, is_left
from servicedesk.engine.record import record
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Sanction, Task


@record
class Passed:
    """The steps without which the case could not have come there, and the tasks of states that it has behind it."""

    steps: tuple[StepPlan, ...] = ()
    tasks: tuple[Task | Sanction, ...] = ()


NOTHING: Final = Passed()


class _Move(NamedTuple):
    step: str
    state: str
    to: str


def passed_over(attempt: Attempt, outcome: str, to: str) -> Passed:
    """What was passed over by a step that is recorded as leading to a state, with its outcome."""
    plan, view, here = attempt.plan, attempt.view, attempt.view.case.state
    places = {state for (state, on), there in attempt.step.moves.items() if (on, there) == (outcome, to)}
    every = (each for named in plan.steps.values() for each in named.alternatives if is_left(each, view))
    moves = [_Move(each.name, state, there) for each in every for (state, _), there in each.moves.items()]
    if here in places or places.isdisjoint(_reached(moves, here)):
        return NOTHING
    steps = (
        plan.steps[name]
        for name in dict.fromkeys(move.step for move in moves)
        if places.isdisjoint(_reached((move for move in moves if move.step != name), here))
    )
    ahead = _reached(moves, to)

    def is_behind(task: Task | Sanction) -> bool:
        """Whether the case must have come into its states, and cannot come into them any more."""
        states: frozenset[str] = frozenset(getattr(task, "in_states", ()))
        round_them = _reached((move for move in moves if move.to not in states), here)
        return ahead.isdisjoint(states) and places.isdisjoint(round_them - states)

    tasks = (task for task in plan.mandatory if not (task.arises or has_come(task, view)) and is_behind(task))
    return Passed(tuple(steps), tuple(task for task in tasks if any(lacking(plan, task, view, attempt.brings))))


def _reached(moves: Iterable[_Move], start: str) -> set[str]:
    """The states that a case comes into by these moves, the first among them."""
    known, reached, waiting = tuple(moves), {start}, [start]
    while waiting:
        here = waiting.pop()
        onward = {move.to for move in known if move.state == here} - reached
        reached |= onward
        waiting += onward
    return reached
