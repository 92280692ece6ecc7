"""Values that a case carries beside plain text, numbers and dates, and how they compare."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol

from attrs import field, frozen

from servicedesk.characters import is_a
from servicedesk.errors import DefinitionFault
from servicedesk.rules.calling import word
from servicedesk.said import Said
from servicedesk.spans import Span
from servicedesk.texts.rules import quantity_text, rate_text


@frozen(order=True)
class Instant:
    """A point in time: microseconds since 1970-01-01T00:00Z."""

    us: int


@frozen
class Token:
    """Stands in the history for a personal value that only the case body holds."""

    name: str


Value = str | bool | int | Decimal | date | Instant | Span | Token


class Occurrence(NamedTuple):
    """That something happened in a case: how often, and when first and last (occurred, with entry number)."""

    times: int
    first_at: int
    first_seq: int
    last_at: int
    last_seq: int


@frozen
class OrStated:
    """A span of the manual, or the span, moment or day that somebody states in a fact of the case.

    What comes sooner always counts; what comes later only where ``replaces`` is true.
    """

    span: Span
    fact: str
    replaces: bool = False


@frozen
class ByPolicy:
    """An interval that the manual leaves open (定期) and the policy of a site gives, by the clause of the rule."""


@word
def by_policy() -> ByPolicy:
    """The interval of a text that names none: what the policy of the site gives it, and until then nothing is due."""
    return ByPolicy()


class ConditionView(Protocol):
    """What a condition may look at: facts, answers and what happened. Nothing else decides."""

    @property
    def case_id(self) -> str: ...
    @property
    def item(self) -> str | None: ...
    def fact(self, name: str) -> Value | None: ...
    def answer(self, name: str) -> Value | None: ...
    def total(self, name: str, *, of_item: bool) -> Decimal | None: ...
    def occurrence(self, key: str) -> Occurrence | None: ...
    def state(self) -> str: ...
    def open_items(self, kind: str) -> int: ...
    def holder(self, item: str) -> str | None: ...
    def in_force(self, entitlement: str) -> bool: ...
    def arisen(self, rule: str) -> Occurrence | None: ...


def _decimal(value: int | str | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value)


@frozen
class Quantity:
    """A number with its unit, in the units of the clause catalogue."""

    value: Decimal = field(converter=_decimal)
    unit: str

    def text(self, lang: str) -> str:
        return quantity_text(lang, number=f"{self.value.normalize():f}", unit=self.unit)

    def amount(self, facts: Mapping[str, Value] | ConditionView) -> Decimal:
        return self.value


@frozen
class Rate:
    """So much for each full or begun part of a fact, rounded up, at least one (每…不足…按…计)."""

    per: Quantity
    of: str

    def text(self, lang: str) -> str:
        return rate_text(lang, per=self.per.text(lang))

    def amount(self, view: ConditionView) -> Decimal | None:
        return self._for(view.fact(self.of))

    def of_measures(self, measures: Mapping[str, Decimal]) -> Decimal | None:
        """The same of a measure that stands in no case; ``None`` where it is not given."""
        return self._for(measures.get(self.of))

    def _for(self, whole: Value | None) -> Decimal | None:
        if not isinstance(whole, int | Decimal) or isinstance(whole, bool):
            return None
        return max(Decimal(1), (Decimal(whole) / self.per.value).to_integral_value(ROUND_CEILING))


def _exact(value: int | str) -> Decimal:
    """A number as it is written: a binary fraction such as ``0.1 + 0.2`` is none, and no truth value is."""
    if not is_a(value, int, str) or is_a(value, bool):
        raise TypeError(value)
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return number


@word
def yuan(value: int | str) -> Quantity:
    """An amount in CNY, rounded half up to the fen once, here; with fen as text: ``yuan("2.50")``."""
    return Quantity(_exact(value).quantize(Decimal("0.01"), ROUND_HALF_UP), "cny")


@word
def share(value: str) -> Quantity:
    """A fraction between 0 and 1, written as text so that it is exact: ``share("0.5")`` is half.

    Raises:
        DefinitionFault: below 0 or above 1.
    """
    part = _exact(value)
    if not 0 <= part <= 1:
        raise DefinitionFault(
            Said("fault_share", value=value), remedy=Said("fault_write_fraction_from"), clause="", place=""
        )
    return Quantity(part, "fraction")


@word
def m2(value: int | str) -> Quantity:
    """Square metres (平方米)."""
    return Quantity(_exact(value), "m2")


@word
def tonnes(value: int | str) -> Quantity:
    """Tonnes of water a month (吨/月)."""
    return Quantity(_exact(value), "tonne_per_month")


@word
def kwh(value: int | str) -> Quantity:
    """Kilowatt-hours a month (度/月)."""
    return Quantity(_exact(value), "kwh_per_month")


def one_per(per: Quantity, *, of: str) -> Rate:
    """One for each ``per`` of the fact ``of``, a part counting as a whole, never less than one."""
    return Rate(per, of)
