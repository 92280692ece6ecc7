"""Running limits under another calendar: an input like any other, by which nothing but limits moves."""

from __future__ import annotations

from attrs import evolve

from servicedesk.calendars import Calendar
from servicedesk.cases.case import Case, Draft
from servicedesk.cases.clock import advance
from servicedesk.cases.context import Context
from servicedesk.cases.decide import Decision
from servicedesk.cases.entry import Entry, Limit
from servicedesk.cases.rulebook import RuleBook
from servicedesk.cases.running import move, project, reference

__all__ = ["recalendar", "recount"]


def recalendar(book: RuleBook, case: Case, calendar: Calendar, mode: str, context: Context) -> Decision:
    """Count every running limit of a case under another calendar; limits that stay where they are make no entry.

    ``retroactive`` counts from the start anew, for corrected data; ``from_change`` keeps the time used until
    ``context.occurred_at`` and counts the rest under the new calendar. A missed limit keeps its miss.
    """
    draft = Draft(case)
    advance(book, draft, context, context.recorded_at)
    for limit in tuple(draft.case.limits.values()):
        moved = recount(limit, calendar, mode, context)
        if moved is None:
            continue
        cause = Entry(
            seq=draft.next_seq, kind="moved", name=limit.key, clause=limit.clause, at=context.occurred_at,
            recorded=context.recorded_at, looked_at=context.recorded_at,
        )  # fmt: skip
        data = {"from_calendar": limit.calendar, "mode": mode, "old_provisional": list(limit.provisional)}
        move(draft, "moved", limit, moved, cause, data)
    advance(book, draft, context, context.recorded_at)
    return Decision(draft.case, tuple(draft.entries))


def recount(limit: Limit, calendar: Calendar, mode: str, context: Context) -> Limit | None:
    """The limit under another calendar; ``None`` where it is not running or neither its due nor its standing moves."""
    name = reference(calendar)
    known = limit.changes[-1][1] if limit.changes else limit.calendar
    if limit.state not in ("running", "paused") or known == name or limit.span.startswith("@"):
        return None
    told = evolve(context, calendars={**context.calendars, name: calendar})
    if mode == "from_change":
        at = max(context.occurred_at, limit.anchor)
        other = evolve(limit, changes=(*limit.changes, (at, name)))
    else:
        other = evolve(limit, calendar=name, changes=())
    moved = project(other, told)
    if (moved.due, moved.provisional) == (limit.due, limit.provisional):
        return None
    return evolve(
        moved, generation=limit.generation + 1, known_at=context.recorded_at, cause="calendar_changed"
    )
