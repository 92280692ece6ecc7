"""A key of a unit at a desk: kept, lent line by line, handed to the owner for good."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import UNIT, Walk, everybody, new_desk, person
from servicedesk import Desk

KEEPER, SUPERVISOR = "key_keeper", "customer_service_supervisor"
OWNER, CONSTRUCTION, MAINTENANCE, SALES, OTHER = "业主", "施工人员", "维修人员", "营销部人员", "其他人员"
KEPT = {"key_place": "钥匙柜A", "key_label": "3-2-501"}
LOAN = {"key_purpose": "检修水管", "return_on": "2026-03-13"}
THURSDAY = "2026-03-12 16:30"  # A113


@define
class Keys(Walk):
    """One key; whatever is done without a time is done at ``now``."""

    def holder(self, line: str = "") -> str:
        return self.case.custody[f"key@{line}" if line else "key"]

    def loan(self, borrowed_by: str, line: str = "k1", at: str = "", **more: Any) -> Self:
        return self.do("register_loan", KEEPER, at, item=line, borrowed_by=borrowed_by, **{**LOAN, **more})

    def apply(self, line: str = "k1") -> Self:
        return self.do("apply_to_borrow", "owner", item=line, application="取物品")

    def approve(self, line: str = "k1") -> Self:
        return self.do("approve_sales_loan", "sales_supervisor", item=line)

    def lend(self, line: str = "k1", at: str = "", **more: Any) -> Self:
        return self.do("lend", KEEPER, at, item=line, **more)

    def take_back(self, line: str = "k1", at: str = "") -> Self:
        return self.do("take_back", KEEPER, at, item=line, return_record="已还，钥匙完好")

    def sign(self, by: str = "owner") -> Self:
        return self.do("fill_issue_register", by, keys_issued="入户门2把")

    def issue(self) -> Self:
        return self.do("issue_keys", KEEPER, identity_confirmed="是")


def kept(at: str = THURSDAY, desk: Desk | None = None) -> Keys:
    """A key of a unit that was taken over."""
    desk = desk or new_desk()
    case = desk.open("key_lending", KEPT, subject=UNIT, by=person(KEEPER), at=at, recorded_at=at)
    return Keys(desk, case.id, at)


@define
class Store(Walk):
    """The standing check of the place where keys are kept."""

    def clause(self, short: str) -> str:
        return short if short == "local" else f"fuheng/key_lending/{short}"


def store(at: str = "2026-03-02 09:00", desk: Desk | None = None) -> Store:
    """Start the check of one key store."""
    desk = desk or new_desk()
    started = desk.start_standing_tasks({"key_store": ["钥匙柜A"]}, by=everybody(), at=at, recorded_at=at)
    assert started == ("standing:fuheng/key_lending/4.2/钥匙柜A",)
    return Store(desk, started[0], at)
