"""Tables typed from chapter 3: who may do what, in which state, filling which blanks; and the ledger of its rows."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import blanks_of_steps, manual, out_of_place, posts_of_steps, table
from manuals.fuheng.repair_desk import Repair, repair
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

# Step: the posts that the text gives it to, for an in-unit repair. Nobody else may.
WHO = {
    "quote": "customer_receptionist",
    "open_slip": "customer_receptionist",
    "collect_slip": "maintenance_worker",
    "arrive": "maintenance_worker",
    "note_part": "maintenance_worker",
    "verify_part": "owner",
    "examine": "maintenance_worker",
    "review": "team_leader",
    "return_to_site": "maintenance_worker",
    "collect_charge": "maintenance_worker",
    "hand_over_charge": "maintenance_worker",
    "deliver_invoice": "maintenance_worker",
    "finish": "maintenance_worker",
    "owner_signs": "maintenance_worker owner",  # 请业主签字
    "officer_confirms": "customer_service_officer",
    "check_slip": "customer_receptionist",
    "revisit": "customer_receptionist",
    "pass_on": "customer_receptionist",
    "put_right": "responsible_department",
    "close": "customer_receptionist",
}

# State: what can be done in it. What is not listed anywhere can be done in every open state.
WHERE = {
    "reported": "quote open_slip",
    "dispatched": "collect_slip",
    "collected": "arrive",
    "on_site": "examine",
    "reviewing": "review return_to_site",
    "repairing": "quote note_part verify_part collect_charge finish",
    "finished": "collect_charge owner_signs officer_confirms check_slip revisit pass_on put_right close",
    "visited": "collect_charge owner_signs check_slip revisit pass_on put_right close",
}

# Step: required blanks | blanks that may stay empty.
BLANKS = {
    "quote": "charge_items quoted_amount |",
    "open_slip": "area | appointment chargeable",
    "note_part": "| part_name specification part_model quantity unit_price",  # 3-note asks for them all
    "examine": "| parts_needed",
    "review": "review_opinion |",
    "collect_charge": "remarks | repair_charge",
    "owner_signs": "| satisfaction",
    "officer_confirms": "| satisfaction",
    "revisit": "conforming | visit_note visit_result",
    "pass_on": "nonconformity |",
    "put_right": "correction |",
}


def test_who_may_do_what() -> None:
    """Every post of the manual against every step of an in-unit repair."""
    assert posts_of_steps(repair().open_slip()) == {step: set(roles.split()) for step, roles in WHO.items()}


def in_state(state: str) -> Repair:
    case = repair()
    if state == "reported":
        return case
    if state == "dispatched":
        return case.open_slip()
    if state == "collected":
        return case.open_slip().collect()
    if state == "reviewing":
        return case.to_on_site().examine("报告班长评审")
    walks = {
        "on_site": case.to_on_site, "repairing": case.to_repairing, "finished": case.to_finished,
        "visited": case.to_visited,
    }
    return walks[state]()


@pytest.mark.parametrize("state", list(WHERE))
def test_what_can_be_done_in_which_state(state: str) -> None:
    case = in_state(state)
    assert case.state == state
    bound = {step for steps in WHERE.values() for step in steps.split()}
    assert out_of_place(case) == bound - set(WHERE[state].split())


def test_which_blanks_each_step_fills() -> None:
    assert blanks_of_steps(repair()) == table(BLANKS)


def test_the_limits_are_the_workers() -> None:
    case = repair().open_slip().collect()
    assert [(d.name, d.roles) for d in case.desk.due()] == [("arrive", ("maintenance_worker",))]
    case.arrive().examine("报告班长评审")
    assert [(d.name, d.roles) for d in case.desk.due()] == [("return_to_site", ("maintenance_worker",))]


# --- the ledger ------------------------------------------------------------------------------------------


def test_every_enforceable_row_is_claimed_and_agrees() -> None:
    figures = ledger(manual(), "repair").to_data()
    assert (figures["enforceable"], figures["modelled"]) == (24, 24)
    assert [figures[name] for name in ("unmodelled", "open", "uncited", "disagreements")] == [[], [], [], []]


def test_the_rules_stand_in_the_manuals_order() -> None:
    order = [row.id.removeprefix("fuheng/repair/") for row in load_catalogue(manual().catalogue).of("repair")]
    rules = next(p for p in manual().editions[0].procedures if p.name == "repair").rules
    places = [order.index(str(rule.clause)) for rule in rules if not isinstance(rule.clause, LocalRule)]
    assert places == sorted(places)
    assert [rule.place() for rule in rules if bool(rule.reading) != bool(rule.reading_zh)] == []
