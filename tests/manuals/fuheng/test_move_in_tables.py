"""Tables typed from the chart: who may do what, in which state, filling which blanks."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import everybody, manual, person
from manuals.fuheng.move_in_desk import MoveIn, move_in
from servicedesk import Procedure
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger, numbers_of

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
    "accepted": "apply_for_renovation move_in_as_it_is",
    "applied": "move_in",
}

# Step: required blanks | blanks that may stay empty.
BLANKS = {
    "sign_agreements": "service_agreement temporary_covenant |",
    "receive_material": "owner_name owner_identity owner_telephone home_handbook privileges_handbook service_card "
    "reminder_sheet |",
    "pay_charges": "direct_debit | move_in_charges",  # the amount may be the site's
    "fill_checklist": "papers_received articles_received |",
    "accept_first": "acceptance_found |",
    "note_defect": "fault location |",
    "accept_second": "smart_home heating_pressure water_retention |",
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


def test_who_may_do_what() -> None:
    case = move_in()
    found: dict[str, set[str]] = {}
    for role in manual().roles:
        for option in case.desk.options(case.id, by=person(role.name), at=case.now):
            found.setdefault(option.step, set())
            if "wrong_role" not in {r.kind for r in option.refusals}:
                found[option.step].add(role.name)
    assert found == {step: set(roles.split()) for step, roles in WHO.items()}


@pytest.mark.parametrize("state", list(WHERE))
def test_what_can_be_done_in_which_state(state: str) -> None:
    case = in_state(state)
    assert case.state == state
    elsewhere = {
        option.step
        for option in case.desk.options(case.id, by=everybody(), at=case.now)
        if "wrong_state" in {r.kind for r in option.refusals}
    }
    assert elsewhere == set(WHO) - set(WHERE[state].split())


def test_which_blanks_each_step_fills() -> None:
    case = move_in()
    found = {
        option.step: (
            {name for name, _, required in option.blanks if required},
            {name for name, _, required in option.blanks if not required},
        )
        for option in case.desk.options(case.id, by=everybody(), at=case.now)
    }
    assert found == {
        step: tuple(set(part.split()) for part in BLANKS.get(step, "|").split("|")) for step in WHO
    }


# --- against the catalogue -----------------------------------------------------------------------------------


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "move_in")


def test_every_row_is_claimed_and_none_is_put_aside() -> None:
    figures = ledger(manual(), "move_in").to_data()
    assert (figures["enforceable"], figures["modelled"]) == (25, 25)
    assert [figures[key] for key in ("unmodelled", "open", "uncited", "disagreements")] == [[], [], [], []]


def test_the_chart_prints_no_number() -> None:
    assert [rule.place() for rule in procedure().rules if list(numbers_of(rule))] == []


def test_the_rules_stand_in_the_order_of_the_chart() -> None:
    order = [
        row.id.removeprefix("fuheng/move_in/") for row in load_catalogue(manual().catalogue).of("move_in")
    ]
    places = [order.index(str(r.clause)) for r in procedure().rules if not isinstance(r.clause, LocalRule)]
    assert places == sorted(places)


def test_one_rule_is_the_houses() -> None:
    assert [r.name for r in procedure().rules if isinstance(r.clause, LocalRule)] == ["move_in_as_it_is"]


def test_the_second_acceptance_is_claimed_for_both_chapters() -> None:
    assert [(r.name, r.also) for r in procedure().rules if r.also] == [
        ("take_over_inspection", ("renovation/step-3a",))
    ]


def test_every_reading_is_given_in_chinese_too() -> None:
    assert [r.place() for r in procedure().rules if bool(r.reading) != bool(r.reading_zh)] == []
