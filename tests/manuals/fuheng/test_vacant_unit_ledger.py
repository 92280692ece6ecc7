"""Vacant units against the catalogue, and tables typed from the text: who may do what, in which state."""

from __future__ import annotations

from decimal import Decimal

from manuals.fuheng.case_desk import manual
from manuals.fuheng.vacant_unit_desk import Vacancy, vacancy
from manuals.tables import Numbers, WhatInWhichState, WhoMayDoWhat
from servicedesk import Procedure
from servicedesk.rules.base import Rule
from servicedesk.rules.citation import LocalRule
from servicedesk.rules.effects import Target

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
    "apply_anew": "owner customer_service_officer",  # 5.2.7, 3.3
    "look_after": "customer_service_officer",  # 5.2.9
}
WHERE = {
    "applied": "inform_owner give_opinion sign",
    "approved": "pass_to_collector dispatch_cut_off cut_off look_after",
    "vacant": "read_meters end_vacancy apply_anew look_after",
}
# The numbers of the text: value, unit, bound, start.
NUMBERS = {
    ("5.1.1", "1", "month", "max", "previous"),
    ("5.1.2a", "1", "month", "max", "previous"),
    ("5.1.2c", "0", "count", "min", ""),  # not a number of the text: anything at all
    ("5.1.3b", "1", "count", "min", "reported:severe_weather"),
    ("5.1.5a", "1", "fraction", "min", ""),
    ("5.1.5b", "1", "fraction", "min", ""),
    ("5.2.5a", "0.5", "fraction", "", ""),
    ("5.2.5b", "0.5", "fraction", "", ""),
    ("5.2.6a", "1", "fraction", "", ""),
    ("5.2.6b", "1", "tonne_per_month", "max", ""),
    ("5.2.6b", "1", "fraction", "", ""),
    ("5.2.6c", "5", "kwh_per_month", "max", ""),
    ("5.2.6c", "1", "fraction", "", ""),
    ("5.2.8a", "3", "month", "min", ""),
    ("5.3a", "1", "month", "max", "previous"),
    ("5.3b", "1", "fraction", "min", ""),
    ("5.4a", "1", "month", "max", "previous"),
    ("5.5", "1", "month", "max", "previous"),
}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "vacant_unit")


def in_state(state: str) -> Vacancy:
    case = vacancy()
    return {"applied": lambda: case, "approved": case.to_approved, "vacant": case.to_vacant}[state]()


class TestTables(WhoMayDoWhat, WhatInWhichState):
    who, where = WHO, WHERE
    begun = staticmethod(vacancy)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    procedure = "vacant_unit"
    enforceable, modelled = 40, 40
    numbers = NUMBERS

    def numbered(self) -> list[Rule]:
        return self.cited


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
        "check_for_leaks": ("5.1.3a",),
        "basement_inspection_rate": ("5.4a",),
    }


def test_what_the_text_does_not_give_is_a_house_rule_and_says_why() -> None:
    named = [(rule.name, rule.kind) for rule in procedure().expanded if isinstance(rule.clause, LocalRule)]
    assert named == [
        ("check_for_leaks", "standing_task"),
        ("read_meters", "permission"), ("end_vacancy", "step"), ("half_property_fee", "entitlement_end"), ("half_shared_fee", "entitlement_end"),
    ]
