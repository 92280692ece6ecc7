"""Passing on what a store's outbox holds: at least once, in order a case, nothing before its time."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Final

from attrs import define, field, frozen

from servicedesk.calendars import to_instant
from servicedesk.characters import brief
from servicedesk.desk import Desk
from servicedesk.engine.case import Case
from servicedesk.errors import (
    CaseBusy,
    CaseNotFound,
    CorruptRecord,
    InvalidPayload,
    ServicedeskError,
    StoreError,
    StoreMisuse,
)
from servicedesk.program.program import Program
from servicedesk.relay.event import Event, event_of
from servicedesk.relay.publishers import Publisher
from servicedesk.stores import EntryRow, Outbox, check_limit
from servicedesk.stores.rows import case_of, utc

_log = logging.getLogger("servicedesk.relay")
_URI_REFERENCE: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_MOST_HELD: Final = 1000


@frozen
class Relayed:
    """What one run of a relay did.

    Attributes:
        leading: False where another relay over these data was at work; then nothing was done.
        published: How many events the publisher took over.
        failed: Cases that are held until the next run, each with the code or the kind of the error. Either an entry
            cannot be made into an event, or the publisher refused it.
        busy: Cases that somebody held at that moment; the next run has them.
    """

    leading: bool
    published: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    busy: tuple[str, ...] = ()


class Relay:
    """Passes on the entries of a desk's store to a publisher. Any number may stand by; one at a time is at work.

    It passes on what is in the store, whoever's it is; the tenant of each event is in its data. The first relay over
    a database turns its outbox on. What was recorded before is not passed on: it stands in the histories.

    There is no cursor, for what is committed late would lie behind it. Each page is read from the start, so an entry
    waits for every earlier one of its case that is pending; that is why the *first* delivery of each event of a case
    is in the order in which they are due even if two relays should ever publish at once.

    Args:
        desk: whose store and rules; its clock says what is due, its calendar has the zone of the texts.
        publisher: takes the events over.
        source: who speaks, a URI reference; the attribute ``source`` of every event.
        batch: events a page, 1 or more. With 1 nothing is repeated but what was under way when a process died.

    Raises:
        StoreMisuse: the store keeps no outbox, or works inside a transaction of its host; or ``batch`` is below 1.
        InvalidPayload: ``source`` is no URI reference.
    """

    def __init__(self, desk: Desk, publisher: Publisher, *, source: str = "/servicedesk", batch: int = 100) -> None:
        check_limit(batch)
        if not _URI_REFERENCE.fullmatch(source):
            raise InvalidPayload(
                f"{brief(source)} is no URI reference", remedy='write "/desk" or "https://example.com/desk"'
            )
        self._desk, self._publisher, self._source, self._batch = desk, publisher, source, batch
        self._outbox = _outbox_of(desk)
        self._started = False
        # What the run before could not pass on: it comes after the others.
        self._last: frozenset[str] = frozenset()

    def run_once(self) -> Relayed:
        """Pass on everything that is due now.

        Where the publisher refuses a page, its events are given to it once more, one by one; a case whose event is
        refused is held until the next run, where it comes after the others, and later events of it wait. Two cases
        refused in a row, and nothing of their page taken: the publisher is taken to be down, and the run is over.

        Raises:
            StoreError: the store cannot be read or written; what the publisher took over meanwhile may come again.
        """
        return self._run(threading.Event())

    def run(
        self, every: float = 1.0, stop: threading.Event | None = None, *, then: Callable[[Relayed], None] | None = None
    ) -> None:
        """Run again and again until ``stop`` is set. Errors of the store are logged, and it goes on.

        Args:
            every: seconds between two runs.
            stop: ends it after the page that is under way; without it only an exception does.
            then: is given what each run did.
        """
        ending = stop or threading.Event()
        trouble = ""
        while not ending.is_set():
            try:
                relayed = self._run(ending)
            except StoreError as error:
                _log.log(_level(error.code == trouble), "nothing can be passed on: %s", error)
                trouble = error.code
            else:
                trouble = ""
                if then is not None:
                    then(relayed)
            ending.wait(every)

    def _run(self, stop: threading.Event) -> Relayed:
        if not self._started:
            self._outbox.start_outbox()
            self._started = True
        with self._outbox.lead() as leading:
            if not leading:
                return Relayed(leading=False)
            now = utc(to_instant(self._desk.now()))
            each = _Run(self._desk, self._outbox, self._publisher, self._source, self._batch, now, stop, self._last)
            others_done = each.pass_on(but=self._last)
            if others_done:
                each.pass_on()
            waiting = frozenset(each.failed) if others_done else self._last | each.failed.keys()
            self._last = waiting if len(waiting) <= _MOST_HELD else frozenset()
        return Relayed(True, each.published, tuple(each.failed.items()), tuple(sorted(each.busy)))


def _outbox_of(desk: Desk) -> Outbox:
    store = desk.store
    if not store.owns_transactions:
        raise StoreMisuse(
            "a relay cannot work inside a transaction of the host",
            remedy="give it a desk over a store of its own on the same database",
        )
    if not isinstance(store, Outbox):
        raise StoreMisuse(
            f"{type(store).__name__} keeps no outbox",
            remedy="give it start_outbox(), pending(), done() and lead(), the protocol servicedesk.stores.Outbox",
        )
    return store


def _level(known: bool) -> int:
    """What lasts is told once."""
    return logging.DEBUG if known else logging.WARNING


@define
class _Run:
    """One run, while it leads. ``failed`` and ``busy`` are the cases that it passes over from now on."""

    desk: Desk
    outbox: Outbox
    publisher: Publisher
    source: str
    batch: int
    now: datetime
    stop: threading.Event
    known: Collection[str]
    published: int = 0
    failed: dict[str, str] = field(factory=dict[str, str])
    busy: set[str] = field(factory=set[str])
    refused_in_a_row: int = 0

    def pass_on(self, *, but: Collection[str] = ()) -> bool:
        """Page after page; whether nothing is left that could be passed on."""
        while not self._over():
            held = {*self.failed, *self.busy, *but}
            try:
                page = self.outbox.pending(self.now, limit=self.batch, but=held)
            except CorruptRecord as error:
                broken = str(error.fields.get("id", ""))
                if not broken or broken in held:
                    raise
                self._hold(broken, error)
                continue
            if not page:
                return True
            events = self._events(page)
            if events:
                self._publish(events)
        return False

    def _over(self) -> bool:
        held = len(self.failed) + len(self.busy)
        return self.stop.is_set() or self.refused_in_a_row > 1 or held >= _MOST_HELD

    # --- making events ------------------------------------------------------------------------------------

    def _events(self, page: Sequence[tuple[str, EntryRow]]) -> list[Event]:
        """The events of a page in its order; from the first entry that makes none on, its case is left out."""
        cases: dict[str, tuple[Case, Program]] = {}
        events: list[Event] = []
        for case_id, row in page:
            if case_id in self.failed or case_id in self.busy:
                continue
            try:
                if case_id not in cases:
                    cases[case_id] = self._case(case_id)
                case, program = cases[case_id]
                event = event_of(program, case, row, source=self.source, zone=self.desk.calendar.zone)
            except CaseBusy:
                self.busy.add(case_id)
            except (CaseNotFound, CorruptRecord) as error:
                self._hold(case_id, error)
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001  whatever is wrong with one case keeps nobody from the others
                self._hold(case_id, error)
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
        """All at once; where that is refused, one by one, and none after one of its case that was refused."""
        before, refused = self.published, dict[str, Exception]()
        if len(events) == 1 or self._give(events) is not None:
            for event in events:
                if event.subject not in refused and (error := self._give([event])) is not None:
                    refused[event.subject] = error
        for case_id, error in refused.items():
            self._hold(case_id, error)
        self.refused_in_a_row = self.refused_in_a_row + len(refused) if self.published == before else 0

    def _give(self, events: Sequence[Event]) -> Exception | None:
        """Give events to the publisher and mark them done; or what it refused them with."""
        try:
            self.publisher.publish(events)
        except Exception as error:  # noqa: BLE001  a publisher may raise what it likes: nothing counts as delivered
            return error
        self.outbox.done([(event.subject, event.seq) for event in events])
        self.published += len(events)
        return None

    def _hold(self, case_id: str, error: Exception) -> None:
        """Pass over a case until the next run. What a foreign error says may hold an address with a key: DEBUG only."""
        why = error.code if isinstance(error, ServicedeskError) else type(error).__name__
        self.failed[case_id] = why
        _log.log(_level(case_id in self.known), "case %s is held: %s", case_id, why)
        _log.debug("case %s is held", case_id, exc_info=error)
