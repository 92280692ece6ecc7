"""When calendar data change: which running limits move, from when to when, and why."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

import pendulum
from attrs import frozen

from servicedesk.answers import Answer, Failure
from servicedesk.calendars import Calendar, to_datetime
from servicedesk.desk.deciding import Input
from servicedesk.desk.service import CaseService
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Entry, MovedEntry
from servicedesk.engine.message import Message
from servicedesk.engine.messages import message_of
from servicedesk.errors import CaseBusy, ServicedeskError

_log = logging.getLogger("servicedesk.desk")


@frozen(repr=False)
class MovedLimit(Answer):
    """One limit that a change of calendar moved: old and new due, and the years of each that no notice settles.

    ``from_calendar`` and ``to_calendar`` are the versions that it was and is counted with, as ``name@version``.
    ``new`` equal to ``old`` means that only its standing changed: it was provisional and is settled now, or the
    other way round. Both are ``None`` while the limit is paused: it goes on under the new calendar.

    Example:
        >>> from servicedesk import Actor, Desk, Manual, Policy
        >>> from servicedesk.calendars import statutory_calendar
        >>> from servicedesk.declare import (
        ...     Deadline, Procedure, Start, Step, builtin_roles, edition, local_rule, role, working_hours
        ... )
        >>> CLERK = role("clerk", "前台")
        >>> WHY = local_rule("our own")
        >>> enquiry = Procedure("enquiry", "咨询", states="noted", ends="answered", rules=[
        ...     Start(WHY, CLERK, zh="登记咨询"),
        ...     Step(WHY, "answer", CLERK, "noted", "answered", zh="答复"),
        ...     Deadline(WHY, "reply", CLERK, working_hours(4), since="noted", met_by="answered", zh="答复时限"),
        ... ])
        >>> first = edition("2026", enquiry, in_force_from="2026-01-01", verified_on="2026-01-01")
        >>> builtin = builtin_roles(withdraw=CLERK, merge=CLERK, correct=CLERK, erase=CLERK)
        >>> manual = Manual("ours", "自订", editions=first, roles=CLERK, head=CLERK, builtin=builtin)
        >>> wang, three = Actor("王小红", {"clerk"}), "2026-09-22 15:00"
        >>> desk = Desk(manual, policy=Policy(calendar=statutory_calendar("09:00-17:00")))
        >>> case = desk.open("enquiry", subject="3-2-501", by=wang, at=three, recorded_at=three)
        >>> shorter = statutory_calendar("09:00-16:00")
        >>> (moved,) = desk.recalculate(shorter, by=wang, at=three, recorded_at=three, dry_run=True)
        >>> moved.limit, f"{moved.old:%d %H:%M}", f"{moved.new:%d %H:%M}"
        ('reply', '23 11:00', '23 12:00')
    """

    case_id: str
    subject: str
    limit: str
    clause: str
    old: pendulum.DateTime | None
    new: pendulum.DateTime | None
    cause: str
    was_provisional: tuple[int, ...] = ()
    provisional: tuple[int, ...] = ()
    from_calendar: str = ""
    to_calendar: str = ""


@frozen(repr=False)
class Recalculation(Answer):
    """What a change of calendar brought; iterating gives the limits that moved, soonest new due first.

    ``checked`` counts the cases that were read; ``busy`` are those that somebody held, ``failed`` those that
    could not be counted anew, with the reason: run it again for them. ``messages`` are what became due with it.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> from servicedesk.calendars import statutory_calendar
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
        >>> found = desk.recalculate(statutory_calendar("08:30-17:30"), by=clerk, dry_run=True)
        >>> found.checked, [moved.limit for moved in found]  # an hour is an hour, whichever days are worked
        (1, [])
    """

    moved: tuple[MovedLimit, ...] = ()
    checked: int = 0
    messages: tuple[Message, ...] = ()
    busy: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()

    def __iter__(self) -> Iterator[MovedLimit]:
        return iter(self.moved)

    def __len__(self) -> int:
        return len(self.moved)


def recalculate(
    work: CaseService, cases: Iterable[str], calendar: Calendar, mode: str, given: Input, named: str = ""
) -> Recalculation:
    """Count the running limits of these cases under another calendar, one short unit a case."""
    moved: list[MovedLimit] = []
    messages: list[Message] = []
    busy: list[str] = []
    failed: list[Failure] = []
    checked = 0
    for case_id in cases:
        checked += 1
        try:
            found = work.recalculate(case_id, calendar, mode, given, named)
        except CaseBusy:
            busy.append(case_id)
        except ServicedeskError as error:
            _log.warning("case %s could not be counted anew: %s", case_id, error.code)
            failed.append(Failure(case_id, error.code))
        else:
            if found is None:  # another tenant's
                continue
            case, entries, program = found
            moved += _moved(case, entries, calendar.zone)
            messages += [m for e in entries if (m := message_of(program, case, e)) is not None]
    moved.sort(key=lambda each: (each.new is None, each.new or pendulum.DateTime.max, each.case_id, each.limit))
    return Recalculation(tuple(moved), checked, tuple(messages), tuple(busy), tuple(failed))


def _moved(case: Case, entries: Iterable[Entry], zone: str) -> Iterator[MovedLimit]:
    for entry in entries:
        if isinstance(entry, MovedEntry) and entry.kind == "recalculated":
            old, new = entry.old_due, entry.new_due
            yield MovedLimit(
                case.id,
                case.subject,
                entry.name,
                entry.clause,
                None if old is None else to_datetime(old, zone),
                None if new is None else to_datetime(new, zone),
                entry.limit.cause,
                entry.old_provisional,
                entry.limit.provisional,
                entry.from_calendar,
                entry.to_calendar,
            )
