"""Wrong stores: faults in what they keep to be passed on."""

from __future__ import annotations

# ruff: noqa: A001, A002, ARG002  -- the port documents its calls and their words; faults ignore some
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from attrs import evolve

from servicedesk.stores import CaseRow, EntryRow
from servicedesk.testing._kit import LATE
from servicedesk.testing._wrong import Around, WrongStore

_Pending = Sequence[tuple[str, EntryRow]]
_US = timedelta(microseconds=1)


class MovesWhatIsPassedOn(WrongStore, caught_by="STORE-49"):
    """Puts an entry that is to be passed on into the outbox instead of the history."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.store.moved |= {(row.id, entry.seq) for entry in entries if entry.deliver_at is not None}

        def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
            found = super().entries(id, after=after, key=key)
            return (entry for entry in found if (id, entry.seq) not in self.store.moved)

    def __init__(self) -> None:
        super().__init__()
        self.moved: set[tuple[str, int]] = set()


class RecordsWhenItPassesOn(WrongStore, caught_by="STORE-49"):
    """Has one column for two instants: an entry that is told later is recorded later."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, [evolve(entry, at=entry.deliver_at or entry.at) for entry in entries])


class ChecksWhenItPassesOn(WrongStore, caught_by="STORE-49"):
    """Has the clock look at a case again when something of it is to be passed on."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            instants = [entry.deliver_at for entry in entries if entry.deliver_at is not None]
            super().save(evolve(row, next_check_at=min(instants, default=row.next_check_at)), expected, entries)


class PassesOnInALocalTime(WrongStore, caught_by="STORE-49"):
    """Takes a naive deliver_at for one of its own zone."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            aware = [evolve(e, deliver_at=e.deliver_at and e.deliver_at.astimezone(UTC)) for e in entries]
            super().save(row, expected, aware)


# --- what is pending ---------------------------------------------------------------------------------------


class IsAlwaysOn(WrongStore, caught_by="STORE-50"):
    """Has no switch: whoever needs no outbox has one that grows for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.start_outbox()


class PassesOnWhatWasBefore(WrongStore, caught_by="STORE-50"):
    """Gathers from the beginning, and shows it from the start on."""

    shown = False

    def __init__(self) -> None:
        super().__init__()
        super().start_outbox()

    def start_outbox(self) -> None:
        self.shown = True

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return super().pending(now, limit=limit, but=but) if self.shown else []


class StartsOverAndOver(WrongStore, caught_by="STORE-50"):
    """Empties the outbox each time it is started, as each relay does when it begins."""

    def start_outbox(self) -> None:
        super().start_outbox()
        super().done([(id, entry.seq) for id, entry in super().pending(LATE, limit=1_000_000)])


class LeavesOutWhatIsDueNow(WrongStore, caught_by="STORE-51"):
    """Lists what was due before now, and not what is due now."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return super().pending(now - _US, limit=limit, but=but)


class PassesOnAtOnce(WrongStore, caught_by="STORE-51"):
    """Lists everything, whenever it is due."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        super().pending(now)
        return super().pending(LATE, limit=limit, but=but)


class PassesOnToTheSecond(WrongStore, caught_by="STORE-51"):
    """Keeps whole seconds of the instant."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            cut = [evolve(e, deliver_at=e.deliver_at and e.deliver_at.replace(microsecond=0)) for e in entries]
            super().save(row, expected, cut)


class DropsTheZoneOfDeliverAt(WrongStore, caught_by="STORE-51"):
    """Keeps the clock's hands and forgets in which zone."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            cut = [evolve(e, deliver_at=e.deliver_at and e.deliver_at.replace(tzinfo=UTC)) for e in entries]
            super().save(row, expected, cut)


class PassesOnEverything(WrongStore, caught_by="STORE-51"):
    """Passes on what has no deliver_at too, from the instant at which it was recorded."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, [evolve(e, deliver_at=e.deliver_at or e.at) for e in entries])


class DoesNotSayFromWhenOn(WrongStore, caught_by="STORE-51"):
    """Gives entries as the history has them, without their deliver_at."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        found = super().pending(now, limit=limit, but=but)
        return [(id, evolve(entry, deliver_at=None)) for id, entry in found]


class TakesANaiveNow(WrongStore, caught_by="STORE-51"):
    """Takes a naive now for one of its own zone."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return super().pending(now.astimezone(UTC), limit=limit, but=but)


class PassesOnByCase(WrongStore, caught_by="STORE-52"):
    """Orders by case and seq alone, so that one page of an early case keeps what is due earlier from the rest."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        found = super().pending(now, limit=1_000_000, but=but)
        super().pending(now, limit=limit)
        return sorted(found, key=lambda pair: (pair[0], pair[1].seq))[:limit]


class SortsSeqAsText(WrongStore, caught_by="STORE-52"):
    """Makes one text of case and seq to sort by, and puts the tenth entry before the second."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        found = super().pending(now, limit=1_000_000, but=but)
        super().pending(now, limit=limit)
        return sorted(found, key=lambda pair: (pair[1].deliver_at, pair[0], str(pair[1].seq)))[:limit]


class SortsCasesAsADictionary(WrongStore, caught_by="STORE-52"):
    """Compares ids by a collation in which upper and lower case are one."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        found = super().pending(now, limit=limit, but=but)
        return sorted(found, key=lambda pair: (pair[1].deliver_at, pair[0].lower(), pair[1].seq))


class PassesOnWithoutEnd(WrongStore, caught_by="STORE-53"):
    """Does not look at the limit."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        super().pending(now, limit=limit)
        return super().pending(now, limit=1_000_000, but=but)


class PassesOverNobody(WrongStore, caught_by="STORE-53"):
    """Does not look at the cases to pass over."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return super().pending(now, limit=limit)


class CountsWhatItPassesOver(WrongStore, caught_by="STORE-53"):
    """Takes a page and leaves cases out of it, so that enough of them hide all others."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return [pair for pair in super().pending(now, limit=limit) if pair[0] not in but]


class GivesEmptyPages(WrongStore, caught_by="STORE-53"):
    """Gives nothing to who asks for nothing, which looks like nothing to do."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return super().pending(now, limit=limit, but=but) if limit > 0 else []


# --- units -------------------------------------------------------------------------------------------------


class WritesTheOutboxAfterwards(WrongStore, caught_by="STORE-54"):
    """Writes to the outbox in a transaction of its own when the unit is left, however it is left."""

    class Faulty(Around):
        def __enter__(self) -> Self:
            self.kept: list[tuple[str, EntryRow]] = []
            return super().__enter__()

        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.kept += ((row.id, entry) for entry in entries)

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> bool | None:
            self.store.kept += self.kept
            return super().__exit__(kind, error, trace)

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[str, EntryRow]] = []

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return [pair for pair in self.kept if pair[1].deliver_at and pair[1].deliver_at <= now]


class PassesOnWhatWasRefused(WrongStore, caught_by="STORE-54"):
    """Writes to the outbox first, and leaves it there when the save is refused and the unit goes on."""

    class Faulty(WritesTheOutboxAfterwards.Faulty):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            self.kept += ((row.id, entry) for entry in entries)
            self.unit.save(row, expected, entries)

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> bool | None:
            self.store.kept += [] if kind else self.kept
            return self.inner.__exit__(kind, error, trace)

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[str, EntryRow]] = []

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        return [pair for pair in self.kept if pair[1].deliver_at and pair[1].deliver_at <= now]


class PassesOnBeforeItCommits(WrongStore, caught_by="STORE-55"):
    """Lists what a unit has written before it is left; undone it is gone again, but somebody has been told."""

    class Faulty(Around):
        def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
            super().save(row, expected, entries)
            self.store.early += [(row.id, entry) for entry in entries]

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> bool | None:
            self.store.early = []
            return super().__exit__(kind, error, trace)

    def __init__(self) -> None:
        super().__init__()
        self.early: list[tuple[str, EntryRow]] = []

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        early = [pair for pair in self.early if pair[1].deliver_at and pair[1].deliver_at <= now]
        return [*early, *super().pending(now, limit=limit, but=but)]


class PassesOnWhenNobodyWrites(WrongStore, caught_by="STORE-55"):
    """Reads the outbox under the lock of the writers, and so waits for the slowest of them."""

    def pending(self, now: datetime, *, limit: int = 100, but: Collection[str] = ()) -> _Pending:
        with self.plain() as unit:
            unit.cases("")
            return super().pending(now, limit=limit, but=but)
