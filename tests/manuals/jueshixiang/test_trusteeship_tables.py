"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.small_desk import Small, opened
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

CENTRE = "service_center service_center_director customer_service_manager"
DEPARTMENT = (
    "customer_service_department customer_service_assistant back_office_assistant customer_service_post"
)

WHO = {"give_out": f"{CENTRE} {DEPARTMENT}"}
NAMED = {"give_out": "service_center customer_service_department"}
WHERE = {"kept": "give_out"}
FIELDS = {"give_out": "collected_by collected_in_state |"}


def begun() -> Small:
    """Money that is kept."""
    return opened("trusteeship")


def in_state(_: str) -> Small:
    return opened("trusteeship")


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "trusteeship"
    enforceable, modelled = 1, 1
    numbers = ()

    def test_what_the_source_lacks_and_what_the_house_adds(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == []
        local = [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == []
        assert ledger(manual(), self.procedure).decorative == ()
