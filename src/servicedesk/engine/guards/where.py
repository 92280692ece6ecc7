"""Where: is the case in a state, and of a kind, in which the step can be done, and is there such an item?"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.context import Recording
from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Outcome
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term


def state(attempt: Attempt) -> Iterator[Refusal]:
    """Is the case where this step can be done?"""
    case, step, plan = attempt.view.case, attempt.step, attempt.plan
    if step.in_states is None or case.state in step.in_states:
        return
    offered = sorted(n for n, s in plan.steps.items() if s.moves and _possible(attempt, s))
    steps = Several(tuple(attempt.step_term(name) for name in offered))
    yield refusal(
        "wrong_state",
        step.clause,
        remedy=Remedy("help_state", (("steps", steps),)) if offered else None,
        state=Term(plan.state_term(case.state).zh, case.state),
        states=Several(tuple(Term(plan.state_term(name).zh, name) for name in sorted(step.in_states))),
    )


def _possible(attempt: Attempt, step: StepPlan) -> bool:
    """Whether a step is worth proposing: it leads on from here, and nothing known says that it does not apply."""
    if not step.in_states or attempt.view.case.state not in step.in_states:
        return False
    return (step.only is None or step.only.evaluate(attempt.view) is not False) and (
        step.unless is None or step.unless.evaluate(attempt.view) is not True
    )


def applies(attempt: Attempt) -> Iterator[Refusal]:
    """Its own conditions: ``only`` and ``unless``."""
    yield from attempt.condition(attempt.step.clause, attempt.step.only, "not_applicable", want=True)
    yield from attempt.condition(attempt.step.clause, attempt.step.unless, "not_now", want=False)


def outcome(attempt: Attempt, rule: Outcome) -> Iterator[Refusal]:
    """The condition of the outcome that was chosen."""
    yield from attempt.condition(attempt.plan.id_of(rule), rule.only, "not_applicable", want=True)


def recorded_to(attempt: Attempt, outcome: str, recording: Recording) -> tuple[str, tuple[Refusal, ...]]:
    """To which state something that has happened led: from here, else to the one place that it leads to, or the named.

    Nothing is guessed: where there are several, and none of them is named, that is refused.
    """
    step, plan = attempt.step, attempt.plan
    places = sorted({to for (_, on), to in step.moves.items() if on == outcome})
    states = Several(tuple(Term(plan.state_term(name).zh, name) for name in places))
    named = recording.to_state
    if named and named not in places:
        return "", (refusal("unknown_state", step.clause, place="to_state", state=named, states=states),)
    to = named or step.moves.get((attempt.view.case.state, outcome), "")
    if to or len(places) < 2:
        return to or "".join(places), ()
    return "", (refusal("several_states", step.clause, place="to_state", states=states),)


def no_item(attempt: Attempt, kind: str, item: str) -> Refusal:
    """The item it is about is not there, or there already."""
    items = attempt.step.item_kind
    zh = attempt.plan.label(attempt.plan.items[items], "zh") if items else ""
    return refusal(kind, attempt.step.clause, place="item", item=item, kind=Term(zh, items))
