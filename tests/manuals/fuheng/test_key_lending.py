"""Keys: kept by one person, lent line by line and recovered, handed to the owner for good, checked each week."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from manuals.fuheng.case_desk import (
    MORNING,
    UNIT,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    manual,
    missed,
    new_desk,
    person,
    told,
)
from manuals.fuheng.key_lending_desk import (
    CONSTRUCTION,
    KEEPER,
    KEPT,
    LOAN,
    MAINTENANCE,
    OTHER,
    OWNER,
    SALES,
    SUPERVISOR,
    Keys,
    kept,
    store,
)
from manuals.tables import Rows, WhichFields, WhoMayDoWhat
from servicedesk import Actor, Policy, Procedure, RefusedStep
from servicedesk.engine.parts import CaseHolder
from servicedesk.rules.citation import LocalRule
from servicedesk.traceability import Number, numbers_of

ROW = "fuheng/key_lending/"

WHO = {
    "inspect_keeping": SUPERVISOR,  # 3.2
    "hand_over_keeping": f"{KEEPER} {SUPERVISOR}",  # 4.1
    "fill_issue_register": f"owner {KEEPER}",  # 4.4
    "issue_keys": KEEPER,
    "apply_to_borrow": "owner",
    "register_loan": KEEPER,  # 4.5
    "complete_loan": KEEPER,
    "lend": KEEPER,
    "drop_loan": KEEPER,
    "approve_sales_loan": "sales_supervisor",
    "take_back": KEEPER,  # 4.6
    "enter_key_store": f"{KEEPER} {SUPERVISOR}",  # 4.7
}
FIELDS = {
    "inspect_keeping": "keeping_found",
    "hand_over_keeping": "holder",
    "fill_issue_register": "keys_issued",
    "issue_keys": "|identity_confirmed",
    "apply_to_borrow": "|application",
    "register_loan": "borrowed_by|key_purpose return_on",
    "complete_loan": "|key_purpose return_on",
    "lend": "|identity_confirmed",
    "take_back": "|return_record",
    "enter_key_store": "business",
}
SOUND = {"label_damaged": "否"}


def procedure() -> Procedure:
    return next(p for p in manual().editions[0].procedures if p.name == "key_lending")


def signers(case: Keys, form: str) -> set[str]:
    return {role for p in case.desk.documents(case.id) if p.form == form for role in p.signed_by}


# --- the tables ----------------------------------------------------------------------------------------------


class TestTables(WhoMayDoWhat, WhichFields):
    who, fields = WHO, FIELDS
    begun = staticmethod(kept)


class TestRows(Rows):
    procedure = "key_lending"
    enforceable, modelled = 14, 14


def test_the_same_day_is_the_only_number_of_the_text() -> None:
    found = {(str(rule.clause), number) for rule in procedure().rules for number in numbers_of(rule)}
    assert found == {
        ("4.5c", Number(Decimal(0), "same_day", "max", "done:lend")),
        ("4.2", Number(Decimal(1), "week", "max", "previous")),  # a reading: often
    }
    assert [r.name for r in procedure().rules if isinstance(r.clause, LocalRule)] == [
        "hand_over_keeping",
        "lend",
        "drop_loan",
    ]


# --- 3, 4.1 keeping -------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/key_lending/3.1", "fuheng/key_lending/4.1")
def test_the_keeper_takes_over_and_keeps_the_keys() -> None:
    case = kept()
    assert (case.state, case.holder()) == ("kept", KEEPER)
    (line,) = [h for h in case.desk.history(case.id) if h.kind == "handed_over"]
    assert line.clause == ROW + "4.1"


@pytest.mark.clause("fuheng/key_lending/4.1")
@pytest.mark.parametrize("blank", ["key_place", "key_label"])
def test_named_person_place_and_label_are_there(blank: str) -> None:
    some = {k: v for k, v in KEPT.items() if k != blank}
    with pytest.raises(RefusedStep) as refused:
        new_desk().open("key_lending", some, subject=UNIT, by=person(KEEPER), at=MORNING, recorded_at=MORNING)
    assert [(r.kind, r.clause, r.place) for r in refused.value.refusals] == [("missing_field", ROW + "4.1", blank)]


@pytest.mark.clause("fuheng/key_lending/3.1", "fuheng/key_lending/4.1")
def test_nobody_but_the_keeper_takes_keys_over_each_of_a_unit_once() -> None:
    """所有接管房屋的钥匙…标识应标注清楚: every key has a label of its own, and what is kept is not taken over again."""
    desk = new_desk()
    given: dict[str, Any] = {"subject": UNIT, "at": MORNING, "recorded_at": MORNING}
    cellar = {**KEPT, "key_label": "3-2-501 地下室"}

    def against(filed: dict[str, str], role: str = KEEPER, **other: Any) -> list[tuple[str, str]]:
        answer = desk.try_open("key_lending", filed, by=person(role), **given | other)
        return [(r.kind, r.clause) for r in answer.refusals]

    assert against(KEPT, SUPERVISOR) == [("wrong_role", ROW + "4.1")]
    assert against(KEPT) == against(cellar) == against(KEPT, subject="3-2-502") == []
    assert against(KEPT) == against(cellar) == [("forbidden", ROW + "4.1")]


@pytest.mark.clause("fuheng/key_lending/4.1")
def test_a_key_that_was_given_out_for_good_is_taken_over_anew() -> None:
    case = kept().sign().issue()
    again = case.desk.try_open("key_lending", KEPT, subject=UNIT, by=person(KEEPER), at=case.now, recorded_at=case.now)
    assert again.ok


@pytest.mark.clause("fuheng/key_lending/4.1")
def test_a_key_is_with_one_borrower_at_a_time() -> None:
    """What is out is not with its keeper, and cannot be lent: the next loan waits for it, or for its being dropped."""
    case = kept().loan(OTHER, "k1")
    loan = {"item": "k2", "borrowed_by": SALES}
    registered = assert_only_refused(case, "register_loan", KEEPER, by="4.1", kind="required", **loan)
    assert registered.help_zh == "请先办理“取消借用”"
    out = assert_only_refused(case.lend("k1"), "register_loan", KEEPER, by="4.1", kind="required", **loan)
    assert out.help_zh == "请先办理“收回钥匙并完善登记”"
    case.take_back("k1").loan(SALES, "k2").do("drop_loan", KEEPER, item="k2").loan(OTHER, "k3").lend("k3")
    assert {key: who for key, who in case.case.custody.items() if "@" in key} == {
        "key@k1": KEEPER,
        "key@k3": "borrower",
    }


AT_HAND: dict[str, tuple[Callable[[Keys], Keys], dict[str, str]]] = {
    "register_loan": (lambda key: key, {"borrowed_by": OTHER}),
    "lend": (lambda key: key.loan(OTHER), {"item": "k1"}),
    "drop_loan": (lambda key: key.loan(OTHER), {"item": "k1"}),
    "take_back": (lambda key: key.loan(OTHER).lend(), {"item": "k1", "return_record": "已还"}),
    "issue_keys": (lambda key: key.sign(), {"identity_confirmed": "是"}),
    "complete_loan": (
        lambda key: key.loan(OWNER, key_purpose="", return_on="")
        .apply()
        .lend(identity_confirmed="是")
        .correct("register_loan", item="k1", borrowed_by=OTHER),
        {"item": "k1", **LOAN},
    ),
}


@pytest.mark.clause("fuheng/key_lending/4.1")
@pytest.mark.parametrize("step", AT_HAND)
def test_whoever_took_a_key_over_keeps_it_and_nobody_else_lends_it(step: str) -> None:
    """专人保管: one named person. Another keeper is refused until the keeping was handed over to him."""
    walked, filed = AT_HAND[step]
    case = walked(kept(desk=new_desk(roster={KEEPER: [KEEPER, "吴保管"]})))
    another = Actor("吴保管", {KEEPER})
    when: dict[str, Any] = {"at": case.now, "recorded_at": case.now}
    (refusal,) = case.desk.try_act(case.id, step, filed, by=another, **when).refusals
    assert refusal.kind == "held_by_another"
    assert refusal.help_zh == f"请{KEEPER}办理，或先改派"  # whoever took it over goes by the name of the role here
    case.desk.act(case.id, "hand_over_keeping", {"holder": "吴保管"}, by=another, **when)
    (late,) = case.desk.try_act(case.id, step, filed, by=person(KEEPER), **when).refusals
    assert (late.kind, late.help_zh) == ("held_by_another", "请吴保管办理，或先改派")
    assert case.desk.try_act(case.id, step, filed, by=another, **when).ok


@pytest.mark.clause("fuheng/key_lending/4.1")
def test_the_keeping_is_handed_over_to_a_keeper_who_hears_of_it() -> None:
    people = {KEEPER: ["周保管", "吴保管"], SUPERVISOR: ["李主管"]}
    desk, zhou = new_desk(roster=people), Actor("周保管", {KEEPER})
    when: dict[str, Any] = {"at": MORNING, "recorded_at": MORNING}
    case = desk.open("key_lending", KEPT, subject=UNIT, by=zhou, **when)
    assert case.holder() == CaseHolder("周保管", KEEPER)
    li = Actor("李主管", {SUPERVISOR})
    (stranger,) = desk.try_act(case.id, "hand_over_keeping", {"holder": "郑九"}, by=li, **when).refusals
    assert stranger.kind == "not_in_role"
    given = desk.act(case.id, "hand_over_keeping", {"holder": "吴保管"}, by=li, **when)
    assert given.holder() == CaseHolder("吴保管", KEEPER)
    assert [(m.name, m.to_names[0]) for m in desk.messages(case.id)] == [("hand_over_keeping", "吴保管")]


@pytest.mark.clause("fuheng/key_lending/3.2")
def test_the_supervisor_looks_into_the_keeping_and_hears_of_keys_that_did_not_come_back() -> None:
    case = kept().do("inspect_keeping", SUPERVISOR, keeping_found="账实相符")
    assert_only_refused(case, "inspect_keeping", KEEPER, by="3.2", kind="wrong_role", keeping_found="相符")
    case.loan(MAINTENANCE).lend().tick("2026-03-13 00:00")
    assert told(case) == []
    case.tick("2026-03-13 08:00")
    assert ("report_unreturned@k1", (SUPERVISOR,), "2026-03-13 00:00") in told(case)
    (line,) = [h for h in case.desk.history(case.id) if h.name == "report_unreturned@k1"]
    assert line.clause == ROW + "3.2"


# --- 4.2 the check --------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/key_lending/4.2", "fuheng/key_lending/3.1")
def test_the_keys_are_checked_each_week_met_at_due_and_missed_after_it() -> None:
    case = store()
    assert_due(case, "check_keys", "2026-03-10 00:00", by="4.2")
    case.do("check_keys", KEEPER, "2026-03-06 15:00", **SOUND)
    assert_due(case, "check_keys", "2026-03-14 00:00", by="4.2")
    case.do("check_keys", KEEPER, "2026-03-14 00:00", **SOUND)
    assert missed(case) == []
    late = store().do("check_keys", KEEPER, "2026-03-10 00:00:00.000001", **SOUND)
    assert missed(late) == [("check_keys", "2026-03-10 00:00:00")]
    assert_only_refused(case, "check_keys", SUPERVISOR, by="4.2", kind="wrong_role", **SOUND)
    assert_refused(case, "check_keys", KEEPER, by="4.2", kind="missing_field")


@pytest.mark.clause("fuheng/key_lending/4.2")
def test_a_site_says_how_often_often_is() -> None:
    override = {"clause": ROW + "4.2", "span": "1 month", "since": "2026-01-01", "cites": "项目规定"}
    case = store(desk=new_desk(policy=Policy.from_data({"override": [override]})))
    assert_due(case, "check_keys", "2026-04-03 00:00", by="4.2")


@pytest.mark.clause("fuheng/key_lending/3.2")
def test_the_supervisor_hears_of_a_check_that_was_missed() -> None:
    case = store().tick("2026-03-10 00:00")
    assert told(case) == []
    case.tick("2026-03-10 09:00")
    assert told(case) == [("report_unchecked", (SUPERVISOR,), "2026-03-10 00:00")]


@pytest.mark.clause("fuheng/key_lending/4.2")
@pytest.mark.parametrize("renewed", ["否", ""])
def test_a_damaged_label_is_renewed_with_the_check(renewed: str) -> None:
    case = store()
    found = {"label_damaged": "是", "label_renewed": renewed}
    assert_only_refused(case, "check_keys", KEEPER, by="4.2", kind="required", **found)
    case.do("check_keys", KEEPER, label_damaged="是", label_renewed="是")
    case.do("check_keys", KEEPER, **SOUND)


# --- 4.4 owners -----------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/key_lending/4.4a", "fuheng/key_lending/4.4b", "fuheng/key_lending/4.4c")
def test_the_owner_signs_and_is_handed_the_keys_for_good() -> None:
    case = kept().sign().issue()
    assert (case.state, case.holder()) == ("issued", "owner")
    assert signers(case, "key_issue_register") == {"owner"}


@pytest.mark.clause("fuheng/key_lending/4.4a")
@pytest.mark.parametrize("blanks", [{}, {"identity_confirmed": "否"}])
def test_no_keys_for_an_owner_who_is_not_identified(blanks: dict[str, str]) -> None:
    case = kept().sign()
    assert_only_refused(case, "issue_keys", KEEPER, by="4.4a", kind="required", **blanks)
    case.issue()
    lent = kept().loan(OWNER).apply()
    assert_only_refused(lent, "lend", KEEPER, by="4.4a", kind="required", item="k1", **blanks)
    lent.lend(identity_confirmed="是")


@pytest.mark.clause("fuheng/key_lending/4.4b", "fuheng/key_lending/4.4c")
def test_no_keys_for_good_without_the_register_that_the_owner_signed() -> None:
    case = kept()
    assert_only_refused(case, "issue_keys", KEEPER, by="4.4b", kind="missing_document", identity_confirmed="是")
    assert_only_refused(case, "fill_issue_register", "owner", by="4.4c", kind="missing_field")
    case.sign(KEEPER)
    assert_only_refused(case, "issue_keys", KEEPER, by="4.4b", kind="missing_signature", identity_confirmed="是")
    case.sign()
    assert_only_refused(case, "issue_keys", SUPERVISOR, by="4.4c", kind="wrong_role", identity_confirmed="是")
    case.issue()


@pytest.mark.clause("fuheng/key_lending/4.4b", "fuheng/key_lending/4.4d")
def test_an_owner_borrows_on_a_signed_application_of_that_loan() -> None:
    case = kept().loan(OWNER, "k1").apply("k1").lend("k1", identity_confirmed="是")
    assert (case.holder("k1"), case.holder()) == ("borrower", KEEPER)
    case.take_back("k1").loan(OWNER, "k2")
    refusals = {(r.kind, r.clause) for r in case.try_("lend", KEEPER, item="k2", identity_confirmed="是")}
    assert refusals == {("missing_signature", ROW + "4.4b"), ("empty_field", ROW + "4.4d")}
    assert_only_refused(case, "apply_to_borrow", KEEPER, by="4.4d", kind="wrong_role", item="k2", application="取物品")
    assert signers(case, "key_borrowing_register") == {"owner"}


@pytest.mark.clause("fuheng/key_lending/4.4d")
def test_an_application_says_what_is_borrowed_for_what_and_only_owners_write_one() -> None:
    case = kept().loan(OWNER).do("apply_to_borrow", "owner", item="k1")
    refusal = assert_only_refused(
        case, "lend", KEEPER, by="4.4d", kind="empty_field", item="k1", identity_confirmed="是"
    )
    assert refusal.reads == ("application",)
    other = kept().loan(OTHER)
    assert_only_refused(other, "apply_to_borrow", "owner", by="4.4d", kind="not_applicable", item="k1", application="x")


# --- 4.5 others -----------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/key_lending/4.5a", "fuheng/key_lending/4.5b")
@pytest.mark.parametrize("blank", ["key_purpose", "return_on"])
@pytest.mark.parametrize("who", [CONSTRUCTION, MAINTENANCE, OTHER])
def test_of_others_purpose_and_return_date_are_registered(blank: str, who: str) -> None:
    case = kept().loan(who, "k1").lend("k1")
    assert case.holder("k1") == "borrower"
    case.take_back("k1").loan(who, "k2", **{blank: ""})
    refusal = assert_only_refused(case, "lend", KEEPER, by="4.5a", kind="empty_field", item="k2")
    assert refusal.reads == (blank,)


@pytest.mark.clause("fuheng/key_lending/4.5a")
def test_an_owner_need_not_say_when() -> None:
    case = kept().loan(OWNER, key_purpose="", return_on="").apply().lend(identity_confirmed="是")
    assert_not_due(case, "return_key@k1")
    assert_only_refused(kept(), "register_loan", "owner", by="4.5a", kind="wrong_role", borrowed_by=OWNER)


@pytest.mark.clause("fuheng/key_lending/4.5a", "fuheng/key_lending/4.6")
def test_the_registered_date_is_kept_until_its_midnight() -> None:
    case = kept().loan(OTHER)
    assert_not_due(case, "return_key@k1")
    case.lend()
    assert_due(case, "return_key@k1", "2026-03-14 00:00", by="4.5a")
    case.take_back("k1", "2026-03-14 00:00")
    assert_done(case, "return_key@k1", "met")
    late = kept().loan(OTHER).lend().take_back("k1", "2026-03-14 00:00:00.000001")
    assert missed(late) == [("return_key@k1", "2026-03-14 00:00:00")]


@pytest.mark.clause("fuheng/key_lending/4.5c")
@pytest.mark.parametrize("who", [CONSTRUCTION, MAINTENANCE])
def test_a113_keys_for_works_come_back_the_day_they_were_lent(who: str) -> None:
    case, late = kept().loan(who).lend(), kept().loan(who, at="2026-03-12 16:40").lend(at="2026-03-12 17:00")
    for each in (case, late):
        due = [d for d in each.desk.due() if d.case_id == each.id]
        assert [(d.name, d.clause, str(d.due)[:16], d.roles) for d in due] == [
            ("return_key@k1", ROW + "4.5c", "2026-03-13 00:00", ("construction_worker", "maintenance_worker"))
        ]
    case.take_back(at="2026-03-13 00:00")
    late.take_back(at="2026-03-13 00:00:00.000001")
    assert (missed(case), missed(late)) == ([], [("return_key@k1", "2026-03-13 00:00:00")])
    assert (case.holder("k1"), late.holder("k1")) == (KEEPER, KEEPER)
    assert_done(case, "return_key@k1", "met")
    assert_done(late, "return_key@k1", "late")


@pytest.mark.clause("fuheng/key_lending/4.5c")
@pytest.mark.parametrize("who", [SALES, OTHER])
def test_what_is_lent_for_no_works_has_its_own_date(who: str) -> None:
    case = kept().loan(who)
    if who == SALES:
        case.approve()
    case.lend()
    assert_due(case, "return_key@k1", "2026-03-14 00:00", by="4.5a")
    (due,) = case.desk.due()
    assert due.roles == ("borrower",)


@pytest.mark.clause("fuheng/key_lending/4.5d")
def test_a_key_for_sales_needs_the_signature_of_its_supervisor_on_that_loan() -> None:
    case = kept().loan(SALES, "k1").approve("k1").lend("k1").take_back("k1").loan(SALES, "k2")
    refusal = assert_only_refused(case, "lend", KEEPER, by="4.5d", kind="missing_signature", item="k2")
    assert "营销部主管" in refusal.zh
    assert_only_refused(case, "approve_sales_loan", KEEPER, by="4.5d", kind="wrong_role", item="k2")
    case.approve("k2").lend("k2")
    assert signers(case, "key_borrowing_register") == {"sales_supervisor"}
    other = kept().loan(OTHER)
    assert_only_refused(other, "approve_sales_loan", "sales_supervisor", by="4.5d", kind="not_applicable", item="k1")


@pytest.mark.clause("fuheng/key_lending/4.5b")
def test_a_key_is_lent_once_a_loan_to_a_loan_that_is_there() -> None:
    case = kept().loan(OTHER).lend()
    assert_only_refused(case, "lend", KEEPER, by="local", kind="not_now", item="k1")
    assert_refused(case, "lend", KEEPER, by="local", kind="no_item", item="k9")


def test_a_loan_that_nobody_takes_is_dropped_before_it_is_lent() -> None:
    case = kept().loan(OTHER, "k1").do("drop_loan", KEEPER, item="k1").loan(OTHER, "k2").lend("k2")
    assert_only_refused(case, "drop_loan", KEEPER, by="local", kind="not_now", item="k2")
    case.take_back("k2").sign().issue()
    assert case.state == "issued"


# --- 4.6 recovery ---------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/key_lending/4.6")
def test_the_keeper_is_told_to_recover_a_key_that_did_not_come_back() -> None:
    case = kept().loan(CONSTRUCTION).lend().tick("2026-03-13 00:00")
    assert told(case) == []
    case.tick("2026-03-13 08:00")
    assert ("recover@k1", (KEEPER,), "2026-03-13 00:00") in told(case)
    (line,) = [h for h in case.desk.history(case.id) if h.name == "recover@k1"]
    assert line.clause == ROW + "4.6"
    other = kept().loan(OTHER).lend().tick("2026-03-14 08:00")
    assert ("recover@k1", (KEEPER,), "2026-03-14 00:00") in told(other)


@pytest.mark.clause("fuheng/key_lending/4.5b", "fuheng/key_lending/4.6")
def test_the_register_is_completed_when_the_key_is_back() -> None:
    case = kept().loan(OTHER)
    record = {"return_record": "已还"}
    case.lend()
    refusal = assert_only_refused(case, "take_back", KEEPER, by="4.5b", kind="empty_field", item="k1")
    assert refusal.reads == ("return_record",)
    assert_only_refused(case, "take_back", SUPERVISOR, by="4.6", kind="wrong_role", item="k1", **record)
    case.take_back()
    assert case.holder("k1") == KEEPER
    assert_refused(case, "take_back", KEEPER, by="4.6", kind="no_item", item="k1", **record)


@pytest.mark.clause("fuheng/key_lending/4.6")
def test_every_loan_is_recovered_for_itself() -> None:
    """所有借出的钥匙…负责追回: that it came back once says nothing of the next time that it is lent."""
    case = kept().loan(OTHER, "k1").lend("k1").take_back("k1").loan(OTHER, "k2").lend("k2").sign()
    refusals = case.try_("issue_keys", KEEPER, identity_confirmed="是")
    (owed,) = [refusal for refusal in refusals if refusal.clause == ROW + "4.6"]
    assert (owed.kind, "k2" in owed.zh) == ("outstanding", True)
    case.take_back("k2").issue()


@pytest.mark.clause("fuheng/key_lending/4.6")
def test_only_what_was_lent_is_taken_back() -> None:
    case = kept().loan(OTHER)
    assert_only_refused(case, "take_back", KEEPER, by="4.6", kind="not_applicable", item="k1", return_record="已还")


def documents_owed(case: Keys) -> list[tuple[str, str, str]]:
    rows = case.desk.obligations(case.id)
    return [
        (row.clause.removeprefix(ROW), row.item, row.status) for row in rows if row.kind in ("document", "signature")
    ]


@pytest.mark.clause("fuheng/key_lending/4.5b")
def test_each_loan_owes_its_own_line_of_the_register_and_nobody_elses_signature() -> None:
    """4.4 asks an owner's signature and 4.5d that of the sales supervisor, of their loans alone."""
    case = kept().loan(CONSTRUCTION).lend()
    assert [row for row in documents_owed(case) if row[0] in ("4.5a", "4.5b")] == [
        ("4.5a", "k1", "met"),
        ("4.5b", "k1", "outstanding"),
    ]
    assert not [row for row in documents_owed(case) if row[0] in ("4.4d", "4.5d")]
    case.take_back().loan(SALES, "k2").approve("k2")
    assert [row for row in documents_owed(case) if row[0] in ("4.5a", "4.5b", "4.5d")] == [
        ("4.5a", "k1", "met"),
        ("4.5a", "k2", "met"),
        ("4.5b", "k1", "met"),
        ("4.5b", "k2", "outstanding"),
        ("4.5d", "k2", "met"),
        ("4.5d", "k2", "met"),
    ]
    case.do("drop_loan", KEEPER, item="k2")
    assert ("4.5b", "k2", "cancelled") in documents_owed(case)  # what is not lent is not brought back


@pytest.mark.clause("fuheng/key_lending/4.5a")
def test_a_loan_recorded_without_its_register_spares_no_later_loan() -> None:
    """4.5a: purpose and date of return stand in the register of every loan."""
    desk = new_desk(policy=Policy.from_data({"recording": {"by": [KEEPER]}}))
    case = Keys(
        desk,
        desk.open("key_lending", KEPT, subject=UNIT, by=person(KEEPER), at=MORNING, recorded_at=MORNING).id,
        MORNING,
    )
    case.do("register_loan", KEEPER, item="k1", borrowed_by=OTHER)
    desk.record(
        case.id, "lend", {"item": "k1"}, by=person(KEEPER), recorded_by=person(KEEPER), at=MORNING, recorded_at=MORNING
    )
    assert ("4.5a", "k1", "not_done") in documents_owed(case)
    case.take_back().do("register_loan", KEEPER, item="k2", borrowed_by=OTHER)
    assert ("4.5a", "k2", "outstanding") in documents_owed(case)
    assert_refused(case, "lend", KEEPER, by="4.5a", kind="empty_field", item="k2")


@pytest.mark.clause("fuheng/key_lending/4.5b", "fuheng/key_lending/4.6")
def test_no_keys_for_good_while_one_is_lent() -> None:
    case = kept().loan(CONSTRUCTION).lend().sign()
    refusals = {(r.kind, r.clause) for r in case.try_("issue_keys", KEEPER, identity_confirmed="是")}
    assert refusals == {("outstanding", ROW + "4.5b"), ("outstanding", ROW + "4.6"), ("limit_open", ROW + "4.5c")}
    case.take_back().issue()


@pytest.mark.clause("fuheng/key_lending/4.5b")
def test_keys_for_good_wait_for_a_loan_that_is_only_registered_and_say_how_it_is_dropped() -> None:
    case = kept().loan(OTHER).sign()
    refusal = assert_only_refused(case, "issue_keys", KEEPER, by="4.5b", kind="outstanding", identity_confirmed="是")
    assert refusal.text("zh") == "第4.5条：尚有未办事项：钥匙借用。请先办理“取消借用”"
    assert refusal.help_en == "do drop loan first"
    case.do("drop_loan", KEEPER, item="k1").issue()


# --- 4.7 the place ----------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/key_lending/4.7")
def test_nobody_without_business_enters_the_place_of_the_keys() -> None:
    case = kept()
    for other in ("owner", "maintenance_worker", "customer_service_officer", "sales_supervisor", "borrower"):
        assert_only_refused(case, "enter_key_store", other, by="4.7", kind="wrong_role", business="借钥匙")
    for one in (KEEPER, SUPERVISOR):
        assert_only_refused(case, "enter_key_store", one, by="4.7", kind="missing_field")
        case.do("enter_key_store", one, business="清点钥匙")
