"""Where: is the case in a state, and of a kind, in which the step can be done, and is there such an item?"""

from __future__ import annotations

from servicedesk.characters import can_be_name
from servicedesk.engine.case import Case
from servicedesk.engine.context import Recording
from servicedesk.engine.guards.attempt import Attempt, is_left
from servicedesk.engine.items import find_item, is_taken_back, next_number
from servicedesk.engine.payload import Payload
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.program.form_fields import MOST_OF_ITEM
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Outcome
from servicedesk.rules.exceptions import holding
from servicedesk.texts.items import ITEM, named_item, number_term
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term


def state(attempt: Attempt) -> tuple[Refusal, ...]:
    """Is the case where this step can be done?"""
    case, step, plan = attempt.view.case, attempt.step, attempt.plan
    if step.in_states is None or case.state in step.in_states:
        return ()
    # Worth proposing is what leads on from here and of which nothing known says that it does not apply.
    offered = [each.name for each in plan.index.leading_on.get(case.state, ()) if is_left(each, attempt.view)]
    steps = Several(tuple(attempt.step_term(name) for name in offered))
    here = plan.named.states.get(case.state) or Term(case.state, case.state)
    remedy = Remedy("help_state", (("steps", steps),)) if offered else None
    states = plan.named.choice_of_states(step.in_states)
    return (refusal("wrong_state", step.clause, remedy=remedy, state=here, states=states),)


def applies(attempt: Attempt) -> tuple[Refusal, ...]:
    """Its own conditions: ``only`` and ``unless``."""
    step = attempt.step
    against = attempt.condition(step.clause, step.only, "not_applicable", want=True)
    if step.unless is None:
        return against
    held = holding(step.unless, attempt.view)
    clause = step.clause if held is None else attempt.plan.id_of_clause(held.clause)
    return (*against, *attempt.condition(clause, step.unless, "not_now", want=False))


def outcome(attempt: Attempt, rule: Outcome) -> tuple[Refusal, ...]:
    """The condition of the outcome that was chosen."""
    return attempt.condition(attempt.plan.id_of(rule), rule.only, "not_applicable", want=True)


def recorded_to(attempt: Attempt, outcome: str, recording: Recording) -> tuple[str, tuple[Refusal, ...]]:
    """To which state something that has happened led: from here, else to the one place that it leads to, or the named.

    Nothing is guessed: where there are several, and none of them is named, that is refused.
    """
    step, plan = attempt.step, attempt.plan
    places = sorted({to for (_, on), to in step.moves.items() if on == outcome})
    states = Several(tuple(Term(plan.state_term(name).zh, name) for name in places), choice=True, quoted=True)
    named = recording.to_state
    if named and named not in places:
        return "", (refusal("unknown_state", step.clause, place="to_state", state=named, states=states),)
    to = named or step.moves.get((attempt.view.case.state, outcome), "")
    if to or len(places) < 2:
        return to or "".join(places), ()
    return "", (refusal("several_states", step.clause, place="to_state", states=states),)


def item_of(step: StepPlan, case: Case, payload: Payload) -> tuple[str | None, str]:
    """The item that a step is about, if it is about one, and what is wrong with it: the kind of a refusal."""
    kind, wanted = step.item_kind, payload.item
    if not kind:
        return None, ("no_item" if wanted else "")
    item = find_item(case, kind, wanted)
    if step.opens_item:
        name = wanted or next_number(case, kind)
        fits = payload.item_is_text and len(name) <= MOST_OF_ITEM and can_be_name(name) and bool(name.strip())
        if not fits:
            return None, "bad_item"
        if item is not None and is_taken_back(case, item):
            return item.id, ""
        return name, "item_taken" if item is not None or name in case.items else ""
    # What a miss has brought for an item can be done after the item is closed.
    if item is not None and (item.open or getattr(step.rule, "arises", False)):
        return item.id, ""
    unnamed = not wanted and any(each.open and each.kind == kind for each in case.items.values())
    return (wanted or None), "missing_field" if unnamed else "no_item"


def no_item(attempt: Attempt, kind: str, item: str) -> Refusal:
    """The item it is about is not named, not there, or there already."""
    items, clause = attempt.step.item_kind, attempt.step.clause
    of_kind = attempt.plan.term_of("item", items) if items else ITEM
    if kind == "missing_field":
        number = number_term(of_kind)
        fill = Remedy("help_field", (("field", number),))
        return refusal(kind, clause, place="item", remedy=fill, name="item", field=number)
    called = named_item(item) if kind == "no_item" else item
    return refusal(kind, clause, place="item", item=called, kind=of_kind)
