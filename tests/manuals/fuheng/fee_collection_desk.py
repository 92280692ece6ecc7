"""The fee collector's desk: one bill of chapter 5."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person, put_to_test
from servicedesk import Policy

__all__ = ["COLLECTOR", "Bill", "bill", "put_to_test"]

COLLECTOR = "fee_collector"


@define
class Bill(Walk):
    """One bill."""

    def collect(self, **amounts: Any) -> Self:
        return self.do("collect", COLLECTOR, **amounts)

    def correct_charge(self, charge: str) -> Self:
        return self.do("correct", "superior", entry=1, charge=charge, reason="开错项目")

    def settle(self) -> Self:
        return self.do("settle", COLLECTOR)


def bill(charge: str, amount: str = "120.50", *, policy: Policy | None = None) -> Bill:
    """Bill a charge on a fresh desk."""
    desk = new_desk(policy=policy)
    blanks = {"charge": charge, "billed_amount": amount, "billing_period": "2026年3月"}
    case = desk.open(
        "fee_collection", blanks, subject=UNIT, by=person(COLLECTOR), at=MORNING, recorded_at=MORNING
    )
    return Bill(desk, case.id, MORNING)
