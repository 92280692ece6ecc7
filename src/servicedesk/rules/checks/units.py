"""Checks of units: what a rule states, or a field is held against, is in a unit that the thing can have.

A share of fifty yuan, a rent of more than four square metres: such a rule is never met, or never refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from servicedesk.rules.base import Rule
from servicedesk.rules.checks.report import Names, Report
from servicedesk.rules.conditions import walk
from servicedesk.rules.declaration import ProcedureDeclaration
from servicedesk.rules.effects import Entitlement, EntitlementEnd, Fee, Refund, Target
from servicedesk.rules.exceptions import Except
from servicedesk.rules.facts import Compare
from servicedesk.rules.values import Quantity, Rate

_SHARE: Final = 'share("0.95")'
_MONEY: Final = "yuan(50)"
_UNITS: Final[Mapping[str, str]] = {"fraction": _SHARE, "cny": _MONEY}

# What a field of a rule is, and in which units that can be.
_OF_RULES: Final[tuple[tuple[type[Rule], str, str, tuple[str, ...]], ...]] = (
    (Target, "share", "a share of cases", ("fraction",)),
    (Fee, "amount", "an amount of money", ("cny",)),
    (Fee, "rate", "a part of what a fact says, or so much for each", ("fraction", "cny")),
    (Refund, "amount", "an amount of money", ("cny",)),
    (Entitlement, "amount", "a share of a fee, or an amount of money", ("fraction", "cny")),
    (EntitlementEnd, "amount", "a share of a fee, or an amount of money", ("fraction", "cny")),
    (Except, "amount", "an amount of money", ("cny",)),
)
# By the kind of a field that is compared by size: what it can be held against beside a plain number.
_OF_FIELDS: Final[Mapping[str, tuple[str, ...] | None]] = {"count": (), "money": ("cny",), "number": None}
_CALLED: Final = {"count": "a count", "money": "an amount of money"}


def check_units(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Every quantity of every rule, and every bound of every condition, is of what it stands for."""
    for rule in declared.rules:
        for kind, place, what, units in _OF_RULES:
            stated = getattr(rule, place, None) if isinstance(rule, kind) else None
            if isinstance(stated, Quantity) and stated.unit not in units:
                others = " or ".join(_UNITS[unit] for unit in units)
                report.add(rule, f"{place}= is {stated.text('en')}, and can only be {what}", f"write {others}")
        for place, name, bound in _compared(rule):
            _bound(rule, place, name, bound, known, report)


def _compared(rule: Rule) -> Iterator[tuple[str, str, Quantity]]:
    """Each fact of the case that a condition holds against a quantity, and with what."""
    for place, condition in rule.conditions():
        for part in walk(condition):
            if not isinstance(part, Compare) or part.how in ("is", "known"):
                continue
            for bound in part.values:
                if isinstance(bound, Rate):
                    yield place, bound.of, bound.per
                elif isinstance(bound, Quantity) and not part.ref.from_host:
                    yield place, part.ref.name, bound


def _bound(rule: Rule, place: str, name: str, bound: Quantity, known: Names, report: Report) -> None:
    field = known.facts.get(name)
    if field is None:
        return
    if field.kind not in _OF_FIELDS:
        said = f"{place}= holds {name!r}, which is no number, against {bound.text('en')}"
        report.add(rule, said, 'declare it with number("..."), count("...") or money("...")')
        return
    units = _OF_FIELDS[field.kind]
    if units is not None and bound.unit not in (*units, "count"):
        said = f"{place}= holds {name!r}, which is {_CALLED[field.kind]}, against {bound.text('en')}"
        plain = f"{bound.value.normalize():f}"
        others = [*(_UNITS[unit] for unit in units), f"a plain number ({plain})"]
        report.add(rule, said, f"write {' or '.join(others)}, or declare the field with number(...)")
