"""A whole estate, from the contract to the days of collective move-in: walks from one clause to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import everybody, new_desk, put_to_test
from servicedesk import Desk

__all__ = ["MORNING", "MOVE_IN_DAY", "Campaign", "campaign", "put_to_test", "renewal"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday; the move-in begins on Saturday, 16 May
MOVE_IN_DAY = "2026-05-16 09:00"
COMPANY, DIRECTOR, CENTRE = "company", "service_center_director", "service_center"
MARKETING = "developer_marketing"
NEW, EXISTING = "新建物业", "原有物业"
CONTRACT = {"contract_contents": "综合管理", "contract_from": "2026-04-01", "contract_until": "2029-03-31"}
VALID = {
    "contents_valid": "是", "term_valid": "是", "signing_valid": "是", "lawful": "是", "in_our_interest": "是",
}  # fmt: skip
INSPECTED = {"buildings_found": "12处待返修", "takeover_standard": "是"}
PLAN = {
    "formalities": "核验、验房、交费、领钥匙", "move_in_begins": MOVE_IN_DAY, "work_flow": "五个窗口",
    "people_responsible": "客服张、工程李", "staff_posts": "引导四人",
}  # fmt: skip
NOTICE = {
    "office_address": "1号楼一层", "documents_to_bring": "购房合同、身份证", "list_of_fees": "物业费", "steps_outline": "五步",
}  # fmt: skip
MATERIAL = {"handbooks": "是", "safety_letters": "是", "covenants": "是", "agreements": "是", "notices": "是"}
FORMS = {
    "data_record_forms": "是", "renovation_forms": "是", "user_manuals": "是", "quality_warranties": "是",
    "key_issue_forms": "是", "unit_handover_forms": "是", "safety_letter_forms": "是", "civility_pacts": "是",
}  # fmt: skip
MAILED = {"owners_written_to": "312", "by_registered_mail": "是"}
VENUE = {"legal_texts_ready": "是", "route_plan_drawn": "是", "signs_put_up": "是", "charts_set_up": "是"}
FIVE = {
    "land_use": "国用01", "land_planning": "地规02", "works_planning": "建规03", "works_start": "施04",
    "sale_licence": "售05", "certificates_posted": "5",
}  # fmt: skip
LICENCES = {
    "charging_licence": "是", "business_licence": "是", "qualification_certificate": "是", "tax_registration": "是",
}  # fmt: skip
LOGISTICS = {"drinking_water": "是", "staff_meals": "是", "owners_meals": "是", "entertainment": "亲子游园"}
# What is done while the move-in is planned: step, who, with what; each before the next where the text says so.
PREPARATIONS: dict[str, tuple[str, dict[str, str]]] = {
    "train_staff": (CENTRE, {"training_given": "流程、礼仪"}),
    "write_notice": (CENTRE, NOTICE),
    "print_material": (CENTRE, MATERIAL),
    "print_forms": (CENTRE, FORMS),
    "send_notices": (MARKETING, MAILED),
    "announce_in_press": (MARKETING, {"newspaper": "晚报"}),
    "fit_out_venue": (CENTRE, VENUE),
    "post_certificates": (CENTRE, FIVE),
    "display_licences": (CENTRE, LICENCES),
    "arrange_logistics": (CENTRE, LOGISTICS),
}


@define
class Campaign(Walk):
    """One estate."""

    def sign(self, *parties: str, **more: str) -> Self:
        for party in parties:
            self.do("sign_contract", party, **{**CONTRACT, **more})
        return self

    def review(self, **more: str) -> Self:
        return self.do("review_contract", COMPANY, **{**VALID, **more})

    def inspect(self) -> Self:
        return self.do("inspect_buildings", COMPANY, **INSPECTED)

    def take_over(self) -> Self:
        return self.do("take_over", COMPANY)

    def meet(self) -> Self:
        return self.do("hold_meeting", CENTRE, meeting_result="五月中旬入伙")

    def plan(self, at: str = "", **more: str) -> Self:
        return self.do("draw_up_plan", CENTRE, at, **{**PLAN, **more})

    def prepare(self, *, without: str = "") -> Self:
        """All preparations but one, and what cannot be done without it; then the day of the move-in has come."""
        left_out = {"write_notice": {"write_notice", "print_material", "send_notices"},
                    "print_material": {"print_material", "send_notices"}}.get(without, {without})  # fmt: skip
        for step, (by, filed) in PREPARATIONS.items():
            if step not in left_out:
                self.do(step, by, **filed)
        return self.tick(MOVE_IN_DAY)

    def begin(self, by: str = DIRECTOR, at: str = "") -> Self:
        return self.do("begin_move_in", by, at)

    def close(self, by: str = DIRECTOR) -> Self:
        return self.do("close", by)

    # --- as far as a state ------------------------------------------------------------------------------

    def to_taken_over(self) -> Self:
        other = "developer" if self.case.facts["estate"] == "new_build" else "owners_committee"
        return self.sign(COMPANY, other).review().inspect().take_over()

    def to_planned(self) -> Self:
        return self.to_taken_over().meet().plan()

    def to_moving_in(self) -> Self:
        return self.to_planned().prepare().begin()


def campaign(at: str = MORNING, *, estate: str = NEW, by_owners: str = "否", desk: Desk | None = None) -> Campaign:
    """An estate that the company means to take over."""
    desk = desk or new_desk()
    given = {"estate": estate, "by_owners": by_owners}
    case = desk.open("handover_campaign", given, subject="湘园一期", by=person(COMPANY), at=at, recorded_at=at)
    return Campaign(desk, case.id, at)


@define
class Renewal(Walk):
    """The duty to renew the contract of one estate."""

    def clause(self, short: str) -> str:
        return short if short == "local" else f"jueshixiang/handover_campaign/{short}"


def renewal(at: str = MORNING, **more: Any) -> Renewal:
    """Start the duties over a newly built estate."""
    desk = new_desk(**more)
    started = desk.start_standing_tasks({"new_build": ["湘园一期"]}, by=everybody(), at=at, recorded_at=at)
    (ident,) = (each for each in started if "/2.10b/" in each)
    return Renewal(desk, ident, at)
