"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.move_in_desk import MoveIn, move_in
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled
from servicedesk.rules.citation import LocalRule

ASSISTANT, MANAGER = "customer_service_assistant", "customer_service_manager"
BOTH = f"{ASSISTANT} {MANAGER}"
ENGINEERING = (
    "equipment_maintenance_department equipment_maintenance_manager building_technician utility_technician "
    "equipment_maintenance_technician maintenance_worker"
)
CENTRE = f"service_center service_center_director {MANAGER}"

WHO = {
    "sign_covenant_for_centre": CENTRE,
    "enter_data": ASSISTANT,
    "collect_balance": f"developer_finance {ASSISTANT}",
    "check_papers": BOTH,
    "show_licence": f"resident {ASSISTANT}",
    "show_power_of_attorney": f"resident {ASSISTANT}",
    "make_cards": BOTH,
    "return_originals": BOTH,
    "inspect_unit": ENGINEERING,
    "sign_inspection": "resident",
    "collect_charges": "finance_department back_office_assistant",
    "issue_all_keys": BOTH,
    "sign_step_sheet": "resident",
    "keep_one_key": BOTH,
    "return_key": ASSISTANT,
    "sign_key_record": "resident",
    "hand_over_agreements": BOTH,
    "sign_covenant": "resident",
    "sign_agreement": "resident",
    "sign_letter": "resident",
    "file_agreements": BOTH,
    "issue_papers": BOTH,
    "close": ASSISTANT,
}
NAMED = {
    "sign_covenant_for_centre": "service_center",
    "inspect_unit": "equipment_maintenance_department maintenance_worker",
}
# Licence and power of attorney can be shown in every state: what a correction asks for is shown later.
LATER = "enter_data return_originals"
SIGNED = "sign_inspection sign_key_record"
WHERE = {
    "notified": "check_papers",
    "checked": f"make_cards inspect_unit {LATER}",
    "inspected": f"collect_charges issue_all_keys keep_one_key {SIGNED} {LATER}",
    "keys_issued": "sign_step_sheet hand_over_agreements sign_covenant sign_agreement sign_letter "
    f"sign_covenant_for_centre file_agreements return_key {SIGNED} {LATER}",
    "agreements_filed": f"issue_papers return_key {SIGNED} {LATER}",
    "papers_issued": f"close return_key {SIGNED} {LATER}",
}
FIELDS = {
    "check_papers": "resident_name resident_telephone purchase_agreement identity_cards step_sheet photographs_each | "
    "company_buyer by_agent",
    "show_licence": "business_licence |",
    "show_power_of_attorney": "power_of_attorney |",
    "make_cards": "cards_made |",
    "return_originals": "paper_copies |",
    "inspect_unit": "water_reading electricity_reading |",
    "collect_charges": "receipt_items | gas_connection_fee cable_television_fee",
    "keep_one_key": "door_keys_kept |",
    "sign_key_record": "keys_taken |",
    "hand_over_agreements": "interim_covenant service_agreement safety_letter copies_given |",
    "file_agreements": "copies_filed |",
    "issue_papers": "owner_handbook covenant_copy agreement_copy letter_copy user_manual quality_warranty "
    "civility_pact |",
}
# 一寸彩照各2张; 住户证, one at least; no reading below 0; 一把大门钥匙; keys, one at least; 一式两份; 其中一份.
NUMBERS = {
    ("4.3.1f", "2", "count", "exact", ""),
    ("4.3.2", "1", "count", "min", ""),
    ("4.6-item-3", "1", "count", "min", ""),
    ("4.6-item-2", "1", "count", "exact", ""),
    ("4.7.1", "2", "count", "exact", ""),
    ("4.7.3", "1", "count", "exact", ""),
}


def in_state(state: str) -> MoveIn:
    case = move_in()
    for name, step in (
        ("checked", case.check), ("inspected", lambda: case.finish_papers().inspect()),
        ("keys_issued", lambda: case.sign_inspection().pay().sign_keys().do("issue_all_keys", ASSISTANT)),
        ("agreements_filed", lambda: case.do("sign_step_sheet", "resident").file()),
        ("papers_issued", case.issue_papers),
    ):  # fmt: skip
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(move_in)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "move_in"
    enforceable, modelled = 43, 42
    unmodelled = ("jueshixiang/move_in/10.1",)
    numbers = NUMBERS

    def test_what_no_desk_could_see(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["10.1"]

    def test_what_the_text_does_not_say_are_five_rules_of_the_house(self) -> None:
        local = [(rule.name, rule.also) for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == [("", ()), ("", ()), ("", ("repair/4.4-item-3",)), ("return_key", ()), ("close", ())]

    def test_warranty_and_manual_of_the_site_are_those_that_are_issued(self) -> None:
        also = [(str(rule.clause), rule.also) for rule in self.declared.rules if rule.also]
        assert [each for each in also if "4.2.3.2b" in each[1]] == [("4.8e", ("4.2.3.2b",)), ("4.8f", ("4.2.3.2b",))]
