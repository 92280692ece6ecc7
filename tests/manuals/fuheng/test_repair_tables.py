"""Tables typed from chapter 3: who may do what, in which state, filling which blanks; and the ledger of its rows."""

from __future__ import annotations

from manuals.fuheng.repair_desk import Repair, repair
from manuals.tables import Rows, WhatInWhichState, WhichFields, WhoMayDoWhat

# Step: the posts that the text gives it to, for an in-unit repair. Nobody else may.
WHO = {
    "quote": "customer_receptionist",
    "open_slip": "customer_receptionist",
    "collect_slip": "maintenance_worker",
    "arrive": "maintenance_worker",
    "note_part": "maintenance_worker",
    "verify_part": "owner",
    "examine": "maintenance_worker",
    "ask_for_review": "maintenance_worker",
    "review": "team_leader",
    "return_to_site": "maintenance_worker",
    "collect_charge": "maintenance_worker",
    "hand_over_charge": "maintenance_worker",
    "deliver_invoice": "maintenance_worker",
    "finish": "maintenance_worker",
    "owner_signs": "owner",  # 请业主签字
    "officer_confirms": "customer_service_officer",
    "check_slip": "customer_receptionist",
    "revisit": "customer_receptionist",
    "pass_on": "customer_receptionist",
    "put_right": "responsible_department",
    "close": "customer_receptionist",
}

# State: what can be done in it. What is not listed anywhere can be done in every open state.
WHERE = {
    "reported": "quote open_slip",
    "dispatched": "collect_slip",
    "collected": "arrive",
    "on_site": "examine",
    "reviewing": "review return_to_site",
    "repairing": "quote note_part verify_part collect_charge finish ask_for_review",
    "finished": "quote note_part verify_part collect_charge owner_signs officer_confirms check_slip revisit pass_on "
    "put_right close",
    "visited": "quote note_part verify_part collect_charge owner_signs officer_confirms check_slip revisit pass_on "
    "put_right close",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "quote": "charge_items quoted_amount |",
    "open_slip": "area | appointment chargeable",
    "note_part": "| part_name specification part_model quantity unit_price",  # 3-note asks for them all
    "examine": "| parts_needed",
    "review": "review_opinion |",
    "collect_charge": "remarks | repair_charge",
    "owner_signs": "| satisfaction",
    "officer_confirms": "| satisfaction",
    "revisit": "conforming | visit_note visit_result",
    "pass_on": "nonconformity |",
    "put_right": "correction |",
}


def in_state(state: str) -> Repair:
    case = repair()
    if state == "reported":
        return case
    if state == "dispatched":
        return case.open_slip()
    if state == "collected":
        return case.open_slip().collect()
    if state == "reviewing":
        return case.to_on_site().examine("报告班长评审")
    walks = {
        "on_site": case.to_on_site, "repairing": case.to_repairing, "finished": case.to_finished,
        "visited": case.to_visited,
    }
    return walks[state]()


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, where, fields = WHO, WHERE, FIELDS
    begun = staticmethod(lambda: repair().open_slip())
    in_state = staticmethod(in_state)


class TestRows(Rows):
    procedure = "repair"
    enforceable, modelled = 24, 24


def test_the_limits_are_the_workers() -> None:
    case = repair().open_slip().collect()
    assert [(d.name, d.roles) for d in case.desk.due()] == [("arrive", ("maintenance_worker",))]
    case.arrive().examine("报告班长评审")
    assert [(d.name, d.roles) for d in case.desk.due()] == [("return_to_site", ("maintenance_worker",))]


# --- the ledger ------------------------------------------------------------------------------------------
