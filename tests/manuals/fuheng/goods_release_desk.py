"""Goods that leave at a desk: a unit's on its certificate, an owner's once nothing is owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from attrs import define, frozen

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person

GUARD, OFFICER = "duty_guard", "customer_service_officer"
UNIT_GOODS, OWNERS_GOODS = "单位或公用物品", "业主物品或搬家"
GOODS = {"goods": "沙发", "goods_number": "1套"}
VEHICLE = {"plate": "豫A12345", "driver": "孙八", "driver_number": "410101198001010011", "driver_paper": "是"}
CERTIFICATE = {"certified_goods": "会议桌2张"}
LOGGED = {"log_entry": "沙发1套，豫A12345"}


@frozen
class Books:
    """A host that knows what the unit owes; ``None`` where it does not know."""

    owed: object

    def answer(self, questions: Iterable[Any], *, as_of: datetime) -> Mapping[str, object]:  # noqa: ARG002
        return {q.name: self.owed for q in questions if q.name == "arrears" and self.owed is not None}


@define
class Goods(Walk):
    """One release; whatever is done without a time is done at ``now``."""

    def certify(self) -> Self:
        return self.do("issue_certificate", "goods_owner_unit", **CERTIFICATE)

    def fill(self) -> Self:
        return self.do("fill_register", "goods_handler", **GOODS)

    def declare(self) -> Self:
        return self.do("declare_goods", "owner", **GOODS)

    def decide(self, outcome: str = "agreed", settled: str = "是") -> Self:
        return self.do("decide_release", OFFICER, outcome=outcome, fees_settled=settled)

    def register(self) -> Self:
        return self.do("register_vehicle", GUARD, **VEHICLE)

    def sign(self) -> Self:
        return self.do("sign_register", "owner")

    def release(self, at: str = "") -> Self:
        return self.do("release", GUARD, at, goods_checked="是")

    def log(self, at: str = "") -> Self:
        step = "enter_unit_goods" if self.case.facts["goods_of"] == "unit" else "enter_owners_goods"
        return self.do(step, GUARD, at, **LOGGED)


def asked(goods_of: str, by: str = GUARD, at: str = MORNING, *, owed: object = Decimal(0)) -> Goods:
    """Somebody comes to the post with goods."""
    desk = new_desk(facts=Books(owed))
    case = desk.open(
        "goods_release", {"goods_of": goods_of}, subject=UNIT, by=person(by), at=at, recorded_at=at
    )
    return Goods(desk, case.id, at)


def units(at: str = MORNING) -> Goods:
    """Goods of a unit with certificate and register."""
    return asked(UNIT_GOODS, at=at).certify().fill()


def owners(at: str = MORNING) -> Goods:
    """An owner's goods for which everything is there."""
    return asked(OWNERS_GOODS, at=at).declare().decide().register().sign()
