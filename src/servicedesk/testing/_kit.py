"""What the clauses of the store contract share: the harness, the register of clauses, helpers."""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" is the word of the port
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any, Final, Generic, Literal, TypeVar

from attrs import evolve, field, frozen

from servicedesk.errors import CaseNotFound, ConcurrencyConflict, TransientStoreError
from servicedesk.stores import CaseRow, EntryRow, Store, Unit
from servicedesk.testing._words import words
from servicedesk.texts.term import Term

T = TypeVar("T")
Need = Literal["reopen", "raw_read", "damage", "Search", "CaseFinder", "Clock", "Outbox", "Schema", "Worklist"]


class ContractBroken(AssertionError):  # noqa: N818  a finding, not an error of the kit
    """A store does not keep a clause of the contract; ``said`` is what was found, in Chinese and English."""

    def __init__(self, what: str | Term) -> None:
        self.said = _said(what)
        super().__init__(self.said.en)


@frozen
class Harness:
    """How the kit gets at a host's store.

    Attributes:
        new: Gives a store with no cases in it, each time. The kit closes it.
        reopen: Gives a second store over the data of the first, which stays open. Needed to see that what was
            committed is kept outside the store object.
        raw_read: Reads a case past the store, with the host's own means; versions, bodies and keys suffice to
            be right. Needed to see that ``save`` writes what ``load`` gives.
        damage: Makes the stored row of a case unreadable, past the store.
        unsupported: Clauses that the store does not keep, each with the reason. An optional one is then
            reported as unsupported; a required one counts as broken.
        patience: How many seconds another thread gets before the kit takes it to be waiting for a lock; ten
            times as many where it must not wait, since a busy machine is no fault of the store.
        limit: How many seconds anything may take at most; more, and it counts as hanging.
    """

    new: Callable[[], Store]
    reopen: Callable[[Store], Store] | None = None
    raw_read: Callable[[Store, str], tuple[CaseRow, Sequence[EntryRow]]] | None = None
    damage: Callable[[Store, str], None] | None = None
    unsupported: Mapping[str, str] = field(factory=dict[str, str])
    patience: float = 0.3
    limit: float = 30.0


@frozen
class Clause:
    """One numbered sentence of the contract, and the check that holds a store to it.

    Attributes:
        id: ``STORE-01`` and so on. A number is never used again for something else.
        text: The sentence.
        check: Returns if the store keeps it, else raises.
        needs: What the harness or the store must offer for the check to be possible; None: nothing, the
            clause is required.
        zh: The sentence in Chinese.
    """

    id: str
    text: str
    check: Callable[[Harness], None]
    needs: Need | tuple[Need, ...] | None = None
    zh: str = ""


REGISTER: Final[dict[str, Clause]] = {}


def clause(
    number: int, text: str, zh: str, *, needs: Need | tuple[Need, ...] | None = None
) -> Callable[[Callable[[Harness], None]], Callable[[Harness], None]]:
    """Register a check under its number."""

    def register(check: Callable[[Harness], None]) -> Callable[[Harness], None]:
        name = f"STORE-{number:02}"
        if name in REGISTER:
            raise ValueError(f"{name} is there already")
        REGISTER[name] = Clause(name, text, check, needs, zh)
        return check

    return register


# --- material ------------------------------------------------------------------------------------------

T0: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
US: Final = timedelta(microseconds=1)
MINUTE: Final = timedelta(minutes=1)
LATE: Final = T0 + timedelta(days=3650)


def row(id: str = "c1", version: int = 1, **changes: Any) -> CaseRow:
    """Give a case row with plain values."""
    plain = CaseRow(
        id=id,
        tenant="",
        manual="fuheng",
        edition="2024-01-01",
        procedure="complaint",
        fingerprint="f0",
        subject="3-2-501",
        parent=None,
        exclusive_key=None,
        state="received",
        open=True,
        version=version,
        next_check_at=None,
        opening_key=None,
        body='{"format": 1}',
    )
    return evolve(plain, **changes)


def entry(seq: int, key: str | None = None, at: datetime = T0, body: str = "{}") -> EntryRow:
    """Give an entry with plain values."""
    return EntryRow(seq, at, key, body)


def open_case(store: Store, case: CaseRow) -> CaseRow:
    """Save a new case of one or more entries in a unit of its own."""
    with store.unit() as unit:
        unit.save(case, 0, [entry(seq) for seq in range(1, case.version + 1)])
    return case


def move(store: Store, id: str, **changes: Any) -> None:
    """Save the next version of a case in a unit of its own."""
    with store.unit() as unit:
        case = unit.load(id)
        unit.save(evolve(case, version=case.version + 1, **changes), case.version, [entry(case.version + 1)])


def stored(store: Store, id: str) -> tuple[CaseRow, list[EntryRow]]:
    """Read a case and its history in a unit of its own."""
    with store.unit() as unit:
        return unit.load(id), list(unit.entries(id))


def due_ids(store: Store, now: datetime = LATE, limit: int = 1000) -> list[str]:
    """List the ids that are due."""
    return [id for _, id in store.due(now, limit=limit)]


def persist(work: Callable[[], T], tries: int = 200) -> T:
    """Repeat a unit while it loses races, as the desk does."""
    for _ in range(tries - 1):
        try:
            return work()
        except (TransientStoreError, ConcurrencyConflict):
            continue
    return work()


# --- saying what is wrong --------------------------------------------------------------------------------


def _said(what: str | Term) -> Term:
    return what if isinstance(what, Term) else words(what)


def same(actual: object, expected: object, what: str | Term) -> None:
    """Raise unless both are equal."""
    if actual != expected:
        said = words(
            "{what}: expected {expected}, got {actual}", what=_said(what), expected=repr(expected), actual=repr(actual)
        )
        raise ContractBroken(said)


def that(holds: object, what: str | Term) -> None:
    """Raise unless it is so."""
    if not holds:
        raise ContractBroken(what)


@contextmanager
def refused(kind: type[Exception], what: str | Term, **fields: object) -> Generator[None]:
    """Raise unless the block raises an error of this kind with these fields."""
    try:
        yield
    except kind as error:
        have: Mapping[str, object] = getattr(error, "fields", {})
        for name, value in fields.items():
            of_kind = words("{what}: field {name} of {kind}", what=_said(what), name=name, kind=kind.__name__)
            same(have.get(name), value, of_kind)
    else:
        raise ContractBroken(words("{what}: {kind} was not raised", what=_said(what), kind=kind.__name__))


def is_absent(store: Store, id: str) -> None:
    """Raise if there is such a case, or an entry of it."""
    with store.unit() as unit:
        with refused(CaseNotFound, "loading a case that is not there", id=id):
            unit.load(id)
        same(list(unit.entries(id)), [], "entries of a case that is not there")


class Aside(Generic[T]):
    """Work in another thread: it may have to wait for this one, and that is no fault."""

    def __init__(self, harness: Harness, work: Callable[[], T]) -> None:
        self._harness = harness
        self._outcome: list[T | BaseException] = []
        self._thread = Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], T]) -> None:
        try:
            self._outcome.append(work())
        except BaseException as error:  # noqa: BLE001  it is told to who waits
            self._outcome.append(error)

    def finished(self) -> bool:
        """Wait a little; True if the work is done, by result or error."""
        return self._done_within(self._harness.patience)

    def at_once(self) -> bool:
        """True if the work is done without waiting for this thread; a busy machine gets ten times the patience."""
        return self._done_within(10 * self._harness.patience)

    def _done_within(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def outcome(self) -> T | BaseException:
        """Wait until the work is done; give its result, or the error it raised."""
        self._thread.join(self._harness.limit)
        if self._thread.is_alive():
            raise ContractBroken(words("a call did not return within {limit} s", limit=f"{self._harness.limit:g}"))
        return self._outcome[0]


def together(harness: Harness, *works: Callable[[], T]) -> list[T | BaseException]:
    """Run all at the same time; give their results or errors."""
    running = [Aside(harness, work) for work in works]
    return [aside.outcome() for aside in running]


def meet(barrier: Barrier, harness: Harness) -> None:
    """Wait for the other thread, but not for long: the store may let it wait."""
    with suppress(BrokenBarrierError):
        barrier.wait(harness.patience)


def save_next(unit: Unit, case: CaseRow, **changes: Any) -> CaseRow:
    """Save the next version on top of the given one."""
    following = evolve(case, version=case.version + 1, **changes)
    unit.save(following, case.version, [entry(following.version)])
    return following
