"""Wrong stores: faults in what is done with what cannot be kept or cannot be read."""

from __future__ import annotations

# ruff: noqa: A002  -- the port documents its calls and their words
from collections.abc import Sequence
from typing import Any

from servicedesk.errors import CorruptRecord
from servicedesk.stores import CaseRow, Criteria, unreadable
from servicedesk.testing._kit import Harness
from servicedesk.testing._wrong import Around, WrongStore


def _damaged_harness(kind: type[Any], patience: float, limit: float) -> Harness:
    def damage(store: Any, id: str) -> None:
        store.damaged.add(id)

    return Harness(kind, damage=damage, patience=patience, limit=limit)


class EndsAListForOne(WrongStore, caught_by="STORE-62"):
    """Lists nobody where one row cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            found = super().cases(subject, procedure, open, tenant=tenant)
            for case in found:
                if case.id in self.store.damaged:
                    raise CorruptRecord("a row cannot be read", id=case.id)
            return found

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return _damaged_harness(cls, patience, limit)


class PassesDamageOverInSilence(WrongStore, caught_by="STORE-62"):
    """Leaves a row that cannot be read out of its lists, so that nobody hears of it."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    class Faulty(Around):
        def cases(
            self, subject: str, procedure: str | None = None, open: bool | None = True, *, tenant: str = ""
        ) -> Sequence[CaseRow]:
            found = super().cases(subject, procedure, open, tenant=tenant)
            return [case for case in found if case.id not in self.store.damaged]

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return _damaged_harness(cls, patience, limit)


class EndsASearchAtDamage(WrongStore, caught_by="STORE-63"):
    """Finds nothing behind a row that cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self.damaged: set[str] = set()

    def find(self, criteria: Criteria, *, after: str | None = None, limit: int = 100) -> Sequence[CaseRow]:
        found = list(super().find(criteria, after=after, limit=limit))
        at = next((place for place, case in enumerate(found) if case.id in self.damaged), len(found))
        return [*found[:at], *(unreadable(case.id, case.tenant) for case in found[at : at + 1])]

    @classmethod
    def harness(cls, patience: float = 0.1, limit: float = 2.0) -> Harness:
        return _damaged_harness(cls, patience, limit)
