"""Move-in, clause by clause: what is there before it, what it refuses, what follows."""

from __future__ import annotations

from typing import Any

import pytest

from manuals.fuheng.case_desk import Walk, assert_only_refused, assert_refused, person, told
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.move_in_desk import (
    AGREEMENTS,
    ASSISTANT,
    ISSUED,
    MANAGER,
    METERS,
    NOTICE,
    PAPERS,
    UNIT,
    move_in,
    repairs,
)

ROW = "jueshixiang/move_in/"
WAYS = {"before": "搬入或二次装修前维修", "after": "搬入后再行维修"}


def states(case: Walk) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


def signed(case: Walk, document: str) -> tuple[str, ...]:
    """Who has signed a document."""
    return next(d.signed_by for d in case.desk.documents(case.id) if d.form == document)


def kept(case: Walk, document: str) -> set[tuple[str, str]]:
    """Who keeps which copies of a document."""
    found = next(d for d in case.desk.documents(case.id) if d.form == document)
    return {(copy.copy, copy.role) for copy in found.copies}


def test_the_straight_path() -> None:
    case = move_in().to_sheet().file().issue_papers().rest()
    case.do("close", ASSISTANT)
    assert states(case) == [
        "notified", "checked", "inspected", "keys_issued", "agreements_filed", "papers_issued", "moved_in",
    ]  # fmt: skip


# --- 3.0 who does what -----------------------------------------------------------------------------------------


@pytest.mark.clause(ROW + "3.6")
def test_the_developers_marketing_sends_notice_and_step_sheet() -> None:
    case = move_in()
    assert (case.state, str(case.case.facts["fees_from"])) == ("notified", "2026-03-01")
    by_finance = new_desk().try_open("move_in", NOTICE, subject=UNIT, by=person("developer_finance"))
    assert [(r.kind, r.clause) for r in by_finance.refusals] == [("wrong_role", ROW + "3.6")]
    assert "开发企业营销部" in by_finance.refusals[0].zh
    no_date = new_desk().try_open("move_in", {}, subject=UNIT, by=person("developer_marketing"))
    assert [(r.kind, r.clause, r.place) for r in no_date.refusals] == [("missing_field", ROW + "3.6", "fees_from")]
    assert move_in(by=ASSISTANT).state == "notified"  # who registers what the developer has sent


@pytest.mark.clause(ROW + "3.2")
def test_the_manager_handles_the_formalities_too() -> None:
    case = move_in().do("check_papers", MANAGER, **PAPERS).do("make_cards", MANAGER, cards_made="3")
    case.do("return_originals", MANAGER, paper_copies="是").inspect().sign_inspection().pay().sign_keys()
    case.do("issue_all_keys", MANAGER).do("sign_step_sheet", "resident")
    case.do("hand_over_agreements", MANAGER, copies_given="2", **AGREEMENTS)
    for step in ("sign_covenant", "sign_agreement", "sign_letter"):
        case.do(step, "resident")
    case.do("sign_covenant_for_centre", MANAGER).do("file_agreements", MANAGER, copies_filed="1")
    case.do("issue_papers", MANAGER, **ISSUED)
    assert case.state == "papers_issued"
    other = move_in().to_checked().finish_papers().find().pay().sign_keys()
    assert other.do("keep_one_key", MANAGER, door_keys_kept="1").state == "keys_issued"


@pytest.mark.clause(ROW + "3.3")
def test_the_assistant_enters_the_data_before_the_entry_is_closed() -> None:
    case = move_in()
    assert_only_refused(case, "enter_data", ASSISTANT, by="3.3", kind="wrong_state")
    case.to_sheet().file().issue_papers().do("collect_balance", "developer_finance")
    assert_only_refused(case, "close", ASSISTANT, by="3.3", kind="outstanding")
    assert_only_refused(case, "enter_data", "back_office_assistant", by="3.3", kind="wrong_role")
    assert case.do("enter_data", ASSISTANT).do("close", ASSISTANT).state == "moved_in"


@pytest.mark.clause(ROW + "3.4", ROW + "4.5a")
@pytest.mark.parametrize("who", ["back_office_assistant", "finance_department"])
def test_the_charges_are_collected_by_finance_or_the_back_office(who: str) -> None:
    case = move_in().to_inspected().sign_inspection()
    charges = {"receipt_items": "煤气", "gas_connection_fee": "0", "cable_television_fee": "0"}
    assert_only_refused(case, "collect_charges", ASSISTANT, by="4.5a", kind="wrong_role", **charges)
    case.sign_keys()
    assert {r.kind for r in case.try_("issue_all_keys", ASSISTANT)} == {"outstanding", "unpaid"}
    case.pay(who)
    assert case.case.payments == {"gas_connection_fee": "3000.00", "cable_television_fee": "300.00"}


@pytest.mark.clause(ROW + "3.5", ROW + "4.4-item-1a")
def test_maintenance_goes_through_the_unit_with_the_resident() -> None:
    case = move_in().to_checked().finish_papers()
    assert_only_refused(
        case, "inspect_unit", ASSISTANT, by="4.4-item-1a", kind="wrong_role", outcome="验收合格", **METERS
    )
    case.do("inspect_unit", "equipment_maintenance_department", outcome="passed", **METERS)
    assert case.state == "inspected"


@pytest.mark.clause(ROW + "3.7")
def test_the_balance_is_paid_to_the_developer_before_the_entry_is_closed() -> None:
    case = move_in().to_sheet().file().issue_papers().do("enter_data", ASSISTANT)
    assert_only_refused(case, "close", ASSISTANT, by="3.7", kind="outstanding")
    assert_only_refused(case, "collect_balance", "finance_department", by="3.7", kind="wrong_role")
    assert case.do("collect_balance", ASSISTANT).do("close", ASSISTANT).state == "moved_in"


# --- 4.3 papers ------------------------------------------------------------------------------------------------


@pytest.mark.clause(ROW + "4.3.1a")
@pytest.mark.parametrize("blank", ["resident_name", "resident_telephone"])
def test_the_record_is_filled_in_with_the_assistant(blank: str) -> None:
    case = move_in()
    some = {k: v for k, v in PAPERS.items() if k != blank}
    assert assert_refused(case, "check_papers", ASSISTANT, by="4.3.1a", kind="missing_field", **some).place == blank
    assert_only_refused(case, "check_papers", "resident", by="4.3.1a", kind="wrong_role", **PAPERS)
    assert case.check().state == "checked"
    assert str(case.desk.case(case.id).facts["resident_name"]) != "张先生"  # personal, behind a token


@pytest.mark.parametrize(
    ("paper", "row"),
    [
        pytest.param("purchase_agreement", "4.3.1b", marks=pytest.mark.clause(ROW + "4.3.1b")),
        pytest.param("identity_cards", "4.3.1c", marks=pytest.mark.clause(ROW + "4.3.1c")),
        pytest.param("step_sheet", "4.3.1g", marks=pytest.mark.clause(ROW + "4.3.1g")),
    ],
)
def test_the_papers_are_checked_as_originals(paper: str, row: str) -> None:
    case = move_in()
    some = {k: v for k, v in PAPERS.items() if k != paper}
    assert_refused(case, "check_papers", ASSISTANT, by=row, kind="empty_field", **some)
    assert_refused(case, "check_papers", ASSISTANT, by=row, **{**some, paper: "否"})
    assert case.check().state == "checked"


@pytest.mark.parametrize(
    ("paper", "step", "asked", "row"),
    [
        pytest.param(
            "business_licence", "show_licence", "company_buyer", "4.3.1d", marks=pytest.mark.clause(ROW + "4.3.1d")
        ),
        pytest.param(
            "power_of_attorney", "show_power_of_attorney", "by_agent", "4.3.1e", marks=pytest.mark.clause(ROW + "4.3.1e")
        ),
    ],
)
def test_a_company_shows_its_licence_and_an_agent_his_power(paper: str, step: str, asked: str, row: str) -> None:
    case = move_in()
    assert_only_refused(case, "check_papers", ASSISTANT, by=row, kind="missing_document", **PAPERS, **{asked: "是"})
    assert_only_refused(case, step, MANAGER, by=row, kind="wrong_role", **{paper: "是"})
    case.do(step, "resident", **{paper: "是"}).check(**{asked: "是"})
    assert move_in().do(step, ASSISTANT, **{paper: "是"}).check(**{asked: "是"}).state == "checked"


def test_licence_and_power_of_attorney_are_asked_of_companies_and_agents_only() -> None:
    assert move_in().check().state == "checked"


@pytest.mark.parametrize(
    ("paper", "step", "asked", "row"),
    [
        pytest.param(
            "business_licence", "show_licence", "company_buyer", "4.3.1d", marks=pytest.mark.clause(ROW + "4.3.1d")
        ),
        pytest.param(
            "power_of_attorney", "show_power_of_attorney", "by_agent", "4.3.1e", marks=pytest.mark.clause(ROW + "4.3.1e")
        ),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_a_buyer_who_turns_out_a_company_or_sent_somebody_shows_his_paper_later(
    paper: str, step: str, asked: str, row: str, late: bool
) -> None:
    """单位购房还须检验其单位营业执照副本: also where that is known only after the check."""
    case = move_in().to_checked()
    if late:
        case.finish_papers().inspect().sign_inspection().pay().sign_keys().do("issue_all_keys", ASSISTANT)
        case.do("sign_step_sheet", "resident").file().issue_papers().rest()
    case.correct("check_papers", **{asked: "是"})
    if not late:
        case.do(step, "resident", **{paper: "是"})
        assert case.finish_papers().inspect().state == "inspected"
        return
    assert_only_refused(case, "close", ASSISTANT, by=row, kind="missing_document")
    case.do(step, ASSISTANT, **{paper: "是"})
    if asked == "company_buyer":  # 将单位营业执照副本返还住户
        assert_only_refused(case, "close", ASSISTANT, by="4.3.3a", kind="outstanding")
        case.do("return_originals", ASSISTANT, paper_copies="是")
    else:
        assert ("resident_file", ASSISTANT) in kept(case, paper)
    assert case.do("close", ASSISTANT).state == "moved_in"


@pytest.mark.clause(ROW + "4.3.1f")
@pytest.mark.parametrize("number", ["1", "3"])
def test_two_photographs_each_are_brought(number: str) -> None:
    case = move_in()
    refusal = assert_only_refused(
        case, "check_papers", ASSISTANT, by="4.3.1f", kind="required", **{**PAPERS, "photographs_each": number}
    )
    assert "一寸彩照" in refusal.zh
    case.check(photographs_each="2")


@pytest.mark.clause(ROW + "4.3.2", ROW + "4.3.3a")
def test_cards_are_made_and_originals_returned_before_the_inspection() -> None:
    case = move_in()
    assert_only_refused(case, "return_originals", ASSISTANT, by="4.3.3a", kind="wrong_state", paper_copies="是")
    case.check()
    clauses = {r.clause for r in case.try_("inspect_unit", "maintenance_worker", outcome="passed", **METERS)}
    assert clauses == {ROW + "4.3.2", ROW + "4.3.3a"}
    assert_only_refused(case, "make_cards", ASSISTANT, by="4.3.2", kind="missing_field")
    assert_only_refused(case, "make_cards", ASSISTANT, by="4.3.2", kind="required", cards_made="0")
    case.do("make_cards", ASSISTANT, cards_made="3")
    assert_only_refused(
        case, "inspect_unit", "maintenance_worker", by="4.3.3a", kind="outstanding", outcome="passed", **METERS
    )
    assert case.do("return_originals", ASSISTANT, paper_copies="是").inspect().state == "inspected"


@pytest.mark.clause(ROW + "4.3.3b")
def test_copies_and_the_power_of_attorney_go_into_the_file() -> None:
    case = move_in().do("show_power_of_attorney", "resident", power_of_attorney="是").check(by_agent="是")
    assert_refused(case, "return_originals", ASSISTANT, by="4.3.3b")
    case.finish_papers()
    assert ("resident_file", ASSISTANT) in kept(case, "paper_copies")
    assert ("resident_file", ASSISTANT) in kept(case, "power_of_attorney")


# --- 4.4 inspection --------------------------------------------------------------------------------------------


@pytest.mark.clause(ROW + "4.4-item-1b")
@pytest.mark.parametrize("outcome", ["passed", "problems"])
@pytest.mark.parametrize("blank", list(METERS))
def test_the_meters_are_read_at_the_inspection(blank: str, outcome: str) -> None:
    case = move_in().to_checked().finish_papers()
    more = {"problems": "窗渗水", "repair_when": WAYS["after"]} if outcome == "problems" else {}
    some = {k: v for k, v in METERS.items() if k != blank}
    form = {"by": "4.4-item-1b", "kind": "empty_field", "outcome": outcome}
    assert_refused(case, "inspect_unit", "maintenance_worker", **form, **some, **more)


@pytest.mark.clause(ROW + "4.4-item-1b")
@pytest.mark.parametrize("meter", list(METERS))
def test_no_meter_reads_less_than_nothing(meter: str) -> None:
    case = move_in().to_checked().finish_papers()
    wrong = {**METERS, "outcome": "passed", meter: "-5"}
    assert_refused(case, "inspect_unit", "maintenance_worker", by="4.4-item-1a", kind="wrong_value", **wrong)
    assert case.do("inspect_unit", "maintenance_worker", **{**wrong, meter: "0"}).state == "inspected"


@pytest.mark.clause(ROW + "4.4-item-1b")
def test_problems_are_written_down_with_the_wish_of_the_resident() -> None:
    case = move_in().to_checked().finish_papers()
    refusals = case.try_("inspect_unit", "maintenance_worker", outcome="有问题", **METERS)
    assert {r.place for r in refusals} == {"problems", "repair_when"}
    assert case.find(WAYS["after"]).case.facts["problems"] == "主卧窗渗水"
    assert repairs(case) == []


@pytest.mark.clause(ROW + "4.4-item-2")
def test_the_resident_signs_a_unit_that_passed() -> None:
    case = move_in().to_inspected()
    charges = {"receipt_items": "无", "gas_connection_fee": "0", "cable_television_fee": "0"}
    assert_only_refused(case, "collect_charges", "finance_department", by="4.4-item-2", kind="outstanding", **charges)
    assert_only_refused(case, "sign_inspection", "maintenance_worker", by="4.4-item-2", kind="wrong_role")
    case.sign_inspection().pay()
    assert signed(case, "entry_inspection") == ("resident",)
    other = move_in().to_checked().finish_papers().find(WAYS["after"])
    assert_only_refused(other, "sign_inspection", "resident", by="4.4-item-2", kind="not_applicable")
    assert other.pay().sign_keys().do("issue_all_keys", ASSISTANT).state == "keys_issued"


@pytest.mark.clause(ROW + "4.4-item-2")
@pytest.mark.parametrize("when", ["before the charges", "before the keys", "after the keys"])
def test_a_unit_that_passed_after_its_repair_is_signed_for_too(when: str) -> None:
    """房屋经验收合格…签字确定: the second inspection passes it as well as the first."""
    case = move_in().to_checked().finish_papers().find()
    if when == "before the charges":
        charges = {"receipt_items": "无", "gas_connection_fee": "0", "cable_television_fee": "0"}
        case.repaired()
        assert_only_refused(case, "collect_charges", "finance_department", by="4.4-item-2", **charges)
        assert signed(case.sign_inspection().pay(), "entry_inspection") == ("resident",)
        return
    case.pay().sign_keys()
    if when == "before the keys":
        case.repaired().do("issue_all_keys", ASSISTANT).do("sign_step_sheet", "resident")
    else:
        case.do("keep_one_key", ASSISTANT, door_keys_kept="1").repaired().do("return_key", ASSISTANT)
    case.file().issue_papers().rest()
    assert_only_refused(case, "close", ASSISTANT, by="4.4-item-2", kind="outstanding")
    assert case.sign_inspection().do("close", ASSISTANT).state == "moved_in"


@pytest.mark.clause(ROW + "4.4-item-2")
@pytest.mark.parametrize("field", ["water_reading", "electricity_reading"])
def test_a_reading_that_is_corrected_is_signed_again(field: str) -> None:
    """签字后，所签的栏目又有改动的，须重新签字: before the charges, and before the end."""
    case = move_in().to_inspected().sign_inspection().correct("inspect_unit", **{field: "99"})
    charges = {"receipt_items": "无", "gas_connection_fee": "0", "cable_television_fee": "0"}
    assert_only_refused(case, "collect_charges", "finance_department", by="4.4-item-2", kind="outstanding", **charges)
    case.sign_inspection().pay().sign_keys().do("issue_all_keys", ASSISTANT).do("sign_step_sheet", "resident")
    case.file().issue_papers().rest().correct("inspect_unit", **{field: "100"})
    assert signed(case, "entry_inspection") == ()
    assert_only_refused(case, "close", ASSISTANT, by="4.4-item-2", kind="outstanding")
    assert signed(case.sign_inspection(), "entry_inspection") == ("resident",)
    assert case.do("close", ASSISTANT).state == "moved_in"


@pytest.mark.clause(ROW + "4.4-item-2")
def test_problems_that_are_corrected_after_their_repair_are_signed_again() -> None:
    case = move_in().to_checked().finish_papers().find().repaired().sign_inspection()
    case.correct("inspect_unit", problems="次卧窗渗水")
    charges = {"receipt_items": "无", "gas_connection_fee": "0", "cable_television_fee": "0"}
    assert_only_refused(case, "collect_charges", "finance_department", by="4.4-item-2", kind="outstanding", **charges)
    case.sign_inspection().pay()


def test_an_inspection_passes_or_finds_problems() -> None:
    case = move_in().to_checked().finish_papers()
    (option,) = [o for o in case.desk.options(case.id, by=person("maintenance_worker")) if o.step == "inspect_unit"]
    assert {each.value for each in option.outcomes} == {"passed", "problems"}


# --- 4.5 charges, 4.6 keys -------------------------------------------------------------------------------------


@pytest.mark.clause(ROW + "4.5a")
def test_a_receipt_by_item_is_given() -> None:
    case = move_in().to_inspected().sign_inspection()
    paid = {"gas_connection_fee": "3000", "cable_television_fee": "300"}
    refusal = assert_refused(case, "collect_charges", "finance_department", by="4.5a", kind="missing_field", **paid)
    assert refusal.place == "receipt_items"


@pytest.mark.clause(ROW + "4.5a")
@pytest.mark.parametrize("who", ["back_office_assistant", "finance_department"])
def test_the_charges_are_collected_once(who: str) -> None:
    """3.4 writes the back office, 4.5 finance: not the one after the other."""
    case = move_in().to_paid()
    charges = {"receipt_items": "煤气", "gas_connection_fee": "200", "cable_television_fee": "200"}
    assert_only_refused(case, "collect_charges", who, by="4.5a", kind="forbidden", **charges)
    assert case.case.payments == {"gas_connection_fee": "3000.00", "cable_television_fee": "300.00"}


@pytest.mark.parametrize(
    ("fee", "row"),
    [
        pytest.param("gas_connection_fee", "4.5b", marks=pytest.mark.clause(ROW + "4.5b")),
        pytest.param("cable_television_fee", "4.5c", marks=pytest.mark.clause(ROW + "4.5c")),
    ],
)
def test_gas_and_cable_television_are_paid_as_the_place_has_it(fee: str, row: str) -> None:
    other = move_in().to_checked().finish_papers().find().sign_keys()
    refusals = other.try_("keep_one_key", ASSISTANT, door_keys_kept="1")
    assert {(ROW + row, "unpaid"), (ROW + "4.5a", "outstanding")} <= {(r.clause, r.kind) for r in refusals}
    case = move_in().to_inspected().sign_inspection().sign_keys()
    refusals = case.try_("issue_all_keys", ASSISTANT)
    assert (ROW + row, "unpaid") in {(r.clause, r.kind) for r in refusals}
    (owed,) = [each for each in case.desk.obligations(case.id) if each.name == fee]
    assert owed.roles == ("resident",)
    case.pay().do("issue_all_keys", ASSISTANT)
    assert case.case.payments[fee] == {"gas_connection_fee": "3000.00", "cable_television_fee": "300.00"}[fee]


@pytest.mark.clause(ROW + "4.6-item-1a")
@pytest.mark.parametrize("how", ["passed", "after"])
def test_without_a_problem_or_with_a_repair_afterwards_all_keys_are_handed_over(how: str) -> None:
    case = move_in().to_checked().finish_papers()
    case = case.inspect().sign_inspection() if how == "passed" else case.find(WAYS["after"])
    case.pay().sign_keys()
    assert_only_refused(case, "keep_one_key", ASSISTANT, by="4.6-item-2", kind="not_applicable", door_keys_kept="1")
    case.do("issue_all_keys", ASSISTANT)
    assert {(held.article, held.holder) for held in case.desk.custody(case.id)} == {("keys", "resident")}


@pytest.mark.clause(ROW + "4.6-item-1a")
@pytest.mark.parametrize("how", ["repaired", "given up"])
def test_what_is_mended_or_given_up_before_the_keys_leaves_no_problem(how: str) -> None:
    """住户收楼无问题…钥匙全部交给住户: nothing is left to keep a key for."""
    case = move_in().to_checked().finish_papers().find().pay().sign_keys()
    assert_only_refused(case, "issue_all_keys", ASSISTANT, by="4.6-item-1a", kind="not_applicable")
    case = case.repaired() if how == "repaired" else case.repair_given_up()
    assert_only_refused(case, "keep_one_key", ASSISTANT, by="4.6-item-2", kind="not_applicable", door_keys_kept="1")
    case.do("issue_all_keys", ASSISTANT)
    assert {(held.article, held.holder) for held in case.desk.custody(case.id)} == {("keys", "resident")}
    assert_refused(case, "file_agreements", ASSISTANT, by="4.6-item-1b", kind="outstanding", copies_filed="1")


@pytest.mark.clause(ROW + "4.6-item-1b")
def test_the_resident_signs_the_step_sheet_for_all_the_keys() -> None:
    case = move_in().to_keys().agree()
    assert_only_refused(case, "file_agreements", ASSISTANT, by="4.6-item-1b", kind="outstanding", copies_filed="1")
    case.do("sign_step_sheet", "resident").do("file_agreements", ASSISTANT, copies_filed="1")
    case.issue_papers().rest().do("close", ASSISTANT)
    other = move_in().to_keys()
    assert_only_refused(other, "sign_step_sheet", ASSISTANT, by="4.6-item-1b", kind="wrong_role")
    assert signed(other.do("sign_step_sheet", "resident"), "step_sheet") == ("resident",)


@pytest.mark.clause(ROW + "4.6-item-2")
@pytest.mark.parametrize("number", ["0", "2"])
def test_one_door_key_stays_for_the_repair(number: str) -> None:
    case = move_in().to_checked().finish_papers().find().pay().sign_keys()
    assert_only_refused(case, "issue_all_keys", ASSISTANT, by="4.6-item-1a", kind="not_applicable")
    refusal = assert_only_refused(
        case, "keep_one_key", ASSISTANT, by="4.6-item-2", kind="required", door_keys_kept=number
    )
    assert "留下大门钥匙" in refusal.zh
    case.do("keep_one_key", ASSISTANT, door_keys_kept="1")
    assert {(held.article, held.holder) for held in case.desk.custody(case.id)} == {
        ("keys", "resident"), ("door_key", "service_center"),
    }  # fmt: skip
    assert_only_refused(case, "sign_step_sheet", "resident", by="4.6-item-1b", kind="not_applicable")


@pytest.mark.clause("jueshixiang/repair/4.4-item-3")
def test_the_key_that_was_kept_waits_for_the_repair_and_goes_back() -> None:
    case = move_in().to_keys_but_one()
    (repair,) = repairs(case)
    assert (repair.facts["fault"], repair.facts["location"], repair.open) == ("主卧窗渗水", UNIT, True)
    assert_only_refused(
        case, "return_key", ASSISTANT, by="local", kind="child_not_ended"
    )
    case.file().issue_papers().rest()
    assert "outstanding" in {r.kind for r in case.try_("close", ASSISTANT)}
    case.repair_given_up()
    assert ("repair_ended", ("equipment_maintenance_department", "maintenance_worker"), case.now) in told(case)
    case.do("return_key", ASSISTANT)
    assert {(held.article, held.holder) for held in case.desk.custody(case.id)} == {
        ("keys", "resident"), ("door_key", "resident"),
    }  # fmt: skip
    assert case.do("close", ASSISTANT).state == "moved_in"


@pytest.mark.clause(ROW + "4.6-item-3")
@pytest.mark.parametrize("step", ["issue_all_keys", "keep_one_key"])
def test_the_resident_signs_the_key_record_on_receiving_keys(step: str) -> None:
    case = move_in().to_checked().finish_papers()
    case = case.find() if step == "keep_one_key" else case.inspect().sign_inspection()
    case.pay()
    more = {"door_keys_kept": "1"} if step == "keep_one_key" else {}
    assert_only_refused(case, step, ASSISTANT, by="4.6-item-3", kind="outstanding", **more)
    assert_only_refused(case, "sign_key_record", ASSISTANT, by="4.6-item-3", kind="wrong_role", keys_taken="5")
    assert_refused(case, "sign_key_record", "resident", by="4.6-item-3", kind="missing_field")
    case.sign_keys().do(step, ASSISTANT, **more)
    assert signed(case, "key_record") == ("resident",)


@pytest.mark.clause(ROW + "4.6-item-3")
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("step", ["issue_all_keys", "keep_one_key"])
def test_a_number_of_keys_that_is_corrected_is_signed_again(step: str, late: bool) -> None:
    """须重新签字: before the keys are handed over, and before the end where that is past."""
    case = move_in().to_checked().finish_papers()
    case = case.find() if step == "keep_one_key" else case.inspect().sign_inspection()
    case.pay().sign_keys()
    more = {"door_keys_kept": "1"} if step == "keep_one_key" else {}
    if not late:
        case.correct("sign_key_record", keys_taken="3")
        assert_only_refused(case, step, ASSISTANT, by="4.6-item-3", kind="outstanding", **more)
        case.do("sign_key_record", "resident", keys_taken="4").do(step, ASSISTANT, **more)
    else:
        case.do(step, ASSISTANT, **more)
        case = case.do("sign_step_sheet", "resident") if not more else case.repair_given_up().do("return_key", ASSISTANT)
        case.file().issue_papers().rest().correct("sign_key_record", keys_taken="3")
        assert_only_refused(case, "close", ASSISTANT, by="4.6-item-3", kind="outstanding")
        assert case.do("sign_key_record", "resident", keys_taken="4").do("close", ASSISTANT).state == "moved_in"
    assert signed(case, "key_record") == ("resident",)


@pytest.mark.clause(ROW + "4.6-item-3")
def test_whoever_takes_keys_takes_one_at_least() -> None:
    case = move_in().to_paid()
    assert_only_refused(case, "sign_key_record", "resident", by="4.6-item-3", kind="required", keys_taken="0")
    case.do("sign_key_record", "resident", keys_taken="1").do("issue_all_keys", ASSISTANT)


# --- 4.7 agreements, 4.8 papers --------------------------------------------------------------------------------


@pytest.mark.clause(ROW + "4.7.1")
def test_the_agreements_are_handed_over_in_two_copies_to_be_read() -> None:
    case = move_in().to_keys()
    for step in ("sign_covenant", "sign_agreement", "sign_letter"):
        assert_refused(case, step, "resident", by="4.7.1", kind="outstanding")
    assert_refused(case, "sign_covenant_for_centre", MANAGER, by="4.7.1", kind="outstanding")
    for number in ("1", "3"):
        refusal = assert_only_refused(
            case, "hand_over_agreements", ASSISTANT, by="4.7.1", kind="required", copies_given=number, **AGREEMENTS
        )
        assert "份数" in refusal.zh
    for blank in AGREEMENTS:
        some = {k: v for k, v in AGREEMENTS.items() if k != blank}
        case_refused = assert_refused(case, "hand_over_agreements", ASSISTANT, by="4.7.1", copies_given="2", **some)
        assert case_refused.place == blank
    case.do("hand_over_agreements", ASSISTANT, copies_given="2", **AGREEMENTS)


@pytest.mark.parametrize(
    ("step", "document", "row"),
    [
        pytest.param("sign_covenant", "interim_covenant", "4.7.2a", marks=pytest.mark.clause(ROW + "4.7.2a")),
        pytest.param("sign_agreement", "service_agreement", "4.7.2b", marks=pytest.mark.clause(ROW + "4.7.2b")),
        pytest.param("sign_letter", "safety_letter", "4.7.2c", marks=pytest.mark.clause(ROW + "4.7.2c")),
    ],
)
def test_the_resident_signs_each_agreement_before_it_is_filed(step: str, document: str, row: str) -> None:
    case = move_in().to_sheet().do("hand_over_agreements", ASSISTANT, copies_given="2", **AGREEMENTS)
    for other in {"sign_covenant", "sign_agreement", "sign_letter"} - {step}:
        case.do(other, "resident")
    case.do("sign_covenant_for_centre", MANAGER)
    assert_only_refused(case, "file_agreements", ASSISTANT, by=row, kind="outstanding", copies_filed="1")
    assert_only_refused(case, step, ASSISTANT, by=row, kind="wrong_role")
    case.do(step, "resident").do("file_agreements", ASSISTANT, copies_filed="1")
    assert "resident" in signed(case, document)


@pytest.mark.clause(ROW + "6.4")
def test_the_covenant_is_signed_by_the_project_and_the_owner() -> None:
    case = move_in().to_sheet().do("hand_over_agreements", ASSISTANT, copies_given="2", **AGREEMENTS)
    for step in ("sign_covenant", "sign_agreement", "sign_letter"):
        case.do(step, "resident")
    assert_only_refused(case, "file_agreements", ASSISTANT, by="6.4", kind="outstanding", copies_filed="1")
    assert_only_refused(case, "sign_covenant_for_centre", ASSISTANT, by="6.4", kind="wrong_role")
    case.do("sign_covenant_for_centre", "service_center_director")
    assert set(signed(case, "interim_covenant")) == {"resident", "service_center"}


@pytest.mark.clause(ROW + "4.7.3")
@pytest.mark.parametrize("number", ["0", "2"])
def test_one_signed_copy_goes_into_the_file(number: str) -> None:
    case = move_in().to_sheet().agree()
    assert_only_refused(case, "file_agreements", ASSISTANT, by="4.7.3", kind="required", copies_filed=number)
    assert_only_refused(case, "file_agreements", "resident", by="4.7.3", kind="wrong_role", copies_filed="1")
    assert case.do("file_agreements", ASSISTANT, copies_filed="1").state == "agreements_filed"


@pytest.mark.clause(ROW + "3.3")
def test_the_assistant_keeps_the_record_of_the_resident() -> None:
    case = move_in().to_checked()
    assert kept(case, "resident_record") == {("resident_file", ASSISTANT)}


@pytest.mark.clause(ROW + "10.2", ROW + "10.3")
def test_agreements_and_records_of_the_handing_over_are_kept() -> None:
    case = move_in().to_sheet().file()
    for document in AGREEMENTS:
        assert ("agreements", "service_center") in kept(case, document)
    for record in ("entry_inspection", "step_sheet", "key_record"):
        assert kept(case, record) == {("delivery_records", "service_center")}


@pytest.mark.parametrize(
    ("paper", "row"),
    [
        pytest.param("owner_handbook", "4.8a", marks=pytest.mark.clause(ROW + "4.8a")),
        pytest.param("covenant_copy", "4.8b", marks=pytest.mark.clause(ROW + "4.8b")),
        pytest.param("agreement_copy", "4.8c", marks=pytest.mark.clause(ROW + "4.8c")),
        pytest.param("letter_copy", "4.8d", marks=pytest.mark.clause(ROW + "4.8d")),
        pytest.param("user_manual", "4.8e", marks=pytest.mark.clause(ROW + "4.8e", ROW + "4.2.3.2b")),
        pytest.param("quality_warranty", "4.8f", marks=pytest.mark.clause(ROW + "4.8f", ROW + "4.2.3.2b")),
        pytest.param("civility_pact", "4.8g", marks=pytest.mark.clause(ROW + "4.8g")),
    ],
)
def test_seven_papers_are_issued_to_the_resident(paper: str, row: str) -> None:
    case = move_in().to_sheet().file()
    some: dict[str, Any] = {k: v for k, v in ISSUED.items() if k != paper}
    assert_refused(case, "issue_papers", ASSISTANT, by=row, kind="empty_field", **some)
    assert_refused(case, "issue_papers", ASSISTANT, by=row, **{**some, paper: "否"})
    assert_refused(case, "issue_papers", "resident", by="4.8a", kind="wrong_role", **ISSUED)
    assert case.issue_papers().state == "papers_issued"


# --- rosters, two posts, corrections -----------------------------------------------------------------------------


def test_one_person_in_two_posts_hears_nothing_of_what_he_did_himself() -> None:
    """The worker who inspected is told of the end of the repair; where he ended it himself, nobody is."""
    desk = new_desk(roster={"maintenance_worker": ["赵师傅"], "equipment_maintenance_department": ["赵师傅"]})
    case = move_in(desk=desk).to_keys_but_one()
    (repair,) = repairs(case)
    desk.act(repair.id, "withdraw", {"reason": "自行修复"}, by=person(ASSISTANT), at=case.now, recorded_at=case.now)
    (message,) = [m for m in desk.messages(case.id) if m.name == "repair_ended"]
    assert message.to_names == ("赵师傅",)


def test_problems_that_are_corrected_leave_the_key_with_its_repair() -> None:
    """笔误: the words of the finding change, the repair and the key that waits for it stay."""
    case = move_in().to_keys_but_one()
    entry = next(line.entry.seq for line in case.desk.history(case.id) if line.name == "inspect_unit")
    case.do("correct", MANAGER, reason="笔误", entry=entry, problems="次卧窗渗水")
    assert case.case.facts["problems"] == "次卧窗渗水"
    assert_only_refused(
        case, "return_key", ASSISTANT, by="local", kind="child_not_ended"
    )
