"""The relay over a store in memory: what is due, in order, at least once, whatever one case or the receiver does."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from relay.scenes import (
    Clock,
    Receiver,
    assert_first_deliveries_in_order,
    at,
    entries_of,
    firsts,
    in_case,
    job,
    remark,
    tiny_desk,
)
from resealing import resealed
from servicedesk import Desk
from servicedesk.errors import InvalidPayload, StoreMisuse, TransientStoreError
from servicedesk.relay import CallablePublisher, Event, LoggingPublisher, Relay, Relayed
from servicedesk.stores import EntryRow, Store, Unit
from servicedesk.stores.memory import MemoryStore
from servicedesk.stores.sqlite import SqliteStore

WEDNESDAY = "2026-03-11 "
QUIET = Relayed(leading=True)


@pytest.fixture
def clock() -> Clock:
    return Clock(at(WEDNESDAY + "17:00"))


@pytest.fixture
def desk(clock: Clock) -> Desk:
    """A desk over a store in memory whose outbox is on."""
    made = tiny_desk(clock)
    assert isinstance(made.store, MemoryStore)
    made.store.start_outbox()
    return made


class Down(Exception):  # noqa: N818  what a receiver says
    pass


def refusing(*ids: str) -> Receiver:
    """A receiver that never takes these events."""

    def check(event: Event) -> None:
        if event.id in ids:
            raise Down

    return Receiver(check)


# --- time and order ---------------------------------------------------------------------------------------


def test_a_message_for_the_opening_waits_for_it_and_the_rest_of_its_case_goes_on(clock: Clock, desk: Desk) -> None:
    """5.3: of the two hours from 17:00, nine tenths are over at 18:48; on Thursday the desk opens at 09:00."""
    receiver = Receiver()
    relay = Relay(desk, receiver)
    job(desk, "a", "high")
    clock.now = at(WEDNESDAY + "20:00")
    desk.tick()
    relay.run_once()
    assert receiver.names == [
        "opened open",
        "started solve",
        "escalated last_call",
        "escalated half",
        "escalated three_quarters",
        "missed solve",
    ]
    clock.now = at("2026-03-12 08:59:59.999999")
    assert relay.run_once() == QUIET
    clock.now = at("2026-03-12 09:00")
    assert relay.run_once() == Relayed(leading=True, published=1)
    ninety = receiver.got[-1]
    assert (ninety.data["name"], ninety.id, ninety.data["deliver_at"]) == ("ninety", "a/6", "2026-03-12T09:00:00+08:00")
    assert ninety.time == at(WEDNESDAY + "18:48")


def test_what_is_due_in_several_cases_comes_by_time(clock: Clock, desk: Desk) -> None:
    """And at one time by case and number."""
    receiver = Receiver()
    for minute, ident in enumerate(("b", "a", "b", "a")):
        clock.now = at(f"{WEDNESDAY}17:0{minute // 2}")
        job(desk, ident) if minute < 2 else remark(desk, ident)
    Relay(desk, receiver).run_once()
    assert receiver.ids == ["a/1", "b/1", "a/2", "b/2"]


def test_pages_are_read_until_nothing_is_pending(desk: Desk) -> None:
    """Seven events in pages of three."""
    receiver = Receiver()
    job(desk, "a")
    remark(desk, "a", 6)
    assert Relay(desk, receiver, batch=3).run_once().published == 7
    assert receiver.pages == [3, 3, 1]
    assert receiver.ids == [f"a/{seq}" for seq in range(1, 8)]


def test_what_was_recorded_before_the_first_relay_is_not_passed_on(clock: Clock) -> None:
    desk, receiver = tiny_desk(clock), Receiver()
    job(desk, "a")
    relay = Relay(desk, receiver)
    assert relay.run_once() == QUIET
    remark(desk, "a")
    relay.run_once()
    assert receiver.ids == ["a/2"]


def test_cases_of_every_tenant_are_passed_on(clock: Clock, desk: Desk) -> None:
    """The outbox is that of the store; whose case it is stands in the data."""
    receiver = Receiver()
    job(tiny_desk(clock, desk.store, tenant="east"), "a")
    job(desk, "b")
    Relay(desk, receiver).run_once()
    assert [(event.id, event.data["tenant"]) for event in receiver.got] == [("a/1", "east"), ("b/1", "")]


# --- a receiver that fails --------------------------------------------------------------------------------


def test_a_receiver_that_fails_at_any_event_gets_every_event(clock: Clock) -> None:
    """The n-th call fails, for each n: at least once, first deliveries in order, doubles known by their id."""
    for fails_at in range(1, 24):
        desk = tiny_desk(clock)
        calls: list[str] = []

        def take(event: Event, calls: list[str] = calls, fails_at: int = fails_at) -> None:
            calls.append(event.id)
            if len(calls) == fails_at:
                calls.pop()
                calls.append("")
                raise Down

        relay = Relay(desk, CallablePublisher(take), batch=4)
        relay.run_once()
        for ident in ("a", "b"):
            job(desk, ident)
            remark(desk, ident, 4)
        while relay.run_once() != QUIET:
            pass
        got = [ident for ident in calls if ident]
        assert_first_deliveries_in_order(got, entries_of(desk.store, "ab"))
        assert len(firsts(got)) == 10
        assert ("" in calls) == (fails_at <= len(calls))


def test_with_pages_of_one_nothing_is_repeated_but_what_was_refused(clock: Clock, desk: Desk) -> None:
    """A function that fails once is called once more, and no event twice."""
    failing = ["a/2"]

    def check(event: Event) -> None:
        if event.id in failing:
            failing.clear()
            raise Down

    receiver = Receiver(check)
    job(desk, "a")
    remark(desk, "a", 2)
    clock.on(minutes=1)
    job(desk, "b")
    relay = Relay(desk, receiver, batch=1)
    assert relay.run_once() == Relayed(leading=True, published=2, failed=(("a", "Down"),))
    assert relay.run_once() == Relayed(leading=True, published=2)
    assert receiver.ids == ["a/1", "b/1", "a/2", "a/3"]


def test_a_refused_event_holds_its_case_and_no_other(clock: Clock, desk: Desk) -> None:
    """Later events of the case wait for it; the next run tries it again."""
    receiver = refusing("a/2")
    job(desk, "a")
    remark(desk, "a", 2)
    clock.on(minutes=1)
    job(desk, "b")
    relay = Relay(desk, receiver)
    assert relay.run_once() == Relayed(leading=True, published=2, failed=(("a", "Down"),))
    assert firsts(receiver.ids) == ["a/1", "b/1"]
    remark(desk, "b")
    assert relay.run_once() == Relayed(leading=True, published=1, failed=(("a", "Down"),))
    receiver.before = lambda _: None
    assert relay.run_once() == Relayed(leading=True, published=2)
    assert firsts(receiver.ids) == ["a/1", "b/1", "b/2", "a/2", "a/3"]


def test_a_receiver_that_is_down_ends_the_run(desk: Desk) -> None:
    """Three cases and then many more: after a page of which nothing is taken no other is tried."""
    tried: list[str] = []

    def down(event: Event) -> None:
        tried.append(event.id)
        raise Down

    for number in range(9):
        job(desk, f"c{number}")
    relay = Relay(desk, Receiver(down), batch=3)
    assert relay.run_once().failed == (("c0", "Down"), ("c1", "Down"), ("c2", "Down"))
    assert tried == ["c0/1", "c0/1", "c1/1", "c2/1"]


def test_refused_cases_that_fill_a_page_keep_nobody_waiting_for_ever(clock: Clock, desk: Desk) -> None:
    """The next run begins with the others."""
    receiver = refusing(*(f"c{number}/1" for number in range(5)))
    for number in range(5):
        job(desk, f"c{number}")
    clock.on(minutes=1)
    job(desk, "good")
    relay = Relay(desk, receiver, batch=2)
    for _ in range(3):
        relay.run_once()
    assert firsts(receiver.ids) == ["good/1"]
    receiver.before = lambda _: None
    assert relay.run_once().failed == ()
    assert sorted(firsts(receiver.ids)) == ["c0/1", "c1/1", "c2/1", "c3/1", "c4/1", "good/1"]


def test_one_refused_case_that_fills_a_page_does_not_end_the_run(clock: Clock, desk: Desk) -> None:
    """A page of one case says nothing about the receiver."""
    receiver = refusing("a/1")
    job(desk, "a")
    remark(desk, "a", 4)
    clock.on(minutes=1)
    job(desk, "b")
    assert Relay(desk, receiver, batch=2).run_once().published == 1
    assert receiver.ids == ["b/1"]


def test_an_interrupt_while_publishing_marks_nothing_done(desk: Desk) -> None:
    """What ends the process is no refusal; the leading ends too."""
    stopped = [True]

    def interrupt(_: Event) -> None:
        if stopped.pop():
            raise KeyboardInterrupt

    job(desk, "a")
    relay = Relay(desk, Receiver(interrupt))
    with pytest.raises(KeyboardInterrupt):
        relay.run_once()
    receiver = Receiver()
    assert Relay(desk, receiver).run_once().published == 1
    assert receiver.ids == ["a/1"]


# --- a case that cannot be passed on ----------------------------------------------------------------------


class Spoiled(MemoryStore):
    """A store in which some bodies of pending entries are replaced, and some cases are held by somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: dict[tuple[str, int], str] = {}
        self.held = False

    def pending(self, now: datetime, **more: Any) -> Sequence[tuple[str, EntryRow]]:  # type: ignore[override]
        return [
            (case, evolve(row, body=self.bodies.get((case, row.seq), row.body)))
            for case, row in super().pending(now, **more)
        ]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("no json", "store.corrupt"),
        ('{"format":1,"entry":{}}', "store.corrupt"),
        (
            json.dumps(
                {"format": 1, "entry": {"seq": 2, "kind": "?", "name": "?", "clause": "?", "at": 1, "recorded": 1}}
            ),
            "store.corrupt",
        ),
    ],
)
def test_an_entry_that_makes_no_event_holds_its_case_and_is_reported(body: str, why: str, clock: Clock) -> None:
    """What came before it in the case is passed on, what comes after waits, and other cases do not notice."""
    store, receiver = Spoiled(), Receiver()
    store.start_outbox()
    desk = tiny_desk(clock, store)
    for ident in ("a", "b"):
        job(desk, ident)
        remark(desk, ident, 2)
    store.bodies["a", 2] = body
    relay = Relay(desk, receiver, batch=2)
    assert relay.run_once() == Relayed(leading=True, published=4, failed=(("a", why),))
    assert receiver.ids == ["a/1", "b/1", "b/2", "b/3"]
    store.bodies.clear()
    assert relay.run_once() == Relayed(leading=True, published=2)
    assert in_case(receiver.ids, "a") == ["a/1", "a/2", "a/3"]


def test_a_case_under_other_rules_is_held(desk: Desk) -> None:
    """Its edition was changed meanwhile: nobody can say what the entry says."""
    receiver = Receiver()
    job(desk, "a")
    job(desk, "b")
    with desk.store.unit() as unit:
        row = unit.load("a")
        body = row.body.replace(row.fingerprint, "other")
        unit.save(resealed(row, fingerprint="other", body=body), row.version, [])
    assert Relay(desk, receiver).run_once().failed == (("a", "definition.edition_changed"),)
    assert receiver.ids == ["b/1"]


def test_an_entry_that_cannot_be_read_in_the_store_holds_its_case_alone(clock: Clock, tmp_path: Path) -> None:
    """The store itself says so, and gives nothing of that page."""
    receiver, path = Receiver(), tmp_path / "desk.db"
    with SqliteStore(path) as store:
        desk = tiny_desk(clock, store)
        store.start_outbox()
        for name in "abc":
            job(desk, name)
        with closing(sqlite3.connect(path)) as beside, beside:
            beside.execute("UPDATE sd_entry SET at = 9000000000000000000 WHERE case_id = 'b'")
        relayed = Relay(desk, receiver).run_once()
        assert relayed.failed == (("b", "store.corrupt"),)
        assert receiver.ids == ["a/1", "c/1"]


def test_a_case_that_somebody_holds_is_left_for_the_next_run(desk: Desk) -> None:
    """The relay waits for nobody."""
    receiver, inside, go_on = Receiver(), threading.Event(), threading.Event()
    job(desk, "a")

    def hold() -> None:
        with desk.store.unit() as unit:
            unit.load("a")
            inside.set()
            go_on.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(10)
    relay = Relay(desk, receiver)
    assert relay.run_once() == Relayed(leading=True, busy=("a",))
    go_on.set()
    holder.join()
    assert relay.run_once() == Relayed(leading=True, published=1)


def test_what_is_held_is_logged_once_and_without_what_a_foreign_error_says(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of a web library names the address, and in the address there is a key."""

    def leak(_: Event) -> None:
        raise Down("https://chat.example/send?key=secret")

    caplog.set_level(logging.INFO)
    job(desk, "a")
    relay = Relay(desk, Receiver(leak))
    for _ in range(3):
        assert relay.run_once().failed == (("a", "Down"),)
    assert [r.getMessage() for r in caplog.records if r.name == "servicedesk.relay"] == ["case a is held: Down"]
    assert "secret" not in caplog.text


# --- leading, running, misuse -----------------------------------------------------------------------------


def test_one_relay_leads_and_another_stands_by(desk: Desk) -> None:
    """While the first publishes the second does nothing; afterwards it may."""
    second = Relay(desk, Receiver())
    seen: list[Relayed] = []
    first = Relay(desk, Receiver(lambda _: seen.append(second.run_once())))
    job(desk, "a")
    assert first.run_once().published == 1
    assert seen == [Relayed(leading=False)]
    assert second.run_once() == QUIET


class Failing(MemoryStore):
    """A store whose outbox is away for some calls."""

    away = 0

    def pending(self, now: datetime, **more: Any) -> Sequence[tuple[str, EntryRow]]:  # type: ignore[override]
        if self.away:
            self.away -= 1
            raise TransientStoreError("the database is away")
        return super().pending(now, **more)


def test_a_store_that_goes_away_while_cases_are_read_is_no_fault_of_a_case(clock: Clock) -> None:
    """The run ends with the error of the store, and no case is held for it."""

    class Gone(MemoryStore):
        away = False

        def unit(self) -> AbstractContextManager[Unit]:
            if self.away:
                raise TransientStoreError("the database is away")
            return super().unit()

    store, receiver = Gone(), Receiver()
    store.start_outbox()
    desk = tiny_desk(clock, store)
    job(desk, "a")
    relay = Relay(desk, receiver)
    store.away = True
    with pytest.raises(TransientStoreError):
        relay.run_once()
    store.away = False
    assert relay.run_once() == Relayed(leading=True, published=1)


def test_running_goes_on_after_errors_of_the_store_and_ends_when_told(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The trouble is logged once, however often it comes again."""
    store, receiver, stop = Failing(), Receiver(), threading.Event()
    store.start_outbox()
    desk = tiny_desk(clock, store)
    job(desk, "a")
    store.away = 3
    told: list[Relayed] = []

    def then(relayed: Relayed) -> None:
        told.append(relayed)
        if len(told) == 2:
            stop.set()

    Relay(desk, receiver).run(0.001, stop, then=then)
    assert told == [Relayed(leading=True, published=1), QUIET]
    lines = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert lines == ["nothing can be passed on: the database is away"]


def test_a_run_that_is_told_to_stop_ends_after_its_page(desk: Desk) -> None:
    stop = threading.Event()
    receiver = Receiver(lambda _: stop.set())
    job(desk, "a")
    remark(desk, "a", 3)
    Relay(desk, receiver, batch=2).run(60, stop)
    assert receiver.ids == ["a/1", "a/2"]
    Relay(desk, receiver, batch=2).run(60, stop)
    assert receiver.ids == ["a/1", "a/2"]


class Bare(Store):
    """A store with the six calls and no more."""

    def unit(self) -> AbstractContextManager[Unit]:
        raise NotImplementedError

    def due(self, now: datetime, **_: Any) -> Sequence[tuple[datetime, str]]:  # type: ignore[override]
        raise NotImplementedError(now)

    def close(self) -> None:
        pass


class Joined(MemoryStore):
    """A store inside a transaction of its host."""

    owns_transactions = False


@pytest.mark.parametrize(
    ("store", "what", "help_"),
    [
        (Bare(), "Bare keeps no outbox", r"pending\(\), done\(\) and lead\(\)"),
        (Joined(), "inside a transaction of the host", "a store of its own on the same database"),
    ],
)
def test_a_store_that_cannot_serve_is_refused_when_the_relay_is_made(
    store: Store, what: str, help_: str, clock: Clock
) -> None:
    with pytest.raises(StoreMisuse, match=f"{what}.*; .*{help_}"):
        Relay(tiny_desk(clock, store), Receiver())


def test_a_joined_store_on_sqlalchemy_is_refused(clock: Clock, tmp_path: Path) -> None:
    """The real thing: whoever joined a transaction needs another desk for the relay."""
    from sqlalchemy import create_engine

    from servicedesk.stores.sql import SqlStore

    engine = create_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    with SqlStore(engine) as store:
        store.create_tables()
        with engine.connect() as connection, pytest.raises(StoreMisuse, match="inside a transaction"):
            Relay(tiny_desk(clock, store.on(connection)), Receiver())
    engine.dispose()


@pytest.mark.parametrize("source", ["", "two words", "客服", "/desk\n", "<desk>"])
def test_a_source_that_is_no_uri_reference_is_refused(source: str, desk: Desk) -> None:
    with pytest.raises(InvalidPayload, match="no URI reference"):
        Relay(desk, Receiver(), source=source)


def test_a_page_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(StoreMisuse, match="1 or more"):
        Relay(desk, Receiver(), batch=0)


# --- the publishers ---------------------------------------------------------------------------------------


def test_the_log_has_a_line_an_event(clock: Clock, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Id, kind, name, clause and posts; no text."""
    caplog.set_level(logging.INFO)
    job(desk, "a", "high")
    clock.now = at(WEDNESDAY + "18:10")
    desk.tick()
    Relay(desk, LoggingPublisher()).run_once()
    assert [r.getMessage() for r in caplog.records if r.name == "servicedesk.relay"] == [
        "a/1 servicedesk.opened.v1 open (local)",
        "a/2 servicedesk.started.v1 solve (tiny/job/2.4)",
        "a/3 servicedesk.escalated.v1 last_call (tiny/job/5.4) to clerk",
        "a/4 servicedesk.escalated.v1 half (tiny/job/5.1) to clerk",
    ]


def test_the_messages_are_those_of_the_desk(clock: Clock, desk: Desk) -> None:
    """Nothing else is told than what the history tells."""
    receiver = Receiver()
    job(desk, "a", "high")
    clock.on(days=2)
    desk.tick()
    Relay(desk, receiver).run_once()
    told = [e for e in receiver.got if "to_roles" in e.data]
    assert sorted((e.data["name"], tuple(e.data["to_roles"]), e.text("zh"), e.text("en")) for e in told) == sorted(
        (m.name, m.to_roles, m.text("zh"), m.text("en")) for m in desk.messages("a")
    )
    assert len(told) == 4
