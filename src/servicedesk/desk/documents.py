"""What a desk says of papers: the forms of a case, one as it was filed, and those that need not be kept any longer."""

from __future__ import annotations

from datetime import date, datetime

from servicedesk.answers import Answers
from servicedesk.characters import brief
from servicedesk.desk.case_views import KeptDocument, documents_of
from servicedesk.desk.finding import CaseLists
from servicedesk.desk.inputs import MOST_ROWS, day_of, name_of, number_of
from servicedesk.desk.keeping import DestroyableDocument, DestroyablePage, destroyable
from servicedesk.desk.listing import failures
from servicedesk.desk.sheets import Sheet, form_named, sheet_of
from servicedesk.engine.entry import Actor
from servicedesk.engine.items import item_id
from servicedesk.errors import EditionChanged, StoreMisuse, UnknownName
from servicedesk.said import Said
from servicedesk.stores import Criteria, Search
from servicedesk.stores.rows import case_of, history_of


class Documents(CaseLists):
    """The papers of the cases of a desk."""

    def documents(self, case_id: str) -> Answers[KeptDocument]:
        """Every form of a case: since when it is filed, who signed it, who keeps which copy until when.

        Where the rules have changed since the case was opened, by those that there are now.
        """
        case = self.case(case_id)
        program = self._work.present_rules(case)[0] or self._work.program(case)
        return Answers(documents_of(program.plans[case.procedure], case, self._work.policy.site, self.calendar))

    def sheet(self, case_id: str, form: str, *, by: Actor, item: str = "") -> Sheet:
        """A form of a case as it was filed: what each field holds, who filed it when, and what signatures still cover.

        Personal values are there as ``by`` may read them. A signature covers the fields that were filled when it was
        given; whatever of these is filed anew or corrected later, it covers the form no longer.

        Args:
            case_id: the case.
            form: the name of the form, as ``desk.documents`` has it.
            by: who asks.
            item: the item whose form it is, where it is filed for each.

        Raises:
            UnknownName: the procedure has no such form, or the case no such item.

        Example:
            >>> from servicedesk import Actor, Desk
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> sheet = desk.sheet(case.id, "complaint_record", by=clerk)
            >>> [(line.field.zh, line.field.value_zh) for line in sheet.fields if line.filed_at][:2]
            [('投诉人', '张先生'), ('投诉内容', '电梯异响')]
        """
        asker, number = self._roles.actor(by), name_of(item, "item")
        with self.store.reading() as unit:
            case = case_of(self._work.row(unit, case_id))
            entries = history_of(unit, case)
        program = self.words_of(case)
        known = form_named(program.plans[case.procedure], name_of(form, "form"))
        of_item = item_id(case, number)
        if number and of_item not in case.items:
            remedy = Said("it_has", known=tuple(case.items) or Said("none"))
            raise UnknownName(Said("case_no_item", id=case.id, item=brief(item)), remedy=remedy, id=case.id)
        return sheet_of(program, case, entries, known, self._readable_values(case, asker), self.calendar.zone, of_item)

    def destroyable(
        self, on: date | datetime | str | None = None, *, after: str = "", limit: int = 500
    ) -> DestroyablePage:
        """The papers of ended cases that need not be kept any longer on a day, today where left out.

        One page looks at ``limit`` ended cases, by case id; ``after`` is what the page before ends with. Nothing is
        destroyed by it, and nothing written. A case whose rules have changed is listed by those that there are now.

        Raises:
            StoreMisuse: the store cannot search, or the limit is below 1.
            InvalidPayload: ``after`` is no id, or the limit no number.
            InvalidInstant: the day is none.

        Example:
            >>> from servicedesk import Desk
            >>> Desk("fuheng").destroyable("2030-01-01").documents
            ()
        """
        if not isinstance(self.store, Search):
            raise StoreMisuse(Said("no_search_documents"), remedy=Said("ask_one_or_find"))
        today = self.calendar.local_date(self._work.now())
        day = today if on is None else day_of(on, self.calendar)
        size = min(number_of(limit, "limit"), MOST_ROWS)
        criteria = Criteria(tenant=self._work.tenant, open=False)
        rows = self.store.find(criteria, after=name_of(after, "after") or None, limit=size)
        failed: dict[str, str] = {}
        documents: list[DestroyableDocument] = []
        without: list[DestroyableDocument] = []
        for case in self._cases_of(rows, failed):
            program, changed = self._work.present_rules(case)
            if program is None:
                failed[case.id] = EditionChanged.code
                continue
            over, lacking = destroyable(
                program, case, self._work.policy.site, self.calendar, day, rules_changed=changed
            )
            documents += over
            without += lacking
        following = rows[-1].id if len(rows) == size else ""
        return DestroyablePage(day, tuple(documents), tuple(without), failures(failed), following)
