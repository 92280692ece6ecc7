"""What was filed several times, added up (合计): every deduction of a case, every month's meter reading.

The sum is over all entries of the case in which the field was filed, in whichever item; with ``of_item`` over those of
the item that the action is about. A corrected entry counts once, as corrected. An optional field that was left empty
counts as nothing; one that had to be filled, and was recorded over, makes the sum unknown. It is held against a number
or against another fact: what was collected against what is to be collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import field, frozen

from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Condition, Terms
from servicedesk.rules.facts import COMPARED, Bound, FactRef, as_bound
from servicedesk.rules.given import fact_name
from servicedesk.rules.values import ConditionView, Quantity, Rate
from servicedesk.rules.wording import NumberField
from servicedesk.texts import conditions as texts
from servicedesk.texts.term import language

SumBound = Bound | FactRef | NumberField


def as_sum_bound(bound: SumBound) -> Quantity | Rate | FactRef:
    """A field as a bound is the fact that it records; anything else as for any number."""
    if isinstance(bound, NumberField):
        return bound.fact
    return bound if isinstance(bound, FactRef) else as_bound(bound)


@frozen
class TotalCompare(Condition):
    """The sum of a field compared with a bound."""

    name: str
    how: str
    bound: Quantity | Rate | FactRef = field(converter=as_sum_bound)
    of_item: bool = False

    def evaluate(self, view: ConditionView) -> bool | None:
        total, limit = view.total(self.name, of_item=self.of_item), self._limit(view)
        return None if total is None or limit is None else COMPARED[self.how](total, limit)

    def _limit(self, view: ConditionView) -> Decimal | None:
        if not isinstance(self.bound, FactRef):
            return self.bound.amount(view)
        value = view.fact(self.bound.name)
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        name = texts.total_text(lang, name=term("fact", self.name), of_item=self.of_item)
        bound = self.bound
        value = term("fact", bound.name) if isinstance(bound, FactRef) else bound.text(language(lang))
        return texts.compared_text(lang, how=self.how, name=name, values=[value], so=so)

    def facts(self) -> Iterator[str]:
        yield self.name
        if isinstance(self.bound, Rate):
            yield self.bound.of
        elif isinstance(self.bound, FactRef):
            yield self.bound.name


@frozen
class Total:
    """The sum of a field over the entries of a case."""

    name: str
    of_item: bool = False

    def over(self, bound: SumBound) -> TotalCompare:
        """Strictly more than (累计超过)."""
        return TotalCompare(self.name, "over", bound, self.of_item)

    def at_least(self, bound: SumBound) -> TotalCompare:
        """This much or more (累计不少于)."""
        return TotalCompare(self.name, "at_least", bound, self.of_item)

    def under(self, bound: SumBound) -> TotalCompare:
        """Strictly less than (累计低于)."""
        return TotalCompare(self.name, "under", bound, self.of_item)

    def at_most(self, bound: SumBound) -> TotalCompare:
        """This much or less (累计不超过)."""
        return TotalCompare(self.name, "at_most", bound, self.of_item)


@word
def total(of: str | NumberField, *, of_item: bool = False) -> Total:
    """What was filed of a field in all entries of the case, added up: ``total(Deduction.amount).at_most(yuan(2000))``.

    What is being filed is part of it. With ``of_item`` it is the sum of the item's own.
    """
    return Total(fact_name(of), of_item)
