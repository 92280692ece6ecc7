"""Tables typed from chapter 4: who may do what, in which state, filling which blanks; and the ledger of its rows."""

from __future__ import annotations

from manuals.fuheng.case_desk import manual
from manuals.fuheng.service_request_desk import COMPLAINT, Request, request
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat

HANDLERS = "responsible_person maintenance_worker"

# Step: the posts that the text gives it to. Nobody else may.
WHO = {
    "classify": "customer_receptionist",
    "enter_repair": "customer_receptionist",
    "enter_complaint": "customer_receptionist",
    "enter_feedback": "customer_receptionist",
    "dispatch": "customer_receptionist",
    "receive_slip": HANDLERS,
    "make_work_slip": "customer_receptionist",
    "reply": HANDLERS,
    "report_to_superior": HANDLERS,
    "report_state": HANDLERS,
    "answer": "customer_service_officer customer_receptionist",
    "feed_back": "customer_receptionist",
    "report_major": "customer_receptionist",
}

# State: what can be done in it. What is not listed anywhere can be done in every open state.
WHERE = {
    "received": "classify",
    "classified": "enter_repair enter_complaint enter_feedback make_work_slip dispatch feed_back",
    "with_complaints": "enter_repair enter_complaint enter_feedback make_work_slip dispatch answer feed_back",
    "dispatched": "enter_repair enter_complaint enter_feedback make_work_slip receive_slip feed_back",
    "assigned": "enter_repair enter_complaint enter_feedback make_work_slip reply report_to_superior report_state "
    "feed_back",
    "replied": "enter_repair enter_complaint enter_feedback make_work_slip report_to_superior answer feed_back",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "classify": "information importance |",
    "enter_repair": "location fault |",
    "enter_complaint": "complainant contents channel | telephone difficult",
    "enter_feedback": "feedback |",
    "receive_slip": "| beyond_handler",
    "make_work_slip": "assignment assignee |",
    "reply": "result |",
    "answer": "answer_given |",
}

# The numbers of chapter 4: what they count from. For the handler, receiving the information is receiving the slip.
NUMBERS = {
    ("4.1", "24", "hour", "max", "done:receive_slip"),
    ("4.2a", "2", "hour", "max", "done:receive_slip"),
    ("4.2b", "24", "hour", "max", "done:receive_slip"),
    ("5.1", "24", "hour", "max", "done:open"),
    ("5.2a", "48", "hour", "max", "done:open"),
}


def in_state(state: str) -> Request:
    case = request()
    if state == "received":
        return case
    if state == "with_complaints":
        return case.classify("投诉").do("enter_complaint", "customer_receptionist", **COMPLAINT)
    if state == "replied":
        return case.to_assigned().reply()
    walks = {"dispatched": case.to_dispatched, "assigned": case.to_assigned}
    return walks[state]() if state in walks else case.classify("报修")


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, where, fields = WHO, WHERE, FIELDS
    begun = staticmethod(lambda: request().classify("报修"))
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    procedure = "service_request"
    enforceable, modelled = 13, 13
    numbers = NUMBERS


def test_whom_each_limit_is_addressed_to() -> None:
    case = request().to_assigned(beyond_handler="是")
    assert {d.name: set(d.roles) for d in case.desk.due()} == {
        "report_to_superior": set(HANDLERS.split()),
        "reply": set(HANDLERS.split()),
        "answer": {"customer_service_officer"},
    }
    case.do("report_to_superior", "responsible_person")
    assert {d.name: set(d.roles) for d in case.desk.due()}["report_state"] == set(HANDLERS.split())
    major = request().classify("报修", "重大问题")
    assert {d.name: set(d.roles) for d in major.desk.due()} == {"answer": {"customer_receptionist"}}


# --- the ledger ------------------------------------------------------------------------------------------


def rules() -> tuple[object, ...]:
    return next(p for p in manual().editions[0].procedures if p.name == "service_request").rules
