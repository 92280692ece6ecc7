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

WHO = {
    "issue_bill": DEPARTMENT,
    "press": DEPARTMENT,
    "collect_part": DEPARTMENT,
    "collect": DEPARTMENT,
    "charge_on": "finance_department",
    "close_account": "finance_department",
}
NAMED = dict.fromkeys(("issue_bill", "press", "collect_part", "collect"), "customer_service_department")
WHERE = {"charged": "close_account"}
FIELDS = {
    "issue_bill": "billed_for amount_billed |",
    "collect_part": "amount_collected |",
    "collect": "amount_collected |",
    "charge_on": "charged_until |",
}


def begun() -> Small:
    """An account with a bill."""
    return opened("fee_collection").do("issue_bill", "customer_service_post", billed_for="水费", amount_billed="45")


def in_state(_: str) -> Small:
    return opened("fee_collection")


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "fee_collection"
    enforceable, modelled = 2, 2
    numbers = ()

    def test_what_the_source_lacks_and_what_the_house_adds(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-7", "contents-4-9"]
        local = [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)]
        assert local == ["close_account"]
        assert ledger(manual(), self.procedure).decorative == ()
