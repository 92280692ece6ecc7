"""A repair desk in the manual's own words: walks through the text of chapter 3."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person, put_to_test
from servicedesk import Policy

__all__ = ["PART", "QUOTE", "VISIT", "Repair", "filed", "put_to_test", "repair"]

DESK, WORKER = "customer_receptionist", "maintenance_worker"
QUOTE = {"charge_items": "更换角阀一只", "quoted_amount": "35.00"}
PART = {"part_name": "角阀", "specification": "DN15", "part_model": "JF-15", "quantity": "1", "unit_price": "25.00"}
VISIT = {"visit_note": "业主认可", "visit_result": "已修复", "conforming": "是"}


@define
class Repair(Walk):
    """One repair."""

    def open_slip(self, area: str = "入户维修", at: str = "", **more: Any) -> Self:
        return self.do("open_slip", DESK, at, area=area, **more)

    def collect(self, at: str = "") -> Self:
        return self.do("collect_slip", WORKER, at)

    def arrive(self, at: str = "") -> Self:
        return self.do("arrive", WORKER, at)

    def examine(self, outcome: str = "立即维修", at: str = "", **more: Any) -> Self:
        return self.do("examine", WORKER, at, outcome=outcome, **more)

    def finish(self, at: str = "") -> Self:
        return self.do("finish", WORKER, at)

    def sign(self) -> Self:
        return self.do("owner_signs", "owner", satisfaction="满意")

    def confirm(self) -> Self:
        return self.do("officer_confirms", "customer_service_officer", satisfaction="一般")

    def check(self) -> Self:
        return self.do("check_slip", DESK)

    def visit(self, **more: Any) -> Self:
        return self.do("revisit", DESK, **{**VISIT, **more})

    def charge(self) -> Self:
        """5: the charge, the money to the fee collector, the invoice to the owner."""
        self.do("collect_charge", WORKER, remarks="收35元")
        return self.do("hand_over_charge", WORKER).do("deliver_invoice", WORKER)

    def close(self, at: str = "") -> Self:
        return self.do("close", DESK, at)

    # --- as far as a state -----------------------------------------------------------------------------

    def to_on_site(self, area: str = "入户维修", **more: Any) -> Self:
        if more.get("chargeable") == "是":
            self.do("quote", DESK, **QUOTE)
        return self.open_slip(area, **more).collect().arrive()

    def to_repairing(self, area: str = "入户维修", *, parts: str = "否", **more: Any) -> Self:
        return self.to_on_site(area, **more).examine(parts_needed=parts)

    def to_finished(self, area: str = "入户维修", **more: Any) -> Self:
        return self.to_repairing(area, **more).finish()

    def to_visited(self, **more: Any) -> Self:
        """Everything that an in-unit repair without a charge needs to be closed."""
        return self.to_finished(**more).sign().check().visit()


def repair(at: str = MORNING, *, by: str = DESK, policy: Policy | None = None, **more: Any) -> Repair:
    """Report a repair on a fresh desk."""
    desk = new_desk(policy=policy)
    blanks = {"location": "厨房", "fault": "角阀漏水", "reporter": "李四"}
    case = desk.open("repair", {**blanks, **more}, subject=UNIT, by=person(by), at=at, recorded_at=at)
    return Repair(desk, case.id, at)


def filed(case: Walk) -> list[str]:
    """The papers on which something has been filled in."""
    return [document_requirement.zh for document_requirement in case.desk.documents(case.id) if document_requirement.filed_at is not None]
