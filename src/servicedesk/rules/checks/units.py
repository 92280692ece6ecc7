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
from servicedesk.said import Choices, Said

_SHARE: Final = 'share("0.95")'
_MONEY: Final = "yuan(50)"
_UNITS: Final[Mapping[str, str]] = {"fraction": _SHARE, "cny": _MONEY}

# What a field of a rule is, and in which units that can be.
_OF_RULES: Final[tuple[tuple[type[Rule], str, str, tuple[str, ...]], ...]] = (
    (Target, "share", Said("unit_of_share"), ("fraction",)),
    (Fee, "amount", Said("unit_of_money"), ("cny",)),
    (Fee, "rate", Said("unit_of_rate"), ("fraction", "cny")),
    (Refund, "amount", Said("unit_of_money"), ("cny",)),
    (Entitlement, "amount", Said("unit_of_fee"), ("fraction", "cny")),
    (EntitlementEnd, "amount", Said("unit_of_fee"), ("fraction", "cny")),
    (Except, "amount", Said("unit_of_money"), ("cny",)),
)
# By the kind of a field that is compared by size: what it can be held against beside a plain number.
_OF_FIELDS: Final[Mapping[str, tuple[str, ...] | None]] = {"count": (), "money": ("cny",), "number": None}
_CALLED: Final = {"count": Said("unit_of_count"), "money": Said("unit_of_money")}


def check_units(declared: ProcedureDeclaration, known: Names, report: Report) -> None:
    """Every quantity of every rule, and every bound of every condition, is of what it stands for."""
    for rule in declared.rules:
        for kind, place, what, units in _OF_RULES:
            stated = getattr(rule, place, None) if isinstance(rule, kind) else None
            if isinstance(stated, Quantity) and stated.unit not in units:
                others = Choices(_UNITS[unit] for unit in units)
                report.add(
                    rule,
                    Said("fault_can_only_be", place=place, value=stated, what=what),
                    Said("fault_write_either", names=others),
                )
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
        said = Said("fault_holds_no_number_against", place=place, name=name, value=bound)
        report.add(rule, said, Said("fault_declare_with_number_count"))
        return
    units = _OF_FIELDS[field.kind]
    if units is not None and bound.unit not in (*units, "count"):
        said = Said("fault_holds_against", place=place, name=name, x=_CALLED[field.kind], value=bound)
        plain = f"{bound.value.normalize():f}"
        others = [*(_UNITS[unit] for unit in units), Said("fault_plain_number", plain=plain)]
        report.add(rule, said, Said("fault_write_declare_field_with", names=Choices(others)))
