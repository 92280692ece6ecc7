"""Numbers as rules state them: in the units of the clause catalogue, as a bound, counted from a start."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import frozen

from servicedesk.rules.circumstances import PeriodLonger
from servicedesk.rules.conditions import Condition, walk
from servicedesk.rules.events import CaseEvent, HeldBy, Joined
from servicedesk.rules.facts import Compare
from servicedesk.rules.keys import EventKey
from servicedesk.rules.totals import TotalCompare
from servicedesk.rules.values import Quantity, Rate
from servicedesk.spans import Span

_BOUNDS: Final = {"over": "min", "at_least": "min", "under": "max", "at_most": "max", "is": "exact"}
_OPPOSITE: Final = {"min": "max", "max": "min", "exact": "exact", "": ""}


@frozen
class Number:
    """A number as a row or a rule states it; an empty bound or start is one that the rule does not state."""

    value: Decimal
    unit: str
    bound: str = ""
    start: str = ""

    def __str__(self) -> str:
        start = f"from {self.start}" if self.start else ""
        return " ".join(filter(None, [f"{self.value:f}", self.unit, self.bound, start]))


def start_of(event: object) -> str:
    """The start of a limit as ``starts.json`` writes it: ``done:open``, ``entered:handled``; empty for no event."""
    if isinstance(event, str):
        return EventKey.entered(event) if event else ""
    if isinstance(event, Joined):
        return f"{event.kind}({', '.join(start_of(choice) for choice in event.choices)})"
    if not isinstance(event, CaseEvent):
        return ""
    if isinstance(event, HeldBy):
        return EventKey.held(event.name, event.holder)
    return EventKey.of(event.kind, event.name)


def in_span(value: object, bound: str = "", start: str = "") -> Iterator[Number]:
    """The number of a span; none of anything else."""
    if isinstance(value, Span):
        amount, unit = value.quantity
        yield Number(Decimal(amount), unit, bound, start)


def in_quantity(value: object, bound: str = "") -> Iterator[Number]:
    """The number of a quantity or a rate; none of anything else."""
    if isinstance(value, Rate):  # at least one for each 50 m2 is at most 50 m2 for each
        yield Number(value.per.value, value.per.unit, _OPPOSITE.get(bound, ""))
    elif isinstance(value, Quantity):
        yield Number(value.value, value.unit, bound)


def in_condition(condition: Condition, *, turned: bool = False) -> Iterator[Number]:
    """The bounds of a condition; ``turned`` where a rule keeps within what its condition says to be beyond."""
    for part in walk(condition):
        if isinstance(part, Compare):
            bound = _BOUNDS.get(part.how, "")
            yield from (n for v in part.values for n in in_quantity(v, _OPPOSITE[bound] if turned else bound))
            yield from (Number(v, "count", bound) for v in _counts(part) if v)  # nought is a word, and no number
        elif isinstance(part, TotalCompare):
            bound = _BOUNDS[part.how]
            yield from in_quantity(part.bound, _OPPOSITE[bound] if turned else bound)
        elif isinstance(part, PeriodLonger):
            yield from in_span(part.span, "min")


def _counts(part: Compare) -> Iterator[Decimal]:
    """The plain numbers that a fact is said to be."""
    numbers = (value for value in part.values if isinstance(value, int | Decimal) and not isinstance(value, bool))
    return (Decimal(value) for value in numbers if part.how == "is")
