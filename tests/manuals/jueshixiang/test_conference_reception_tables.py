"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.reception_desk import Reception, reception
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import StandingTask, Unmodelled, entered
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
MANAGER, STAFF, GREETER = "customer_service_manager", "conference_staff", "greeter"
STEWARD, ATTENDANT, ENVIRONMENT = "dedicated_steward", "show_flat_attendant", "environment_department"
POSTS = "post_leader greeter conference_staff show_flat_attendant dedicated_steward"

WHO = {
    "put_on_shoe_covers": f"{DEPARTMENT} {ATTENDANT}",
    "take_shoe_covers_back": f"{DEPARTMENT} {ATTENDANT}",
    "see_off": f"{DEPARTMENT} {GREETER}",
    "seat_guests": f"{DEPARTMENT} {GREETER}",
    "prepare_refreshments": f"{DEPARTMENT} {STAFF}",
    "set_out_room": f"{DEPARTMENT} {STAFF}",
    "serve_tea": f"{DEPARTMENT} {STAFF}",
    "change_details": DEPARTMENT,
    "change_arrival": DEPARTMENT,
    "delay_arrival": MANAGER,
    "notify_environment": f"{DEPARTMENT} {STAFF}",
    "clean_venue": f"{DEPARTMENT} {ENVIRONMENT}",
    "clear_room": f"{DEPARTMENT} {STAFF}",
    "contact_departments": MANAGER,
    "fill_in_work_sheet": MANAGER,
    "assign_preparations": MANAGER,
    "check_equipment": STEWARD,
    "check_again": STAFF,
    "record_tea": STAFF,
    "stay_outside": STAFF,
    "make_round": STAFF,
    "record_collected": STAFF,
    "report_greeting": GREETER,
    "report_service": STAFF,
    "report_venue": STEWARD,
    "report_show_flat": ATTENDANT,
    "sum_up": POSTS,
}
NAMED = {
    "put_on_shoe_covers": f"customer_service_department {ATTENDANT}",
    "take_shoe_covers_back": f"customer_service_department {ATTENDANT}",
    "see_off": f"customer_service_department {GREETER}",
    "seat_guests": f"customer_service_department {GREETER}",
    "prepare_refreshments": f"customer_service_department {STAFF}",
    "set_out_room": f"customer_service_department {STAFF}",
    "serve_tea": f"customer_service_department {STAFF}",
    "change_details": f"customer_service_department {MANAGER}",
    "change_arrival": f"customer_service_department {MANAGER}",
    "notify_environment": f"customer_service_department {STAFF}",
    "clean_venue": f"customer_service_department {ENVIRONMENT}",
    "clear_room": f"customer_service_department {STAFF}",
    "sum_up": "post_leader",
}
REPORTS = "report_greeting report_service report_venue report_show_flat"
WHERE = {
    "announced": "contact_departments fill_in_work_sheet",
    "settled": "change_details change_arrival assign_preparations",
    "preparing": "change_details change_arrival prepare_refreshments notify_environment clean_venue check_equipment set_out_room "
    "check_again",
    "ready": "change_details change_arrival delay_arrival check_equipment seat_guests put_on_shoe_covers",
    "meeting": "change_details put_on_shoe_covers serve_tea record_tea stay_outside make_round see_off",
    "over": f"change_details put_on_shoe_covers record_tea clear_room {REPORTS}",
    "cleared": f"record_collected {REPORTS} sum_up",
}
DETAILS = "visiting_unit visitors requirements details | show_flat meeting_contents"

# Step: required fields | fields that may stay empty.
FIELDS = {
    "contact_departments": "departments_contacted |",
    "change_details": DETAILS,
    "change_arrival": "arrives_at |",
    "delay_arrival": "delayed_until |",
    "fill_in_work_sheet": f"arrives_at {DETAILS}",
    "assign_preparations": "arrangement |",
    "check_equipment": "lights_in_order projector_in_order room_clean |",
    "check_again": "second_check_found |",
    "record_tea": "tea_issued ware_issued |",
    "stay_outside": "staff_outside |",
    "record_collected": "ware_collected |",
    "report_greeting": "greeting_report |",
    "report_service": "service_report |",
    "report_venue": "venue_report |",
    "report_show_flat": "show_flat_report |",
    "sum_up": "experience shortcomings |",
}
# 提前半个小时 (three times), 五分钟之内, 一名, 每间隔十五分钟.
NUMBERS = {
    ("4.1.2.2b", "30", "minute", "min", "stated:arrives_at"),
    ("4.2.1a", "30", "minute", "min", "stated:arrives_at"),
    ("4.2.1b", "30", "minute", "min", "stated:arrives_at"),
    ("4.2.3a", "5", "minute", "max", "done:seat_guests"),
    ("4.2.4a", "1", "count", "min", ""),
    ("4.2.4b", "15", "minute", "max", "previous"),
}


def in_state(state: str) -> Reception:
    case = reception()
    for name, step in (
        ("settled", case.to_settled), ("preparing", case.assign), ("ready", lambda: case.prepare().check()),
        ("meeting", case.seat), ("over", lambda: case.tea().record_tea().stay().see_off()), ("cleared", case.clear),
    ):  # fmt: skip
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(reception)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "conference_reception"
    enforceable, modelled = 25, 25
    numbers = NUMBERS

    def test_rounds_are_owed_from_the_beginning_of_the_meeting(self) -> None:
        assert [(str(r.clause), r.since) for r in self.declared.of(StandingTask)] == [("4.2.4b", entered("meeting"))]

    def test_how_somebody_walks_no_desk_sees(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["4.2.2"]

    def test_nothing_is_a_rule_of_the_house(self) -> None:
        assert [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)] == []

    def test_no_row_stands_in_lists_alone(self) -> None:
        assert ledger(manual(), self.procedure).decorative == ()
