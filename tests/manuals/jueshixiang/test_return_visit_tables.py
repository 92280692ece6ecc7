"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.small_desk import Small, opened
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)

WHO = {"call_back": DEPARTMENT}
NAMED = {"call_back": "customer_service_department"}
WHERE = {"due": "call_back"}
FIELDS = {"call_back": "user_satisfied | user_opinion"}


def begun() -> Small:
    """A service to call back on."""
    return opened("return_visit")


def in_state(_: str) -> Small:
    return opened("return_visit")


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "return_visit"
    enforceable, modelled = 2, 2
    numbers = (("7.6c", "0.95", "fraction", "min", ""),)

    def test_what_the_source_lacks_and_what_the_house_adds(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == []
        local = [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == ["open", "call_back"]
        assert ledger(manual(), self.procedure).decorative == ()
