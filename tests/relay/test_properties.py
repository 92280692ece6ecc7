"""Random days: saves, ticks, relays that take turns, and receivers that fail in every way they can."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import define, field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from relay.scenes import Clock, Entry, at, due_order, entries_of, firsts, in_case, job, remark, tiny_desk
from servicedesk import Desk
from servicedesk.relay import Event, Relay, Relayed
from servicedesk.stores.memory import MemoryStore

CASES = ("a", "b", "c", "d")


class Refused(Exception):  # noqa: N818  what a receiver says
    pass


@frozen
class Mood:
    """How the receiver behaves in one run: its calls fail or not in turn, some after so many events were kept.

    ``never`` are cases of which it takes no event at all.
    """

    fails: tuple[bool, ...]
    keeps: int
    never: frozenset[str]


@define
class Listener:
    """What the world got, checked against the store at the moment at which it came.

    ``untold`` is how much of each case was recorded before the outbox was on.
    """

    desk: Desk
    clock: Clock
    untold: dict[str, int]
    mood: Mood = Mood((), 0, frozenset())
    calls: int = 0
    ids: list[str] = field(factory=list)
    dropped: dict[tuple[str, str], Event] = field(factory=dict)

    def publish(self, events: Sequence[Event]) -> None:
        fails = self.calls < len(self.mood.fails) and self.mood.fails[self.calls]
        self.calls += 1
        for number, event in enumerate(events):
            if event.subject in self.mood.never or (fails and number == self.mood.keeps):
                raise Refused
            self.take(event)
        if fails:
            raise Refused

    def take(self, event: Event) -> None:
        known = {entry.id: entry for entry in entries_of(self.desk.store, [event.subject])}
        entry = known[event.id]
        assert entry.deliver_at <= round(self.clock.now.timestamp() * 1_000_000)
        if event.id not in self.ids:
            # Whatever of its case is to be delivered before it, and is there, has come before it.
            earlier = [
                e.id
                for e in known.values()
                if e.seq > self.untold.get(event.subject, 0) and (e.deliver_at, e.seq) < (entry.deliver_at, entry.seq)
            ]
            assert set(earlier) <= set(self.ids)
        self.ids.append(event.id)
        self.dropped.setdefault((event.source, event.id), event)


moods = st.builds(
    Mood,
    fails=st.lists(st.booleans(), max_size=8).map(tuple),
    keeps=st.integers(0, 3),
    never=st.frozensets(st.sampled_from(CASES), max_size=3),
)
happenings = st.one_of(
    st.tuples(st.just("open"), st.sampled_from(CASES), st.sampled_from(("low", "high", "long", "normal"))),
    st.tuples(st.just("remark"), st.sampled_from(CASES), st.integers(1, 3)),
    st.tuples(st.just("wait"), st.just(""), st.sampled_from((0, 1, 20, 60, 240, 900))),
    st.tuples(st.just("tick"), st.just(""), st.just(0)),
    st.tuples(st.just("relay"), st.sampled_from((0, 1)), moods),
)


@pytest.mark.slow
@settings(max_examples=examples(150), deadline=None)
@given(script=st.lists(happenings, min_size=5, max_size=40), batch=st.sampled_from((1, 2, 3, 100)))
def test_each_event_comes_at_least_once_in_order_and_not_before_its_time(
    script: list[tuple[str, str | int, object]], batch: int
) -> None:
    """And whoever drops doubles by source and id has each once, the first of each in order."""
    clock = Clock(at("2026-03-11 16:00"))
    store = MemoryStore()
    desk = tiny_desk(clock, store)
    job(desk, "a", "high")
    listener = Listener(desk, clock, untold={"a": desk.case("a").version})
    relays = [Relay(desk, listener, batch=batch) for _ in range(2)]
    assert relays[0].run_once() == Relayed(leading=True)
    opened = ["a"]
    for what, whom, how in script:
        if what == "open" and whom not in opened:
            opened.append(str(whom))
            job(desk, str(whom), str(how))
        elif what == "remark" and whom in opened:
            assert isinstance(how, int)
            remark(desk, str(whom), how)
        elif what == "wait":
            assert isinstance(how, int)
            clock.on(minutes=how)
        elif what == "tick":
            desk.tick()
        elif what == "relay":
            assert isinstance(how, Mood)
            listener.mood, listener.calls = how, 0
            before = len(store.pending(clock.now, limit=1000))
            relayed = relays[int(whom)].run_once()
            assert before - relayed.published == len(store.pending(clock.now, limit=1000))
            assert set(dict(relayed.failed)) <= set(opened)
    clock.on(days=5)  # beyond every opening
    listener.mood, listener.calls = Mood((), 0, frozenset()), 0
    relays[0].run_once()
    assert store.pending(clock.now) == []
    entries = [e for e in entries_of(store, opened) if e.seq > listener.untold.get(e.case, 0)]
    assert sorted(firsts(listener.ids)) == sorted(e.id for e in entries)
    assert len(listener.dropped) == len(entries)
    for case in opened:
        assert_as_if_never_failed(firsts(in_case(listener.ids, case)), [e for e in entries if e.case == case])


def assert_as_if_never_failed(ids: list[str], entries: list[Entry]) -> None:
    """What waits for nothing of its own keeps the order of the history; the rest is somewhere after its number."""
    prompt = [e.id for e in due_order(entries)]
    assert sorted(ids) == sorted(prompt)
    own = {e.id: e for e in entries}
    numbers = [own[ident].seq for ident in ids if not waits(own[ident], entries)]
    assert numbers == sorted(numbers)


def waits(entry: Entry, entries: list[Entry]) -> bool:
    """Whether something that was recorded after it was to be delivered before it."""
    return any(e.seq > entry.seq and e.deliver_at < entry.deliver_at for e in entries)
