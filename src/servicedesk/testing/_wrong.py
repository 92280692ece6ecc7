"""What the wrong stores have in common."""

from __future__ import annotations

# ruff: noqa: A002  -- the port documents its calls and their words
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, ClassVar, Final, Self

from servicedesk.stores import CaseRow, EntryRow, Outstanding, Unit, WorklistUnit
from servicedesk.stores.memory import MemoryStore
from servicedesk.testing._kit import Harness


class Around(Unit):
    """A unit that does what the one inside does; faults override a call."""

    def __init__(self, inner: AbstractContextManager[Unit], store: Any) -> None:
        self.inner = inner
        self.store = store

    def __enter__(self) -> Self:
        self.unit = self.inner.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self.inner.__exit__(kind, error, trace)

    def fresh(self) -> AbstractContextManager[Unit]:
        """Begin another unit of the store, without the fault."""
        begun: AbstractContextManager[Unit] = self.store.plain()
        return begun

    def load(self, id: str, *, wait: bool = True) -> CaseRow:
        return self.unit.load(id, wait=wait)

    def save(self, row: CaseRow, expected: int, entries: Sequence[EntryRow]) -> None:
        self.unit.save(row, expected, entries)

    def set_outstanding(self, row: CaseRow, outstanding: Sequence[Outstanding]) -> None:
        """Hand on what is outstanding; of the optional protocols this alone has a call of a unit."""
        if isinstance(self.unit, WorklistUnit):
            self.unit.set_outstanding(row, outstanding)

    def entries(self, id: str, *, after: int = 0, key: str | None = None) -> Iterator[EntryRow]:
        return self.unit.entries(id, after=after, key=key)

    def cases(
        self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
    ) -> Sequence[CaseRow]:
        return self.unit.cases(subject, procedure, open, tenant=tenant)


REGISTER: Final[list[type[WrongStore]]] = []


class WrongStore(MemoryStore):
    """A store in memory with a fault. The first line of each says which; ``caught_by`` names the clause."""

    caught_by: ClassVar[str]

    Faulty: ClassVar[type[Around]] = Around
    """The units of this store; Around has no fault."""

    def __init_subclass__(cls, *, caught_by: str) -> None:
        cls.caught_by = caught_by
        REGISTER.append(cls)

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        """Give the harness in which the fault shows."""
        return Harness(cls, patience=patience, limit=limit)

    @classmethod
    def shared_harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        """Give a harness in which a store can be opened again, over what the first one holds."""

        def reopen(store: Any) -> WrongStore:
            other = cls()
            other._shelf = store._shelf  # noqa: SLF001  the faults are those of the object, the data are shared
            return other

        return Harness(cls, reopen=reopen, patience=patience, limit=limit)

    def plain(self) -> AbstractContextManager[Unit]:
        """Begin a unit without the fault."""
        return super().unit()

    def unit(self) -> AbstractContextManager[Unit]:
        return self.Faulty(super().unit(), self)
