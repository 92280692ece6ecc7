"""Tables typed from the text: who may do what, in which state, filling which fields, and the rows."""

from __future__ import annotations

from manuals.jueshixiang.archive_desk import ArchivedFile, archived_file, secret
from manuals.jueshixiang.case_desk import manual
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import StandingTask, Unmodelled
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import ledger

DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
KEEPER, MANAGER = "file_keeper", "customer_service_manager"
STAFF = " ".join(role.name for role in manual().roles if not role.is_party)  # 员工: everybody of the company

WHO = {
    "ask_leader": DEPARTMENT,
    "answer_owner": DEPARTMENT,
    "request_file": STAFF,
    "fetch_file": KEEPER,
    "hand_out_file": KEEPER,
    "put_back": KEEPER,
    "report_damage": STAFF,
    "restore_file": KEEPER,
    "void": KEEPER,
    "set_borrowing_right": MANAGER,
    "sign_loan_slip": STAFF,
    "check_right": KEEPER,
    "keep": KEEPER,
    "publish": KEEPER,
    "change_file": KEEPER,
    "list_contract": KEEPER,
}
NAMED = {
    "ask_leader": "customer_service_department",
    "answer_owner": "customer_service_department",
    "request_file": "staff",
    "report_damage": "staff",
    "sign_loan_slip": "staff",
}
WHERE = {
    "collected": "keep",
    "kept": "ask_leader answer_owner request_file report_damage void publish change_file",
}

# Step: required fields | fields that may stay empty.
FIELDS = {
    "ask_leader": "question |",
    "answer_owner": "question looked_up |",
    "report_damage": "damage |",
    "void": "void_mark |",
    "set_borrowing_right": "borrowing_right |",
    "sign_loan_slip": "loan_reason |",
    "check_right": "within_right |",
    "keep": "label place intact complete |",
    "publish": "published_to |",
    "change_file": "change |",
    "list_contract": "contract_name valid_from valid_until |",
}
# 一分钟内取阅; each change of the keeper once.
NUMBERS = {
    ("2.1", "1", "minute", "max", "done:request_file"),
    ("2.6b", "1", "count", "min", "reported:keeper_changes"),
}


def begun() -> ArchivedFile:
    """A secret file of which one is asked for, and one damage is reported: every step has its place."""
    return secret(kind="协议之外").request("1").do("report_damage", KEEPER, item="2", damage="缺页")


def in_state(state: str) -> ArchivedFile:
    return archived_file() if state == "collected" else archived_file().keep()


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(begun)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "archive_access"
    enforceable, modelled = 11, 11
    numbers = NUMBERS

    def test_the_duties_are_over_archives(self) -> None:
        assert [(str(r.clause), r.subjects.kinds if r.subjects else ()) for r in self.declared.of(StandingTask)] == [
            ("2.6b", ("archive",)), ("2.7", ("archive",)),
        ]  # fmt: skip

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-16"]

    def test_nothing_is_a_rule_of_the_house_or_stands_in_lists_alone(self) -> None:
        assert [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)] == []
        assert ledger(manual(), self.procedure).decorative == ()
