"""When calendar data change: which running limits move, from when to when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pendulum
from attrs import frozen

from servicedesk.calendars import Calendar, to_datetime
from servicedesk.cases.case import Case
from servicedesk.cases.entry import Entry

__all__ = ["MovedLimit", "first_change", "moved_limits"]


@frozen
class MovedLimit:
    """One limit that moved with the calendar: old and new due, and the years of each that no notice settles.

    ``new`` equal to ``old`` means that only its standing changed: it was provisional and is settled now, or the
    other way round. Either is ``None`` while the limit is paused.
    """

    case_id: str
    subject: str
    limit: str
    clause: str
    old: pendulum.DateTime | None
    new: pendulum.DateTime | None
    cause: str
    was_provisional: tuple[int, ...]
    provisional: tuple[int, ...]


def first_change(known: Iterable[Calendar], new: Calendar, since: date, until: date) -> date | None:
    """The first day from ``since`` to ``until`` on which a known calendar and the new one differ in their hours.

    ``None`` where they agree throughout, in hours and in which years are settled.
    """
    found: list[date] = []
    for old in known:
        day = since
        while day <= until:
            if old.hours_on(day) != new.hours_on(day) or _standing(old, day) != _standing(new, day):
                found.append(day)
                break
            day += timedelta(1)
    return min(found, default=None)


def _standing(calendar: Calendar, day: date) -> tuple[int, ...]:
    return calendar.provisional_years(calendar.midnight(day), calendar.midnight_after(day))


def moved_limits(case: Case, entries: Iterable[Entry], zone: str) -> tuple[MovedLimit, ...]:
    """What the entries of a reprojection say."""
    moved: list[MovedLimit] = []
    for entry in entries:
        if entry.kind == "moved" and entry.limit is not None:
            old, new = entry.data["old_due"], entry.data["new_due"]
            moved.append(
                MovedLimit(
                    case.id, case.subject, entry.limit.key, entry.clause,
                    None if old is None else to_datetime(old, zone), None if new is None else to_datetime(new, zone),
                    "calendar_changed", tuple(entry.data["old_provisional"]), entry.limit.provisional,
                )
            )  # fmt: skip
    return tuple(moved)
