"""Found articles against the catalogue, and tables typed from the text: who may do what, in which state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from manuals.fuheng.case_desk import everybody, manual, person
from manuals.fuheng.lost_and_found_desk import handed_in, kept
from servicedesk import Procedure
from servicedesk.program.catalogue import load_catalogue
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import Number, ledger, numbers_of

WHO = {
    "check_articles": "department_admin",  # 3.3
    "register": "customer_receptionist",  # 3.1, 4.2
    "collect": "customer_receptionist",  # 4.4
    "post_notice": "department",  # 4.5
    "hand_to_admin": "customer_receptionist",  # 4.6, 4.8
    "report_unclaimed": "department_admin",  # 4.7
    "public_notice": "department_admin enterprise_management_dept",
    "dispose": "enterprise_management_dept",
}
WHERE = {
    "handed_in": "register",
    "kept": "check_articles collect hand_to_admin report_unclaimed public_notice dispose",
}
ADDRESSED = {
    "post_notice": ("department",),
    "month_end": ("customer_receptionist",),
    "valuables": ("customer_receptionist",),
}
NUMBERS = {
    "4.5a": ("1", "week", "max", "previous"),
    "4.5b": ("1", "week", "exact", "done:post_notice"),
    "4.6": ("1", "month", "max", "done:register"),  # the end of the month of registration
    "4.7a": ("3", "month", "min", "done:register"),
    "4.8": ("0", "same_day", "max", "done:register"),
}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "lost_and_found")


def test_every_row_is_modelled_and_agrees_with_its_rules() -> None:
    figures = ledger(manual(), "lost_and_found").to_data()
    assert (figures["enforceable"], figures["modelled"]) == (16, 16)
    assert [figures[name] for name in ("unmodelled", "open", "uncited", "disagreements")] == [[], [], [], []]


def test_the_numbers_of_the_rules_are_those_of_the_text() -> None:
    found = {str(rule.clause): number for rule in procedure().rules for number in numbers_of(rule)}
    assert found == {
        c: Number(Decimal(v), unit, bound, start) for c, (v, unit, bound, start) in NUMBERS.items()
    }


def test_the_rules_stand_in_the_manuals_order() -> None:
    rows = load_catalogue(manual().catalogue).of("lost_and_found")
    order = [row.id.removeprefix("fuheng/lost_and_found/") for row in rows]
    cited = [rule for rule in procedure().rules if not isinstance(rule.clause, LocalRule)]
    places = [order.index(str(rule.clause)) for rule in cited]
    assert places == sorted(places)


def test_only_the_public_notice_of_the_law_is_a_house_rule() -> None:
    assert [rule.name for rule in procedure().rules if isinstance(rule.clause, LocalRule)] == [
        "public_notice"
    ]


def test_every_reading_is_given_in_chinese_too() -> None:
    rules = procedure().rules
    assert [rule.place() for rule in rules if bool(rule.reading) != bool(rule.reading_zh)] == []


def test_who_may_do_what() -> None:
    case = kept()
    found: dict[str, set[str]] = {}
    for role in manual().roles:
        for option in case.desk.options(case.id, by=person(role.name), at=case.now):
            found.setdefault(option.step, set())
            if "wrong_role" not in {r.kind for r in option.refusals}:
                found[option.step].add(role.name)
    assert found == {step: set(roles.split()) for step, roles in WHO.items()}


@pytest.mark.parametrize("state", list(WHERE))
def test_what_can_be_done_in_which_state(state: str) -> None:
    case = kept() if state == "kept" else handed_in()
    elsewhere = {
        option.step
        for option in case.desk.options(case.id, by=everybody(), at=case.now)
        if "wrong_state" in {r.kind for r in option.refusals}
    }
    bound = {step for steps in WHERE.values() for step in steps.split()}
    assert elsewhere == bound - set(WHERE[state].split())


def test_whom_each_limit_addresses() -> None:
    case = kept(valuable="是")
    assert {d.name: d.roles for d in case.desk.due()} == ADDRESSED
