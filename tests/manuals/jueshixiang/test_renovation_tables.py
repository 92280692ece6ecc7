"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.renovation_desk import Renovation, renovation
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled, entered
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.standing_tasks import StandingTask

# 用户服务部 is its manager, its assistants and its back office; 设备维护部 its manager and all its technicians.
CUSTOMER_SERVICE = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
ENGINEERING = (
    "equipment_maintenance_department equipment_maintenance_manager building_technician utility_technician "
    "equipment_maintenance_technician maintenance_worker"
)
CENTRE = "service_center service_center_director customer_service_manager"
FINANCE = "finance_department back_office_assistant"

WHO = {
    "show_certificates": "contractor",
    "name_supervisor": CENTRE,
    "carry_over_deposit": FINANCE,
    "carry_over_waste_fee": FINANCE,
    "accept_works": ENGINEERING,
    "approve_refund": "service_center_director",
    "refund_deposit": "back_office_assistant",
    "give_form": CUSTOMER_SERVICE,
    "hand_in": "resident",
    "show_permission": "resident",
    "forward": CUSTOMER_SERVICE,
    "organise_review": "equipment_maintenance_manager",
    "review_building": "building_technician",
    "review_utilities": "utility_technician",
    "view_site": ENGINEERING,
    "give_opinion": ENGINEERING,
    "submit": ENGINEERING,
    "decide": "service_center_director",  # of a dwelling
    "sign_opinion_anew": ENGINEERING,
    "sign_decision_anew": "service_center_director",  # of a dwelling
    "tell_approval": CUSTOMER_SERVICE,
    "sign_agreement": f"resident contractor {CENTRE}",
    "register_workers": f"{CUSTOMER_SERVICE} contractor",
    "pay_deposit": FINANCE,
    "pay_charges": FINANCE,
    "pay_waste_removal": FINANCE,
    "issue_passes": CUSTOMER_SERVICE,
    "enter_site": "contractor",
    "issue_permit": CUSTOMER_SERVICE,
    "pass_unit_data": "customer_service_assistant",
    "stop_violation": "order_maintenance_patrol",
    "inform_customer_service": "order_maintenance_patrol",
    "issue_rectification_notice": CUSTOMER_SERVICE,
    "deduct_deposit": CUSTOMER_SERVICE,
    "cut_supplies": CUSTOMER_SERVICE,
    "watch_site": "order_maintenance_patrol",
    "visit_site": "equipment_maintenance_technician",
    "order_correction": "equipment_maintenance_technician",
    "call_for_measures": "equipment_maintenance_technician",
    "note_problem": "equipment_maintenance_technician",
    "report_problem": "equipment_maintenance_technician",
    "close_problem": "equipment_maintenance_technician equipment_maintenance_manager",
    "confirm_corrected": "equipment_maintenance_technician order_maintenance_patrol",
    "finish_works": "contractor",
}

# What others are told: the department as it is printed, not each of its people.
_DEPARTMENTS = {
    "customer_service_department": "issue_permit issue_rectification_notice deduct_deposit cut_supplies",
    "customer_service_department customer_service_assistant": "give_form forward tell_approval issue_passes",
    "customer_service_department customer_service_assistant contractor": "register_workers",
    "equipment_maintenance_department": "accept_works view_site give_opinion submit sign_opinion_anew",
    "service_center": "name_supervisor",
    "resident contractor service_center": "sign_agreement",
}
NAMED = {step: roles for roles, steps in _DEPARTMENTS.items() for step in steps.split()}

FORMALITIES = (
    "show_certificates name_supervisor carry_over_deposit carry_over_waste_fee tell_approval sign_agreement "
    "register_workers pay_deposit pay_charges pay_waste_removal issue_passes issue_permit"
)
REMOVAL = "carry_over_waste_fee pay_waste_removal"
WHERE = {
    "received": "give_form",
    "informed": "hand_in",
    "handed_in": "forward",
    "with_engineering": "organise_review review_building review_utilities view_site give_opinion",
    "reviewed": "submit sign_opinion_anew",
    "with_director": "decide sign_opinion_anew",
    "returned": "give_opinion",
    "approved": f"{FORMALITIES} sign_opinion_anew sign_decision_anew",
    "permitted": f"{REMOVAL} show_certificates enter_site pass_unit_data stop_violation",
    "works": f"{REMOVAL} show_certificates pass_unit_data stop_violation order_correction note_problem watch_site "
    "visit_site finish_works",
    "finished": f"{REMOVAL} accept_works stop_violation",
    "accepted": f"{REMOVAL} approve_refund",
    "refund_approved": f"{REMOVAL} approve_refund refund_deposit",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "show_certificates": "trade_certificates |",
    "name_supervisor": "responsible_person |",
    "carry_over_deposit": "receipt_number | renovation_deposit",  # the amounts may be the site's
    "carry_over_waste_fee": "receipt_number | waste_removal_fee",
    "give_form": "renovation_notes |",
    "hand_in": "works area floor_plan elevations air_conditioning_drawing power_design water_design technical_data |",
    "show_permission": "owners_permission |",
    "sign_agreement": "agreed_terms |",
    "register_workers": "pass_holders workers | special_trades",
    "pay_deposit": "| renovation_deposit",
    "pay_charges": "| waste_entrusted management_service_fee badge_fee badge_deposit",
    "pay_waste_removal": "| waste_removal_fee",
    "issue_passes": "passes_issued |",
    "enter_site": "extinguishers |",
    "issue_permit": "permit_number |",
    "stop_violation": "breach breach_found |",
    "issue_rectification_notice": "breach_described rectify_by |",
    "deduct_deposit": "deducted_for deducted_amount |",
    "cut_supplies": "cut_supply |",
    "visit_site": "site_found |",
    "order_correction": "breach breach_found |",
    "note_problem": "problem settled |",
}

# 每50平方米一个; 二个工作日; 一个工作日; 天天不少于一次, on the first day too. The three signing parties are counted as signatures.
NUMBERS = {
    ("11.4", "50", "m2", "max", ""),
    ("5.1.3a", "2", "working_day", "max", "done:forward"),
    ("5.1.4a", "1", "working_day", "max", "done:submit"),
    ("5.2.2a", "1", "calendar_day", "max", "previous"),
    ("local", "0", "same_day", "max", "entered:works"),
}


def in_state(state: str) -> Renovation:
    case = renovation()
    if state == "returned":
        return case.to_with_director().decide("returns")
    for name, step in (
        ("informed", case.give_form), ("handed_in", case.hand_in), ("with_engineering", case.forward),
        ("reviewed", lambda: case.review().conform()), ("with_director", case.submit),
        ("approved", lambda: case.decide("approves")), ("permitted", lambda: case.through_formalities().issue()),
        ("works", lambda: case.enter().do("pass_unit_data", "customer_service_assistant")), ("finished", case.finish),
        ("accepted", lambda: case.accept("passed")), ("refund_approved", case.approve_refund),
    ):  # fmt: skip
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(renovation)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "renovation"
    enforceable, modelled = 65, 65
    numbers = NUMBERS

    def test_watches_and_visits_are_owed_from_the_start_of_the_works(self) -> None:
        assert [(str(r.clause), r.since) for r in self.declared.of(StandingTask)] == [
            ("5.2.1e", entered("works")), ("5.2.2a", entered("works")),
        ]  # fmt: skip

    def test_what_the_text_does_not_say_are_four_rules_of_the_house(self) -> None:
        local = [rule.clause for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert [clause.reason("zh") for clause in local] == [
            "商铺、办公等特殊项目由谁审批，手册未写，由上级公司审批",
            "5.2.2的每天一次自施工首日起算，首日当天亦须到场",
            "违章更正后，由巡查或监管人员确认",
            "完工部分缺失，由施工单位报完工",
        ]

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["5.2.5"]

    def test_which_rows_are_satisfied_beside_others(self) -> None:
        """装修审批手续齐全 is what 5.1.7 asks; drawings are handed in with the form."""
        assert [(str(rule.clause), rule.also) for rule in self.declared.rules if rule.also] == [
            ("5.1.1c", ("5.1.1d",)), ("5.1.7a", ("11.1",)),
        ]  # fmt: skip
