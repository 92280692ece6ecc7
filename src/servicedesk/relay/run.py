"""One run of a relay: page after page, what is refused after the others, and nobody for another tenant's sake."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from attrs import define, field

from servicedesk.desk import Desk
from servicedesk.engine.case import Case
from servicedesk.errors import CaseBusy, CaseNotFound, CorruptRecord, ServicedeskError, StoreError
from servicedesk.program.program import Program
from servicedesk.relay.event import Event, event_of
from servicedesk.relay.publishers import NotTaken, Publisher
from servicedesk.relay.waiting import Waiting
from servicedesk.stores import EntryRow, Outbox
from servicedesk.stores.rows import case_of

_log = logging.getLogger("servicedesk.relay")
PATIENCE: Final = 5.0
_MOST_IN_A_ROW: Final = 10
"""Cases of one tenant that are tried one by one though none is taken."""


@define
class Run:
    """One run, while it leads. What is in ``failed``, ``busy`` and ``aside`` is passed over from then on."""

    desk: Desk
    outbox: Outbox
    publisher: Publisher
    source: str
    batch: int
    patience: float
    now: datetime
    stop: threading.Event
    waiting: Waiting
    published: int = 0
    failed: dict[str, str] = field(factory=dict[str, str])
    busy: set[str] = field(factory=set[str])
    down: set[str] = field(factory=set[str])
    aside: set[str] = field(factory=set[str])
    known: frozenset[str] = frozenset()
    refusing: set[str] = field(factory=set[str])  # of the page at hand
    refused: Counter[str] = field(factory=Counter[str])
    seconds: dict[str, float] = field(factory=dict[str, float])
    taken: Counter[str] = field(factory=Counter[str])

    def pass_on_everything(self) -> None:
        """First whatever does not wait already, then what waits, tenant by tenant."""
        self.known = frozenset(self.waiting)
        try:
            if self._pages(self.known):
                self._try_again()
        finally:
            for case_id in self.failed:  # so that who waits for it to be tried comes first in the next run
                self.waiting.to_the_end(case_id)

    def _try_again(self) -> None:
        """So many of each tenant as a page has events; if any is taken, the next so many follow."""
        left, hopeless = set(self.known), set[str | None]()
        while not self.stop.is_set():
            tried = self.waiting.first(self.batch, left, {*hopeless, *self.down})
            if not tried:
                return
            before = Counter(self.taken)
            done = self._pages([case_id for case_id in self.waiting if case_id not in tried])
            left -= tried.keys()
            hopeless |= {tenant for tenant in tried.values() if tenant is None or self.taken[tenant] == before[tenant]}
            for case_id in tried:
                if done and case_id not in self.failed and case_id not in self.busy and case_id not in self.aside:
                    self.waiting.remove(case_id)

    def _pages(self, but: Collection[str]) -> bool:
        """Page after page; whether nothing is left that could be passed on."""
        while not self.stop.is_set():
            held = {*self.failed, *self.busy, *self.aside, *but}
            try:
                page = self.outbox.pending(self.now, limit=self.batch, but=held)
            except CorruptRecord as error:
                named: Iterable[str] = error.fields.get("ids") or ([error.fields["id"]] if "id" in error.fields else [])
                broken = [case_id for case_id in named if case_id not in held]
                if not broken:
                    raise
                for case_id in dict.fromkeys(broken):
                    self._hold(case_id, None, error)
                continue
            if not page:
                return True
            events = self._events(page)
            if events:
                self._publish(events)
        return False

    # --- making events ------------------------------------------------------------------------------------

    def _events(self, page: Sequence[tuple[str, EntryRow]]) -> list[Event]:
        """The events of a page in its order; from the first entry that makes none on, its case is left out."""
        cases: dict[str, tuple[Case, Program]] = {}
        events: list[Event] = []
        for case_id, row in page:
            if case_id in self.failed or case_id in self.busy or case_id in self.aside:
                continue
            try:
                if case_id not in cases:
                    cases[case_id] = self._case(case_id)
                case, program = cases[case_id]
                if case.tenant in self.down:
                    self._put_aside(case_id, case.tenant)
                    continue
                event = event_of(program, case, row, source=self.source, zone=self.desk.calendar.zone)
            except CaseBusy:
                self.busy.add(case_id)
            except (CaseNotFound, CorruptRecord) as error:
                self._hold(case_id, cases[case_id][0].tenant if case_id in cases else None, error)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001  whatever is wrong with one case keeps nobody from the others
                self._hold(case_id, cases[case_id][0].tenant if case_id in cases else None, error)
            else:
                events.append(event)
        return events

    def _case(self, case_id: str) -> tuple[Case, Program]:
        with self.desk.store.unit() as unit:
            row = unit.load(case_id, wait=False)
        case = case_of(row)
        return case, self.desk.rules_of(case)

    # --- publishing ---------------------------------------------------------------------------------------

    def _publish(self, events: Sequence[Event]) -> None:
        """All at once; where that is refused each tenant's, and of a tenant whose are refused one by one."""
        self.refusing.clear()
        tenants = dict.fromkeys(_tenant(event) for event in events)
        if len(tenants) > 1 and self._took(events):
            return
        for tenant in tenants:
            own = [event for event in events if _tenant(event) == tenant and event.subject not in self.refusing]
            if self.stop.is_set():
                return
            if own and tenant not in self.down and (len(own) == 1 or not self._took(own, tenant)):
                self._one_by_one(own, tenant)
            if tenant in self.down:
                for event in own:
                    self._put_aside(event.subject, tenant)

    def _one_by_one(self, events: Sequence[Event], tenant: str) -> None:
        """None after one of its case that was refused, and none where the receiver is taken to be down."""
        before = self.taken[tenant]
        for event in events:
            if self.stop.is_set() or tenant in self.down:
                return
            if event.subject in self.refusing or self._took([event], tenant):
                continue
            too_many = self.refused[tenant] >= _MOST_IN_A_ROW and self.taken[tenant] == before
            if too_many or self.seconds[tenant] >= self.patience:
                self._take_to_be_down(tenant)
        if self.refused[tenant] > 1 and self.taken[tenant] == before:
            self._take_to_be_down(tenant)

    def _took(self, events: Sequence[Event], tenant: str | None = None) -> bool:
        """Give events to the publisher, and mark them done; whether nothing more is to be tried of them."""
        began = time.monotonic()
        try:
            self.publisher.publish(events)
        except Exception as error:  # noqa: BLE001  a publisher may raise what it likes: nothing counts as delivered
            if isinstance(error, NotTaken) and any(error.names(event) for event in events):
                self._took_some(events, error)
                return True
            if tenant is not None:
                self.seconds[tenant] = self.seconds.get(tenant, 0.0) + time.monotonic() - began
                if len(events) == 1:
                    self.refusing.add(events[0].subject)
                    self._hold(events[0].subject, tenant, error)
                    self.refused[tenant] += 1
            return False
        self._confirm(events)
        return True

    def _took_some(self, events: Sequence[Event], error: NotTaken) -> None:
        """The publisher says what it did not take: a whole tenant's, or single cases with what of them comes later."""
        self._confirm([event for event in events if not error.names(event)])
        for event in filter(error.names, events):
            tenant = _tenant(event)
            if tenant in error.tenants:
                self._take_to_be_down(tenant)
                self._put_aside(event.subject, tenant)
            elif event.subject not in self.refusing:
                self.refusing.add(event.subject)
                self._hold(event.subject, tenant, error)

    def _confirm(self, events: Sequence[Event]) -> None:
        self.outbox.done([(event.subject, event.seq) for event in events])
        self.published += len(events)
        for event in events:
            self.taken[_tenant(event)] += 1
            self.refused[_tenant(event)] = 0

    # --- what is passed over ------------------------------------------------------------------------------

    def _hold(self, case_id: str, tenant: str | None, error: Exception) -> None:
        """Pass over a case until another run. What a foreign error says may hold an address with a key: DEBUG only."""
        why = error.code if isinstance(error, ServicedeskError) else type(error).__name__
        self.failed[case_id] = why
        self.waiting.add(case_id, tenant)
        _log.log(logging.DEBUG if case_id in self.known else logging.WARNING, "case %s is held: %s", case_id, why)
        _log.debug("case %s is held", case_id, exc_info=error)

    def _put_aside(self, case_id: str, tenant: str) -> None:
        """Let a case wait that was not tried, for the receiver of its tenant is down."""
        if case_id not in self.failed:
            self.aside.add(case_id)
            self.waiting.add(case_id, tenant)

    def _take_to_be_down(self, tenant: str) -> None:
        if tenant not in self.down:
            self.down.add(tenant)
            _log.debug("nothing of tenant %r is taken", tenant)


def _tenant(event: Event) -> str:
    return str(event.data["tenant"])
