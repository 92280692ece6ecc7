"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.paid_service_desk import PaidService, paid_service
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
STEPS = "arrive take_over give_back follow_procedure explain_price begin close"
WHO = {**dict.fromkeys(STEPS.split(), "service_worker"), "change_appointment": DEPARTMENT}
NAMED = {"change_appointment": "customer_service_department"}
WHERE = {
    "ordered": "change_appointment arrive",
    "arrived": "take_over explain_price begin",
    "serving": "take_over follow_procedure close",
}
FIELDS = {
    "change_appointment": "appointment |",
    "take_over": "thing_taken |",
    "give_back": "thing_given_back |",
    "follow_procedure": "followed_procedure |",
    "explain_price": "contents_explained price_explained |",
}
# 新开展服务；提前不超出5分钟、迟到不超出2分钟
NUMBERS = {
    ("duty-3", "1", "count", "min", "reported:new_service"),
    ("7.1a", "5", "minute", "", ""),
    ("7.1a", "2", "minute", "", ""),
    ("7.1b", "2", "minute", "max", "stated:appointment"),
}


def in_state(state: str) -> PaidService:
    case = paid_service()
    if state == "ordered":
        return case
    case.arrive()
    return case.explain().begin() if state == "serving" else case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(paid_service)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "paid_service"
    enforceable, modelled = 8, 8
    numbers = NUMBERS

    def test_what_no_desk_sees(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["7.2"]
