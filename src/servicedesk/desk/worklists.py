"""What is outstanding for somebody, over all cases, soonest first, page by page."""

from __future__ import annotations

import json
from datetime import datetime

import pendulum
from attrs import frozen

from servicedesk.answers import Answer
from servicedesk.calendars import to_datetime
from servicedesk.desk.due_limits import DuePlace, Limits, place_of
from servicedesk.desk.listing import Page, page_of
from servicedesk.desk.reading import Reader, size_of
from servicedesk.engine.case import Case
from servicedesk.engine.entry import Actor
from servicedesk.errors import CorruptRecord, StoreMisuse
from servicedesk.rules.included import including
from servicedesk.said import Said
from servicedesk.stores import CaseRow, Outstanding, Worklist
from servicedesk.stores.instants import micros
from servicedesk.stores.lists import agrees, listed_of, lists_of_person
from servicedesk.stores.rows import FAR, case_of, damaged, utc
from servicedesk.texts.term import Term


@frozen(repr=False)
class OutstandingRow(Answer):
    """One thing that is outstanding in a case, in the list of somebody who may do it.

    ``kind``, ``name``, ``item``, ``clause`` and ``status`` are those of an
    :class:`~servicedesk.desk.ObligationView`: ``status`` is outstanding, paused or missed. ``zh`` and ``en`` are what
    it is called, ``item_zh`` and ``item_en`` what its item is. ``roles`` may do it; ``holder`` is who alone has it in
    his list, because he holds the case, or the item, in one of them. ``due`` is ``None`` where nothing limits it, or
    its clock is paused; ``overdue`` says that the due has passed, recorded as missed or not yet. ``category`` is the
    class of the case, by the classification that its procedure names first. ``rules_changed`` says that the case was
    opened under other rules than its edition has now: the row then says what was so under those. No personal value
    stands in it.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> [(row.zh, row.status, str(row.due)) for row in desk.worklist(by=clerk)]
        [('告知客户接待员', 'outstanding', '2026-09-30 16:00:00+08:00')]
    """

    case_id: str
    subject: str
    procedure: str
    procedure_zh: str
    procedure_en: str
    state: str
    state_zh: str
    state_en: str
    category: str
    category_zh: str
    category_en: str
    kind: str
    name: str
    item: str
    item_zh: str
    item_en: str
    clause: str
    zh: str
    en: str
    status: str
    roles: tuple[str, ...]
    holder: str
    due: pendulum.DateTime | None
    overdue: bool
    rules_changed: bool


class Worklists(Limits):
    """What is outstanding in the cases of a desk, for somebody."""

    def worklist(
        self, *, by: Actor, before: datetime | str | None = None, limit: int = 100, after: str = ""
    ) -> Page[OutstandingRow]:
        """What is outstanding, paused or missed for somebody, soonest first; what has no due comes last.

        That is what one of his roles may do while nobody holds it, roles counting that include others, and what he
        himself holds. These are the rows of :meth:`obligations` as they were when each case was last written: time that
        has passed since is in ``overdue``, and in ``status`` once :meth:`tick` has run. What he may do besides is told
        by :meth:`options`. A party to a case has no list. A case that cannot be read is in ``failed`` beside the rows,
        and so is one of which the list says another thing than the case.

        A page is one query of the store, and costs what is on it.

        Args:
            by: whose list, with the roles that he holds now.
            before: only what is due at or before this; all of it where left out.
            limit: at most so many, and at most 1000.
            after: what the page before has as ``following``. What comes in between is on the page where it stands now.

        Raises:
            StoreMisuse: the store keeps no such lists, ``limit`` is below 1, or no page ended with ``after``.
            InvalidPayload: ``by`` is no actor, ``limit`` is no number; or several things are wrong, all at once.
            InvalidInstant: ``before`` is no instant.
            NaiveDatetime: ``before`` has no zone.
            OutOfBounds: ``before`` lies before 1900 or after 9000.
            UnknownName: the manual has no such role.

        Example:
            >>> from servicedesk import Actor, Desk
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
            >>> desk = Desk("fuheng")
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> page = desk.worklist(by=clerk)
            >>> [(row.name, row.roles) for row in page], page.following
            ([('tell_desk', ('recipient',))], '')
            >>> list(desk.worklist(by=Actor("李四", {"duty_guard"})))
            []
        """
        if not isinstance(self.store, Worklist):
            raise StoreMisuse(Said("no_worklist"), remedy=Said("give_worklist"))
        read = Reader(self._instant)
        asker = read.one(lambda: self._roles.actor(by))
        until = read.time(before)
        most = read.one(lambda: size_of(limit))
        begin = read.one(lambda: place_of(after))
        read.must_be_right()
        assert asker is not None and most is not None  # noqa: S101, PT018  else something would have been wrong
        found = self.store.outstanding(
            tenant=self._work.tenant,
            until=until,
            after=None if begin is None else (utc(begin.due), begin.case_id, begin.key),
            limit=most + 1,  # one more tells whether something follows
            whose=self._lists(asker),
        )
        now, failed = self._work.now(), dict[str, str]()
        cases: dict[str, Case] = {}
        page: list[OutstandingRow] = []
        for listed, row in found[:most]:
            try:
                case = cases[row.id] = cases[row.id] if row.id in cases else case_of(row)
                page.append(self._outstanding(listed, case, row.category, now))
            except CorruptRecord as error:
                failed[row.id] = error.code
        return page_of(page, failed, _following(*found[most - 1]) if len(found) > most else "")

    def _lists(self, asker: Actor) -> tuple[str, ...]:
        """The lists of somebody: of the roles that he has, of those that include one of them, and his own."""
        roles = asker.roles - self._roles.parties
        more = including(self.manual.roles)
        return lists_of_person(self.manual.name, asker.name, roles.union(*(more[role] for role in roles & more.keys())))

    def _outstanding(self, listed: Outstanding, case: Case, category: str, now: int) -> OutstandingRow:
        """One row of a list.

        Raises:
            CorruptRecord: it is not as it was written, or says another thing than the case.
        """
        try:
            said = listed_of(listed, case)
        except ValueError:
            raise damaged(case.id, Said("outstanding_damaged")) from None
        if not agrees(listed, said, case):
            raise damaged(case.id, Said("outstanding_differs"))
        program, changed = self._work.present_rules(case)
        plan = None if program is None else program.plans[case.procedure]
        state, procedure, called = (Term(each, each) for each in (case.state, case.procedure, category))
        if plan is not None:
            state = plan.state_term(case.state)
            procedure = plan.term_of("procedure", case.procedure)
            called = plan.term_of("option", f"{plan.index.classification}.{category}") if category else called
        due = micros(listed.due, "due")
        return OutstandingRow(
            case.id,
            case.subject,
            case.procedure,
            procedure.zh,
            procedure.en,
            case.state,
            state.zh,
            state.en,
            category,
            called.zh,
            called.en,
            said.kind,
            said.name,
            said.item,
            said.called.zh,
            said.called.en,
            said.clause,
            said.label.zh,
            said.label.en,
            said.status,
            said.roles,
            said.holder,
            None if due == FAR else to_datetime(due, self.calendar.zone),
            said.status != "paused" and due < now,
            changed,
        )


def _following(listed: Outstanding, row: CaseRow) -> str:
    place = DuePlace(micros(listed.due, "due"), row.id, listed.key)
    return json.dumps(place, ensure_ascii=False)
