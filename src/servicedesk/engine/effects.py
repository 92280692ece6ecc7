"""What follows from an input by the manual's rules: grants and their early ends, refunds, custody, child cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import asdict, evolve, frozen

from servicedesk.engine.case import Draft, in_line
from servicedesk.engine.context import Context
from servicedesk.engine.entry import Entry, Grant
from servicedesk.engine.view import Look
from servicedesk.program.program import Plan, StepPlan
from servicedesk.rules.effects import Grants
from servicedesk.rules.values import Value

__all__ = ["Child", "follow"]


@frozen
class Child:
    """A case to open: by which clause, in which procedure, with what carried over from its parent."""

    id: str
    clause: str
    procedure: str
    subject: str
    facts: Mapping[str, Any]


def follow(
    plan: Plan, step: StepPlan | None, draft: Draft, cause: Entry, context: Context
) -> tuple[Child, ...]:
    """Append every effect of ``cause``, in the manual's order, and return the child cases to open."""
    _grants(plan, draft, cause, context)
    _cuts(plan, draft, cause, context)
    if step is not None:
        _refunds(plan, step, draft, cause)
        _custody(plan, step, draft, cause)
    return _children(plan, draft, cause, context)


def _effect(draft: Draft, cause: Entry, kind: str, name: str, clause: str, **more: Any) -> None:
    draft.append(
        Entry(
            seq=draft.next_seq, kind=kind, name=name, clause=clause, at=cause.at, recorded=cause.recorded,
            looked_at=cause.looked_at, **more,
        )
    )  # fmt: skip


def _grants(plan: Plan, draft: Draft, cause: Entry, context: Context) -> None:
    for rule in plan.grants:
        look = Look(draft.case, context.calendar.local_date(cause.at).isoformat())
        given = rule.by.last(look) if rule.by else None
        if given is None or given.last_seq != cause.seq:
            continue
        if rule.only is not None and rule.only.evaluate(look) is not True:
            continue
        start, end = _days(plan, rule, look, given.last_at, context)
        if not isinstance(start, date) or not isinstance(end, date):
            continue
        value = str(rule.value.value) if rule.value else ""
        grant = Grant(rule.name, plan.id_of(rule), start.isoformat(), end.isoformat(), value)
        marks = (f"granted:{rule.name}",)
        _effect(
            draft, cause, "granted", rule.name, plan.id_of(rule), marks=marks, data={"grants": asdict(grant)}
        )


def _days(
    plan: Plan, rule: Grants, look: Look, given: int, context: Context
) -> tuple[Value | None, Value | None]:
    """The first and the last day of a grant: stated in facts, or from the day it is given as long as it lasts."""
    if rule.lasts is None:
        return look.fact(rule.from_), look.fact(rule.until)
    start = context.calendar.local_date(given)
    lasts = context.site.span(plan.id_of(rule), start.isoformat()) or rule.lasts
    end = lasts.due(given, context.calendar).at
    assert end is not None  # noqa: S101  nothing pauses it
    return start, context.calendar.local_date(end - 1)


def _cuts(plan: Plan, draft: Draft, cause: Entry, context: Context) -> None:
    today = context.calendar.local_date(cause.at)
    for rule in plan.cuts:
        grant = draft.case.grants.get(rule.name)
        look = Look(draft.case, today.isoformat())
        if grant is None or rule.when is None or rule.when.evaluate(look) is not True:
            continue
        told = look.fact(rule.of) if rule.of else today
        if not isinstance(told, date):
            continue
        first = max((told.replace(day=1) if rule.from_ == "month" else told).isoformat(), grant.from_day)
        if first > grant.until_day or (grant.cut_on and first >= grant.cut_on):
            continue
        cut = evolve(grant, cut_on=first, after=str(rule.value.value) if rule.value else "")
        marks = (f"cut:{rule.name}",)
        _effect(
            draft, cause, "grant_cut", rule.name, plan.id_of(rule), marks=marks, data={"grants": asdict(cut)}
        )


def _refunds(plan: Plan, step: StepPlan, draft: Draft, cause: Entry) -> None:
    for rule in plan.refunds:
        paid = draft.case.payments.get(rule.of)
        if rule.by != step.name or paid is None:
            continue
        amount = rule.amount.value if rule.amount is not None else Decimal(paid)
        kind = "kept" if rule.kept else "refunded"
        _effect(
            draft,
            cause,
            kind,
            rule.of,
            plan.id_of(rule),
            marks=(f"{kind}:{rule.of}",),
            data={"amount": f"{amount:.2f}"},
        )


def _custody(plan: Plan, step: StepPlan, draft: Draft, cause: Entry) -> None:
    for rule in plan.custody:
        if rule.by == step.name and rule.to is not None:
            marks = (f"held:{rule.item}.{rule.to.name}",)
            line = str(cause.data.get("line", ""))
            data: dict[str, Any] = {"custody": {in_line(rule.item, line): rule.to.name}}
            if line:
                data["line"] = line
            _effect(draft, cause, "handed", rule.item, plan.id_of(rule), marks=marks, data=data)


def _children(plan: Plan, draft: Draft, cause: Entry, context: Context) -> tuple[Child, ...]:
    children: list[Child] = []
    line = str(cause.data.get("line", ""))
    day = context.calendar.local_date(cause.at).isoformat()
    for rule in plan.opens:
        look = Look(draft.case, day, line or None, context.answers)
        happened = rule.on.last(look) if rule.on else None
        if happened is None or happened.last_seq != cause.seq:
            continue
        if rule.only is not None and rule.only.evaluate(look) is not True:
            continue
        number = draft.case.children + 1
        child = Child(
            id=f"{draft.case.id}.{number}",
            clause=plan.id_of(rule),
            procedure=rule.procedure,
            subject=draft.case.subject,
            facts={
                blank: value
                for blank, name in rule.carry.items()
                if (value := draft.case.subject if name == "subject" else look.fact(name)) is not None
            },
        )
        children.append(child)
        data = {"child": child.id, "procedure": rule.procedure, "children": number}
        if line:
            data["line"] = line
        _effect(
            draft,
            cause,
            "opened_child",
            rule.name or rule.procedure,
            child.clause,
            marks=(f"opened:{rule.procedure}",),
            data=data,
        )
    return tuple(children)
