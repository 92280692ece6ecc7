"""A renovation in the chart's own boxes: walks from one to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person, put_to_test
from servicedesk import Desk, Policy

__all__ = [
    "AGREED", "CARPENTRY", "FAILED", "FORM", "OTHER", "PAPERS", "PASSED", "TILING", "WATER", "Renovation", "put_to_test",
    "renovation",
]

PASSED = {"smart_home": "是", "heating_pressure": "是", "water_retention": "是"}
FAILED = {**PASSED, "heating_pressure": "否"}
PAPERS = {
    "business_licence": "是",
    "qualification": "是",
    "worker_photographs": "是",
    "worker_identity": "是",
}
FORM = {"works": "水电改造、贴砖"}
AGREED = {"renovation_agreement": "是"}
WATER, CARPENTRY, TILING, OTHER = "水电路改造", "木工及粉墙", "贴砖及铺木地板", "其他施工或停工"


@define
class Renovation(Walk):
    """One renovation."""

    def apply(self) -> Self:
        return self.do("apply", "owner")

    def inspect(self, **results: str) -> Self:
        return self.do("second_inspection", "customer_service_officer", **{**PASSED, **results})

    def judge(self, outcome: str, **more: Any) -> Self:
        return self.do("judge_inspection", "owner", outcome=outcome, **more)

    def hand_in(self) -> Self:
        return self.do("hand_in_papers", "owner", **PAPERS)

    def sign(self, party: str) -> Self:
        return self.do("sign_agreement", party, **AGREED)

    def complete(self) -> Self:
        return self.do("complete_application", "customer_receptionist", **FORM)

    def inform(self) -> Self:
        return self.do("tell_precautions", "customer_receptionist")

    def pay(self, charges: str = "500", deposit: str = "2000") -> Self:
        return self.do("pay_charges", "fee_collector", renovation_charges=charges, renovation_deposit=deposit)

    def issue(self) -> Self:
        return self.do("issue_permit", "customer_receptionist", permit_number="2026-017")

    def start(self, stage: str = WATER, at: str = "") -> Self:
        return self.do("start_works", "renovation_company", at, stage=stage)

    def enter(self, stage: str, at: str = "") -> Self:
        return self.do("enter_stage", "warranty_clerk", at, stage=stage)

    def patrol(self, at: str = "") -> Self:
        return self.do("patrol", "warranty_clerk", at)

    def install(self, installed: str, line: str, at: str = "") -> Self:
        return self.do("report_installation", "warranty_clerk", at, installed=installed, item=line)

    def finish(self, at: str = "") -> Self:
        return self.do("finish_works", "renovation_company", at)

    def first_inspection(self, outcome: str, **more: Any) -> Self:
        return self.do("first_inspection", "warranty_clerk", outcome=outcome, **more)

    def reinspect(self, outcome: str, **more: Any) -> Self:
        return self.do("reinspect", "warranty_clerk", outcome=outcome, **more)

    # --- as far as a box -----------------------------------------------------------------------------

    def to_inspected(self) -> Self:
        return self.apply().inspect().judge("satisfied")

    def to_agreed(self) -> Self:
        return self.to_inspected().hand_in().sign("owner").complete()

    def to_informed(self) -> Self:
        return self.to_agreed().sign("renovation_company").inform()

    def to_permitted(self) -> Self:
        return self.to_informed().pay().issue()

    def to_works(self, stage: str = WATER, at: str = "") -> Self:
        return self.to_permitted().start(stage, at)

    def to_finished(self) -> Self:
        return self.to_works().finish()

    def to_reinspected(self) -> Self:
        return self.to_finished().first_inspection("passed").reinspect("passed")


def renovation(at: str = MORNING, *, desk: Desk | None = None, policy: Policy | None = None) -> Renovation:
    """A renovation about which the owner has asked at the desk."""
    desk = desk or new_desk(policy=policy)
    by = person("customer_receptionist")
    case = desk.open("renovation", {}, subject=UNIT, by=by, at=at, recorded_at=at)
    return Renovation(desk, case.id, at)
