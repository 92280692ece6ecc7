"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.staffing_desk import Member, employed, member
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import StandingTask, Unmodelled, entered, subjects
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
HEADS = "company service_center_director customer_service_manager"

WHO = {
    "check_appearance": DEPARTMENT,
    "receive_visitor": DEPARTMENT,
    "decline_favour": DEPARTMENT,
    "log_call": DEPARTMENT,
    "test_recruit": "company",
    "hire": "company",
    "sign_labour_contract": "company",
    "appraise": HEADS,
    "file_trade_certificate": "company",
    "file_property_certificate": "company",
    "turn_down": "company",
    "leave": "company",
}
NAMED = {
    "check_appearance": "customer_service_department",
    "receive_visitor": "customer_service_department",
    "decline_favour": "customer_service_department",
    "log_call": "customer_service_department",
}
WHERE = {
    "applied": "test_recruit hire turn_down",
    "employed": "check_appearance receive_visitor decline_favour log_call sign_labour_contract appraise "
    "file_trade_certificate file_property_certificate leave",
}
FIELDS = {
    "check_appearance": "uniform_neat badge_worn shoes_and_socks nothing_banned hair_tied hands_clean breath_fresh "
    "light_make_up nails_beyond |",
    "receive_visitor": "visitor person_sought contacted received | message_left",
    "decline_favour": "favour_offered favour_declined |",
    "log_call": "call_requests call_reply rings |",
    "test_recruit": "tested_by test_passed |",
    "sign_labour_contract": "contract_signed insured |",
    "appraise": "findings appraised_well | disorderly things_touched gifts_taken unequal_to_owners distance_not_kept "
    "loudspeaker_used insulted",
    "file_trade_certificate": "trade_certificate |",
    "file_property_certificate": "property_certificate |",
}
# 天天上班前; 两毫米; 铃响三声以内; 100%; 80%以上; each draft once.
NUMBERS = {
    ("3.3", "1", "working_day", "max", "previous"),
    ("3.3.1", "2", "count", "max", ""),
    ("5.4.1", "3", "count", "max", ""),
    ("1.1", "1", "count", "min", "reported:quality_policy_drafted"),
    ("5.10a", "1", "fraction", "min", ""),
    ("5.10b", "0.8", "fraction", "min", ""),
}


def begun() -> Member:
    """Somebody to whom every rule applies."""
    return employed(permanent="是", specialist="是", property_manager="是")


def in_state(state: str) -> Member:
    given = {"permanent": "是", "specialist": "是", "property_manager": "是"}
    return member(**given) if state == "applied" else employed(**given)


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "staffing"
    enforceable, modelled = 5, 5
    numbers = NUMBERS

    def test_the_duties_begin_with_the_employment_or_are_over_the_company(self) -> None:
        found = [(str(r.clause), r.since, r.in_states, r.subjects) for r in self.declared.of(StandingTask)]
        assert found == [
            ("3.3", entered("employed"), ("employed",), None),
            ("1.1", None, (), subjects("company")),
            ("5.8b", entered("employed"), ("employed",), None),
        ]

    def test_how_somebody_speaks_walks_and_sits_no_desk_sees(self) -> None:
        unmodelled = [str(rule.clause) for rule in self.declared.of(Unmodelled)]
        assert [clause for clause in unmodelled if not clause.startswith("contents")] == ["4.1", "4.2", "4.3", "5.1a", "5.6"]
        assert len(unmodelled) == 11

    def test_what_the_text_does_not_say_are_two_rules_of_the_house(self) -> None:
        assert [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)] == ["turn_down", "leave"]

    def test_no_row_stands_in_lists_alone(self) -> None:
        assert ledger(manual(), self.procedure).decorative == ()
