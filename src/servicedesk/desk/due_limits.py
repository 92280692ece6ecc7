"""What is still to be kept, over all open cases, soonest first, page by page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from servicedesk.characters import is_a
from servicedesk.desk.inputs import MOST_ROWS, number_of
from servicedesk.desk.limit_views import due_limit
from servicedesk.desk.listing import Page, page_of
from servicedesk.desk.lookup import Lookup
from servicedesk.desk.views import DueLimit
from servicedesk.engine.case import Case
from servicedesk.engine.parts import Limit
from servicedesk.errors import CorruptRecord, StoreMisuse
from servicedesk.said import Said
from servicedesk.stores import Worklist, check_cursor, check_limit
from servicedesk.stores.instants import FIRST
from servicedesk.stores.rows import FAR, case_of, utc


class DuePlace(NamedTuple):
    """Where a limit stands in the list."""

    due: int
    case_id: str
    key: str


class Limits(Lookup):
    """The limits that are still to be kept in the open cases of a desk."""

    def due(
        self,
        before: datetime | str | None = None,
        *,
        subject: str | None = None,
        at: datetime | str | None = None,
        limit: int | None = None,
        after: str = "",
    ) -> Page[DueLimit]:
        """Limits still to be kept, soonest first, overdue ones among them; paused ones last.

        Those of a case whose rules have changed since it was opened are among them, and say so. A case that cannot be
        read is in ``failed`` beside them: of a page, those that it came by.

        A page costs what is on it where the store is a :class:`~servicedesk.stores.Worklist`, as ours are, and so do
        all limits ``before`` an instant. Else every open case is read; without ``limit`` and ``before`` it always is,
        so that ``failed`` has every one that cannot be read.

        Args:
            before: only limits due at or before this; all of them where left out.
            subject: only those of one subject.
            at: overdue is what was due before this instant; now if left out.
            limit: at most so many, and at most 1000; all of them where left out.
            after: what the page before has as ``following``. Limits that come in between are on the page where they
                stand now: none is told twice unless its due has moved, and none is left out that stays where it is.

        Raises:
            StoreMisuse: the limit is below 1, or no page ended with ``after``.
            InvalidPayload: the limit is no number.
            InvalidInstant: ``before`` or ``at`` is none.

        Example:
            >>> from servicedesk import Actor, Desk
            >>> desk = Desk("fuheng")
            >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
            >>> call = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
            >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk)
            >>> [(limit.name, limit.state) for limit in desk.due(subject="3-2-501")]
            [('tell_desk', 'running')]
        """
        bound = None if before is None else self._instant(before)
        now = self._work.now() if at is None else self._instant(at)
        most = None if limit is None else number_of(limit, "limit")
        if most is not None:
            check_limit(most)
            most = min(most, MOST_ROWS)
        failed: dict[str, str] = {}
        begin = place_of(after)
        if subject is None and not (bound is None and most is None) and isinstance(self.store, Worklist):
            found = self._listed(self.store, bound, begin, most, failed)
        else:
            found = iter(self._gone_through(subject, bound, begin, failed))
        page: list[DueLimit] = []
        last: DuePlace | None = None
        for place, case, outstanding in found:
            if most is not None and len(page) == most:
                return page_of(page, failed, "" if last is None else json.dumps(last, ensure_ascii=False))
            program, changed = self._work.present_rules(case)
            plan = None if program is None else program.plans[case.procedure]
            page.append(due_limit(case, plan, outstanding, zone=self.calendar.zone, now=now, rules_changed=changed))
            last = place
        return page_of(page, failed, "")

    def _gone_through(
        self, subject: str | None, bound: int | None, begin: DuePlace | None, failed: dict[str, str]
    ) -> list[tuple[DuePlace, Case, Limit]]:
        """What is outstanding in every open case, each of which is read."""
        found = [
            (DuePlace(FAR if limit.due is None else limit.due, case.id, limit.key), case, limit)
            for case in self._open_cases(subject, failed)
            for limit in case.limits.values()
            if limit.is_open and _is_in(limit, bound)
        ]
        found.sort(key=lambda each: each[0])
        return [each for each in found if begin is None or each[0] > begin]

    def _listed(
        self, store: Worklist, bound: int | None, begin: DuePlace | None, most: int | None, failed: dict[str, str]
    ) -> Iterator[tuple[DuePlace, Case, Limit]]:
        """What the store lists as outstanding; the cases of one page are read, each once."""
        size = MOST_ROWS if most is None else most + 1  # one more tells whether something follows
        until = None if bound is None else utc(bound)
        after = None if begin is None else (utc(begin.due), begin.case_id, begin.key)
        while True:
            page = store.outstanding(tenant=self._work.tenant, until=until, after=after, limit=size)
            cases: dict[str, Case] = {}
            for outstanding, row in page:
                try:
                    case = cases[row.id] if row.id in cases else case_of(row)
                except CorruptRecord as error:
                    failed[row.id] = error.code
                    continue
                cases[row.id] = case
                limit = case.limits.get(outstanding.key)
                due = None if limit is None else FAR if limit.due is None else limit.due
                if limit is None or due is None or not (case.open and limit.is_open) or utc(due) != outstanding.due:
                    failed[row.id] = CorruptRecord.code  # the list is another than what the case says
                elif _is_in(limit, bound):
                    yield DuePlace(due, case.id, limit.key), case, limit
            if len(page) < size:
                return
            ended = (page[-1][0].due, page[-1][1].id, page[-1][0].key)
            if after is not None and ended <= after:  # a damaged row, which stands elsewhere than it says
                return
            after = ended


def _is_in(limit: Limit, bound: int | None) -> bool:
    return bound is None or (limit.due is not None and limit.due <= bound)


def place_of(after: str) -> DuePlace | None:
    """Where a page ended; nowhere, where there was none.

    Raises:
        StoreMisuse: none can have ended so.
    """
    if is_a(after, str) and not after:
        return None
    try:
        due, case_id, key = json.loads(after)
        if type(due) is int and type(case_id) is str and type(key) is str and FIRST <= due <= FAR:
            return DuePlace(due, check_cursor(case_id), check_cursor(key))
    except (ValueError, TypeError, RecursionError):
        pass
    raise StoreMisuse(Said("no_such_page"), remedy=Said("last_of_page"), field="after")
