"""What is filed and answered that makes a difference: one value on each side of every bound that a condition names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from attrs import field, frozen

from servicedesk.calendars import to_datetime
from servicedesk.engine.payload import RawValue
from servicedesk.program.asked import Asked
from servicedesk.program.program import ProcedurePlan
from servicedesk.rules.circumstances import PeriodEndsEarly, PeriodLonger, season_asked
from servicedesk.rules.conditions import OTHER, CategoryIs, Condition, walk
from servicedesk.rules.facts import Compare, FactRef
from servicedesk.rules.other_cases import OtherCases
from servicedesk.rules.parts import Field
from servicedesk.rules.totals import TotalCompare
from servicedesk.rules.values import Quantity, Value
from servicedesk.texts.fields import SAMPLES

ABSENT = None
"""Stands for a field that is left empty."""


@frozen
class Values:
    """By fact and by question the values that conditions tell apart.

    ``wanted`` are the facts of which one answer only ever helps, with it; ``spoiled`` those of which it is not given.
    Where ``best`` is set, it alone is given of the others.
    """

    bounds: Mapping[str, tuple[Value, ...]]
    read: frozenset[str]
    start: int
    wanted: Mapping[str, bool] = field(factory=dict[str, bool])
    spoiled: frozenset[str] = frozenset()
    best: bool = False

    @classmethod
    def of(cls, conditions: Iterable[Condition], start: int, more: Iterable[str] = ()) -> Values:
        """Those that these conditions name; ``start`` is the instant at which the case begins."""
        bounds: dict[str, dict[Value, None]] = {}
        read = set(more)
        for part in (part for condition in conditions for part in walk(condition)):
            read.update(part.facts())
            for name, value in _named(part, start):
                bounds.setdefault(name, {})[value] = None
        return cls({name: tuple(values) for name, values in bounds.items()}, frozenset(read), start)

    def of_field(self, asked: Field) -> tuple[RawValue, ...]:
        """What a field may say that makes a difference; one value where nothing reads it."""
        values = tuple(self._of_kind(asked))
        if asked.name not in self.read:
            return values[:1]
        if asked.kind == "flag" and asked.name in self.wanted:
            if asked.name in self.spoiled:
                return (not self.wanted[asked.name],)
            if self.best:
                return (self.wanted[asked.name],)
        return values if asked.required else (*values, ABSENT)

    def _of_kind(self, asked: Field) -> Iterator[RawValue]:
        named = self.bounds.get(asked.name, ())
        today = to_datetime(self.start).date()
        if asked.kind in ("flag", "shown"):
            yield True
            if asked.kind == "flag":
                yield False
        elif asked.kind == "choice":
            yield from (value for value, _ in asked.options)
            if asked.open_list:
                yield SAMPLES["other"]
        elif asked.kind in ("number", "money", "count"):
            numbers = [n for n in named if isinstance(n, Decimal) and n >= 0] or [Decimal(1)]
            yield from (int(n) if asked.kind == "count" else str(n) for n in numbers)
        elif asked.kind == "day":
            days = [n for n in named if isinstance(n, date)] or [today if asked.past else today + timedelta(1)]
            yield from (each.isoformat() for each in days)
        elif asked.kind == "moment":
            yield (to_datetime(self.start) + timedelta(hours=0 if asked.past else 2)).isoformat()
        elif asked.kind == "telephone":
            yield "13800138000"
        elif asked.kind == "span":
            yield "1 day"
        else:
            yield from (value for value in named if isinstance(value, str) and value)
            yield SAMPLES["filed"]

    def of_question(self, asked: Asked) -> tuple[Value, ...]:
        """What the host, or the store, may answer that makes a difference."""
        named = self.bounds.get(asked.name, ())
        if asked.others is not None:
            counts = {0, asked.others.at_least, *(int(n) for n in named if isinstance(n, Decimal))}
            return tuple(sorted(counts))
        if season_asked(asked.name) or asked.expects == "flag":
            return (True, False)
        if asked.expects == "number":
            numbers = [n for n in named if isinstance(n, Decimal)] or [Decimal(1)]
            return tuple(numbers)
        return (*(each for each in named if isinstance(each, str)), SAMPLES["answered"])

    def payloads(self, fields: Iterable[Field]) -> Iterator[dict[str, RawValue]]:
        """Everything that these fields may say together."""
        named = {each.name: each for each in fields}
        choices = [self.of_field(each) for each in named.values()]
        for values in product(*choices):
            yield {name: value for name, value in zip(named, values, strict=True) if value is not ABSENT}


def wanted(signs: Mapping[Condition, Iterable[int]], more: Iterable[str]) -> dict[str, bool]:
    """The facts of which one answer only ever helps: all that reads them is for it; ``more`` are read otherwise."""
    found: dict[str, set[bool | None]] = {name: {None} for name in more}
    for condition, ways in signs.items():
        for name in {name for part in walk(condition) for name in part.facts()}:
            for sign in ways:
                found.setdefault(name, set()).add(_helping(condition, sign))
    only = ((name, next(iter(answers))) for name, answers in found.items() if len(answers) == 1)
    return {name: answer for name, answer in only if isinstance(answer, bool)}


def _helping(condition: Condition, sign: int) -> bool | None:
    """The answer that helps; ``None`` where neither does alone."""
    if not isinstance(condition, Compare) or condition.how != "is" or len(condition.values) != 1 or not sign:
        return None
    (value,) = condition.values
    return value is (sign > 0) if isinstance(value, bool) else None


def _named(part: Condition, start: int) -> Iterator[tuple[str, Value]]:
    if isinstance(part, Compare):
        for value in part.values:
            if isinstance(value, Quantity):
                yield from ((part.ref.name, value.value + more) for more in (0, 1, -1))
            elif isinstance(value, int | Decimal) and not isinstance(value, bool):
                yield from ((part.ref.name, Decimal(value) + more) for more in (0, 1))
            elif isinstance(value, str):
                yield part.ref.name, value
    elif isinstance(part, OtherCases):
        yield from ((part.name, Decimal(count)) for count in (part.at_least - 1, part.at_least))
    elif isinstance(part, TotalCompare) and isinstance(part.bound, Quantity):
        yield from ((part.name, each) for each in (Decimal(1), part.bound.value, part.bound.value + 1))
    elif isinstance(part, TotalCompare) and isinstance(part.bound, FactRef):
        yield from ((part.name, Decimal(1)), (part.name, Decimal(2)), (part.bound.name, Decimal(2)))
    elif isinstance(part, PeriodLonger):
        today = to_datetime(start).date()
        yield part.start, today
        yield from ((part.end, today + timedelta(days)) for days in (1, 1000))
    elif isinstance(part, PeriodEndsEarly):
        today = to_datetime(start).date()
        yield part.start, today
        yield from ((part.end, today + timedelta(days)) for days in (1, -1))
    elif isinstance(part, CategoryIs):
        yield from ((part.classification.name, name) for name in part.names if name != OTHER)


def read_by(plan: ProcedurePlan) -> Iterator[Condition]:
    """Every condition of a procedure."""
    return (condition for rule in plan.procedure.expanded for _, condition in rule.conditions())
