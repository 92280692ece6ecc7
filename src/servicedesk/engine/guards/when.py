"""When: what must wait, by clause and by law; windows; what it comes after; limits that it is before or extends."""

from __future__ import annotations

from collections.abc import Iterator

from servicedesk.engine.children import followed
from servicedesk.engine.consequences import next_open
from servicedesk.engine.counting import back_from
from servicedesk.engine.guards.attempt import Attempt
from servicedesk.engine.holding import held_by
from servicedesk.engine.items import item_called
from servicedesk.engine.refusals import Refusal, Remedy, refusal
from servicedesk.program.steps import Wait
from servicedesk.rules.actions import Action, Permission
from servicedesk.rules.circumstances import ItemsClosed
from servicedesk.rules.conditions import walk
from servicedesk.rules.effects import ChildCase
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.rules.limits import Extension
from servicedesk.texts.term import Term


def times(attempt: Attempt) -> Iterator[Refusal]:
    """What must wait, and windows around a moment."""
    for wait in attempt.step.waits:
        yield from _wait(attempt, wait)
    for window in attempt.step.windows:
        around = window.around.last(attempt.view) if window.around is not None else None
        if around is None or not attempt.holds(window.only):
            continue
        calendar = attempt.context.calendar
        first = back_from(window.early, around.last_at, calendar) if window.early else around.last_at
        last = (window.late.due(around.last_at, calendar).at or around.last_at) if window.late else around.last_at
        if not first <= attempt.context.occurred_at <= last:
            clause = attempt.plan.id_of(window)
            yield refusal("outside_window", clause, first=attempt.moment(first), last=attempt.moment(last))


def is_early(attempt: Attempt) -> bool:
    """Whether the step comes before its time under a rule that records it all the same: it then counts for nothing."""
    return any(wait.recorded and _first(attempt, wait) is not None for wait in attempt.step.waits)


def _first(attempt: Attempt, wait: Wait) -> int | None:
    """From when on it may be done, where that is still to come."""
    start = wait.since.last(attempt.view)
    if start is None or not attempt.stands(wait):
        return None
    day = attempt.context.calendar.local_date(start.last_at).isoformat()
    own = None if wait.floor is not None else attempt.context.site.span(wait.policy_key, day)
    span = wait.span if own is None else own
    first = span.not_before(start.last_at, attempt.context.calendar, after_period=wait.after_period)
    return None if attempt.context.occurred_at >= first else first


def _wait(attempt: Attempt, wait: Wait) -> Iterator[Refusal]:
    if not attempt.stands(wait):
        return
    if wait.since.last(attempt.view) is None:
        if wait.floor is not None or wait.only is not None or wait.clause:
            yield from attempt.condition(wait.clause, wait.since, "required", want=True)
        return
    instant = _first(attempt, wait)
    if instant is None or wait.recorded:
        return
    first = attempt.beginning(instant)
    later = Remedy("help_wait", (("first", first),))
    if wait.floor is None:
        yield refusal("too_early", wait.clause, remedy=later, first=first)
    else:
        law = Term(wait.floor.law.text("zh"), str(wait.floor.law))
        yield refusal("too_early_law", wait.clause, remedy=later, first=first, law=law)


def since_item(attempt: Attempt) -> Iterator[Refusal]:
    """What is done about an item comes not before that was opened, and of a number used again not before the last."""
    at, case = attempt.context.occurred_at, attempt.view.case
    item = case.items.get(attempt.view.item or "")
    if item is not None and not attempt.step.opens_item and at < item.opened_at:
        called = item_called(attempt.plan, case, item.id)
        opened = attempt.moment(item.opened_at)
        yield refusal("before_item", attempt.step.clause, at=attempt.moment(at), item=called, opened=opened)


def awaited(attempt: Attempt) -> Iterator[Refusal]:
    """What waits for items, or for a case that was opened, comes not before they were closed, and it ended."""
    for rule in attempt.step.requires:
        if attempt.stands(rule):
            for part in walk(rule.condition):
                if isinstance(part, ItemsClosed):
                    yield from _closed_later(attempt, attempt.plan.id_of(rule), part.kind)
    for opening in attempt.step.awaits:
        yield from _ended_later(attempt, opening)


def awaited_by_end(attempt: Attempt) -> Iterator[Refusal]:
    """The same of the end of the case, which waits for every item."""
    for kind, rule in attempt.plan.items.items():
        yield from _closed_later(attempt, attempt.plan.id_of(rule), kind)
    for opening in attempt.plan.opens:
        if "end" in opening.awaited_before:
            yield from _ended_later(attempt, opening)


def _closed_later(attempt: Attempt, clause: str, kind: str) -> Iterator[Refusal]:
    at, plan, case = attempt.context.occurred_at, attempt.plan, attempt.view.case
    closings = [EventKey.done(name) for name in plan.items[kind].closed_by]
    for item in case.items.values():
        if item.kind != kind or item.open:
            continue
        known = (case.occurrences.get(EventKey.in_item(key, item.id)) for key in closings)
        closed = max((each.last_at for each in known if each is not None), default=at)
        if at < closed:
            called, of_kind = item_called(plan, case, item.id), Term(plan.term_of("item", kind).zh, kind)
            then, later = attempt.moment(at), attempt.moment(closed)
            yield refusal("before_closing", clause, at=then, item=called, closed=later, kind=of_kind)


def _ended_later(attempt: Attempt, rule: ChildCase) -> Iterator[Refusal]:
    at = attempt.context.occurred_at
    for child in followed(attempt.plan, rule, attempt.view):
        if child.ended_at is not None and at < child.ended_at:
            what = attempt.plan.term_of("procedure", rule.procedure)
            then, ended, clause = attempt.moment(at), attempt.moment(child.ended_at), attempt.plan.id_of(rule)
            yield refusal("before_child_end", clause, at=then, what=what, child=child.at_hand, ended=ended)


def permission(attempt: Attempt) -> Iterator[Refusal]:
    """A permission that begins some time after something happened; any action with a switch of the site's policy."""
    rule, clause, arises = attempt.step.rule, attempt.step.clause, attempt.step.arises
    if isinstance(rule, Permission) and rule.wait is not None and rule.since is not None:
        yield from _wait(attempt, Wait(clause, rule.wait, rule.since, after_period=True))
    brought = next_open(attempt.view.case, rule.name, attempt.view.item or "") if arises else None
    if isinstance(rule, Action) and rule.switch and rule.switch not in attempt.context.switches and brought is None:
        yield refusal("switched_off", clause, switch=Term(attempt.plan.label(rule, "zh"), rule.switch))
    elif arises and brought is None:
        yield refusal("nothing_arisen", clause, what=attempt.label(rule))


def paused(attempt: Attempt) -> Iterator[Refusal]:
    """A pause that holds the action when it is done, or was."""
    at, plan = attempt.context.occurred_at, attempt.plan
    if not plan.pauses:
        return
    for rule, hold in held_by(plan, attempt.view.case, attempt.step.name, attempt.view.item or "", at):
        remedy = None if rule.resumed_by is None else attempt.todo(rule.resumed_by)
        since = attempt.moment(hold.start)
        yield refusal("paused_by", plan.id_of(rule), remedy=remedy, pause=attempt.label(rule), since=since)


def extension(attempt: Attempt) -> Iterator[Refusal]:
    """A limit is there to be lengthened, and was not lengthened too often."""
    rule, view = attempt.step.rule, attempt.view
    if not isinstance(rule, Extension):
        return
    limit = view.case.limits.get(in_item(rule.limit, view.item))
    if limit is None or not limit.is_open:
        limits = [p.rule for name, group in attempt.plan.limits if name == rule.limit for p in group]
        yield refusal("no_open_limit", attempt.step.clause, limit=attempt.label(limits[0]))
    elif len(limit.extensions) >= rule.times:
        yield refusal("times_used", attempt.step.clause, times=rule.times)
