"""What falls due by itself: missed limits, rungs of ladders, the end of grants. Time moves no case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import asdict, evolve, frozen

from servicedesk.engine.case import Case, Draft
from servicedesk.engine.context import Context
from servicedesk.engine.entry import EntitlementState, Entry, Limit
from servicedesk.engine.limits import back_from, start_next
from servicedesk.engine.view import CaseView
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.events import BeforeDue, CaseEvent, Reached
from servicedesk.rules.limits import Escalation
from servicedesk.spans import parse_span

__all__ = ["advance", "next_check_at", "pending", "report_end"]


@frozen(order=True)
class Due:
    """Something that falls due: first looked for at ``wake``, nominally at ``at``."""

    next_check: int
    order: int
    name: str
    at: int
    what: Any = None


def pending(program: Program, case: Case, context: Context) -> Iterator[Due]:
    """Everything that time alone will bring, as the case stands."""
    if not case.open:
        return
    plan = program.plans[case.procedure]
    for limit in case.limits.values():
        if limit.state == "running" and limit.due is not None:
            yield Due(limit.due + 1, 0, limit.key, limit.due, limit)
    for rule in plan.escalations:
        yield from _levels(rule, case, context)
    for entitlement in case.entitlements.values():
        if not entitlement.over:
            last = (
                date.fromisoformat(entitlement.ended_on) - timedelta(1)
                if entitlement.ended_on
                else date.fromisoformat(entitlement.until_day)
            )
            end = context.calendar.midnight_after(last)
            yield Due(end, 2, entitlement.name, end, entitlement)


def _levels(rule: Escalation, case: Case, context: Context) -> Iterator[Due]:
    if isinstance(rule.since, CaseEvent):
        yield from _on_event(rule, rule.since, case, context)
        return
    if rule.since is None:
        return
    for limit in case.limits.values():
        if limit.name != rule.since.limit or limit.state not in ("running", "missed") or limit.due is None:
            continue
        if not _applies(rule, CaseView(case, item=limit.item or None)):
            continue
        at = level_at(rule.since, limit, context)
        if at is not None and at <= limit.due and not _told(rule.name, limit, at):
            yield Due(at, 1, f"{rule.name}@{limit.item}" if limit.item else rule.name, at, (rule, limit))


def _told(name: str, limit: Limit, at: int) -> bool:
    """Whether a rung was told, and does not lie ahead again of what moved it; the notice stays in the history."""
    last = dict(limit.levels).get(name)
    return last is not None and (at <= last or at <= limit.known_at)


def level_at(when: Reached | BeforeDue, limit: Limit, context: Context) -> int | None:
    """The nominal instant of a rung on the way of a limit; ``None`` while it is paused."""
    calendar = context.calendar_of(limit.calendar)
    if isinstance(when, Reached):
        changes = tuple((at, context.calendar_of(ref)) for at, ref in limit.changes)
        return parse_span(limit.span).at_share(
            limit.anchor, calendar, when.percent, pauses=limit.pauses, changes=changes
        )
    if limit.due is None:
        return None
    at_due = next((context.calendar_of(ref) for at, ref in reversed(limit.changes) if at <= limit.due), calendar)
    return back_from(when.span, limit.due, at_due)


def _on_event(rule: Escalation, when: CaseEvent, case: Case, context: Context) -> Iterator[Due]:
    if type(when) is CaseEvent and f"{when.kind}:{when.name}" not in case.occurrences:
        return  # most have not happened, and this is asked at every entry
    key = f"{when.kind}:{when.name}@"
    for item in (
        [item for item in case.items if f"{key}{item}" in case.occurrences] if key in case.occurrences else [None]
    ):
        view = CaseView(case, item=item)
        occurrence = when.last(view)
        if occurrence is None or not _applies(rule, view):
            continue
        told = case.occurrences.get(f"recorded:{rule.name}@{item}" if item else f"recorded:{rule.name}")
        if told is not None and told.last_seq > occurrence.last_seq:
            continue
        at = occurrence.last_at
        if rule.wait is not None:
            at = rule.wait.due(at, context.calendar).at or at
        yield Due(at, 1, f"{rule.name}@{item}" if item else rule.name, at, (rule, None))


def _applies(rule: Escalation, view: CaseView) -> bool:
    applies = rule.only is None or rule.only.evaluate(view) is True
    return applies and (rule.unless is None or rule.unless.evaluate(view) is not True)


def next_check_at(program: Program, case: Case, context: Context) -> int | None:
    """When to look at the case next; ``None`` where time alone will bring nothing."""
    return min((due.next_check for due in pending(program, case, context)), default=None)


def advance(program: Program, draft: Draft, context: Context, until: int) -> None:
    """Append everything that fell due up to ``until``, in the order of its nominal instants."""
    plan = program.plans[draft.case.procedure]
    while True:
        ready = [due for due in pending(program, draft.case, context) if due.next_check <= until]
        if not ready:
            return
        due = min(ready, key=lambda d: (d.next_check, d.order, d.name))
        if due.order == 0:
            _miss(plan, draft, due, context)
        elif due.order == 1:
            _tell(program, plan, draft, due, context)
        else:
            _expire(plan, draft, due, context)


def report_end(program: Program, draft: Draft, context: Context) -> None:
    """Tell whom the end itself concerns; a rung that was still to come goes with the case."""
    plan = program.plans[draft.case.procedure]
    told_at_once = [(r, r.since) for r in plan.escalations if isinstance(r.since, CaseEvent) and r.wait is None]
    for rule, when in told_at_once:
        for due in tuple(_on_event(rule, when, draft.case, context)):
            _tell(program, plan, draft, due, context)


def _entry(draft: Draft, due: Due, context: Context, kind: str, name: str, clause: str, **more: Any) -> Entry:
    return Entry(
        seq=draft.next_seq,
        kind=kind,
        name=name,
        clause=clause,
        at=due.at,
        recorded=max(due.next_check, draft.case.recorded_at),
        checked_at=context.checked_at if context.checked_at is not None else context.recorded_at,
        **more,
    )


def _miss(plan: ProcedurePlan, draft: Draft, due: Due, context: Context) -> None:
    limit: Limit = due.what
    cause = limit.cause if limit.known_at > due.at else ""
    occurrences = (f"missed:{limit.name}",)
    data: dict[str, Any] = {"cause": cause} if cause else {}
    if limit.provisional:
        data["provisional"] = list(limit.provisional)
    missed = evolve(limit, state="missed")
    draft.append(
        _entry(
            draft,
            due,
            context,
            "missed",
            limit.key,
            limit.clause,
            events=occurrences,
            limit=missed,
            data=data,
        )
    )
    start_next(plan, draft, missed, due.at, context)


def _tell(program: Program, plan: ProcedurePlan, draft: Draft, due: Due, context: Context) -> None:
    rule: Escalation
    rule, limit = due.what
    _, _, item = due.name.partition("@")
    roles, names, skipped = recipients(program, rule, context)
    deliver = context.calendar.next_opening(due.at) if rule.at_opening else due.at
    occurrences = (f"recorded:{rule.name}",)
    data: dict[str, Any] = {"to": list(roles), "names": list(names), "deliver_at": deliver}
    if item:
        data["item"] = item
    if skipped:
        data["vacant"] = list(skipped)
    if rule.reporters:
        data["in_name_of"] = [role.name for role in rule.reporters]
    told = None if limit is None else evolve(limit, levels=tuple({**dict(limit.levels), rule.name: due.at}.items()))
    draft.append(
        _entry(
            draft,
            due,
            context,
            "escalated",
            due.name,
            plan.id_of(rule),
            events=occurrences,
            limit=told,
            data=data,
        )
    )


def recipients(
    program: Program, rule: Escalation, context: Context
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Who is told: roles, names where the roster has them, posts passed over. Never nobody: the head at last.

    A post is passed over where nobody holds it, or where only those hold it in whose name the report is made.
    """
    roles: list[str] = []
    names: list[str] = []
    passed: list[str] = []
    reporters = {name for role in rule.reporters for name in (context.roster or {}).get(role.name, ())}
    for role in rule.notifies:
        for post in program.chain(role.name):
            held_by = None if context.roster is None else context.roster.get(post, ())
            if held_by is None or set(held_by) - reporters or post == program.manual.head.name:
                roles.append(post)
                names.extend(held_by or ())
                break
            passed.append(post)
    return tuple(dict.fromkeys(roles)), tuple(dict.fromkeys(names)), tuple(dict.fromkeys(passed))


def _expire(plan: ProcedurePlan, draft: Draft, due: Due, context: Context) -> None:
    entitlement: EntitlementState = due.what
    over = evolve(entitlement, over=True)
    own_ends = (r for r in plan.entitlement_ends if r.name == entitlement.name and r.condition is None)
    then = None if entitlement.ended_on else next(own_ends, None)
    draft.append(
        _entry(
            draft,
            due,
            context,
            "entitlement_expired",
            entitlement.name,
            plan.id_of(then) if then else entitlement.clause,
            events=(f"entitlement_expired:{entitlement.name}",),
            data={"entitlements": asdict(over)},
        )
    )
