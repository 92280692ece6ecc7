"""Which cases there are: by what their rows say of them, in an order, page by page, and how many."""

# ruff: noqa: A002  -- "open" is the word of the port

from __future__ import annotations

import json
from datetime import datetime
from typing import TypeVar

import pendulum
from attrs import field, frozen

from servicedesk.answers import Answer, Shape
from servicedesk.calendars import to_datetime
from servicedesk.characters import brief, is_a
from servicedesk.desk.listing import FoundPage, found_page
from servicedesk.desk.reading import Reader, size_of
from servicedesk.desk.worklists import Worklists
from servicedesk.engine.case import Case
from servicedesk.engine.context import SLACK
from servicedesk.engine.entry import Actor
from servicedesk.errors import CorruptRecord, InvalidInstant, StoreMisuse, UnknownName
from servicedesk.said import Said, known_names
from servicedesk.stores import CaseFilter, CaseFinder, CaseOrder, CaseRow, Place, check_cursor
from servicedesk.stores.finding import ORDERS
from servicedesk.stores.instants import FIRST, micros
from servicedesk.stores.rows import FAR, case_of, utc
from servicedesk.texts.term import Term, in_words

T = TypeVar("T")


@frozen(repr=False)
class FoundCase(Answer):
    """One case of a list, as it stands.

    ``state_zh``, ``state_en``, ``procedure_zh`` and ``category_zh`` are what these are called; ``category`` is its
    class by the classification that its procedure names first, and empty before it has one. ``due`` is the
    soonest due of what is still to be kept, ``None`` where nothing is or all of it is paused; ``overdue`` says that it
    has passed. ``deviations`` is how many rules it was recorded over. ``rules_changed`` says that the case was opened
    under other rules than its edition has now. ``case`` is the case itself, with the personal values that whoever asks
    may read.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> [(found.subject, found.state_zh, str(found.due)) for found in desk.find("complaint", open=True)]
        [('3-2-501', '已受理', '2026-09-30 16:00:00+08:00')]
    """

    DATA = Shape(
        "id subject procedure procedure_zh procedure_en state state_zh state_en open category category_zh category_en"
        " holder parent opened_at closed_at due overdue deviations rules_changed facts=case.shown_facts"
    )

    id: str
    subject: str
    procedure: str
    procedure_zh: str
    state: str
    state_zh: str
    state_en: str
    open: bool
    category: str
    category_zh: str
    holder: str
    parent: str
    opened_at: pendulum.DateTime
    closed_at: pendulum.DateTime | None
    due: pendulum.DateTime | None
    overdue: bool
    deviations: int
    rules_changed: bool
    case: Case = field(repr=False)
    procedure_en: str = ""
    category_en: str = ""


class CaseLists(Worklists):
    """The cases of a desk, found by what is said of them beside their bodies."""

    def find(
        self,
        procedure: str | None = None,
        *,
        manual: str | None = None,
        state: str | None = None,
        category: str | None = None,
        subject: str | None = None,
        parent: str | None = None,
        holder: str | None = None,
        open: bool | None = None,
        id_begins: str | None = None,
        subject_begins: str | None = None,
        opened_from: datetime | str | None = None,
        opened_before: datetime | str | None = None,
        closed_from: datetime | str | None = None,
        closed_before: datetime | str | None = None,
        due_from: datetime | str | None = None,
        due_before: datetime | str | None = None,
        overdue_at: datetime | str | None = None,
        deviating: bool | None = None,
        by: Actor | None = None,
        order: CaseOrder = "id",
        descending: bool = False,
        limit: int = 100,
        after: str = "",
        counted: bool = False,
    ) -> FoundPage[FoundCase]:
        """The cases that meet every condition, in an order, page by page.

        What is left out is no condition, and nothing is looked for in a personal value. A page costs what is on it, and
        what the index that serves it has in between: a store has one for each condition alone. A case that cannot be
        read is in ``failed`` beside the others.

        Args:
            procedure: of this procedure.
            manual: under this manual; the desk's store may keep cases of several.
            state: in this state.
            category: of this class, by the classification that its procedure names first.
            subject: about this unit, person or estate.
            parent: opened by this case.
            holder: held by this person.
            open: open cases, or ended ones; both where left out.
            id_begins: whose id begins so, character by character.
            subject_begins: whose subject begins so.
            opened_from: opened then or later.
            opened_before: opened earlier than that.
            closed_from: ended then or later.
            closed_before: ended earlier than that.
            due_from: whose soonest due lies then or later.
            due_before: whose soonest due lies earlier than that.
            overdue_at: in which something is due before this instant, now or later; what was overdue in the past is a
                matter of the histories.
            deviating: with a deviation, or without.
            by: who asks: personal values only as the manual lets his roles read them, and none where left out.
            order: by ``id``; or by when they were ``opened``, ``closed`` or have something ``due``, then by id. Those
                without such an instant are not in that order.
            descending: the latest first.
            limit: at most so many, and at most 1000.
            after: what the page before, in the same order, has as ``following``.
            counted: whether ``total`` says how many meet the conditions, on whichever page; that costs the more, the
                more there are.

        Raises:
            StoreMisuse: the store lists no cases, ``limit`` is below 1, or no page in that order ended with ``after``.
            InvalidPayload: a condition is of another kind or cannot be kept; or several things are wrong, all at once.
            InvalidInstant: an instant is none, or ``overdue_at`` is over.
            NaiveDatetime: an instant has no zone.
            OutOfBounds: an instant lies before 1900 or after 9000.
            UnknownName: there is no such order, or the manual has no such role.

        Example:
            >>> from servicedesk import Actor, Desk
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> page = desk.find(subject_begins="3-2-", order="opened", descending=True, counted=True)
            >>> [found.id for found in page] == [case.id], page.total, page.following
            (True, 1, '')
        """
        if not isinstance(self.store, CaseFinder):
            raise StoreMisuse(Said("no_finder"), remedy=Said("give_finder"))
        now = self._work.now()
        read = Reader(self._instant)
        overdue = read.one(lambda: self._not_over(overdue_at, now))
        asked = CaseFilter(
            tenant=self._work.tenant,
            procedure=read.text(procedure, "procedure"),
            manual=read.text(manual, "manual"),
            state=read.text(state, "state"),
            category=read.text(category, "category"),
            subject=read.text(subject, "subject"),
            parent=read.text(parent, "parent"),
            holder=read.text(holder, "holder"),
            open=read.flag(open, "open"),
            id_begins=read.text(id_begins, "id_begins"),
            subject_begins=read.text(subject_begins, "subject_begins"),
            opened_from=read.time(opened_from),
            opened_before=read.time(opened_before),
            closed_from=read.time(closed_from),
            closed_before=read.time(closed_before),
            due_from=read.time(due_from),
            due_before=_sooner(read.time(due_before), overdue),
            deviating=read.flag(deviating, "deviating"),
        )
        turned, counting = read.flag(descending, "descending"), read.flag(counted, "counted")
        most = read.one(lambda: size_of(limit))
        ordered: CaseOrder | None = read.one(lambda: _order(order))
        begin = None if ordered is None else read.one(lambda: _place(after, ordered))
        asker = None if by is None else read.one(lambda: self._roles.actor(by))
        read.must_be_right()
        assert most is not None and ordered is not None  # noqa: S101, PT018  else something would have been wrong
        found = self.store.find_cases(
            asked, order=ordered, descending=turned is True, after=begin, limit=most + 1
        )  # one more tells whether something follows
        total = self.store.count_cases(asked) if counting else None
        failed: dict[str, str] = {}
        page: list[FoundCase] = []
        for _, row in found[:most]:
            try:
                page.append(self._found(row, asker, now if overdue is None else micros(overdue, "overdue_at")))
            except CorruptRecord as error:
                failed[row.id] = error.code
        return found_page(page, failed, _following(found[most - 1][0]) if len(found) > most else "", total)

    def _found(self, row: CaseRow, asker: Actor | None, now: int) -> FoundCase:
        """One case of a list, overdue where something is due before an instant.

        Raises:
            CorruptRecord: it cannot be read.
        """
        case = case_of(row)
        program, changed = self._work.present_rules(case)
        plan = None if program is None else program.plans[case.procedure]
        zone = self.calendar.zone
        due = None if row.first_due is None else micros(row.first_due, "first_due")
        due = None if due == FAR else due
        state, procedure, category = Term(row.state, row.state), row.procedure, row.category
        if plan is not None:
            state = plan.state_term(row.state)
            procedure = plan.term("procedure", row.procedure)
            category = plan.term("option", f"{plan.index.classification}.{row.category}") if row.category else ""
        return FoundCase(
            row.id,
            row.subject,
            row.procedure,
            procedure,
            row.state,
            state.zh,
            state.en,
            row.open,
            row.category,
            category,
            row.holder,
            row.parent or "",
            to_datetime(case.opened_at, zone),
            None if case.open else to_datetime(case.moved_at, zone),
            None if due is None else to_datetime(due, zone),
            due is not None and due < now,
            row.deviations,
            changed,
            self._readable_by(case, asker),
            in_words(row.procedure),
            in_words(row.category),
        )

    def _not_over(self, overdue_at: datetime | str | None, now: int) -> datetime | None:
        """An instant at which something will be overdue, or is.

        Raises:
            InvalidInstant: it is over, so that what was overdue then is no longer known.
        """
        if overdue_at is None:
            return None
        instant = self._instant(overdue_at)
        if instant < now - SLACK:
            raise InvalidInstant(Said("overdue_in_past"), remedy=Said("from_now_on"))
        return utc(instant)


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _order(order: CaseOrder) -> CaseOrder:
    for known in ORDERS:
        if is_a(order, str) and order == known:
            return known
    raise UnknownName(Said("no_such_order", order=brief(order)), remedy=known_names(ORDERS))


def _following(place: Place) -> str:
    at, ident = place
    return json.dumps((None if at is None else micros(at, "after"), ident), ensure_ascii=False)


def _place(after: str, order: CaseOrder) -> Place | None:
    """Where a page in that order ended; nowhere, where there was none.

    Raises:
        StoreMisuse: none can have ended so.
    """
    if is_a(after, str) and not after:
        return None
    try:
        at, ident = json.loads(after)
        if type(ident) is str and ((at is None) is (not ORDERS[order])):
            if at is None:
                return None, check_cursor(ident)
            if type(at) is int and FIRST <= at <= FAR:
                return utc(at), check_cursor(ident)
    except (ValueError, TypeError, RecursionError):
        pass
    raise StoreMisuse(Said("no_such_page"), remedy=Said("last_of_page"), field="after")
