"""What follows from an input by the manual's rules: entitlements, their early ends, refunds, custody, child cases."""

from __future__ import annotations

from datetime import date

from servicedesk.engine.children import ChildOpening, openings
from servicedesk.engine.context import Context
from servicedesk.engine.deposits import share_of
from servicedesk.engine.draft import Draft
from servicedesk.engine.earlier import corrected_of_earlier
from servicedesk.engine.entry import CustodyEntry, EntitlementEntry, EntitlementKind, Entry, PaymentEntry
from servicedesk.engine.parts import EntitlementState
from servicedesk.engine.record import changed
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan
from servicedesk.program.steps import StepPlan
from servicedesk.rules.effects import Entitlement
from servicedesk.rules.values import Value


def follow(
    plan: ProcedurePlan, step: StepPlan | None, draft: Draft, cause: Entry, context: Context
) -> tuple[ChildOpening, ...]:
    """Append every effect of ``cause``, in the manual's order, and return the child cases to open."""
    if plan.entitlements or plan.entitlement_ends:
        entitle(plan, draft, cause, context)
    if step is not None and (plan.refunds or plan.custody):
        _refunds(plan, step, draft, cause)
        _custody(plan, step, draft, cause)
    return openings(plan, draft, cause, context) if plan.opens else ()


def entitle(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    """Append every entitlement that ``cause`` gives or ends early."""
    _entitlements(plan, draft, cause, context)
    _end_entitlements(plan, draft, cause, context)


def _entitle(draft: Draft, cause: Entry, kind: EntitlementKind, clause: str, entitlement: EntitlementState) -> None:
    draft.append(
        EntitlementEntry(
            seq=draft.next_seq,
            kind=kind,
            name=entitlement.name,
            clause=clause,
            at=cause.at,
            recorded=cause.recorded,
            checked_at=cause.checked_at,
            entitlement=entitlement,
        )
    )


def _entitlements(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    for rule in plan.entitlements:
        view = CaseView(draft.case, context.calendar.local_date(cause.at).isoformat())
        given = rule.since.last(view) if rule.since is not None else None
        if given is None or given.last_seq != cause.seq:
            continue
        if rule.only is not None and rule.only.evaluate(view) is not True:
            continue
        start, end = _days(plan, rule, view, given.last_at, context)
        if not isinstance(start, date) or not isinstance(end, date):
            continue
        value = str(rule.amount.value) if rule.amount else ""
        entitlement = EntitlementState(rule.name, plan.id_of(rule), start.isoformat(), end.isoformat(), value)
        _entitle(draft, cause, "entitlement_started", plan.id_of(rule), entitlement)


def _days(
    plan: ProcedurePlan, rule: Entitlement, view: CaseView, given: int, context: Context
) -> tuple[Value | None, Value | None]:
    """The first and the last day of a grant: stated in facts, or from the day it is given as long as it lasts."""
    if rule.lasts is None:
        return view.fact(rule.from_fact), view.fact(rule.until_fact)
    start = context.calendar.local_date(given)
    lasts = context.site.span(plan.policy_key(rule), start.isoformat()) or rule.lasts
    end = lasts.due(given, context.calendar).at
    assert end is not None  # noqa: S101  nothing pauses it
    return start, context.calendar.local_date(end - 1)


def _end_entitlements(plan: ProcedurePlan, draft: Draft, cause: Entry, context: Context) -> None:
    if not plan.entitlement_ends:
        return
    today = context.calendar.local_date(cause.at)
    for rule in plan.entitlement_ends:
        entitlement = draft.case.entitlements.get(rule.name)
        view = CaseView(draft.case, today.isoformat(), filed=corrected_of_earlier(cause, context))
        if entitlement is None or rule.condition is None or rule.condition.evaluate(view) is not True:
            continue
        told = view.fact(rule.of_fact) if rule.of_fact else today
        if not isinstance(told, date):
            continue
        by_month = rule.from_start_of == "month"
        if rule.of_fact and told.isoformat()[: 7 if by_month else 10] < entitlement.from_day[: 7 if by_month else 10]:
            continue  # what is told is of a time before it was given for
        first = max((told.replace(day=1) if by_month else told).isoformat(), entitlement.from_day)
        if first > entitlement.until_day or (entitlement.ended_on and first >= entitlement.ended_on):
            continue
        cut = changed(entitlement, ended_on=first, after=str(rule.amount.value) if rule.amount else "")
        _entitle(draft, cause, "entitlement_ended", plan.id_of(rule), cut)


def _refunds(plan: ProcedurePlan, step: StepPlan, draft: Draft, cause: Entry) -> None:
    for rule in plan.refunds:
        if rule.on_step != step.name or rule.fee not in draft.case.payments:
            continue
        draft.append(
            PaymentEntry(
                seq=draft.next_seq,
                kind="kept" if rule.kept else "refunded",
                name=rule.fee,
                clause=plan.id_of(rule),
                at=cause.at,
                recorded=cause.recorded,
                checked_at=cause.checked_at,
                amount=f"{share_of(draft.case, rule):.2f}",
            )
        )


def _custody(plan: ProcedurePlan, step: StepPlan, draft: Draft, cause: Entry) -> None:
    for rule in plan.custody:
        if rule.on_step == step.name and rule.to_role is not None:
            draft.append(
                CustodyEntry(
                    seq=draft.next_seq,
                    kind="handed_over",
                    name=rule.article,
                    clause=plan.id_of(rule),
                    at=cause.at,
                    recorded=cause.recorded,
                    checked_at=cause.checked_at,
                    role=rule.to_role.name,
                    item=cause.item,
                )
            )
