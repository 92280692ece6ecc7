"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.campaign_desk import Campaign, campaign
from manuals.jueshixiang.case_desk import manual
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Retention, StandingTask, Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

# 物业服务中心 is its director and the manager of customer service; 4.1 has the developer take part.
CENTRE = "service_center service_center_director customer_service_manager"
DELEGATE = "director_delegate"
ORGANISERS = f"service_center_director {DELEGATE}"
MARKETING, COMPANY = "developer_marketing", "company"

WHO = {
    "sign_contract": "company developer owners_committee property_owners",
    "sign_late": "company developer owners_committee property_owners",
    "review_contract": COMPANY,
    "inspect_buildings": COMPANY,
    "take_over": COMPANY,
    "note_rework": CENTRE,
    "follow_rework": CENTRE,
    "confirm_rework": CENTRE,
    "train_staff": f"{CENTRE} {DELEGATE}",
    "begin_move_in": ORGANISERS,
    "hold_meeting": f"{CENTRE} {DELEGATE} developer",
    "draw_up_plan": f"{CENTRE} {DELEGATE} developer",
    "change_date": f"{CENTRE} {DELEGATE} developer",
    "send_notices": MARKETING,
    "announce_in_press": MARKETING,
    "print_material": f"{CENTRE} {DELEGATE}",
    "write_notice": f"{CENTRE} {DELEGATE}",
    "print_forms": f"{CENTRE} {DELEGATE}",
    "fit_out_venue": f"{CENTRE} {DELEGATE}",
    "post_certificates": f"{CENTRE} {DELEGATE}",
    "display_licences": f"{CENTRE} {DELEGATE}",
    "arrange_logistics": f"{CENTRE} {DELEGATE}",
    "close": ORGANISERS,
}
NAMED = {
    **dict.fromkeys(("note_rework", "follow_rework", "confirm_rework"), "service_center"),
    **dict.fromkeys(("hold_meeting", "draw_up_plan", "change_date"), f"service_center {DELEGATE} developer"),
    **dict.fromkeys(
        ("train_staff", "print_material", "write_notice", "print_forms", "fit_out_venue", "post_certificates",
         "display_licences", "arrange_logistics"),
        f"service_center {DELEGATE}",
    ),
}  # fmt: skip
WHERE = {
    "contracting": "sign_contract review_contract inspect_buildings take_over",
    "taken_over": "sign_late hold_meeting draw_up_plan close",
    "planned": "sign_late train_staff begin_move_in change_date send_notices announce_in_press print_material write_notice "
    "print_forms fit_out_venue post_certificates display_licences arrange_logistics",
    "moving_in": "sign_late close",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "sign_contract": "contract_contents contract_from contract_until |",
    "review_contract": "contents_valid term_valid signing_valid lawful in_our_interest |",
    "inspect_buildings": "buildings_found takeover_standard |",
    "note_rework": "rework_needed |",
    "follow_rework": "rework_progress |",
    "confirm_rework": "rework_result |",
    "train_staff": "training_given |",
    "hold_meeting": "meeting_result |",
    "draw_up_plan": "formalities move_in_begins work_flow people_responsible staff_posts |",
    "change_date": "move_in_begins |",
    "send_notices": "owners_written_to by_registered_mail |",
    "announce_in_press": "newspaper |",
    "print_material": "handbooks safety_letters covenants agreements notices |",
    "write_notice": "office_address documents_to_bring list_of_fees steps_outline |",
    "print_forms": "data_record_forms renovation_forms user_manuals quality_warranties key_issue_forms "
    "unit_handover_forms safety_letter_forms civility_pacts |",
    "fit_out_venue": "legal_texts_ready route_plan_drawn signs_put_up charts_set_up |",
    "post_certificates": "land_use land_planning works_planning works_start sale_licence certificates_posted |",
    "display_licences": "charging_licence business_licence qualification_certificate tax_registration |",
    "arrange_logistics": "drinking_water staff_meals owners_meals entertainment |",
}
# 入伙前一周; 五证; the committee of an estate is founded once.
NUMBERS = {
    ("4.1b", "0", "minute", "min", "stated:move_in_begins"),
    ("4.2.1b", "1", "week", "min", "stated:move_in_begins"),
    ("4.2.1a", "1", "count", "min", ""),
    ("4.2.3.2a", "5", "count", "min", ""),
    ("2.10b", "1", "count", "min", "reported:committee_founded"),
}


def begun() -> Campaign:
    """An estate of which one thing is to be reworked: every step has its place."""
    return campaign().do("note_rework", "service_center", rework_needed="外墙渗水")


def in_state(state: str) -> Campaign:
    case = campaign()
    for name, step in (
        ("taken_over", case.to_taken_over), ("planned", lambda: case.meet().plan()),
        ("moving_in", lambda: case.prepare().begin()),
    ):  # fmt: skip
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "handover_campaign"
    enforceable, modelled = 27, 27
    numbers = NUMBERS

    def test_the_contract_is_renewed_over_newly_built_estates(self) -> None:
        assert [(str(r.clause), r.subjects.kinds if r.subjects else ()) for r in self.declared.of(StandingTask)] == [
            ("2.10b", ("new_build",)),
        ]  # fmt: skip

    def test_the_company_keeps_the_inspection_and_the_project_the_rework(self) -> None:
        kept = [(str(r.clause), r.form.name if r.form else "", [k.name for k in r.keepers]) for r in self.declared.of(Retention)]
        assert kept == [
            ("9.1", "takeover_inspection", ["company"]), ("9.3", "rework_record", ["service_center"]),
        ]  # fmt: skip

    def test_what_the_text_does_not_say_are_three_rules_of_the_house(self) -> None:
        local = [rule.clause for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert [clause.reason("zh") for clause in local] == [
            "2.10、2.11分新建与原有物业，接管前由公司登记",
            "条文止于筹备，集中入伙结束由组织者结案",
            "原有物业业主已入住，接管后即可结案",
        ]

    def test_everything_is_modelled_and_no_row_stands_in_lists_alone(self) -> None:
        assert list(self.declared.of(Unmodelled)) == []
        assert ledger(manual(), self.procedure).decorative == ()
