"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.request_desk import Request, request
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
STEPS = "log_matter record_call look_into help_along ask_leader explain pass_to_superior answer decline"

WHO = {**dict.fromkeys(STEPS.split(), DEPARTMENT), "settle": "customer_service_manager service_center_director"}
NAMED = dict.fromkeys(STEPS.split(), "customer_service_department")
WHERE = {
    "received": "log_matter record_call look_into",
    "looked_into": "help_along ask_leader explain pass_to_superior answer decline record_call",
    "with_superior": "settle record_call",
}
FIELDS = {
    "log_matter": "asked_for |",
    "record_call": "caller called_about |",
    "look_into": "known | outside_duties beyond_scope",
    "help_along": "help_given |",
    "explain": "explained |",
    "answer": "answer_given |",
    "settle": "answer_given |",
    "decline": "declined_because |",
}
# 二十四小时接听电话
NUMBERS = {("6.6a", "24", "hour", "max", "previous")}


def in_state(state: str) -> Request:
    case = request()
    if state == "received":
        return case
    case.log().look_into()
    return case.to_superior() if state == "with_superior" else case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(request)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "service_request"
    enforceable, modelled = 8, 8
    numbers = NUMBERS

    def test_what_no_desk_sees(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["5.3.2"]
