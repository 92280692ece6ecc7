"""Tables typed from the chart: who may do what, in which state, filling which blanks, and the numbers."""

from __future__ import annotations

from manuals.fuheng.case_desk import everybody, manual
from manuals.fuheng.renovation_desk import Renovation, renovation
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk import Procedure
from servicedesk.declare import entered
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.standing_tasks import StandingTask

# Step: the posts that the catalogue names for the box; where it is a signature or a payment of the owner, who takes it.
WHO = {
    "consult": "customer_receptionist",
    "apply": "owner",
    "second_inspection": "customer_service_officer maintenance_worker",
    "take_over_acceptance": "customer_service_officer",
    "judge_inspection": "owner",
    "hand_in_papers": "owner",
    "complete_application": "owner customer_receptionist",
    "sign_agreement": "owner renovation_company",
    "tell_precautions": "customer_receptionist",
    "pay_charges": "fee_collector",
    "issue_permit": "customer_receptionist",
    "start_works": "renovation_company",
    "enter_stage": "warranty_clerk",
    "patrol": "warranty_clerk",
    "report_installation": "warranty_clerk",
    "inspect_installation": "warranty_clerk",
    "finish_works": "renovation_company",
    "resume_works": "renovation_company warranty_clerk",
    "first_inspection": "warranty_clerk",
    "correct_works": "renovation_company",
    "reinspect": "warranty_clerk",
    "return_deposit": "fee_collector",
}

WHERE = {
    "consulting": "consult apply",
    "applied": "second_inspection take_over_acceptance",
    "tested": "judge_inspection",
    "in_repair": "second_inspection",
    "inspected": "second_inspection hand_in_papers",
    "papers_in": "second_inspection sign_agreement complete_application",
    "agreed": "second_inspection sign_agreement tell_precautions",
    "informed": "second_inspection sign_agreement pay_charges",
    "paid": "sign_agreement issue_permit",
    "permitted": "start_works",
    "works": "enter_stage report_installation finish_works patrol",
    "finished": "first_inspection resume_works",
    "correcting": "correct_works",
    "first_passed": "first_inspection reinspect",
    "reinspected": "reinspect return_deposit",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "second_inspection": "smart_home heating_pressure water_retention |",
    "hand_in_papers": "business_licence qualification worker_photographs worker_identity |",
    "complete_application": "works |",
    "sign_agreement": "renovation_agreement |",
    "pay_charges": "| renovation_charges renovation_deposit",  # the amounts may be the site's
    "issue_permit": "permit_number |",
    "start_works": "stage |",
    "enter_stage": "stage |",
    "report_installation": "installed |",
}

# The numbers of chapter 2, and what they count from.
NUMBERS = {
    ("2.1", "1", "calendar_day", "max", "previous"),
    ("2.2", "3", "calendar_day", "max", "previous"),
    ("2.3", "1", "calendar_day", "max", "previous"),
    ("2.4", "0", "same_day", "max", "done:report_installation"),
}


def in_state(state: str) -> Renovation:
    case = renovation()
    if state == "in_repair":
        return case.apply().inspect(smart_home="否").judge("not_satisfied", fault="对讲无声")
    if state == "correcting":
        return case.to_finished().first_inspection("failed", to_correct="补勾缝")
    for name, step in (
        ("applied", case.apply), ("tested", case.inspect), ("inspected", lambda: case.judge("satisfied")),
        ("papers_in", case.hand_in), ("agreed", lambda: case.sign("owner").complete()),
        ("informed", case.inform), ("paid", lambda: case.sign("renovation_company").pay()), ("permitted", case.issue),
        ("works", case.start), ("finished", case.finish), ("first_passed", lambda: case.first_inspection("passed")),
        ("reinspected", lambda: case.reinspect("passed")),
    ):
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, where, fields = WHO, WHERE, FIELDS
    begun = staticmethod(renovation)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    procedure = "renovation"
    enforceable, modelled = 29, 29
    numbers = NUMBERS


def test_which_outcomes_the_three_judgements_have() -> None:
    case = renovation()
    options = case.desk.options(case.id, by=everybody(), at=case.now)
    assert {o.step: tuple(each.value for each in o.outcomes) for o in options if o.outcomes} == {
        "judge_inspection": ("satisfied", "not_satisfied"),
        "first_inspection": ("passed", "failed"),
        "reinspect": ("passed", "failed"),
    }


# --- against the catalogue -----------------------------------------------------------------------------------


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "renovation")


def test_patrols_are_owed_from_the_start_of_the_works() -> None:
    """在做…时: every rhythm belongs to works that run; nothing is patrolled before they start."""
    assert [(str(r.clause), r.since) for r in procedure().of(StandingTask)] == [
        ("2.1", entered("works")), ("2.2", entered("works")), ("2.3", entered("works")),
    ]


def test_three_rules_are_the_houses() -> None:
    assert [(r.name, r.en) for r in procedure().rules if isinstance(r.clause, LocalRule)] == [
        ("finish_works", "finish the works"), ("resume_works", "go on with the works"), ("reinspect", "failed"),
    ]


def test_the_second_inspection_is_claimed_for_both_chapters() -> None:
    assert [(str(r.clause), r.also) for r in procedure().rules if r.also] == [
        ("step-3a", ("move_in/flow-7b",)), ("step-5b", ("move_in/flow-7",)),
    ]
