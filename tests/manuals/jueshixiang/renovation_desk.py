"""A renovation by the clauses of 5.1 and 5.2: walks from one to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk, Policy

__all__ = ["APPLICATION", "DRAWINGS", "MORNING", "NOTICE", "PATROLS", "SITE", "STERN", "UNIT", "WORKERS", "Renovation", "put_to_test", "renovation"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
UNIT = "3-2-501"
DRAWINGS = {
    "floor_plan": "是", "elevations": "是", "air_conditioning_drawing": "是", "power_design": "是", "water_design": "是",
    "technical_data": "是",
}  # fmt: skip
APPLICATION = {"works": "水电改造、贴砖", "area": "101"}
WORKERS = {"pass_holders": "李师傅等三人", "workers": "3"}
PATROLS = {
    "clause": "jueshixiang/renovation/5.2.1e", "span": "2 days", "since": "2026-01-01", "cites": "巡逻排班",
}  # fmt: skip
SITE = Policy.from_data({"override": [PATROLS]})  # the interval that the text leaves to the site
STERN = Policy.from_data({"override": [PATROLS], "switches": ["deduct_deposit", "cut_supplies"]})
NOTICE = {"breach_described": "夜间施工", "rectify_by": "2026-03-20 18:00"}
APPROVER = {"住宅": "service_center_director"}


@define
class Renovation(Walk):
    """One renovation."""

    premises: str = "住宅"

    def give_form(self) -> Self:
        return self.do("give_form", "customer_service_assistant", renovation_notes="是")

    def hand_in(self, **more: Any) -> Self:
        return self.do("hand_in", "resident", **{**APPLICATION, **DRAWINGS, **more})

    def forward(self, at: str = "") -> Self:
        return self.do("forward", "customer_service_assistant", at)

    def review(self, at: str = "") -> Self:
        self.do("organise_review", "equipment_maintenance_manager", at)
        return self.do("review_building", "building_technician").do("review_utilities", "utility_technician")

    def conform(self, at: str = "") -> Self:
        return self.do(
            "give_opinion", "equipment_maintenance_manager", at, outcome="conforms", maintenance_opinion="符合要求"
        )

    def reject(self, at: str = "") -> Self:
        return self.do(
            "give_opinion", "equipment_maintenance_manager", at, outcome="does_not_conform", explained="是",
            rejection_reasons="拆改承重墙", required_changes="保留承重墙",
        )  # fmt: skip

    def submit(self, at: str = "") -> Self:
        return self.do("submit", "equipment_maintenance_manager", at)

    def decide(self, outcome: str, at: str = "") -> Self:
        by = APPROVER.get(self.premises, "company")
        return self.do("decide", by, at, outcome=outcome, decision_opinion="意见")

    def sign(self, party: str) -> Self:
        return self.do("sign_agreement", party, agreed_terms="工期三个月")

    def register(self, **more: Any) -> Self:
        return self.do("register_workers", "contractor", **{**WORKERS, **more})

    def pay(self, *, entrusted: str = "否") -> Self:
        self.do("pay_deposit", "finance_department", renovation_deposit="2000")
        return self.do(
            "pay_charges", "finance_department", waste_entrusted=entrusted, management_service_fee="300", badge_fee="15",
            badge_deposit="60",
        )  # fmt: skip

    def issue(self) -> Self:
        return self.do("issue_permit", "customer_service_department", permit_number="2026-017")

    def enter(self, extinguishers: str = "3", at: str = "") -> Self:
        return self.do("enter_site", "contractor", at, extinguishers=extinguishers)

    def visit(self, at: str = "") -> Self:
        return self.do("visit_site", "equipment_maintenance_technician", at, site_found="正常")

    def stop(self, item: str, kind: str = "动用明火或乱拉电线", at: str = "") -> Self:
        return self.do("stop_violation", "order_maintenance_patrol", at, item=item, breach=kind, breach_found="现场电焊")

    def order(self, item: str, kind: str = "未按规定时间施工", at: str = "") -> Self:
        by = "equipment_maintenance_technician"
        return self.do("order_correction", by, at, item=item, breach=kind, breach_found="夜间施工")

    def call(self, item: str) -> Self:
        return self.do("call_for_measures", "equipment_maintenance_technician", item=item)

    def notice(self, item: str, at: str = "", **more: Any) -> Self:
        by = "customer_service_department"
        return self.do("issue_rectification_notice", by, at, item=item, **{**NOTICE, **more})

    def corrected(self, item: str, at: str = "") -> Self:
        return self.do("confirm_corrected", "equipment_maintenance_technician", at, item=item)

    def finish(self, at: str = "") -> Self:
        return self.do("finish_works", "contractor", at)

    def accept(self, outcome: str, **more: Any) -> Self:
        return self.do("accept_works", "equipment_maintenance_manager", outcome=outcome, **more)

    def approve_refund(self) -> Self:
        return self.do("approve_refund", "service_center_director")

    def refund(self) -> Self:
        return self.do("refund_deposit", "back_office_assistant")

    # --- as far as a state ------------------------------------------------------------------------------

    def to_handed_in(self) -> Self:
        return self.give_form().hand_in()

    def to_with_engineering(self) -> Self:
        return self.to_handed_in().forward()

    def to_with_director(self) -> Self:
        return self.to_with_engineering().review().conform().submit()

    def to_approved(self) -> Self:
        return self.to_with_director().decide("approves")

    def through_formalities(self, *, without: str = "") -> Self:
        """Everything that 5.1.6 and 11.6 ask, but what is left out."""
        assistant, centre = "customer_service_assistant", "service_center"
        for name, do in (
            ("name_supervisor", lambda: self.do("name_supervisor", centre, responsible_person="王主管")),
            ("tell_approval", lambda: self.do("tell_approval", assistant)),
            ("resident", lambda: self.sign("resident")),
            ("contractor", lambda: self.sign("contractor")),
            ("service_center", lambda: self.sign(centre)),
            ("register_workers", self.register),
            ("pay", self.pay),
            ("issue_passes", lambda: self.do("issue_passes", assistant, passes_issued="3")),
        ):
            if name != without:
                do()
        return self

    def to_permitted(self) -> Self:
        return self.to_approved().through_formalities().issue()

    def to_works(self, at: str = "") -> Self:
        return self.to_permitted().enter(at=at).do("pass_unit_data", "customer_service_assistant")

    def to_finished(self) -> Self:
        return self.to_works().finish()

    def to_refund_approved(self) -> Self:
        return self.to_finished().accept("passed").approve_refund()


def renovation(
    at: str = MORNING, *, applicant: str = "住户", premises: str = "住宅", desk: Desk | None = None,
    policy: Policy | None = None,
) -> Renovation:  # fmt: skip
    """A renovation that somebody applies for at the desk."""
    desk = desk or new_desk(policy=policy or SITE)
    given = {"applicant": applicant, "premises": premises}
    by = person("customer_service_assistant")
    case = desk.open("renovation", given, subject=UNIT, by=by, at=at, recorded_at=at)
    return Renovation(desk, case.id, at, premises)
