"""Entries of what becomes of a case on its way, beside what is done in it: declined, held, reached, merged."""

# A family keeps in a field what the others answer with nothing.
# pyright: reportIncompatibleMethodOverride=false
from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from servicedesk.engine.entry import Entry
from servicedesk.engine.parts import Consequence, Deviation, Hold
from servicedesk.engine.record import record
from servicedesk.rules.keys import EventKey

DeclinedKind = Literal["declined"]
HeldKind = Literal["held", "released"]
ConsequenceKind = Literal["arisen", "lapsed"]
MilestoneKind = Literal["achieved", "still_achieved"]


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


@record(kw_only=True)
class MilestoneEntry(Entry):
    """A named point of the case was reached; or it stays so, though what was corrected no longer shows it."""

    kind: MilestoneKind

    @property
    def events(self) -> tuple[str, ...]:
        """It was reached."""
        return (EventKey.achieved(self.name),) if self.kind == "achieved" else ()


@record(kw_only=True)
class ConsequenceEntry(Entry):
    """A miss or a breach has brought something; or that lapses, since the miss is excused or was none."""

    kind: ConsequenceKind
    consequence: Consequence

    @property
    def item(self) -> str:
        """The item that it is about."""
        return self.consequence.item


@record(kw_only=True)
class ChildMergedEntry(Entry):
    """A case that this one follows was merged into another one: when that ends, it has ended."""

    child: str
    procedure: str
    into: str
    by: str
    item: str = ""


COURSE_KINDS: Final[Mapping[type[Entry], frozenset[str]]] = {
    DeclinedEntry: frozenset(get_args(DeclinedKind)),
    HeldEntry: frozenset(get_args(HeldKind)),
    MilestoneEntry: frozenset(get_args(MilestoneKind)),
    ConsequenceEntry: frozenset(get_args(ConsequenceKind)),
    ChildMergedEntry: frozenset({"child_merged"}),
}
