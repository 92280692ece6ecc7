"""What the store in memory adds to the contract: order among very many, and units in turn."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from threading import Event, Thread

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from servicedesk.errors import CaseBusy, StoreMisuse, TransientStoreError
from servicedesk.stores import schedule as schedules
from servicedesk.stores.memory import MemoryStore
from servicedesk.testing._kit import LATE, T0, due_ids, entry, move, open_case, row

KEYS = st.tuples(st.integers(0, 20), st.sampled_from("abcdef"))


@given(changes=st.lists(KEYS, max_size=60), after=st.none() | KEYS, until=st.integers(-1, 21), limit=st.integers(1, 70))
def test_the_schedule_is_a_sorted_set(
    changes: list[tuple[int, str]], after: tuple[int, str] | None, until: int, limit: int
) -> None:
    """Each key is put in if it is not there, else taken out; pieces of two show every split and every end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schedules.Schedule, "_PIECE", 2)
        schedule, oracle = schedules.Schedule(), set[tuple[int, str]]()
        for key in changes:
            if key in oracle:
                schedule.remove(key)
            else:
                schedule.add(key)
            oracle ^= {key}
        expected = [key for key in sorted(oracle) if (after is None or key > after) and key[0] <= until]
        assert schedule.page(after, until, limit) == expected[:limit]


@pytest.mark.slow
def test_ten_thousand_cases_are_listed_in_order() -> None:
    """In random order in, in order out, after half of them have moved to a later instant."""
    random = Random(7)  # noqa: S311
    names = [f"c{n:05}" for n in range(10_000)]
    random.shuffle(names)
    next_check = {name: T0 + timedelta(seconds=random.randrange(3600)) for name in names}
    with MemoryStore() as store:
        with store.unit() as unit:
            for name in names:
                unit.save(row(name, next_check_at=next_check[name]), 0, [entry(1)])
        with store.unit() as unit:
            for name in names[::2]:
                next_check[name] += timedelta(hours=1)
                unit.save(evolve(unit.load(name), next_check_at=next_check[name]), 1, [])
        expected = sorted((at, name) for name, at in next_check.items())
        found = []
        while page := store.due(LATE, after=found[-1] if found else None, limit=777):
            found += page
        assert found == expected


def test_units_of_one_thread_do_not_nest() -> None:
    """The inner one would wait for the outer one for ever."""
    with MemoryStore() as store, store.unit() as outer:
        outer.cases("s")
        with store.unit() as inner, pytest.raises(StoreMisuse, match="do not nest"):
            inner.cases("s")
        with store.unit() as unused:
            assert unused is not outer
        outer.save(row("c1", next_check_at=T0), 0, [entry(1)])


def test_a_unit_waits_for_the_one_before_it_but_not_for_ever() -> None:
    """Asked not to wait it says at once that somebody is at work."""
    with MemoryStore(wait=0.05) as store:
        open_case(store, row("c1", next_check_at=T0))
        working, done = Event(), Event()

        def other() -> None:
            with store.unit() as unit:
                unit.load("c1")
                working.set()
                done.wait(10)

        thread = Thread(target=other)
        thread.start()
        working.wait(10)
        with store.unit() as unit:
            with pytest.raises(CaseBusy):
                unit.load("c1", wait=False)
            with pytest.raises(CaseBusy):
                unit.load("c1", wait=False)
        with pytest.raises(TransientStoreError, match=r"more than 0\.05 s"), store.unit() as unit:
            unit.load("c1")
        assert due_ids(store) == ["c1"]
        done.set()
        thread.join(10)
        move(store, "c1")
