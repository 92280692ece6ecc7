"""Passing on what a store's outbox holds: at least once, in order a case, nothing before its time."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from typing import Final

from attrs import frozen

from servicedesk.calendars import to_instant
from servicedesk.characters import brief
from servicedesk.desk import Desk
from servicedesk.errors import InvalidPayload, StoreError, StoreMisuse
from servicedesk.relay.publishers import Publisher
from servicedesk.relay.run import PATIENCE, Run
from servicedesk.relay.waiting import Waiting
from servicedesk.said import Said
from servicedesk.stores import Outbox, check_limit
from servicedesk.stores.rows import utc

_log = logging.getLogger("servicedesk.relay")
_URI_REFERENCE: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


@frozen
class Relayed:
    """What one run of a relay did.

    Attributes:
        leading: False where another relay over these data was at work; then nothing was done.
        published: How many events the publisher took over.
        failed: Cases that were tried and are held until another run, each with the code or the kind of the error.
            Either an entry cannot be made into an event, or the publisher refused it.
        busy: Cases that somebody held at that moment; the next run has them.
        down: Tenants of whom the publisher took nothing; what else waits of theirs was not tried.
    """

    leading: bool
    published: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    busy: tuple[str, ...] = ()
    down: tuple[str, ...] = ()


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
        patience: how many seconds the refusals of one tenant's events may take in a run, before the rest of them
            waits for the next run; a receiver that hangs costs no more.

    Raises:
        StoreMisuse: the store keeps no outbox, or works inside a transaction of its host; or ``batch`` is below 1.
        InvalidPayload: ``source`` is no URI reference.
    """

    def __init__(
        self,
        desk: Desk,
        publisher: Publisher,
        *,
        source: str = "/servicedesk",
        batch: int = 100,
        patience: float = PATIENCE,
    ) -> None:
        check_limit(batch)
        if not _URI_REFERENCE.fullmatch(source):
            raise InvalidPayload(Said("no_source", text=brief(source)), remedy=Said("write_source"))
        self._desk, self._publisher, self._source, self._batch = desk, publisher, source, batch
        self._patience = patience
        self._outbox = _outbox_of(desk)
        self._started = False
        # What the runs before could not pass on: it comes after the others.
        self._waiting = Waiting()

    def run_once(self) -> Relayed:
        """Pass on everything that is due now.

        Where the publisher refuses a page, its events are given to it once more: each tenant's together, and of a
        tenant whose are refused one by one. A case whose event is refused is held until the next run, where it comes
        after the others, and later events of it wait. Where nothing of a tenant is taken, by two cases or more, its
        receiver is taken to be down: the rest of that tenant waits for the next run, and the others go on. A publisher
        that knows better raises :class:`NotTaken`.

        What cannot be read is held too, however much of it there is, and ends nothing.

        Raises:
            StoreError: the store cannot be read or written; what the publisher took over meanwhile may come again.
        """
        return self._run(threading.Event())

    def run(
        self, every: float = 1.0, stop: threading.Event | None = None, *, then: Callable[[Relayed], None] | None = None
    ) -> None:
        """Run again and again until ``stop`` is set. Errors are logged, and it goes on.

        Args:
            every: seconds between two runs.
            stop: ends it after the events that the publisher has at that moment; without it only what is no error
                does, such as an interrupt.
            then: is given what each run did; what it raises is logged too.
        """
        ending = threading.Event() if stop is None else stop
        trouble = ""
        while not ending.is_set():
            try:
                relayed = self._run(ending)
                if then is not None:
                    then(relayed)
            except StoreError as error:
                _log.log(_level(error.code == trouble), "nothing can be passed on: %s", error)
                trouble = error.code
            except Exception as error:  # noqa: BLE001  whatever it is, tomorrow's messages do not depend on it
                kind = type(error).__name__  # and not what it says: that may hold an address with a key
                _log.log(_level(kind == trouble, logging.ERROR), "a run of the relay failed: %s", kind)
                _log.debug("a run of the relay failed", exc_info=error)
                trouble = kind
            else:
                trouble = ""
            ending.wait(every)

    def _run(self, stop: threading.Event) -> Relayed:
        if not self._started:
            self._outbox.start_outbox()
            self._started = True
        with self._outbox.lead() as leading:
            if not leading:
                return Relayed(leading=False)
            now = utc(to_instant(self._desk.now()))
            each = Run(
                self._desk,
                self._outbox,
                self._publisher,
                self._source,
                self._batch,
                self._patience,
                now,
                stop,
                self._waiting,
            )
            each.pass_on_everything()
        return Relayed(
            leading=True,
            published=each.published,
            failed=tuple(each.failed.items()),
            busy=tuple(sorted(each.busy)),
            down=tuple(sorted(each.down)),
        )


def _outbox_of(desk: Desk) -> Outbox:
    store = desk.store
    if not store.owns_transactions:
        raise StoreMisuse(Said("relay_inside"), remedy=Said("own_store"))
    if not isinstance(store, Outbox):
        raise StoreMisuse(Said("no_outbox", store=type(store).__name__), remedy=Said("give_outbox"))
    return store


def _level(known: bool, otherwise: int = logging.WARNING) -> int:
    """What lasts is told once."""
    return logging.DEBUG if known else otherwise
