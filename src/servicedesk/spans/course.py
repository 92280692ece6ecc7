"""The course of a limit as data that adds up."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from attrs import frozen

from servicedesk.calendars import Calendar
from servicedesk.spans.timeline import Counts, Gap

Lang = Literal["zh", "en"]
Name = tuple[str, str]


@frozen
class Segment:
    """One stretch of a limit's course; the ``counted`` of all of them add up to the limit's budget.

    ``why`` is ``counted``, ``waiting`` (before the opening at which it counts as received), ``closed``
    (outside hours), ``rest`` (whole days off) or ``pause``; ``name`` says more in Chinese and English.
    ``end`` is None for a pause that is still open.
    """

    start: int
    end: int | None
    counted: int
    why: Literal["counted", "waiting", "closed", "rest", "pause"]
    name: Name = ("", "")


@frozen
class NamedDays:
    """Days of one name that the limit runs over; ``working`` tells make-up days from feasts and closures."""

    first: date
    last: date
    name: Name
    working: bool


@frozen
class Course:
    """The course of one limit as data; instants are microseconds since the epoch, UTC, amounts microseconds."""

    span: Any
    counts: Counts
    start: int
    due: int | None
    budget: int
    segments: tuple[Segment, ...]
    crossed: tuple[NamedDays, ...]
    pauses: tuple[Gap, ...]
    calendar: Calendar
    changes: tuple[tuple[int, Calendar], ...]
    provisional: tuple[int, ...]
