"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.complaint_desk import Complaint, complaint
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled
from servicedesk.rules.citation import LocalRule

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
POST = "customer_service_post"

WHO = {
    "report_to_manager": DEPARTMENT,
    "clear_up": DEPARTMENT,
    "ask_for_help": DEPARTMENT,
    "handle": POST,
    "give_feedback": POST,
    "notify_concerned": DEPARTMENT,
    "report_result": DEPARTMENT,
    "follow_up": POST,
    "revisit": DEPARTMENT,
    "close": POST,
}
NAMED = {
    "report_to_manager": "customer_service_department",
    "clear_up": "customer_service_department",
    "ask_for_help": "customer_service_department",
    "report_result": "customer_service_department customer_service_post",
    "notify_concerned": "customer_service_department",
    "revisit": "customer_service_department customer_service_post",
}
WHERE = {
    "received": "clear_up handle",
    "handled": "report_result",
    "reported_back": "revisit close",
}
FIELDS = {
    "clear_up": "cleared_up |",
    "handle": "nature |",
    "report_result": "result |",
    "notify_concerned": "notified_to |",
    "follow_up": "follow_up |",
    "revisit": "visit_found |",
}
# 2个工作日内反馈；一个工作日内通报（4.3）；处理率100%
NUMBERS = {
    ("3.6b", "2", "working_day", "max", "done:open"),
    ("local", "1", "working_day", "max", "done:open"),
    ("3.9", "1", "fraction", "min", ""),
}


def in_state(state: str) -> Complaint:
    case = complaint()
    if state != "received":
        case.report().handle()
    return case.report_result() if state == "reported_back" else case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(complaint)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "complaint"
    enforceable, modelled = 10, 10
    numbers = NUMBERS

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-15"]

    def test_what_the_text_does_not_say_are_three_rules_of_the_house(self) -> None:
        local = [(rule.name, rule.also) for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == [("notify_concerned", ("special_incident_report/4.3",)), ("revisit", ("return_visit/3.8a",)), ("close", ())]
