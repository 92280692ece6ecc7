"""What falls due by itself: missed limits, escalations, the end of entitlements. Time moves no case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import evolve

from servicedesk.calendars.zones import SECOND
from servicedesk.engine.applying import notice_applies
from servicedesk.engine.case import Case
from servicedesk.engine.context import Context
from servicedesk.engine.counting import back_from, is_stated
from servicedesk.engine.draft import Draft
from servicedesk.engine.earlier import notices_of_earlier
from servicedesk.engine.entry import EntitlementEntry, Entry, EscalationEntry, LimitEntry
from servicedesk.engine.going_on import go_on
from servicedesk.engine.holders import holder_for
from servicedesk.engine.limit_starts import start_next
from servicedesk.engine.owing import roles_of_limit
from servicedesk.engine.parts import AboutLimit, EntitlementState, Limit
from servicedesk.engine.recipients import Holders, addressed, holders, recipients
from servicedesk.engine.record import changed, record
from servicedesk.engine.repeats import Repeat, next_repeat
from servicedesk.engine.season_turns import SeasonTurn, season_turns, turn_season
from servicedesk.engine.view import CaseView
from servicedesk.program.index import DEVIATION_NOTICE
from servicedesk.program.program import ProcedurePlan, Program
from servicedesk.rules.events import CaseEvent
from servicedesk.rules.keys import EventKey, in_item, item_of
from servicedesk.rules.levels import BeforeDue, Reached
from servicedesk.rules.limits import Escalation
from servicedesk.spans import parse_span


@record
class Due:
    """Something that falls due: first found at ``next_check``, nominally at ``at``.

    ``what`` is a running limit, a rule to notify by, an entitlement, or work of a season that begins or ends: in the
    order in which they go at one instant.
    """

    next_check: int
    name: str
    at: int
    what: Limit | Escalation | Repeat | EntitlementState | SeasonTurn

    @property
    def order(self) -> tuple[int, int, str]:
        """Which comes first."""
        kind = next(n for n, each in enumerate(_ORDER) if isinstance(self.what, each))
        return (self.next_check, kind, self.name)


_ORDER: Final = (Limit, Escalation | Repeat, EntitlementState, SeasonTurn)


def pending(plan: ProcedurePlan, case: Case, context: Context, until: int) -> Iterator[Due]:
    """What time alone will bring, as the case stands: of the limits those that are missed by then, of the rest all."""
    if not case.open:
        return
    for limit in case.limits.values():
        if limit.state == "running" and limit.due is not None and limit.due < until:
            yield Due(limit.due + 1, limit.key, limit.due, limit)
    yield from _others(plan, case, context)


def _ready(plan: ProcedurePlan, case: Case, context: Context, until: int) -> list[Due]:
    """Of what time alone will bring, that which is due by then."""
    if not case.open:
        return []
    ready: list[Due] = []
    for limit in case.limits.values():
        if limit.due is not None and limit.due < until and limit.state == "running":
            ready.append(Due(limit.due + 1, limit.key, limit.due, limit))  # noqa: PERF401  hardly any is due
    if plan.index.timed or case.entitlements:
        ready += [due for due in _others(plan, case, context) if due.next_check <= until]
    return ready


def _others(plan: ProcedurePlan, case: Case, context: Context) -> Iterator[Due]:
    """Everything but the limits."""
    if plan.index.notices:
        yield from _notices(plan, case, context)
    if plan.index.begun_by_site:
        for turn in season_turns(plan, case, context):
            yield Due(turn.at + (turn.limit is not None), turn.name, turn.at, turn)
    for entitlement in case.entitlements.values():
        if not entitlement.over:
            last = (
                date.fromisoformat(entitlement.ended_on) - timedelta(1)
                if entitlement.ended_on
                else date.fromisoformat(entitlement.until_day)
            )
            end = context.calendar.midnight_after(last)
            yield Due(end, entitlement.name, end, entitlement)


def _notices(plan: ProcedurePlan, case: Case, context: Context) -> Iterator[Due]:
    """The notices whose event has come, or whose limit is open: most have not, and this is asked at every entry."""
    open_limits = {limit.name for limit in case.limits.values() if limit.state in ("running", "missed")}
    known, whole = case.occurrences, CaseView(case)
    for rule, limit_name, key in plan.index.notices:
        if limit_name:
            if limit_name in open_limits and isinstance(rule.since, Reached | BeforeDue):
                yield from _levels(rule, rule.since, case, context)
        elif (not key or key in known) and isinstance(rule.since, CaseEvent):
            yield from _on_event(plan, rule, rule.since, whole, context)


def _levels(rule: Escalation, when: Reached | BeforeDue, case: Case, context: Context) -> Iterator[Due]:
    for limit in case.limits.values():
        if limit.name != when.limit or limit.state not in ("running", "missed") or limit.due is None:
            continue
        if not notice_applies(rule, CaseView(case, item=limit.item or None)):
            continue
        at = level_at(when, limit, context)
        if at is not None and at <= limit.due and not _reported(rule.name, limit, at):
            yield Due(at, in_item(rule.name, limit.item), at, rule)


def _reported(name: str, limit: Limit, at: int) -> bool:
    """Whether a level was reported, and does not lie ahead again of what moved it; the report stays in the history."""
    last = dict(limit.levels).get(name)
    return last is not None and (at <= last or at <= limit.known_at)


def level_at(when: Reached | BeforeDue, limit: Limit, context: Context) -> int | None:
    """The nominal instant of a level on the way of a limit; ``None`` while it is paused."""
    calendar = context.calendar_of(limit.calendar)
    if isinstance(when, Reached) and is_stated(limit):  # nothing is counted: the time between is the clock's
        whole = None if limit.due is None else limit.due - limit.anchor
        return None if whole is None else limit.anchor + whole * when.percent // (100 * SECOND) * SECOND
    if isinstance(when, Reached):
        changes = tuple((at, context.calendar_of(ref)) for at, ref in limit.changes)
        return parse_span(limit.span).at_share(
            limit.anchor, calendar, when.percent, pauses=limit.pauses, changes=changes
        )
    if limit.due is None:
        return None
    at_due = next((context.calendar_of(ref) for at, ref in reversed(limit.changes) if at <= limit.due), calendar)
    return back_from(when.span, limit.due, at_due)


def _on_event(
    plan: ProcedurePlan, rule: Escalation, when: CaseEvent, whole: CaseView, context: Context
) -> Iterator[Due]:
    key, case, known = when.item_key, whole.case, whole.case.occurrences
    if type(when) is CaseEvent and key not in known:
        return
    items: list[str | None] = [None]
    if when.items_key in known:
        items = [item for item in case.items if EventKey.in_item(key, item) in known]
    recorded = EventKey.recorded(rule.name)
    limit, after_miss = plan.ladder(rule.name)
    for item in items:
        view = whole if item is None else CaseView(case, item=item)
        occurrence = when.last(view)
        told = known.get(EventKey.in_item(recorded, item) if item else recorded)
        said = occurrence is not None and told is not None and told.last_seq > occurrence.last_seq
        if occurrence is None or (said and rule.repeats is None) or not notice_applies(rule, view):
            continue
        if after_miss and (missed := case.limits.get(in_item(limit, item or ""))) is not None and not missed.missed_run:
            continue  # a pause that became known later has excused the miss
        at = occurrence.last_at
        if rule.wait is not None:
            at = rule.wait.due(at, context.calendar).at or at
        if said and told is not None:
            again = next_repeat(plan, rule, case, item or "", at, told, context)
            if again is not None:
                yield Due(again.at, in_item(rule.name, item), again.at, again)
            continue
        yield Due(at, in_item(rule.name, item), at, rule)


def next_check_at(program: Program, case: Case, context: Context) -> int | None:
    """When to check the case next; ``None`` where time alone will bring nothing."""
    plan = program.plans[case.procedure]
    if not case.open:
        return None
    dues = [each.due + 1 for each in case.limits.values() if each.state == "running" and each.due is not None]
    if plan.index.timed or case.entitlements:
        dues += [due.next_check for due in _others(plan, case, context)]
    return min(dues, default=None)


def advance(program: Program, draft: Draft, context: Context, until: int) -> None:
    """Append everything that fell due up to ``until``, in the order of its nominal instants."""
    case = draft.case
    plan = program.plans[case.procedure]
    while case.limits or case.entitlements or plan.index.timed:
        ready = _ready(plan, draft.case, context, until)
        if not ready:
            return
        due, known = min(ready, key=lambda d: d.order), len(draft.entries)
        if isinstance(due.what, Limit):
            _miss(plan, draft, due, due.what, context)
        elif isinstance(due.what, Escalation):
            _notify(program, plan, draft, due, due.what, context)
        elif isinstance(due.what, Repeat):
            _notify(program, plan, draft, due, due.what.rule, context, repeat=due.what.number)
        elif isinstance(due.what, SeasonTurn):
            turn_season(draft, due.what, _recorded(draft, due), _checked(context), context)
        else:
            _expire(plan, draft, due, due.what, context)
        go_on(plan, draft, known, context)


def report_deviations(program: Program, draft: Draft, cause: Entry, context: Context) -> None:
    """Notify whom the site's policy names that something was recorded over a rule."""
    to = context.site.deviations_to
    if cause.deviations and to:
        named = tuple(role for role in program.manual.roles if role.name in to)
        rule = evolve(DEVIATION_NOTICE, notifies=named)
        due = Due(cause.recorded, rule.name, cause.recorded, rule)
        by = cause.by if context.recording is None else context.recording.by
        _notify(program, program.plans[draft.case.procedure], draft, due, rule, context, by)


def report_earlier(program: Program, draft: Draft, cause: Entry, context: Context) -> None:
    """Notify of what a correction shows of an earlier entry, as it would have been when that was made."""
    plan = program.plans[draft.case.procedure]
    for rule, key in tuple(notices_of_earlier(plan, draft, cause, context)):
        due = Due(cause.at, key, cause.at, rule)
        _notify(program, plan, draft, due, rule, context, earlier=context.action.seq if context.action else 0)


def report_end(program: Program, draft: Draft, context: Context) -> None:
    """Notify whom the end itself concerns; an escalation that was still to come goes with the case."""
    plan = program.plans[draft.case.procedure]
    at_once = [(r, r.since) for r in plan.escalations if isinstance(r.since, CaseEvent) and r.wait is None]
    for rule, when in at_once:
        for due in tuple(_on_event(plan, rule, when, CaseView(draft.case), context)):
            _notify(program, plan, draft, due, rule, context)


def _recorded(draft: Draft, due: Due) -> int:
    """When it comes into the history: when it was first to be found, and never before what is there already."""
    return max(due.next_check, draft.case.recorded_at)


def _checked(context: Context) -> int:
    return context.checked_at if context.checked_at is not None else context.recorded_at


def _miss(plan: ProcedurePlan, draft: Draft, due: Due, limit: Limit, context: Context) -> None:
    missed = changed(limit, state="missed", missed_run=limit.run)
    draft.append(
        LimitEntry(
            seq=draft.next_seq,
            kind="missed",
            name=limit.key,
            clause=limit.clause,
            at=due.at,
            recorded=_recorded(draft, due),
            checked_at=_checked(context),
            limit=missed,
            cause=limit.cause if limit.known_at > due.at else "",
        )
    )
    start_next(plan, draft, missed, due.at, context)


def _notify(
    program: Program,
    plan: ProcedurePlan,
    draft: Draft,
    due: Due,
    rule: Escalation,
    context: Context,
    by: str = "",
    *,
    repeat: int = 0,
    earlier: int = 0,
) -> None:
    item = item_of(due.name)
    about = _about(plan, rule, item, draft.case)
    holder, reporter = draft.case.holder(item), by or _reporter(rule, item, draft)
    to = addressed(program, rule, holder)
    holding = context.holders(due.at, program.manual.head.name)
    late = _late(program, plan, rule, about, draft.case, holding)
    reached = recipients(program, rule, holding, reporter=reporter, late=late, holder=holder)
    draft.append(
        EscalationEntry(
            seq=draft.next_seq,
            kind="escalated",
            name=due.name,
            clause=plan.id_of(rule),
            at=due.at,
            recorded=_recorded(draft, due),
            checked_at=_checked(context),
            to=to,
            reporter=reporter,
            deliver_at=context.calendar.next_opening(due.at) if rule.at_opening else due.at,
            item=item,
            in_name_of=tuple(role.name for role in rule.reporters),
            about=about,
            level=isinstance(rule.since, Reached | BeforeDue),
            repeat=repeat,
            earlier=earlier,
            reached=reached.roles if reached.roles != to else (),
            names=reached.names,
            vacant=reached.vacant,
            by_hand=reached.by_hand,
        )
    )


def _reporter(rule: Escalation, item: str, draft: Draft) -> str:
    """Who reports: whoever did the action that it is a notice of; nobody where time ran out or a wait is over."""
    if not isinstance(rule.since, CaseEvent) or rule.wait is not None:
        return ""
    occurrence = rule.since.last(CaseView(draft.case, item=item or None))
    brought = (e.by for e in draft.entries if occurrence is not None and e.seq == occurrence.last_seq)
    return next(brought, "")


def _late(
    program: Program,
    plan: ProcedurePlan,
    rule: Escalation,
    about: AboutLimit | None,
    case: Case,
    holding: Holders | None,
) -> set[str]:
    """The person who is himself late: who holds the case in a role that owes the missed limit, else who alone has it.

    A rule that notifies one of these roles urges who is late, and reaches him.
    """
    if about is None or not plan.ladder(rule.name)[1] or holding is None:
        return set()
    limit = case.limits[about.key]
    owing = roles_of_limit(plan, limit.name, limit.roles, CaseView(case, item=limit.item or None))
    if any(role.name in owing for role in rule.notifies):
        return set()
    if (held := holder_for(plan, case, about.item, owing)) is not None:
        return {held.name}
    late = holders(program, owing, holding)
    return late if len(late) == 1 else set()


def _about(plan: ProcedurePlan, rule: Escalation, item: str, case: Case) -> AboutLimit | None:
    """The run of a limit that an escalation is about: the present one, after a miss the one that was missed."""
    name, after_miss = plan.ladder(rule.name)
    limit = case.limits.get(in_item(name, item))
    if limit is None:
        return None
    run = limit.missed_run if after_miss else limit.run
    return AboutLimit(name, item, run) if run else None


def _expire(plan: ProcedurePlan, draft: Draft, due: Due, entitlement: EntitlementState, context: Context) -> None:
    own_end = None if entitlement.ended_on else plan.own_end(entitlement.name)
    draft.append(
        EntitlementEntry(
            seq=draft.next_seq,
            kind="entitlement_expired",
            name=entitlement.name,
            clause=plan.id_of(own_end) if own_end else entitlement.clause,
            at=due.at,
            recorded=_recorded(draft, due),
            checked_at=_checked(context),
            entitlement=changed(entitlement, over=True),
        )
    )
