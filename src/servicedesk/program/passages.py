"""What a step makes of a case in one state, where nothing is filed with it: found once, and not asked at every input.

Most steps of most procedures move a case, or note that something was done, and bring nothing else: no item, no
outcome, no signature, no payment, no change of holder. What such a step makes true follows from the state alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from attrs import field, frozen

from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Action, FollowUp
from servicedesk.rules.keys import EventKey


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


@frozen
class Passages:
    """The passages of a procedure, by what its rules read of its steps.

    The states that are ends, those whose leaving is read, the steps that are counted, the fields that are summed, and
    whether there are pauses. Each is found when the step is first done in a state, for a desk does few of many.
    """

    ends: Collection[str]
    left: Collection[str]
    counted: Collection[str]
    summed: frozenset[str]
    pauses: bool
    _known: dict[tuple[str, str], Passage | None] = field(
        init=False, eq=False, repr=False, factory=dict[tuple[str, str], "Passage | None"]
    )

    def of(self, step: StepPlan, state: str) -> Passage | None:
        """The passage of a step in a state; ``None`` where what it makes does not follow from the state alone."""
        key = step.name, state
        if key not in self._known:
            self._known[key] = _passage(self, step, state)
        return self._known[key]


def _passage(read: Passages, step: StepPlan, state: str) -> Passage | None:
    to = step.moves.get((state, ""), "")
    if (step.in_states is not None and state not in step.in_states) or to in read.ends or not _is_plain(read, step):
        return None
    moved = to if to != state else ""
    settled = {"state"} if read.pauses else {"state", "paused"}
    return Passage(
        "step" if step.moves else "task",
        moved,
        tuple(dict.fromkeys(_events(read, step, state, moved))),
        tuple(name for name in step.asks if name not in settled),
    )


def _is_plain(read: Passages, step: StepPlan) -> bool:
    """Whether nothing comes of a step but its events, where nothing is filed with it."""
    rule = step.rule
    if not isinstance(rule, Action) or isinstance(rule, FollowUp) or step.name == "open":
        return False
    several = step.variants or step.clauses or step.outcomes or step.item_kind
    beside = step.waits or step.signatures or step.outcome_signatures or step.arises or rule.pays
    holder = rule.assigns or rule.takes or rule.releases or rule.rotates
    filled = {each.field.name for each in step.fields}
    counts = step.name in read.counted or not read.summed.isdisjoint(filled)
    filing = step.structure({}, "", "UTC")
    return not (several or beside or holder or counts or filing.values or filing.faults)


def _events(read: Passages, step: StepPlan, state: str, moved: str) -> Iterator[str]:
    """In the order in which entries have them."""
    yield step.done
    if step.variant:
        yield EventKey.done(step.name, step.variant)
    if moved:
        yield EventKey.entered(moved)
    yield from (EventKey.filed(form.name) for form in step.forms)
    yield from (EventKey.reported(name) for name in getattr(step.rule, "reports", ()))
    yield from (EventKey.held(article, role) for article, role in step.hands.items())
    if moved and state in read.left:
        yield EventKey.left(state)
