"""Running cases under another edition: what starts, ends and moves in each, or why it stays where it is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pendulum
from attrs import frozen

from servicedesk.answers import Answer, Failure
from servicedesk.calendars import to_datetime
from servicedesk.desk.deciding import Input
from servicedesk.desk.service import CaseService
from servicedesk.engine.case import Case
from servicedesk.engine.decide import Decided
from servicedesk.engine.entry import EditionEntry, Entry, MovedEntry
from servicedesk.engine.message import Message
from servicedesk.engine.messages import message_of
from servicedesk.engine.move import Move
from servicedesk.engine.parts import Limit
from servicedesk.engine.refusals import Refusal
from servicedesk.errors import CaseBusy, ServicedeskError

__all__ = ["CaseMove", "LimitChange", "Move", "MoveReport", "move_cases"]

_log = logging.getLogger("servicedesk.desk")
_ENDED = ("cancelled", "met", "late", "known_late")


@frozen(repr=False)
class LimitChange(Answer):
    """What a move does to one limit: the kind of its entry, and its due before and after it, where it has one.

    Example:
        >>> import pendulum
        >>> five, one = pendulum.datetime(2026, 6, 30, 17), pendulum.datetime(2026, 6, 30, 13)
        >>> change = LimitChange("retargeted", "answer", "2.1", five, one)
        >>> f"{change.limit}: {change.old:%H:%M} -> {change.new:%H:%M}"
        'answer: 17:00 -> 13:00'
    """

    kind: str
    limit: str
    clause: str
    old: pendulum.DateTime | None
    new: pendulum.DateTime | None


@frozen(repr=False)
class CaseMove(Answer):
    """One case that went on under the new edition, or would: its state before and after, and each limit that changes.

    What fell due before, by the old rules, is not among it.

    Example:
        >>> change = LimitChange("cancelled", "visit", "2.2", None, None)
        >>> moved = CaseMove("1", "3-2-501", "enquiry", "taken", "accepted", (change,))
        >>> moved.started, [each.limit for each in moved.ended], moved.moved
        ((), ['visit'], ())
    """

    case_id: str
    subject: str
    procedure: str
    old_state: str
    new_state: str
    changes: tuple[LimitChange, ...]

    @property
    def started(self) -> tuple[LimitChange, ...]:
        """The limits that start, from the instant at which each began."""
        return tuple(each for each in self.changes if each.kind == "started")

    @property
    def ended(self) -> tuple[LimitChange, ...]:
        """The limits that are cancelled, or turn out to be kept."""
        return tuple(each for each in self.changes if each.kind in _ENDED)

    @property
    def moved(self) -> tuple[LimitChange, ...]:
        """The limits that run by another rule, or go on after a pause that there is no longer."""
        return tuple(each for each in self.changes if each.kind not in (*_ENDED, "started", "missed"))


class Refused(NamedTuple):
    """A case that stays where it is, and every reason why."""

    case_id: str
    refusals: tuple[Refusal, ...]


@frozen(repr=False)
class MoveReport(Answer):
    """What a move brought, or would bring. A case that runs under the new edition already is counted and left alone.

    ``checked`` counts the cases that were read; ``refused`` are (case id, refusals), ``busy`` those that somebody held,
    ``failed`` (case id, code of the error). ``messages`` are what became due with it.

    Example:
        >>> moved = CaseMove("1", "3-2-501", "enquiry", "taken", "accepted", ())
        >>> report = MoveReport((moved,), checked=2, busy=("2",))
        >>> [each.case_id for each in report.moved], report.busy  # ask again for those that somebody held
        (['1'], ('2',))
    """

    moved: tuple[CaseMove, ...] = ()
    refused: tuple[Refused, ...] = ()
    checked: int = 0
    messages: tuple[Message, ...] = ()
    busy: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()


def move_cases(work: CaseService, cases: Iterable[str], asked: Move, given: Input, zone: str) -> MoveReport:
    """Let these cases go on under another edition, one short unit a case."""
    moved: list[CaseMove] = []
    refused: list[Refused] = []
    messages: list[Message] = []
    busy: list[str] = []
    failed: list[Failure] = []
    checked = 0
    for case_id in dict.fromkeys(cases):
        checked += 1
        try:
            before, decision, program = work.move(case_id, asked, given)
        except CaseBusy:
            busy.append(case_id)
        except ServicedeskError as error:
            _log.warning("case %s could not be moved: %s", case_id, error.code)
            failed.append(Failure(case_id, error.code))
        else:
            moved += _moved(before, decision, zone)
            refused += [Refused(case_id, decision.refusals)] if decision.refusals else []
            new = (message_of(program, decision.case, entry) for entry in decision.entries)
            messages += [message for message in new if message is not None]
    return MoveReport(tuple(moved), tuple(refused), checked, tuple(messages), tuple(busy), tuple(failed))


def _moved(before: Case, decision: Decided, zone: str) -> Iterator[CaseMove]:
    """What came with the entry that moved the case, and after it."""
    case, entries = decision.case, iter(decision.entries)
    if not any(isinstance(entry, EditionEntry) for entry in entries):
        return
    changes = tuple(_change(after, after.limit, zone) for after in entries if after.limit is not None)
    yield CaseMove(case.id, case.subject, case.procedure, before.state, case.state, changes)


def _change(entry: Entry, limit: Limit, zone: str) -> LimitChange:
    old, new = (None, limit.due) if entry.kind == "started" else (limit.due, None)
    if isinstance(entry, MovedEntry):
        old, new = entry.old_due, entry.new_due
    dues = (None if due is None else to_datetime(due, zone) for due in (old, new))
    return LimitChange(entry.kind, limit.key, entry.clause, *dues)
