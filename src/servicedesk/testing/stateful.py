"""A store beside the store in memory, under whatever Hypothesis thinks of.

::

    TestMyStore = store_machine(lambda: MyStore(empty_database())).TestCase

Each step runs one unit on both, of several saves and reads that may be refused, and leaves it normally or
by an exception; or it lists what is due, or what is pending in the outbox, or marks some of that as done; or it
opens the store anew. Answers and refusals must be the same on both.
"""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" and "open" are the words of the port
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any, Final, Literal

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from servicedesk.errors import AlreadyOpen, CaseNotFound, ConcurrencyConflict, KeyReused, ServicedeskError, StoreMisuse
from servicedesk.stores import (
    CaseRow,
    Criteria,
    EntryRow,
    Outbox,
    Outstanding,
    Search,
    Store,
    Unit,
    Worklist,
    WorklistUnit,
)
from servicedesk.stores.memory import MemoryStore

__all__ = ["bodies", "instants", "store_machine"]

_IDS: Final = ("a", "A", "b", "中")
_SUBJECTS: Final = ("3-2-501", "")
_RARELY: Final = st.sampled_from((False, False, True))
_PROCEDURES: Final = ("complaint", "repair")
_NOON: Final = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
_LATE: Final = _NOON + timedelta(days=1)
_ZONES: Final = (UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3, minutes=30)))

# What the contract says about the fields of each refusal.
_FIELDS: Final[dict[type[ServicedeskError], tuple[str, ...]]] = {
    CaseNotFound: ("id",),
    ConcurrencyConflict: ("id", "expected", "found"),
    KeyReused: ("id",),
    AlreadyOpen: ("existing_id",),
    StoreMisuse: ("changed",),
}


def instants() -> st.SearchStrategy[datetime]:
    """Give few instants, a microsecond or a minute apart, in several zones: so that they are often equal."""
    steps = (0, 1, -1, 60_000_000, 60_000_001)
    near = [(_NOON + timedelta(microseconds=step)).astimezone(zone) for step in steps for zone in _ZONES]
    return st.sampled_from(near)


def bodies() -> st.SearchStrategy[str]:
    """Give any text that a store must keep."""
    return st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@frozen
class _Save:
    id: str
    basis: Literal["right", "stale", "new"]
    changes: dict[str, Any]
    keeps_fixed: bool
    entries: Sequence[tuple[str | None, datetime | None]]
    at: datetime
    body: str
    outstanding: Mapping[str, datetime] | None

    def on(self, hand: CaseRow | None) -> Callable[[Unit], object]:
        """Give the call, decided on the row that is at hand in the model."""
        version = 0 if hand is None else hand.version
        expected = {"right": version, "stale": max(version - 1, 0), "new": 0}[self.basis]
        made = CaseRow(
            id=self.id,
            tenant="",
            manual="fuheng",
            edition="2024-01-01",
            fingerprint="f",
            parent=None,
            version=expected + len(self.entries),
            body=self.body,
            **self.changes,
        )
        if hand is not None and self.keeps_fixed:
            made = evolve(made, procedure=hand.procedure, opening_key=hand.opening_key)
        entries = [
            EntryRow(expected + n, self.at, key, self.body, deliver_at)
            for n, (key, deliver_at) in enumerate(self.entries, 1)
        ]
        outstanding = (
            None if self.outstanding is None else [Outstanding(key, due) for key, due in self.outstanding.items()]
        )

        def save(unit: Unit) -> None:
            unit.save(made, expected, entries)
            if outstanding is not None and isinstance(unit, WorklistUnit):
                unit.set_outstanding(made, outstanding)

        return save


@frozen
class _Load:
    id: str

    def on(self, _hand: CaseRow | None) -> Callable[[Unit], object]:
        return lambda unit: unit.load(self.id)


@frozen
class _Entries:
    id: str
    after: int
    key: str | None

    def on(self, _hand: CaseRow | None) -> Callable[[Unit], object]:
        return lambda unit: list(unit.entries(self.id, after=self.after, key=self.key))


@frozen
class _Cases:
    id: str
    subject: str
    procedure: str | None
    open: bool | None

    def on(self, _hand: CaseRow | None) -> Callable[[Unit], object]:
        return lambda unit: list(unit.cases(self.subject, self.procedure, self.open))


_Operation = _Save | _Load | _Entries | _Cases


def _operations() -> st.SearchStrategy[_Operation]:
    ids = st.sampled_from(_IDS)
    keys = st.sampled_from((None, "k1", "k2", "k3"))
    changes = st.fixed_dictionaries(
        {
            "subject": st.sampled_from(_SUBJECTS),
            "procedure": st.sampled_from(_PROCEDURES),
            "state": st.sampled_from(("received", "handled")),
            "exclusive_key": st.sampled_from((None, "s", "t")),
            "open": st.booleans(),
            "opening_key": st.sampled_from((None, "o", "p")),
            "next_check_at": st.none() | instants(),
            "last_due": st.none() | instants(),
            "first_due": st.none() | instants(),
            "opened_at": st.none() | instants(),
            "closed_at": st.none() | instants(),
            "category": st.sampled_from(("", "own_service")),
            "holder": st.sampled_from(("", "李主管")),
            "deviations": st.integers(0, 2),
        }
    )
    save = st.builds(
        _Save,
        id=ids,
        basis=st.sampled_from(("right", "right", "right", "stale", "new")),
        changes=changes,
        keeps_fixed=st.sampled_from((True, True, True, False)),
        entries=st.lists(
            st.tuples(keys, st.none() | instants()), max_size=3, unique_by=lambda made: made[0] or object()
        ),
        at=instants(),
        body=bodies(),
        outstanding=st.none() | st.dictionaries(st.sampled_from(("due", "visit@1", "é")), instants(), max_size=3),
    )
    return st.one_of(
        save,
        save,
        st.builds(_Load, ids),
        st.builds(_Entries, ids, st.integers(0, 4), keys),
        st.builds(
            _Cases,
            ids,
            st.sampled_from(_SUBJECTS),
            st.none() | st.sampled_from(_PROCEDURES),
            st.sampled_from((True, False, None)),
        ),
    )


class _HostError(Exception):
    """Raised by the host inside a unit."""


def store_machine(
    new: Callable[[], Store], *, reopen: Callable[[Store], Store] | None = None
) -> type[RuleBasedStateMachine]:
    """Give a state machine that compares a store with the store in memory.

    Args:
        new: Gives a store with no cases in it, each time.
        reopen: Gives another store over the data of one that has just been closed, if it outlives that.
    """

    class StoreMachine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.model = MemoryStore()
            self.store = new()

        def teardown(self) -> None:
            self.store.close()
            self.model.close()

        @rule(operations=st.lists(_operations(), min_size=1, max_size=5), failing=_RARELY)
        def unit(self, operations: list[_Operation], failing: bool) -> None:
            with suppress(_HostError), self.model.unit() as model, self.store.unit() as unit:
                for operation in operations:
                    call = operation.on(_at_hand(model, operation.id))
                    expected, actual = _outcome(call, model), _outcome(call, unit)
                    assert actual == expected, operation  # noqa: S101  Hypothesis wants it
                if failing:
                    raise _HostError

        @rule(now=instants(), limit=st.integers(1, 5))
        def due(self, now: datetime, limit: int) -> None:
            page: Sequence[tuple[datetime, str]] | None = ()
            cursor: tuple[datetime, str] | None = None
            while page is not None:
                page = self.model.due(now, after=cursor, limit=limit)
                assert list(self.store.due(now, after=cursor, limit=limit)) == list(page)  # noqa: S101  Hypothesis wants it
                cursor = page[-1] if page else None
                page = page or None

        @precondition(lambda self: isinstance(self.store, Search))
        @rule(
            procedure=st.none() | st.sampled_from(_PROCEDURES),
            open=st.sampled_from((True, False, None)),
            due_from=st.none() | instants(),
            after=st.none() | st.sampled_from(_IDS),
        )
        def find(self, procedure: str | None, open: bool | None, due_from: datetime | None, after: str | None) -> None:
            criteria = Criteria(procedure=procedure, open=open, due_from=due_from)
            if isinstance(self.store, Search):
                found = self.store.find(criteria, after=after, limit=2)
                assert list(found) == list(self.model.find(criteria, after=after, limit=2))  # noqa: S101  Hypothesis wants it

        @initialize(started=st.sampled_from((True, True, False)))
        def begun(self, started: bool) -> None:
            if started and isinstance(self.store, Outbox):
                self._on_both(lambda outbox: outbox.start_outbox())

        @precondition(lambda self: isinstance(self.store, Outbox))
        @rule(
            now=instants(),
            limit=st.integers(1, 5),
            but=st.sets(st.sampled_from(_IDS), max_size=2),
            which=st.lists(st.integers(0, 9), max_size=3),
            others=st.lists(st.tuples(st.sampled_from(_IDS), st.integers(1, 4)), max_size=2),
            started=st.booleans(),
        )
        def outbox(
            self,
            now: datetime,
            limit: int,
            but: set[str],
            which: list[int],
            others: list[tuple[str, int]],
            started: bool,
        ) -> None:
            there = [(id, entry.seq) for id, entry in self.model.pending(_LATE)]
            passed_on = [*others, *(there[n % len(there)] for n in which if there)]
            self._on_both(lambda outbox: _pending(outbox, now, limit, but))
            self._on_both(lambda outbox: outbox.done(passed_on))
            if started:
                self._on_both(lambda outbox: outbox.start_outbox())

        def _on_both(self, call: Callable[[Outbox], object]) -> None:
            if isinstance(self.store, Outbox):
                expected = call(self.model)
                assert call(self.store) == expected  # noqa: S101  Hypothesis wants it

        @precondition(lambda _: reopen is not None)
        @rule()
        def reopened(self) -> None:
            if reopen is not None:
                self.store.close()
                self.store = reopen(self.store)

        @invariant()
        def histories_are_whole(self) -> None:
            with self.store.unit() as unit:
                for id in _IDS:
                    hand = _at_hand(unit, id)
                    seqs = [entry.seq for entry in unit.entries(id)]
                    assert seqs == list(range(1, hand.version + 1 if hand else 1))  # noqa: S101  Hypothesis wants it

        @invariant()
        def the_same_is_pending(self) -> None:
            for now in (_NOON, _LATE):
                self._on_both(partial(_pending, now=now, limit=100, but=()))

        @invariant()
        def the_same_is_outstanding(self) -> None:
            if isinstance(self.store, Worklist):
                for until in (None, _NOON):
                    assert list(self.store.outstanding(until=until)) == list(self.model.outstanding(until=until))  # noqa: S101  Hypothesis wants it

    return StoreMachine


def _at_hand(unit: Unit, id: str) -> CaseRow | None:
    try:
        return unit.load(id)
    except CaseNotFound:
        return None


def _pending(outbox: Outbox, now: datetime, limit: int, but: Collection[str]) -> list[object]:
    found = outbox.pending(now, limit=limit, but=but)
    return [(id, entry, entry.deliver_at) for id, entry in found]


def _outcome(call: Callable[[Unit], object], unit: Unit) -> object:
    try:
        return call(unit)
    except tuple(_FIELDS) as error:
        return type(error), {name: error.fields.get(name) for name in _FIELDS[type(error)]}
