"""Tables typed from the chart: who may do what, in which state, filling which blanks."""

from __future__ import annotations

from manuals.fuheng.case_desk import manual
from manuals.fuheng.move_in_desk import MoveIn, move_in
from manuals.tables import Rows, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk import Procedure
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import numbers_of

# Step: the posts that the catalogue names for the box; where it is a signature of the owner, who takes it.
WHO = {
    "sign_agreements": "customer_receptionist",
    "receive_material": "customer_receptionist owner",
    "pay_charges": "fee_collector",
    "receive_articles": "customer_receptionist owner",
    "fill_checklist": "owner",
    "accept_first": "owner customer_service_officer",
    "note_defect": "customer_service_officer",
    "close_defect": "customer_service_officer",
    "accept_second": "owner customer_service_officer",
    "take_over_inspection": "customer_service_officer",
    "apply_for_renovation": "owner",
    "move_in": "owner",
    "move_in_as_it_is": "owner",
}

WHERE = {
    "verified": "sign_agreements",
    "contracted": "receive_material",
    "documented": "pay_charges",
    "paid": "receive_articles",
    "handed_over": "fill_checklist accept_first note_defect",
    "inspected": "note_defect close_defect accept_second take_over_inspection",
    "accepted": "accept_second apply_for_renovation move_in_as_it_is",
    "applied": "accept_second move_in",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "sign_agreements": "service_agreement temporary_covenant |",
    "receive_material": "owner_name home_handbook privileges_handbook service_card reminder_sheet | "
    "owner_identity owner_telephone",
    "pay_charges": "direct_debit | move_in_charges",  # the amount may be the site's
    "fill_checklist": "papers_received articles_received |",
    "accept_first": "acceptance_found |",
    "note_defect": "fault location |",
    "accept_second": "| smart_home heating_pressure water_retention",  # which are required depends on the state
}


def in_state(state: str) -> MoveIn:
    case = move_in()
    for name, step in (
        ("contracted", case.sign), ("documented", case.receive_material), ("paid", case.pay),
        ("handed_over", case.receive_articles), ("inspected", lambda: case.fill_checklist().accept_first()),
        ("accepted", case.accept_second), ("applied", lambda: case.do("apply_for_renovation", "owner")),
    ):
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, where, fields = WHO, WHERE, FIELDS
    begun = staticmethod(move_in)
    in_state = staticmethod(in_state)


class TestRows(Rows):
    procedure = "move_in"
    enforceable, modelled = 25, 25


# --- against the catalogue -----------------------------------------------------------------------------------


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "move_in")


def test_the_chart_prints_no_number() -> None:
    assert [rule.place() for rule in procedure().rules if list(numbers_of(rule))] == []


def test_one_rule_is_the_houses() -> None:
    assert [r.name for r in procedure().rules if isinstance(r.clause, LocalRule)] == ["move_in_as_it_is"]


def test_the_second_acceptance_is_claimed_for_both_chapters() -> None:
    assert [(r.name, r.also) for r in procedure().rules if r.also] == [
        ("take_over_inspection", ("renovation/step-3a",))
    ]
