"""Conditions on facts: what is filed, and what only the host can answer, against a bound."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from attrs import field, frozen

from servicedesk.calendars import to_datetime
from servicedesk.rules.calling import word
from servicedesk.rules.conditions import Condition, Terms
from servicedesk.rules.parts import check_name
from servicedesk.rules.values import ConditionView, Instant, Quantity, Rate, Token, Value
from servicedesk.spans import Span
from servicedesk.spans.kinds import ClockTime
from servicedesk.texts import conditions as texts
from servicedesk.texts.term import Term, language


@frozen
class FactRef:
    """A fact of the case, or an answer of the host, to be compared."""

    name: str
    from_host: bool = False
    zh: str = field(default="", eq=False)

    def is_(self, *values: Value) -> Compare:
        """Equals one of these values; a flag is compared with True or False."""
        return Compare(self, "is", values)

    def is_zero(self) -> Compare:
        """A number equal to zero."""
        return Compare(self, "is", (Decimal(0),))

    def over(self, bound: Bound) -> Compare:
        """Strictly more than (超过)."""
        return Compare(self, "over", (as_bound(bound),))

    def at_least(self, bound: Bound) -> Compare:
        """This much or more (不少于)."""
        return Compare(self, "at_least", (as_bound(bound),))

    def under(self, bound: Bound) -> Compare:
        """Strictly less than (低于)."""
        return Compare(self, "under", (as_bound(bound),))

    def at_most(self, bound: Bound) -> Compare:
        """This much or less (不超过)."""
        return Compare(self, "at_most", (as_bound(bound),))

    def is_known(self) -> Compare:
        """The fact has been recorded at all; never unknown."""
        return Compare(self, "known", ())


Expected = Literal["number", "flag", "text", ""]
"""What an answer is compared as; empty where anything will do."""

Bound = int | str | Decimal | Quantity | Rate | ClockTime


COMPARED: Final[Mapping[str, Callable[[int | Decimal, Decimal], bool]]] = {
    "over": operator.gt,
    "at_least": operator.ge,
    "under": operator.lt,
    "at_most": operator.le,
}


NONE: Final = Quantity(Decimal(0), "count")
ZERO: Final = (("is", (Decimal(0),)), ("at_most", (NONE,)))
"""Comparisons that say that something is zero."""


def as_bound(bound: Bound) -> Quantity | Rate:
    """A plain number as a bound is a count; ``hours(8)`` is a number of hours, for a field that counts them."""
    if isinstance(bound, ClockTime):
        amount, unit = bound.quantity
        return Quantity(Decimal(amount), unit)
    return bound if isinstance(bound, Quantity | Rate) else Quantity(Decimal(bound), "count")


@word
def fact(name: str) -> FactRef:
    """A fact that a form of this procedure records."""
    return FactRef(check_name(name, "fact"))


@word
def answer(name: str, zh: str = "") -> FactRef:
    """A fact that only the host knows; the desk asks for it when a step needs it. ``zh`` is its Chinese term."""
    return FactRef(check_name(name, "question"), from_host=True, zh=zh)


@frozen
class Compare(Condition):
    """A fact compared with values or a bound."""

    ref: FactRef
    how: str
    values: tuple[Value | Quantity | Rate, ...]

    @property
    def expects(self) -> Expected:
        """As what the fact is compared: what is something else is neither equal nor unequal to it."""
        if self.how in COMPARED:
            return "number"
        kinds: list[Expected] = [_kind(value) for value in self.values]
        return kinds[0] if kinds and all(kind == kinds[0] for kind in kinds) else ""

    def evaluate(self, view: ConditionView) -> bool | None:
        value = view.answer(self.ref.name) if self.ref.from_host else view.fact(self.ref.name)
        if self.how == "known":
            return value is not None
        if value is None or isinstance(value, Token):
            return None
        if self.how == "is":
            return value in self.values
        bound = self.values[0]
        limit = bound.amount(view) if isinstance(bound, Quantity | Rate) else None
        if limit is None or isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        return COMPARED[self.how](value, limit)

    def said(self, lang: str, term: Terms, *, so: bool) -> str:
        name = Term(self.ref.zh, "").text(lang) or term("fact", self.ref.name)
        if self.how == "is" and len(self.values) == 1 and isinstance(self.values[0], bool):
            return texts.flag_text(lang, name=name, so=so is self.values[0])
        if (self.how, self.values) in ZERO:
            return texts.compared_text(lang, how="zero", name=name, values=(), so=so)
        words = [_word(value, lang, lambda word: term("option", f"{self.ref.name}.{word}")) for value in self.values]
        return texts.compared_text(lang, how=self.how, name=name, values=words, so=so)

    def facts(self) -> Iterator[str]:
        if not self.ref.from_host:
            yield self.ref.name
        yield from (v.of for v in self.values if isinstance(v, Rate))

    def questions(self) -> Iterator[str]:
        if self.ref.from_host:
            yield self.ref.name


def _kind(value: Value | Quantity | Rate) -> Expected:
    if isinstance(value, bool):
        return "flag"
    return "text" if isinstance(value, str) else "number" if isinstance(value, int | Decimal) else ""


def _word(value: Value | Quantity | Rate, lang: str, option: Callable[[str], str]) -> str:
    if isinstance(value, bool):
        return texts.YES[value].text(lang)
    if isinstance(value, Quantity | Rate | Span):
        return value.text(language(lang))
    if isinstance(value, Instant):
        return to_datetime(value.us).isoformat()
    return option(value) if isinstance(value, str) else str(value)
