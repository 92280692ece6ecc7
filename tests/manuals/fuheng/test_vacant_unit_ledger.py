"""Vacant units against the catalogue, and tables typed from the text: who may do what, in which state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from manuals.fuheng.case_desk import everybody, manual, person
from manuals.fuheng.vacant_unit_desk import vacancy
from servicedesk import Procedure
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.effects import Target
from servicedesk.traceability import Number, ledger, numbers_of

# Step: the posts that the text gives it to, and the house rules their reasons.
WHO = {
    "take_key": "customer_receptionist",  # 3.4
    "lend_key": "customer_receptionist",
    "inform_owner": "customer_service_officer",  # 5.2.2
    "give_opinion": "customer_service_officer",  # 5.2.3
    "sign": "customer_centre_director",
    "pass_to_collector": "customer_service_officer",
    "dispatch_cut_off": "customer_receptionist",  # 5.2.4
    "cut_off": "maintenance_worker",
    "read_meters": "fee_collector customer_service_officer",
    "end_vacancy": "owner customer_service_officer",
    "apply_anew": "owner",  # 5.2.7
    "look_after": "customer_service_officer",  # 5.2.9
}
WHERE = {
    "applied": "inform_owner give_opinion sign",
    "approved": "pass_to_collector dispatch_cut_off cut_off",
    "vacant": "read_meters end_vacancy apply_anew look_after",
}
# The numbers of the text: value, unit, bound, start.
NUMBERS = {
    ("5.1.1", "1", "month", "max", "previous"),
    ("5.1.2a", "1", "month", "max", "previous"),
    ("5.1.2c", "0", "count", "min", ""),  # not a number of the text: anything at all
    ("5.1.3b", "1", "count", "min", "reported:severe_weather"),
    ("5.1.5a", "1", "fraction", "", ""),
    ("5.1.5b", "1", "fraction", "", ""),
    ("5.2.5a", "0.5", "fraction", "", ""),
    ("5.2.5b", "0.5", "fraction", "", ""),
    ("5.2.6a", "1", "fraction", "", ""),
    ("5.2.6b", "1", "tonne_per_month", "max", ""),
    ("5.2.6b", "1", "fraction", "", ""),
    ("5.2.6c", "5", "kwh_per_month", "max", ""),
    ("5.2.6c", "1", "fraction", "", ""),
    ("5.2.8a", "3", "month", "min", ""),
    ("5.3a", "1", "month", "max", "previous"),
    ("5.3b", "1", "fraction", "", ""),
    ("5.4a", "1", "month", "max", "previous"),
    ("5.5", "1", "month", "max", "previous"),
}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "vacant_unit")


def test_every_row_is_modelled_and_agrees_with_its_rules() -> None:
    figures = ledger(manual(), "vacant_unit").to_data()
    assert (figures["enforceable"], figures["modelled"]) == (40, 40)
    assert [figures[name] for name in ("unmodelled", "open", "uncited", "disagreements")] == [[], [], [], []]


def test_the_numbers_of_the_rules_are_those_of_the_text() -> None:
    found = {
        (str(rule.clause), number)
        for rule in procedure().rules
        if not isinstance(rule.clause, LocalRule)
        for number in numbers_of(rule)
    }
    assert found == {(c, Number(Decimal(v), unit, bound, start)) for c, v, unit, bound, start in NUMBERS}


def test_every_share_is_a_hundred_percent() -> None:
    assert {rule.name: rule.share and rule.share.value for rule in procedure().of(Target)} == {
        "unsold_inspection_rate": Decimal(1),
        "unsold_entry_rate": Decimal(1),
        "vacant_inspection_rate": Decimal(1),
        "basement_inspection_rate": Decimal(1),
    }


def test_one_monthly_inspection_serves_both_rows_and_basements_have_the_rate_of_vacant_units() -> None:
    assert {rule.name: rule.also for rule in procedure().rules if rule.also} == {
        "inspect_unsold": ("5.3a",),
        "basement_inspection_rate": ("5.4a",),
    }


def test_the_rules_stand_in_the_manuals_order() -> None:
    order = [
        row.id.removeprefix("fuheng/vacant_unit/")
        for row in load_catalogue(manual().catalogue).of("vacant_unit")
    ]
    cited = [rule for rule in procedure().rules if not isinstance(rule.clause, LocalRule)]
    places = [order.index(str(rule.clause)) for rule in cited]
    assert places == sorted(places)


def test_what_the_text_does_not_give_is_a_house_rule_and_says_why() -> None:
    named = [(rule.name, rule.kind) for rule in procedure().rules if isinstance(rule.clause, LocalRule)]
    assert named == [
        ("read_meters", "permission"), ("end_vacancy", "step"), ("half_property_fee", "entitlement_end"), ("half_shared_fee", "ends"),
    ]


def test_every_reading_is_given_in_chinese_too() -> None:
    rules = procedure().rules
    assert [rule.place() for rule in rules if bool(rule.reading) != bool(rule.reading_zh)] == []


def test_who_may_do_what() -> None:
    case = vacancy()
    found: dict[str, set[str]] = {}
    for role in manual().roles:
        for option in case.desk.options(case.id, by=person(role.name), at=case.now):
            found.setdefault(option.step, set())
            if "wrong_role" not in {r.kind for r in option.refusals}:
                found[option.step].add(role.name)
    assert found == {step: set(roles.split()) for step, roles in WHO.items()}


@pytest.mark.parametrize("state", list(WHERE))
def test_what_can_be_done_in_which_state(state: str) -> None:
    case = vacancy()
    case = {"applied": lambda: case, "approved": case.to_approved, "vacant": case.to_vacant}[state]()
    assert case.state == state
    elsewhere = {
        option.step
        for option in case.desk.options(case.id, by=everybody(), at=case.now)
        if "wrong_state" in {r.kind for r in option.refusals}
    }
    bound = {step for steps in WHERE.values() for step in steps.split()}
    assert elsewhere == bound - set(WHERE[state].split())
