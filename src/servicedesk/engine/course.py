"""Entries of what becomes of a case on its way, beside what is done in it: what was considered and declined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from servicedesk.engine.entry import Entry
from servicedesk.engine.parts import Deviation
from servicedesk.engine.record import record
from servicedesk.rules.keys import EventKey

DeclinedKind = Literal["declined"]


@record(kw_only=True)
class DeclinedEntry(Entry):
    """An action that may be done was considered and is not done, and why; tokens stand for personal values."""

    kind: DeclinedKind
    by: str
    reason: str
    roles: tuple[str, ...] = ()
    item: str = ""
    key: str = ""
    digest: str = ""
    recorded_by: str = ""
    deviations: tuple[Deviation, ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """It was declined."""
        return (EventKey.declined(self.name),)


COURSE_KINDS: Final[Mapping[type[Entry], frozenset[str]]] = {DeclinedEntry: frozenset(get_args(DeclinedKind))}
