"""Wrong stores: faults in marking what was passed on, in the switch, and in who leads."""

from __future__ import annotations

# ruff: noqa: A001, A002  -- "id" is the word of the port
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Lock, get_ident

from attrs import evolve

from servicedesk.errors import CaseNotFound
from servicedesk.stores import CaseRow, EntryRow
from servicedesk.testing._kit import LATE, Harness
from servicedesk.testing._wrong import Around, WrongStore


class IsDoneWithTheCase(WrongStore, caught_by="STORE-56"):
    """Takes out everything of a case of which one entry was passed on."""

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        super().done([(id, seq) for id, _ in passed_on for seq in range(1, 100)])


class IsDoneUpTo(WrongStore, caught_by="STORE-56"):
    """Remembers the last entry that was passed on, and takes all before it for passed on too."""

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        super().done([(id, seq) for id, last in passed_on for seq in range(1, last + 1)])


class IsDoneWithTheFirst(WrongStore, caught_by="STORE-56"):
    """Takes out the first entry of the list only."""

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        super().done(list(passed_on)[:1])


class CountsBeforeItIsDone(WrongStore, caught_by="STORE-56"):
    """Goes twice over what it was given, and the second time there is nothing left of an iterator."""

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        if any(True for _ in passed_on):
            super().done(passed_on)


class IsNeverDone(WrongStore, caught_by="STORE-56"):
    """Goes on listing what was passed on."""

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        pass


class InsistsOnWhatIsThere(WrongStore, caught_by="STORE-56"):
    """Complains of an entry that is not pending, so that a relay which was interrupted never comes further."""

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        marked = list(passed_on)
        there = {(id, entry.seq) for id, entry in super().pending(LATE, limit=1_000_000)}
        for occurrence in marked:
            if occurrence not in there:
                raise CaseNotFound("it is not in the outbox", id=occurrence[0])
        super().done(marked)


class ForgetsWhatWasPassedOn(WrongStore, caught_by="STORE-56"):
    """Deletes the entry itself when it was passed on."""

    class Faulty(Around):
        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            found = super().entries(id, after=after, key=key)
            return (entry for entry in found if (id, entry.seq) not in self.store.gone)

    def __init__(self) -> None:
        super().__init__()
        self.gone: set[tuple[str, int]] = set()

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        marked = list(passed_on)
        self.gone |= set(marked)
        super().done(marked)


class PassesOnAfterItWasClosed(WrongStore, caught_by="STORE-57"):
    """Goes on passing on over connections that were given up."""

    def close(self) -> None:
        pass


class IsDoneInTheObject(WrongStore, caught_by="STORE-58"):
    """Remembers in memory what was passed on, and tells everything again after a new start."""

    def __init__(self) -> None:
        super().__init__()
        self.passed_on: set[tuple[str, int]] = set()

    def done(self, passed_on: Iterable[tuple[str, int]]) -> None:
        self.passed_on |= set(passed_on)

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> Sequence[tuple[str, EntryRow]]:
        found = super().pending(now, limit=1_000_000, but=but)
        return [occurrence for occurrence in found if (occurrence[0], occurrence[1].seq) not in self.passed_on][:limit]

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return cls.shared_harness(patience, limit)


class StartsForItself(WrongStore, caught_by="STORE-59"):
    """Keeps the switch in the object: what other processes save is never passed on."""

    on = False

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            told = entries if self.store.on else [evolve(entry, deliver_at=None) for entry in entries]
            super().save(row, expected, told)

    def start_outbox(self) -> None:
        super().start_outbox()
        self.on = True

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return cls.shared_harness(patience, limit)


class ReadsTheSwitchOnce(WrongStore, caught_by="STORE-59"):
    """Looks at the switch when it first saves, and never again."""

    on: bool | None = None

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            if self.store.on is None:
                self.store.on = self.store.has_outbox()
            told = entries if self.store.on else [evolve(entry, deliver_at=None) for entry in entries]
            super().save(row, expected, told)

    def has_outbox(self) -> bool:
        return self._shelf.has_outbox

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return cls.shared_harness(patience, limit)


# --- leading -------------------------------------------------------------------------------------------


class LetsAllLead(WrongStore, caught_by="STORE-60"):
    """Has no lock at all."""

    @contextmanager
    def lead(self) -> Generator[bool]:
        yield True


class LetsNobodyLead(WrongStore, caught_by="STORE-60"):
    """Looks for a lock that is never free, as one that was left over from a crash."""

    @contextmanager
    def lead(self) -> Generator[bool]:
        yield False


class WaitsToLead(WrongStore, caught_by="STORE-60"):
    """Waits until the leader leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()

    @contextmanager
    def lead(self) -> Generator[bool]:
        with self.lock:
            yield True


class LeadsForEver(WrongStore, caught_by="STORE-60"):
    """Does not give back the lock."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()

    @contextmanager
    def lead(self) -> Generator[bool]:
        yield self.lock.acquire(blocking=False)


class LeadsOnAfterAnError(LeadsForEver, caught_by="STORE-60"):
    """Gives back the lock only when the leader leaves normally."""

    @contextmanager
    def lead(self) -> Generator[bool]:
        leading = self.lock.acquire(blocking=False)
        yield leading
        if leading:
            self.lock.release()


class SwallowsTheErrorsOfTheLeader(LeadsForEver, caught_by="STORE-60"):
    """Gives back the lock and keeps the exception to itself."""

    @contextmanager
    def lead(self) -> Generator[bool]:
        leading = self.lock.acquire(blocking=False)
        try:
            yield leading
        except KeyError:
            pass
        finally:
            if leading:
                self.lock.release()


class FreesWhatOthersHold(LeadsForEver, caught_by="STORE-60"):
    """Gives back the lock when anybody leaves, whoever holds it."""

    @contextmanager
    def lead(self) -> Generator[bool]:
        try:
            yield self.lock.acquire(blocking=False)
        finally:
            if self.lock.locked():
                self.lock.release()


class LetsAThreadLeadTwice(WrongStore, caught_by="STORE-60"):
    """Gives the lock to the session that has it already, as locks of servers do."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()
        self.holder: int | None = None

    @contextmanager
    def lead(self) -> Generator[bool]:
        if self.holder == get_ident():
            yield True
        elif self.lock.acquire(blocking=False):
            self.holder = get_ident()
            try:
                yield True
            finally:
                self.holder = None
                self.lock.release()
        else:
            yield False


class LeadsInTheObject(WrongStore, caught_by="STORE-61"):
    """Has a lock of the object, of which every process has one."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()

    @contextmanager
    def lead(self) -> Generator[bool]:
        leading = self.lock.acquire(blocking=False)
        try:
            yield leading
        finally:
            if leading:
                self.lock.release()

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return cls.shared_harness(patience, limit)
