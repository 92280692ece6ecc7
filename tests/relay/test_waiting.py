"""A relay fed damaged rows, with thousands of held cases, with receivers that are down or hang: the others go on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from relay.scenes import Clock, Receiver, at, firsts, in_case, job, remark, tiny_desk
from servicedesk import Desk
from servicedesk.relay import Event, NotTaken, Relay, Relayed
from servicedesk.stores import EntryRow
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sql import SqlStore
from servicedesk.stores.sqlite import SqliteStore
from stores.contract.sqlite_tools import sql

QUIET = Relayed(leading=True)


@pytest.fixture
def clock() -> Clock:
    return Clock(at("2026-03-11 17:00"))


@pytest.fixture
def desk(clock: Clock) -> Desk:
    made = tiny_desk(clock)
    assert isinstance(made.store, MemoryStore)
    made.store.start_outbox()
    return made


class Down(Exception):  # noqa: N818  what a receiver says
    pass


class Receivers:
    """A receiver a tenant, all behind one publisher; those that are down say so, at once or after a while."""

    def __init__(self, *down: str, after: float = 0.0, says: bool = False) -> None:
        self.down, self.after, self.says = set(down), after, says
        self.calls = 0
        self.got: list[str] = []

    def publish(self, events: Sequence[Event]) -> None:
        self.calls += 1
        missing = {event.data["tenant"] for event in events} & self.down
        if missing and self.says:
            self.got += [event.id for event in events if event.data["tenant"] not in missing]
            raise NotTaken(tenants=missing)
        if missing:
            time.sleep(self.after)
            raise Down
        self.got += [event.id for event in events]


def over_sqlalchemy(path: Path) -> SqlStore:
    return SqlStore(f"sqlite:///{path}")


def two_houses(clock: Clock, desk: Desk, many: int, few: int = 3) -> None:
    """Many cases of one tenant that are due before the few of the other."""
    east, west = (tiny_desk(clock, desk.store, tenant=name) for name in ("east", "west"))
    for number in range(many):
        job(east, f"e{number:04}")
    clock.on(minutes=1)
    for number in range(few):
        job(west, f"w{number}")


WEST = ["w0/1", "w1/1", "w2/1"]


# --- one tenant's receiver --------------------------------------------------------------------------------------


def test_a_receiver_that_is_down_delays_nobody_elses(clock: Clock, desk: Desk) -> None:
    """A thousand events of its tenant in front; the others come in the first run, and in each later one."""
    two_houses(clock, desk, 1000)
    receivers = Receivers("east")
    relay = Relay(desk, receivers)
    relayed = relay.run_once()
    assert (receivers.got, relayed.down) == (WEST, ("east",))
    assert receivers.calls <= 15
    for number in range(3, 6):
        job(tiny_desk(clock, desk.store, tenant="west"), f"w{number}")
        receivers.calls = 0
        assert relay.run_once().published == 1
        assert receivers.calls <= 15
    receivers.down.clear()
    assert relay.run_once().published == 1000
    assert relay.run_once() == QUIET
    assert firsts(receivers.got)[:6] == [f"w{number}/1" for number in range(6)]
    assert sorted(firsts(receivers.got)[6:]) == [f"e{number:04}/1" for number in range(1000)]


def test_a_receiver_that_hangs_is_asked_as_long_as_the_patience_lasts(clock: Clock, desk: Desk) -> None:
    """Its page is not gone through one by one."""
    two_houses(clock, desk, 150)
    receivers = Receivers("east", after=0.1)
    relay = Relay(desk, receivers, patience=0.15)
    relayed = relay.run_once()
    assert (receivers.got, relayed.published, relayed.down) == (WEST, 3, ("east",))
    assert receivers.calls <= 4


def test_one_case_whose_event_hangs_holds_no_other_of_its_tenant_for_long(desk: Desk) -> None:
    """It is the first of the page, in each run; it goes behind the others, and they come."""

    def hang(event: Event) -> None:
        if event.id == "c0/1":
            time.sleep(0.02)
            raise Down

    for number in range(5):
        job(desk, f"c{number}")
    receiver = Receiver(hang)
    relay = Relay(desk, receiver, patience=0.01)
    assert relay.run_once().failed == (("c0", "Down"),)
    relay.run_once()
    assert firsts(receiver.ids) == ["c1/1", "c2/1", "c3/1", "c4/1"]


def test_a_publisher_says_which_tenants_took_nothing(clock: Clock, desk: Desk) -> None:
    """One call a page: the rest of it is taken."""
    two_houses(clock, desk, 5)
    receivers = Receivers("east", says=True)
    relay = Relay(desk, receivers)
    assert relay.run_once() == Relayed(leading=True, published=3, down=("east",))
    assert (receivers.calls, receivers.got) == (1, WEST)
    receivers.down.clear()
    assert relay.run_once() == Relayed(leading=True, published=5)
    assert relay.run_once() == QUIET


def test_a_publisher_says_which_cases_were_not_taken(clock: Clock, desk: Desk) -> None:
    """What comes later in such a case waits with it, on the same page too."""
    calls: list[list[str]] = []

    class Choosy:
        def publish(self, events: Sequence[Event]) -> None:
            calls.append([event.id for event in events])
            raise NotTaken(cases=["a"])

    job(desk, "a")
    job(desk, "b")
    clock.on(minutes=1)
    remark(desk, "a")
    remark(desk, "b")
    assert Relay(desk, Choosy()).run_once() == Relayed(leading=True, published=2, failed=(("a", "NotTaken"),))
    assert calls == [["a/1", "b/1", "a/2", "b/2"]]


def test_a_publisher_that_names_nobody_of_the_page_has_taken_nothing(desk: Desk) -> None:
    class Mistaken:
        def publish(self, _: Sequence[Event]) -> None:
            raise NotTaken(tenants=["north"], cases=["z"])

    job(desk, "a")
    assert Relay(desk, Mistaken()).run_once() == Relayed(leading=True, failed=(("a", "NotTaken"),))


# --- thousands that are held ------------------------------------------------------------------------------------


class Spoiled(MemoryStore):
    """A store in which the bodies of some cases' entries are no bodies."""

    broken: Collection[str] = ()

    def pending(self, now: datetime, **more: Any) -> Sequence[tuple[str, EntryRow]]:  # type: ignore[override]
        found = super().pending(now, **more)
        return [(case, evolve(row, body="{}") if case in self.broken else row) for case, row in found]


def test_thousands_of_damaged_cases_in_front_keep_nobody_waiting(clock: Clock) -> None:
    """All of them are told, the others come in the first run, and those that were mended later on."""
    store = Spoiled()
    store.start_outbox()
    desk = tiny_desk(clock, store)
    store.broken = {f"c{number:04}" for number in range(1200)}
    for ident in sorted(store.broken):
        job(desk, ident)
    clock.on(minutes=1)
    job(desk, "good")
    receiver = Receiver()
    relay = Relay(desk, receiver)
    relayed = relay.run_once()
    assert receiver.ids == ["good/1"]
    assert dict(relayed.failed) == dict.fromkeys(store.broken, "store.corrupt")
    job(desk, "better")
    assert relay.run_once().published == 1
    store.broken = {"c0000"}
    for _ in range(30):
        relay.run_once()
    assert sorted(receiver.ids) == sorted(["good/1", "better/1", *(f"c{number:04}/1" for number in range(1, 1200))])


def test_who_is_refused_for_ever_is_tried_again_in_turn(clock: Clock, desk: Desk) -> None:
    """Three hundred in front whose events nobody wants; one of them is taken after all, without the rest."""
    wanted: set[str] = set()

    def refuse(event: Event) -> None:
        if event.subject.startswith("c") and event.subject not in wanted:
            raise Down

    receiver = Receiver(refuse)
    relay = Relay(desk, receiver, batch=10)
    for number in range(300):
        job(desk, f"c{number:04}")
    clock.on(minutes=1)
    for _ in range(40):
        relay.run_once()
    job(desk, "good")
    relay.run_once()
    assert "good/1" in receiver.ids
    wanted.add("c0177")
    for _ in range(40):
        relay.run_once()
    assert firsts(receiver.ids) == ["good/1", "c0177/1"]


@pytest.mark.parametrize("make", [SqliteStore, over_sqlalchemy])
@pytest.mark.parametrize("value", ["9000000000000000000", "-9000000000000000000", "'soon'", "x'ff'", "1.5"])
def test_a_moment_that_cannot_be_read_is_told_and_ends_nothing(
    value: str, make: Any, clock: Clock, tmp_path: Path
) -> None:
    """At the far end too, where it would never have come."""
    with closing(make(tmp_path / "desk.db")) as store:
        desk = tiny_desk(clock, store)
        store.start_outbox()
        for name in "abc":
            job(desk, name)
        sql(tmp_path / "desk.db", f"UPDATE sd_outbox SET deliver_at = {value} WHERE case_id = 'b'")  # noqa: S608  our own
        receiver = Receiver()
        relay = Relay(desk, receiver)
        for _ in range(2):
            assert relay.run_once().failed == (("b", "store.corrupt"),)
        assert receiver.ids == ["a/1", "c/1"]


def test_an_entry_without_a_case_is_told_and_ends_nothing(clock: Clock, tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "desk.db") as store:
        desk = tiny_desk(clock, store)
        store.start_outbox()
        job(desk, "a")
        sql(tmp_path / "desk.db", "INSERT INTO sd_outbox VALUES ('', 1, 0), ('no such', 7, 0)")
        receiver = Receiver()
        relay = Relay(desk, receiver)
        for _ in range(2):
            assert dict(relay.run_once().failed) == {"": "store.corrupt", "no such": "store.corrupt"}
        assert receiver.ids == ["a/1"]


def test_thousands_of_damaged_moments_are_read_past_in_one_run(clock: Clock, tmp_path: Path) -> None:
    """Of both ends; the page that they would fill is read on."""
    with SqliteStore(tmp_path / "desk.db", synchronous="NORMAL") as store:
        desk = tiny_desk(clock, store)
        store.start_outbox()
        job(desk, "a")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
        for name, moment in (("low", "-9000000000000000000"), ("high", "'x'")):
            added = f"INSERT INTO sd_outbox {numbers} SELECT '{name}' || i, 1, {moment} FROM n"  # noqa: S608  our own
            sql(tmp_path / "desk.db", added)
        receiver = Receiver()
        assert len(Relay(desk, receiver).run_once().failed) == 6000
        assert receiver.ids == ["a/1"]


# --- stopping, and what is no error of the store -----------------------------------------------------------------


def test_a_relay_that_is_told_to_stop_ends_between_two_events(desk: Desk) -> None:
    """A page that is refused is not gone through to its end."""
    stop = threading.Event()
    calls: list[int] = []

    class Stopping:
        def publish(self, events: Sequence[Event]) -> None:
            calls.append(len(events))
            if len(events) == 1:
                stop.set()
            raise Down

    for number in range(20):
        job(desk, f"c{number:02}")
    Relay(desk, Stopping()).run(60, stop)
    assert calls == [20, 1]


def test_running_goes_on_after_what_is_no_error_of_the_store(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the package or of a host's function is logged once, without what it says, and the next run comes."""
    stop, runs, receiver = threading.Event(), [0], Receiver()

    def then(_: Relayed) -> None:
        runs[0] += 1
        if runs[0] == 3:
            stop.set()
        raise ValueError("https://chat.example/send?key=secret")

    job(desk, "a")
    caplog.set_level(logging.INFO)
    Relay(desk, receiver).run(0.001, stop, then=then)
    assert (runs, receiver.ids) == ([3], ["a/1"])
    told = [r.getMessage() for r in caplog.records if r.name == "servicedesk.relay"]
    assert told == ["a run of the relay failed: ValueError"]
    assert "secret" not in caplog.text


def test_what_waits_keeps_its_order_in_each_case(clock: Clock, desk: Desk) -> None:
    """Refused at its first entry, a case comes whole and in order once it is taken."""
    refuse = {"a/1"}

    def check(event: Event) -> None:
        if event.id in refuse:
            raise Down

    receiver = Receiver(check)
    relay = Relay(desk, receiver, batch=2)
    job(desk, "a")
    remark(desk, "a", 3)
    for _ in range(3):
        relay.run_once()
        remark(desk, "a")
        clock.on(minutes=1)
    refuse.clear()
    relay.run_once()
    assert in_case(firsts(receiver.ids), "a") == [f"a/{seq}" for seq in range(1, 8)]
