"""A move-in by the clauses of 4.3 to 4.8: walks from one to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from manuals.jueshixiang.repair_desk import Repair
from servicedesk import Case, Desk

__all__ = [
    "AGREEMENTS", "ASSISTANT", "ISSUED", "MANAGER", "METERS", "MORNING", "NOTICE", "PAPERS", "UNIT", "MoveIn", "move_in",
    "put_to_test", "repairs",
]  # fmt: skip

MORNING = "2026-03-10 09:00"  # a plain Tuesday
UNIT = "3-2-501"
ASSISTANT, MANAGER = "customer_service_assistant", "customer_service_manager"
NOTICE = {"fees_from": "2026-03-01"}
PAPERS = {
    "resident_name": "张先生", "resident_telephone": "13800000000", "purchase_agreement": "是", "identity_cards": "是",
    "step_sheet": "是", "photographs_each": "2",
}  # fmt: skip
METERS = {"water_reading": "12", "electricity_reading": "345"}
AGREEMENTS = {"interim_covenant": "是", "service_agreement": "是", "safety_letter": "是"}
ISSUED = {
    "owner_handbook": "是", "covenant_copy": "是", "agreement_copy": "是", "letter_copy": "是", "user_manual": "是",
    "quality_warranty": "是", "civility_pact": "是",
}  # fmt: skip


@define
class MoveIn(Walk):
    """One resident who moves in."""

    def check(self, **more: Any) -> Self:
        return self.do("check_papers", ASSISTANT, **{**PAPERS, **more})

    def finish_papers(self) -> Self:
        self.do("make_cards", ASSISTANT, cards_made="3")
        return self.do("return_originals", ASSISTANT, paper_copies="是")

    def inspect(self, outcome: str = "验收合格", **more: Any) -> Self:
        return self.do("inspect_unit", "maintenance_worker", outcome=outcome, **METERS, **more)

    def find(self, when: str = "搬入或二次装修前维修") -> Self:
        return self.inspect("有问题", problems="主卧窗渗水", repair_when=when)

    def sign_inspection(self) -> Self:
        return self.do("sign_inspection", "resident")

    def pay(self, by: str = "finance_department") -> Self:
        paid = {"gas_connection_fee": "3000", "cable_television_fee": "300"}
        return self.do("collect_charges", by, receipt_items="煤气开户费、有线电视初装费", **paid)

    def sign_keys(self) -> Self:
        return self.do("sign_key_record", "resident", keys_taken="5")

    def agree(self) -> Self:
        self.do("hand_over_agreements", ASSISTANT, copies_given="2", **AGREEMENTS)
        for step in ("sign_covenant", "sign_agreement", "sign_letter"):
            self.do(step, "resident")
        return self.do("sign_covenant_for_centre", "service_center_director")

    def issue_papers(self) -> Self:
        return self.do("issue_papers", ASSISTANT, **ISSUED)

    def correct(self, step: str, **fields: Any) -> Self:
        """The manager corrects what was filed with the last doing of a step."""
        (*_, entry) = (line.entry.seq for line in self.desk.history(self.id) if line.name == step)
        return self.do("correct", MANAGER, entry=entry, reason="误记", **fields)

    def repaired(self) -> Self:
        """The repair of the unit has passed its second inspection."""
        (repair,) = repairs(self)
        assert Repair(self.desk, repair.id, self.now).to_called().inspect("合格").state == "settled"
        return self

    def repair_given_up(self) -> Self:
        """The repair of the unit is withdrawn."""
        (repair,) = repairs(self)
        given = {"by": person(ASSISTANT), "at": self.now, "recorded_at": self.now}
        self.desk.act(repair.id, "withdraw", {"reason": "住户自行修复"}, **given)
        return self

    # --- as far as a state -----------------------------------------------------------------------------

    def to_checked(self, **more: Any) -> Self:
        return self.check(**more)

    def to_inspected(self) -> Self:
        return self.to_checked().finish_papers().inspect()

    def to_paid(self) -> Self:
        return self.to_inspected().sign_inspection().pay()

    def to_keys(self) -> Self:
        return self.to_paid().sign_keys().do("issue_all_keys", ASSISTANT)

    def to_sheet(self) -> Self:
        return self.to_keys().do("sign_step_sheet", "resident")

    def to_keys_but_one(self) -> Self:
        self.to_checked().finish_papers().find().pay().sign_keys()
        return self.do("keep_one_key", ASSISTANT, door_keys_kept="1")

    def file(self) -> Self:
        return self.agree().do("file_agreements", ASSISTANT, copies_filed="1")

    def rest(self) -> Self:
        """What is owed by others before the entry is closed."""
        return self.do("enter_data", ASSISTANT).do("collect_balance", "developer_finance")


def move_in(at: str = MORNING, *, desk: Desk | None = None, by: str = "developer_marketing") -> MoveIn:
    """The developer has sent the notice and the step sheet."""
    desk = desk or new_desk()
    case = desk.open("move_in", NOTICE, subject=UNIT, by=person(by), at=at, recorded_at=at)
    return MoveIn(desk, case.id, at)


def repairs(case: Walk) -> list[Case]:
    """The repairs of the unit, in the order in which they were opened."""
    return sorted(case.desk.cases(UNIT, "repair", open=None), key=lambda found: found.id)
