"""Running limits under another calendar: an input like any other, by which nothing but limits moves."""

from __future__ import annotations

from servicedesk.calendars import Calendar
from servicedesk.engine.case import Case
from servicedesk.engine.clock import advance
from servicedesk.engine.context import Context
from servicedesk.engine.counting import is_stated, project, reference
from servicedesk.engine.decide import Decided
from servicedesk.engine.draft import Draft
from servicedesk.engine.entry import MovedEntry
from servicedesk.engine.parts import Limit
from servicedesk.engine.record import changed
from servicedesk.program.program import ProcedurePlan, Program


def recalculate(
    program: Program, case: Case, calendar: Calendar, mode: str, context: Context, named: str = ""
) -> Decided:
    """Count the running limits of a case under another calendar; what fell due before it is appended before it.

    Those are the limits that go by the calendar ``named`` in the manual; without a name, by the desk's own.

    ``retroactive`` counts from the start anew, for corrected data; ``from_change`` keeps the time used until
    ``context.occurred_at`` and counts the rest under the new calendar. A missed limit keeps its miss, a closed one
    its figures. Where no limit moves there is no decision: no entries, not those of the clock either.
    """
    draft = Draft(case)
    advance(program, draft, context, context.recorded_at)
    plan = program.plans[case.procedure]
    moved = [
        (limit, recalculated_limit(limit, calendar, mode, context))
        for limit in draft.case.limits.values()
        if _named(plan, limit, context) == named
    ]
    if not any(new for _, new in moved):
        return Decided(case)
    for old, new in moved:
        if new is not None:
            draft.append(_moved(draft, old, new, mode, context))
    advance(program, draft, context, context.recorded_at)
    return Decided(draft.case, tuple(draft.entries))


def _named(plan: ProcedurePlan, limit: Limit, context: Context) -> str:
    """The calendar of the manual that a limit goes by, where the site's policy says what it stands for."""
    rule = plan.find_limit(limit.name, limit.clause)
    calendar = None if rule is None else rule.calendar
    return calendar.name if calendar is not None and calendar.name in context.named else ""


def recalculated_limit(limit: Limit, calendar: Calendar, mode: str, context: Context) -> Limit | None:
    """The limit under another calendar; ``None`` where it does not run, or neither its due nor its standing moves.

    A paused limit has no due to move: it takes the calendar for when it goes on.
    """
    name = reference(calendar)
    if not limit.runs or is_stated(limit):
        return None
    if mode == "from_change":
        present = limit.present_calendar
        since = max(context.occurred_at, limit.anchor)
        counted = changed(limit, changes=(*limit.changes, (since, name)))
    else:
        present = name if not limit.changes and limit.calendar == name else ""
        counted = changed(limit, calendar=name, changes=())
    if present == name:
        return None
    counted = project(counted, context)
    if limit.due is not None and (counted.due, counted.provisional) == (limit.due, limit.provisional):
        return None
    return changed(counted, generation=limit.generation + 1, known_at=context.recorded_at, cause="calendar_changed")


def _moved(draft: Draft, old: Limit, new: Limit, mode: str, context: Context) -> MovedEntry:
    return MovedEntry(
        seq=draft.next_seq,
        kind="recalculated",
        name=new.key,
        clause=new.clause,
        at=context.occurred_at,
        recorded=context.recorded_at,
        by=context.actor.name,
        limit=new,
        checked_at=context.recorded_at,
        old_due=old.due,
        mode=mode,
        from_calendar=old.present_calendar,
        old_provisional=old.provisional,
    )
