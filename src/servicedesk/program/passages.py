"""What a step makes of a case in one state, where nothing is filed with it: found once, and not asked at every input.

Most steps of most procedures move a case, or note that something was done, and bring nothing else: no item, no
outcome, no signature, no payment, no change of holder. What such a step makes true follows from the state alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action, FollowUp
from servicedesk.rules.keys import EventKey

if TYPE_CHECKING:
    from servicedesk.program.program import ProcedurePlan


@frozen
class Passage:
    """A step in one state, where nothing is filed with it.

    ``state`` is the one that it leads to, empty where the case stays; ``events`` are the keys of what it makes true,
    ``asks`` the questions that may still stand against it.
    """

    kind: Literal["step", "task"]
    state: str
    events: tuple[str, ...]
    asks: tuple[str, ...]


Passages = dict[tuple[str, str], Passage | None]
"""What a step makes in a state, by both; ``None`` where it cannot be said once for all."""


def passage_of(plan: ProcedurePlan, step: StepPlan, state: str) -> Passage | None:
    """The passage of a step in a state; ``None`` where what it makes does not follow from the state alone."""
    to = step.moves.get((state, ""), "")
    if (step.in_states is not None and state not in step.in_states) or to in plan.ends or not _is_plain(plan, step):
        return None
    moved = to if to != state else ""
    settled = {"state"} if plan.pauses else {"state", "paused"}
    return Passage(
        "step" if step.moves else "task",
        moved,
        tuple(dict.fromkeys(_events(plan, step, state, moved))),
        tuple(name for name in step.asks if name not in settled),
    )


def _is_plain(plan: ProcedurePlan, step: StepPlan) -> bool:
    """Whether nothing comes of a step but its events, where nothing is filed with it."""
    rule = step.rule
    if not isinstance(rule, Action) or isinstance(rule, FollowUp) or step.name == "open":
        return False
    several = step.variants or step.clauses or step.outcomes or step.item_kind
    beside = step.waits or step.signatures or step.outcome_signatures or step.arises or rule.pays
    holder = rule.assigns or rule.takes or rule.releases or rule.rotates
    filled = {each.field.name for each in step.fields}
    read = step.name in plan.counted or not plan.summed.isdisjoint(filled)
    filing = step.structure({}, "", "UTC")
    return not (several or beside or holder or read or filing.values or filing.faults)


def _events(plan: ProcedurePlan, step: StepPlan, state: str, moved: str) -> Iterator[str]:
    """In the order in which entries have them."""
    yield step.done
    if step.variant:
        yield EventKey.done(step.name, step.variant)
    if moved:
        yield EventKey.entered(moved)
    yield from (EventKey.filed(form.name) for form in step.forms)
    yield from (EventKey.reported(name) for name in getattr(step.rule, "reports", ()))
    yield from (EventKey.held(article, role) for article, role in step.hands.items())
    if moved and state in plan.left:
        yield EventKey.left(state)
