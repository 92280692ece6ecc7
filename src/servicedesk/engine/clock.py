"""What falls due by itself: missed limits, rungs of ladders, the end of grants. Time moves no case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import asdict, evolve, frozen

from servicedesk.engine.case import Case, Draft
from servicedesk.engine.context import Context
from servicedesk.engine.entry import Entry, Grant, Limit
from servicedesk.engine.view import Look
from servicedesk.program.program import Plan, RuleBook
from servicedesk.engine.limits import arm_next, back_from
from servicedesk.rules.events import BeforeDue, Happening, Reached
from servicedesk.rules.limits import Escalation
from servicedesk.spans import parse_span

__all__ = ["advance", "pending", "report_end", "wake_at"]


@frozen(order=True)
class Due:
    """Something that falls due: first looked for at ``wake``, nominally at ``at``."""

    wake: int
    order: int
    name: str
    at: int
    what: Any = None


def pending(book: RuleBook, case: Case, context: Context) -> Iterator[Due]:
    """Everything that time alone will bring, as the case stands."""
    if not case.open:
        return
    plan = book.plans[case.procedure]
    for limit in case.limits.values():
        if limit.state == "running" and limit.due is not None:
            yield Due(limit.due + 1, 0, limit.key, limit.due, limit)
    for rule in plan.escalations:
        yield from _rungs(rule, case, context)
    for grant in case.grants.values():
        if not grant.over:
            last = (
                date.fromisoformat(grant.cut_on) - timedelta(1)
                if grant.cut_on
                else date.fromisoformat(grant.until_day)
            )
            end = context.calendar.midnight_after(last)
            yield Due(end, 2, grant.name, end, grant)


def _rungs(rule: Escalation, case: Case, context: Context) -> Iterator[Due]:
    if isinstance(rule.when, Happening):
        yield from _happened(rule, rule.when, case, context)
        return
    if rule.when is None:
        return
    for limit in case.limits.values():
        if limit.name != rule.when.limit or limit.state not in ("running", "missed") or limit.due is None:
            continue
        if not _applies(rule, Look(case, line=limit.line or None)):
            continue
        at = rung_at(rule.when, limit, context)
        if at is not None and at <= limit.due and not _told(rule.name, limit, at):
            yield Due(at, 1, f"{rule.name}@{limit.line}" if limit.line else rule.name, at, (rule, limit))


def _told(name: str, limit: Limit, at: int) -> bool:
    """Whether a rung was told, and does not lie ahead again of what moved it; the notice stays in the history."""
    last = dict(limit.rungs).get(name)
    return last is not None and (at <= last or at <= limit.known_at)


def rung_at(when: Reached | BeforeDue, limit: Limit, context: Context) -> int | None:
    """The nominal instant of a rung on the way of a limit; ``None`` while it is paused."""
    calendar = context.calendar_of(limit.calendar)
    if isinstance(when, Reached):
        changes = tuple((at, context.calendar_of(ref)) for at, ref in limit.changes)
        return parse_span(limit.span).at_share(
            limit.anchor, calendar, when.percent, pauses=limit.pauses, changes=changes
        )
    if limit.due is None:
        return None
    at_due = next(
        (context.calendar_of(ref) for at, ref in reversed(limit.changes) if at <= limit.due), calendar
    )
    return back_from(when.span, limit.due, at_due)


def _happened(rule: Escalation, when: Happening, case: Case, context: Context) -> Iterator[Due]:
    if type(when) is Happening and f"{when.kind}:{when.name}" not in case.marks:
        return  # most have not happened, and this is asked at every entry
    key = f"{when.kind}:{when.name}@"
    for line in (
        [line for line in case.lines if f"{key}{line}" in case.marks] if key in case.marks else [None]
    ):
        look = Look(case, line=line)
        mark = when.last(look)
        if mark is None or not _applies(rule, look):
            continue
        told = case.marks.get(f"recorded:{rule.name}@{line}" if line else f"recorded:{rule.name}")
        if told is not None and told.last_seq > mark.last_seq:
            continue
        at = mark.last_at
        if rule.after is not None:
            at = rule.after.due(at, context.calendar).at or at
        yield Due(at, 1, f"{rule.name}@{line}" if line else rule.name, at, (rule, None))


def _applies(rule: Escalation, look: Look) -> bool:
    applies = rule.only is None or rule.only.evaluate(look) is True
    return applies and (rule.unless is None or rule.unless.evaluate(look) is not True)


def wake_at(book: RuleBook, case: Case, context: Context) -> int | None:
    """When to look at the case next; ``None`` where time alone will bring nothing."""
    return min((due.wake for due in pending(book, case, context)), default=None)


def advance(book: RuleBook, draft: Draft, context: Context, until: int) -> None:
    """Append everything that fell due up to ``until``, in the order of its nominal instants."""
    plan = book.plans[draft.case.procedure]
    while True:
        ready = [due for due in pending(book, draft.case, context) if due.wake <= until]
        if not ready:
            return
        due = min(ready, key=lambda d: (d.wake, d.order, d.name))
        if due.order == 0:
            _miss(plan, draft, due, context)
        elif due.order == 1:
            _tell(book, plan, draft, due, context)
        else:
            _expire(plan, draft, due, context)


def report_end(book: RuleBook, draft: Draft, context: Context) -> None:
    """Tell whom the end itself concerns; a rung that was still to come goes with the case."""
    plan = book.plans[draft.case.procedure]
    told_at_once = [
        (r, r.when) for r in plan.escalations if isinstance(r.when, Happening) and r.after is None
    ]
    for rule, when in told_at_once:
        for due in tuple(_happened(rule, when, draft.case, context)):
            _tell(book, plan, draft, due, context)


def _entry(draft: Draft, due: Due, context: Context, kind: str, name: str, clause: str, **more: Any) -> Entry:
    return Entry(
        seq=draft.next_seq,
        kind=kind,
        name=name,
        clause=clause,
        at=due.at,
        recorded=max(due.wake, draft.case.recorded_at),
        looked_at=context.looked_at if context.looked_at is not None else context.recorded_at,
        **more,
    )


def _miss(plan: Plan, draft: Draft, due: Due, context: Context) -> None:
    limit: Limit = due.what
    cause = limit.cause if limit.known_at > due.at else ""
    marks = (f"missed:{limit.name}",)
    data: dict[str, Any] = {"cause": cause} if cause else {}
    if limit.provisional:
        data["provisional"] = list(limit.provisional)
    missed = evolve(limit, state="missed")
    draft.append(
        _entry(draft, due, context, "missed", limit.key, limit.clause, marks=marks, limit=missed, data=data)
    )
    arm_next(plan, draft, missed, due.at, context)


def _tell(book: RuleBook, plan: Plan, draft: Draft, due: Due, context: Context) -> None:
    rule: Escalation
    rule, limit = due.what
    _, _, line = due.name.partition("@")
    roles, names, skipped = recipients(book, rule, context)
    deliver = context.calendar.next_opening(due.at) if rule.at_opening else due.at
    marks = (f"recorded:{rule.name}",)
    data: dict[str, Any] = {"to": list(roles), "names": list(names), "deliver_at": deliver}
    if line:
        data["line"] = line
    if skipped:
        data["vacant"] = list(skipped)
    if rule.by:
        data["in_name_of"] = [role.name for role in rule.by]
    told = (
        None
        if limit is None
        else evolve(limit, rungs=tuple({**dict(limit.rungs), rule.name: due.at}.items()))
    )
    draft.append(
        _entry(
            draft, due, context, "escalated", due.name, plan.id_of(rule), marks=marks, limit=told, data=data
        )
    )


def recipients(
    book: RuleBook, rule: Escalation, context: Context
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Who is told: roles, names where the roster has them, posts passed over. Never nobody: the head at last.

    A post is passed over where nobody holds it, or where only those hold it in whose name the report is made.
    """
    roles: list[str] = []
    names: list[str] = []
    passed: list[str] = []
    reporters = {name for role in rule.by for name in (context.roster or {}).get(role.name, ())}
    for role in rule.to:
        for post in book.chain(role.name):
            held_by = None if context.roster is None else context.roster.get(post, ())
            if held_by is None or set(held_by) - reporters or post == book.manual.head.name:
                roles.append(post)
                names.extend(held_by or ())
                break
            passed.append(post)
    return tuple(dict.fromkeys(roles)), tuple(dict.fromkeys(names)), tuple(dict.fromkeys(passed))


def _expire(plan: Plan, draft: Draft, due: Due, context: Context) -> None:
    grant: Grant = due.what
    over = evolve(grant, over=True)
    own_ends = (r for r in plan.cuts if r.name == grant.name and r.when is None)
    then = None if grant.cut_on else next(own_ends, None)
    draft.append(
        _entry(
            draft, due, context, "grant_over", grant.name, plan.id_of(then) if then else grant.clause,
            marks=(f"over:{grant.name}",), data={"grants": asdict(over)},
        )
    )  # fmt: skip
