"""Found articles against the catalogue, and tables typed from the text: who may do what, in which state."""

from __future__ import annotations

from manuals.fuheng.case_desk import manual
from manuals.fuheng.lost_and_found_desk import Found, handed_in, kept
from manuals.tables import Numbers, WhatInWhichState, WhoMayDoWhat
from servicedesk import Procedure
from servicedesk.rules.citation import LocalRule

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
    ("4.5a", "1", "week", "max", "previous"),
    ("4.5b", "1", "week", "exact", "done:post_notice"),
    ("4.6", "1", "month", "max", "done:register"),  # the end of the month of registration
    ("4.7a", "3", "month", "min", "done:register"),
    ("4.8", "0", "same_day", "max", "done:register"),
}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "lost_and_found")


def in_state(state: str) -> Found:
    return kept() if state == "kept" else handed_in()


class TestTables(WhoMayDoWhat, WhatInWhichState):
    who, where = WHO, WHERE
    begun = staticmethod(kept)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    procedure = "lost_and_found"
    enforceable, modelled = 16, 16
    numbers = NUMBERS


def test_only_the_public_notice_of_the_law_is_a_house_rule() -> None:
    assert [rule.name for rule in procedure().rules if isinstance(rule.clause, LocalRule)] == [
        "public_notice"
    ]


def test_whom_each_limit_addresses() -> None:
    case = kept(valuable="是")
    assert {d.name: d.roles for d in case.desk.due()} == ADDRESSED
