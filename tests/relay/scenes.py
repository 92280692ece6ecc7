"""What the tests of the relay share: a desk with a clock of its own, receivers, and what must hold of deliveries."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, field, frozen

from engine.scene import actor
from sample_manuals.tiny import CLERK, MANUAL
from servicedesk import Desk, Registry
from servicedesk.relay import Event
from servicedesk.stores import Store
from servicedesk.stores.memory import MemoryStore

REGISTRY = Registry.of(MANUAL)
SHANGHAI = ZoneInfo("Asia/Shanghai")
WHO = actor(CLERK)


def at(text: str) -> datetime:
    """A time on the wall in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@define
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@define
class Receiver:
    """A publisher that keeps what it is given, in order, after what it is told to do first."""

    before: Callable[[Event], None] = lambda _: None
    got: list[Event] = field(factory=list)
    pages: list[int] = field(factory=list)

    def publish(self, events: Sequence[Event]) -> None:
        self.pages.append(len(events))
        for event in events:
            self.before(event)
            self.got.append(event)

    @property
    def ids(self) -> list[str]:
        return [event.id for event in self.got]

    @property
    def names(self) -> list[str]:
        return [f"{event.type.split('.')[1]} {event.data['name']}" for event in self.got]


@frozen
class Entry:
    """What a store says of an entry, read without the package's own readers."""

    case: str
    seq: int
    deliver_at: int  # microseconds since 1970

    @property
    def id(self) -> str:
        return f"{self.case}/{self.seq}"


def entries_of(store: Store, cases: Iterable[str]) -> list[Entry]:
    """Every entry with its time to be delivered: a message's own, else when it was recorded; the later of the two."""
    found: list[Entry] = []
    with store.unit() as unit:
        for case in cases:
            for row in unit.entries(case):
                body: dict[str, Any] = json.loads(row.body)["entry"]
                recorded = int(body.get("recorded", body["at"]))
                own = int(body.get("deliver_at", recorded))
                found.append(Entry(case, row.seq, max(own, recorded)))
    return found


def due_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.deliver_at, entry.seq))


def firsts(ids: Iterable[str]) -> list[str]:
    """The first delivery of each: what a receiver sees that drops doubles."""
    return list(dict.fromkeys(ids))


def in_case(ids: Iterable[str], case: str) -> list[str]:
    return [ident for ident in ids if ident.rpartition("/")[0] == case]


def assert_first_deliveries_in_order(ids: Iterable[str], entries: Sequence[Entry]) -> None:
    """All of these entries came, and the first of each in the order in which they are due in their case."""
    seen = firsts(ids)
    assert sorted(seen) == sorted(entry.id for entry in entries)
    for case in {entry.case for entry in entries}:
        ordered = due_order(entry for entry in entries if entry.case == case)
        assert in_case(seen, case) == [entry.id for entry in ordered]


def tiny_desk(clock: Clock, store: Store | None = None, **more: Any) -> Desk:
    return Desk(MANUAL, store=store or MemoryStore(), registry=REGISTRY, clock=clock, **more)


def job(desk: Desk, ident: str, urgency: str = "low") -> None:
    """Open a job; one of low urgency has no limit, and its opening is its only entry."""
    desk.open("job", {"urgency": urgency}, subject=f"unit {ident}", by=WHO, id=ident)


def remark(desk: Desk, ident: str, times: int = 1) -> None:
    """Acts that do nothing but make an entry."""
    for number in range(times):
        desk.act(ident, "outage_begins" if number % 2 == 0 else "outage_ends", by=WHO)
