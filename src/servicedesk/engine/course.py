"""Entries of what becomes of a case on its way, beside what is done in it: declined, held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from servicedesk.engine.entry import Entry
from servicedesk.engine.parts import Deviation, Hold
from servicedesk.engine.record import record
from servicedesk.rules.keys import EventKey

DeclinedKind = Literal["declined"]
HeldKind = Literal["held", "released"]


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


@record(kw_only=True)
class HeldEntry(Entry):
    """A pause begins to hold actions and entitlements, or ends: ``hold`` says from when until when."""

    kind: HeldKind
    hold: Hold
    item: str = ""


COURSE_KINDS: Final[Mapping[type[Entry], frozenset[str]]] = {
    DeclinedEntry: frozenset(get_args(DeclinedKind)),
    HeldEntry: frozenset(get_args(HeldKind)),
}
