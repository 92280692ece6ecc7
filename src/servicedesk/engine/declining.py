"""Considered and declined: where the text says 必要时, somebody thinks of the act and says why it is not done.

It is decided as the action itself would be, but for what the action files and what must come before it: nothing is
done, so nothing is brought. What is said stands until the action is used, or a new round begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.course import DeclinedEntry
from servicedesk.engine.deviations import parted
from servicedesk.engine.guards import Attempt, when, where, who
from servicedesk.engine.items import item_id
from servicedesk.engine.parts import Declined
from servicedesk.engine.payload import Payload
from servicedesk.engine.reasons import hidden
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.engine.role_names import in_order
from servicedesk.engine.view import CaseView
from servicedesk.program.payload import text_fault
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.program.steps import StepPlan
from servicedesk.rules.actions import Permission
from servicedesk.rules.declaration import DECLINE
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.texts.fields import BUILTIN_FIELDS
from servicedesk.texts.phrases import Several
from servicedesk.texts.term import Term


def is_declining(plan: ProcedurePlan, step: str) -> bool:
    """Whether an input says that something is declined; a procedure without such a permission may use the word."""
    return step == DECLINE and bool(plan.declinable)


def action_of(plan: ProcedurePlan, step: str, payload: Payload) -> str:
    """The action that an input is about: the one that it declines, else its own."""
    return payload.text("action") if is_declining(plan, step) else step


def decline(
    program: Program, plan: ProcedurePlan, case: Case, payload: Payload, context: Context, against: tuple[Refusal, ...]
) -> tuple[tuple[Refusal, ...], DeclinedEntry | None]:
    """Decide that an action is declined: its refusals, or its entry; ``against`` is what was found before."""
    name = payload.text("action")
    if name not in plan.declinable:
        return (not_declinable(plan, name),), None
    item = item_id(case, payload.item, plan.steps[name].item_kind)
    view = _view(case, context, item)
    step = plan.steps[name].at(view)
    attempt = Attempt(program, plan, step, view, context, None)
    hard = list(_asked(attempt, payload))
    soft = [*against, *standing_against(attempt, late=bool(against))]
    recording = context.recording
    firm, deviations = (tuple(soft), ()) if recording is None else parted(soft, step.clause)
    if firm or hard:
        return tuple(dict.fromkeys((*firm, *hard))), None
    return (), DeclinedEntry(
        seq=case.version + 1,
        kind="declined",
        name=name,
        clause=step.clause,
        at=context.occurred_at,
        recorded=context.recorded_at,
        checked_at=context.recorded_at,
        by=context.actor.name,
        roles=in_order(context.actor.roles),
        item=item,
        reason=hidden(payload.reason.strip(), case.vault),
        key=context.key,
        digest=context.digest if context.key else "",
        recorded_by="" if recording is None or recording.by == context.actor.name else recording.by,
        deviations=deviations,
    )


def standing_against(attempt: Attempt, *, late: bool = False) -> Iterator[Refusal]:
    """What stands against declining: who, where and whether it applies, as with the action itself."""
    if not late:  # what comes after its state says nothing of the present one
        yield from where.state(attempt)
    yield from who.role(attempt)
    yield from who.holder(attempt)
    yield from where.applies(attempt)
    yield from who.separations(attempt)
    yield from when.since_item(attempt)
    yield from when.permission(attempt)
    yield from when.paused(attempt)


def may_decline(program: Program, case: Case, step: StepPlan, context: Context, item: str | None) -> bool:
    """Whether somebody may say now that an action was considered and is not done."""
    plan = program.plans[case.procedure]
    if step.name not in plan.declinable or not case.open:
        return False
    view = _view(case, context, item or "")
    attempt = Attempt(program, plan, step.at(view), view, context, None)
    named = bool(item) or not step.item_kind or bool(step.opens_item)
    return named and not any(standing_against(attempt))


def declined(step: StepPlan, case: Case, item: str) -> Declined | None:
    """That an action was declined and still is: not used since, and in no new round; else ``None``."""
    said = case.declined.get(in_item(step.name, item))
    if said is None:
        return None
    states = step.rule.in_states[:1] if isinstance(step.rule, Permission) else ()
    view = CaseView(case, item=item or None)
    for key in (EventKey.done(step.name), *map(EventKey.entered, states)):
        since = view.occurrence(key)
        if since is not None and (since.last_seq > said.seq or since.last_at > said.at):
            return None
    return said


def _asked(attempt: Attempt, payload: Payload) -> Iterator[Refusal]:
    """What is wrong with the input itself: the reason, the item, what it has beside them."""
    clause, label = attempt.step.clause, BUILTIN_FIELDS["reason"].zh
    if not payload.given("reason") or not payload.reason.strip():
        yield refusal("missing_field", clause, place="reason", name="reason", field=label)
    elif (why := text_fault(payload.raw["reason"])) is not None:
        yield refusal("wrong_value", clause, place="reason", name="reason", field=label, reason=why)
    if not attempt.step.opens_item:
        _, fault = where.item_of(attempt.step, attempt.view.case, payload)
        if fault:
            yield where.no_item(attempt, fault, payload.item)
    elif payload.item:
        yield where.no_item(attempt, "no_item", payload.item)
    for name in payload:
        if name not in ("action", "reason", "item"):
            yield refusal("unknown_field", clause, place=name, name=name)


def not_declinable(plan: ProcedurePlan, name: str) -> Refusal:
    """An action that may not be declined, or none at all; what may be stands beside it, where anything may."""
    steps = Several(tuple(plan.label_term(plan.steps[each].rule) for each in sorted(plan.declinable)))
    known = plan.steps.get(name)
    what = Term(name, name) if known is None else plan.label_term(known.rule)
    clause = "local" if known is None else known.clause
    remedy = Remedy("help_decline", (("steps", steps),)) if plan.declinable else None
    return refusal("not_declinable", clause, place="action", remedy=remedy, what=what)


def _view(case: Case, context: Context, item: str) -> CaseView:
    day = context.calendar.local_date(context.occurred_at).isoformat()
    return CaseView(case, day, item or None, context.answers)
