"""A move-in in the chart's own boxes: walks from one to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person, put_to_test
from servicedesk import Desk, Policy

__all__ = ["GIVEN", "PAPERS", "PASSED", "SIGNED", "MoveIn", "move_in", "put_to_test", "repairs"]

PAPERS = {"occupancy_notice": "是", "checklist_papers": "是"}
SIGNED = {"service_agreement": "是", "temporary_covenant": "是"}
OWNER = {"owner_name": "李四", "owner_identity": "410101198001010011", "owner_telephone": "13900000000"}
GIVEN = {
    **OWNER,
    "home_handbook": "是",
    "privileges_handbook": "是",
    "service_card": "是",
    "reminder_sheet": "是",
}
CHECKLIST = {"papers_received": "手册两册、服务卡", "articles_received": "钥匙六把、猫眼、门铃"}
PASSED = {"smart_home": "是", "heating_pressure": "是", "water_retention": "是"}


@define
class MoveIn(Walk):
    """One move-in."""

    def sign(self) -> Self:
        return self.do("sign_agreements", "customer_receptionist", **SIGNED)

    def receive_material(self) -> Self:
        return self.do("receive_material", "customer_receptionist", **GIVEN)

    def pay(self, amount: str = "3200.50") -> Self:
        return self.do("pay_charges", "fee_collector", direct_debit="是", move_in_charges=amount)

    def receive_articles(self) -> Self:
        return self.do("receive_articles", "customer_receptionist")

    def fill_checklist(self) -> Self:
        return self.do("fill_checklist", "owner", **CHECKLIST)

    def accept_first(self) -> Self:
        return self.do("accept_first", "customer_service_officer", acceptance_found="门窗完好")

    def note(self, fault: str, location: str, line: str) -> Self:
        return self.do("note_defect", "customer_service_officer", fault=fault, location=location, item=line)

    def accept_second(self) -> Self:
        return self.do("accept_second", "customer_service_officer", **PASSED)

    # --- as far as a box -----------------------------------------------------------------------------

    def to_documented(self) -> Self:
        return self.sign().receive_material()

    def to_handed_over(self) -> Self:
        return self.to_documented().pay().receive_articles()

    def to_inspected(self) -> Self:
        return self.to_handed_over().fill_checklist().accept_first()

    def to_accepted(self) -> Self:
        return self.to_inspected().accept_second()


def move_in(at: str = MORNING, *, desk: Desk | None = None, policy: Policy | None = None) -> MoveIn:
    """A move-in whose papers have been checked."""
    desk = desk or new_desk(policy=policy)
    by = person("customer_receptionist")
    case = desk.open("move_in", PAPERS, subject=UNIT, by=by, at=at, recorded_at=at)
    return MoveIn(desk, case.id, at)


def repairs(case: Walk) -> list[Any]:
    """The repairs that the case has opened, oldest first."""
    return sorted(
        (c for c in case.desk.cases(UNIT, "repair", open=None) if c.parent == case.id), key=lambda c: c.id
    )
