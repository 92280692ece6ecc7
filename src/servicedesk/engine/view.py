"""What conditions see of a case."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import field

from servicedesk.engine.case import Case
from servicedesk.engine.entry import NOTHING
from servicedesk.engine.record import changed, record
from servicedesk.rules.keys import EventKey, in_item
from servicedesk.rules.values import Occurrence, Value


@record
class CaseView:
    """A case seen by a condition: at a day, inside an item, with answers and with what a step is about to file."""

    case: Case
    day: str = ""
    item: str | None = None
    answers: Mapping[str, Value | None] = NOTHING
    filed: Mapping[str, Value | None] = field(default=NOTHING, repr=False)

    @property
    def case_id(self) -> str:
        return self.case.id

    def fact(self, name: str) -> Value | None:
        """What is being filed, else the item's own, else the case's."""
        if name in self.filed:
            return self.filed[name]
        own = self.case.facts.get(in_item(name, self.item)) if self.item else None
        return self.case.facts.get(name) if own is None else own

    def answer(self, name: str) -> Value | None:
        """The present answer; ``None`` among these is one that nobody can tell now, whatever it was before."""
        return self.answers[name] if name in self.answers else self.case.answers.get(name)

    def total(self, name: str, *, of_item: bool) -> Decimal | None:
        """What was filed of a field, added up, with what is being filed; ``None`` where some of it was left out."""
        known = self.case.totals.get(name, ())
        amounts = [each.amount for each in known if not of_item or each.item == (self.item or "")]
        if isinstance(now := self.filed.get(name), int | Decimal):
            amounts.append(Decimal(now))
        return None if None in amounts else sum(filter(None, amounts), Decimal(0))

    def occurrence(self, key: str) -> Occurrence | None:
        """Inside an item its own occurrence; what happened in other items only has not happened here."""
        occurrences = self.case.occurrences
        if self.item and EventKey.in_items(key) in occurrences:
            return occurrences.get(EventKey.in_item(key, self.item))
        return occurrences.get(key)

    def state(self) -> str:
        return self.case.state

    def open_items(self, kind: str) -> int:
        return sum(item.open for item in self.case.items.values() if item.kind == kind)

    def holder(self, item: str) -> str | None:
        custody = self.case.custody
        return custody.get(in_item(item, self.item), custody.get(item)) if self.item else custody.get(item)

    def in_force(self, entitlement: str) -> bool:
        found = self.case.entitlements.get(entitlement)
        if found is None or found.over:
            return False
        if any(hold.suspends(entitlement, self.day) for holds in self.case.holds.values() for hold in holds):
            return False
        if found.ended_on:
            return found.from_day <= self.day < found.ended_on
        return found.from_day <= self.day <= found.until_day

    def arisen(self, rule: str) -> Occurrence | None:
        """What a miss or a breach has brought of a rule and is open, for the case or the item: the oldest of it."""
        brought = (c for c in self.case.consequences.values() if (c.rule, c.item) == (rule, self.item or ""))
        first = min((c for c in brought if c.state == "open"), key=lambda c: (c.at, c.seq), default=None)
        return None if first is None else Occurrence(1, first.at, first.seq, first.at, first.seq)


def seen_at(case: Case, at: int) -> CaseView:
    """A case as what is done at an instant in another one sees it: what happened in it after that is not there yet.

    Its facts are those that it has now, with their corrections; what happened before and again after did so once.
    """
    if all(each.last_at <= at for each in case.occurrences.values()):
        return CaseView(case)
    known = {key: each for key, each in case.occurrences.items() if each.first_at <= at}
    return CaseView(
        changed(
            case,
            occurrences={
                key: each
                if each.last_at <= at
                else Occurrence(1, each.first_at, each.first_seq, each.first_at, each.first_seq)
                for key, each in known.items()
            },
        )
    )
