"""What a calendar is made of: everything that is stored of it, and that its working days and hours follow from."""

from __future__ import annotations

from attrs import frozen

from servicedesk.calendars.arithmetic import Arithmetic
from servicedesk.calendars.hours import Hours
from servicedesk.calendars.notices import Notice
from servicedesk.calendars.rules import Closure, SpecialHours, Yearly


@frozen(cache_hash=True, repr=False)
class Content(Arithmetic):
    """The fields of a calendar; :class:`~servicedesk.calendars.calendar.Calendar` checks and derives them."""

    zone: str
    week: tuple[Hours, ...]
    """The hours of Monday to Sunday."""
    makeup: Hours = ()
    """The hours of a weekend day that a notice makes a working day."""
    notices: tuple[Notice, ...] = ()
    """Every notice known, superseded ones included."""
    noticed: bool = False
    """Whether a year without notice is provisional."""
    feasts: bool = False
    """Whether such a year has the statutory feasts of mainland China."""
    strict: bool = False
    closures: tuple[Closure, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    special: tuple[SpecialHours, ...] = ()
    own_version: str = ""
    """The version that the maker named; empty: derived from the content."""
