"""A case as it stands: what its entries make of it."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from attrs import field, fields

from servicedesk.answers import Answer, Shape
from servicedesk.arguments import as_text
from servicedesk.engine.entry import NOTHING
from servicedesk.engine.parts import (
    Addend,
    CaseHolder,
    Consequence,
    Declined,
    EntitlementState,
    FollowedChild,
    Hold,
    Item,
    Limit,
)
from servicedesk.engine.record import record
from servicedesk.rules.values import Occurrence, Token, Value


@record(repr=False)
class Case(Answer):
    """A case is a fold over its entries: everything here follows from them, but for the values behind the tokens.

    So nothing is known of a case that its history does not say, and whoever has the history can make the case anew,
    as it stands or as it stood (see :mod:`servicedesk.engine.draft`). What belongs to one item of a case (a
    violation, a key) stands under ``name@item``, and what happened in an item under three keys: its own, the item's,
    and one that says that it happens in items (see :mod:`servicedesk.rules.keys`).

    ``not_done`` are the obligations that ended unfulfilled, recorded over, by the number of the entry that did so.
    ``declined`` are the actions that were considered and not done, each the last time, by name with its item.
    ``followed`` are the cases that it opened and is told the end of, by their ids.
    ``merged_in`` are the cases that were merged into it and that others opened, each with what opened it.
    ``totals`` are what was filed of each field whose sum a rule reads, entry by entry.
    ``holds`` are the pauses that hold more than limits, each time that one was on, by name with the item it is of.
    ``deviations`` is how many rules it was recorded over.
    ``holders`` are who holds the case, under an empty name, and its items, under theirs.
    ``former`` are the tokens whose field holds another value now, each with the field: who may not read the one may not
    read the other. ``vault`` holds the personal values, by token. It is the only place where they stand in clear.

    Example:
        >>> from servicedesk import Actor, Desk
        >>> clerk = Actor("王小红", {"customer_receptionist", "recipient"})
        >>> call = {"complainant": "张先生", "contents": "楼上装修噪声", "channel": "电话"}
        >>> three = "2026-09-30 15:00"
        >>> desk = Desk("fuheng")
        >>> case = desk.open("complaint", call, subject="3-2-501", by=clerk, at=three, recorded_at=three)
        >>> case.state, case.open, case.version, sorted(case.limits)
        ('received', True, 2, ['tell_desk'])
    """

    DATA = Shape(
        "id manual edition procedure subject state open version tenant parent opened_at moved_at recorded_at"
        " facts=shown_facts items limits entitlements custody payments waived holders deviations",
        frozenset({"opened_at", "moved_at", "recorded_at"}),
    )

    id: str
    manual: str
    edition: str
    fingerprint: str
    procedure: str
    subject: str
    state: str = ""
    open: bool = True
    version: int = 0
    tenant: str = ""
    parent: str | None = None
    exclusive_key: str | None = None
    opening_key: str | None = None
    opened_at: int = 0
    moved_at: int = 0
    recorded_at: int = 0
    facts: Mapping[str, Value] = NOTHING
    answers: Mapping[str, Value] = NOTHING
    totals: Mapping[str, tuple[Addend, ...]] = NOTHING
    occurrences: Mapping[str, Occurrence] = NOTHING
    limits: Mapping[str, Limit] = NOTHING
    items: Mapping[str, Item] = NOTHING
    entitlements: Mapping[str, EntitlementState] = NOTHING
    custody: Mapping[str, str] = NOTHING
    payments: Mapping[str, str] = NOTHING
    waived: Mapping[str, str] = NOTHING
    not_done: Mapping[str, int] = NOTHING
    declined: Mapping[str, Declined] = NOTHING
    holds: Mapping[str, tuple[Hold, ...]] = NOTHING
    performers: Mapping[str, tuple[str, ...]] = NOTHING
    holders: Mapping[str, CaseHolder] = NOTHING
    consequences: Mapping[str, Consequence] = NOTHING
    children: int = 0
    followed: Mapping[str, FollowedChild] = NOTHING
    merged_in: Mapping[str, str] = NOTHING
    tokens: int = 0
    former: Mapping[str, str] = NOTHING
    deviations: int = 0
    vault: Mapping[str, Value] = field(default=NOTHING, eq=False, repr=False)

    @property
    def shown_facts(self) -> dict[str, Value | None]:
        """What it holds of each field; ``None`` of a personal value that whoever was given the case may not read."""
        return {
            name: self.vault.get(value.name) if isinstance(value, Token) else value
            for name, value in self.facts.items()
        }

    def holder(self, item: str = "") -> CaseHolder | None:
        """Who holds an item, else the case; ``None`` where nobody does.

        Raises:
            InvalidPayload: the item is no text.
        """
        return self.holders.get(as_text(item, "item")) or self.holders.get("")


values_of = attrgetter(*(each.name for each in fields(Case)))
"""Everything that a case is made of, in the order in which it is made."""
