"""Files and their keeping, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due, assert_only_refused, assert_refused, missed, person, told
from manuals.jueshixiang.archive_desk import (
    ASSISTANT,
    KEEPER,
    KEPT,
    LISTED,
    MANAGER,
    MORNING,
    archived_file,
    kept,
    secret,
    standing,
)
from manuals.jueshixiang.case_desk import new_desk
from servicedesk import Policy
from servicedesk.errors import UnsetIntervalWarning

ROW = "jueshixiang/archive_access/"
ASKED = {"question": "电梯维保费多少", "looked_up": "是"}
BACKUP = {"approvals_backed_up": "是", "owner_data_backed_up": "是", "rules_backed_up": "是"}
HANDED = {"files_handed_over": "业主档案312份", "handed_over_by": "王敏", "taken_over_by": "李静"}


def test_the_straight_path_of_a_file() -> None:
    case = kept().request("1").fetch("1").hand_out("1").put_back("1")
    case.do("change_file", KEEPER, change="更换联系电话").do("publish", KEEPER, published_to="部门内").void()
    assert (case.state, case.case.open, missed(case)) == ("void", False, [])


# --- 5.3.19.4 what owners are told --------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/5.3.19.4")
def test_no_owner_is_answered_out_of_a_file_that_touches_company_secrets() -> None:
    case = secret()
    assert_only_refused(case, "answer_owner", ASSISTANT, by="5.3.19.4", kind="forbidden", **ASKED)
    case.do("ask_leader", ASSISTANT, question="电梯维保费多少")
    assert_only_refused(case, "answer_owner", MANAGER, by="5.3.19.4", kind="forbidden", **ASKED)
    open_file = kept().answer()
    assert told(open_file) == [("answer_owner", ("resident",), MORNING)]


@pytest.mark.clause("jueshixiang/archive_access/5.3.19.4")
def test_what_is_not_looked_up_is_asked_of_the_leader_before_each_answer() -> None:
    case = kept()
    unsure = {**ASKED, "looked_up": "否"}
    assert_only_refused(case, "answer_owner", ASSISTANT, by="5.3.19.4", kind="required", **unsure)
    case.do("ask_leader", ASSISTANT, question="电梯维保费多少")
    assert told(case) == [("ask_leader", (MANAGER,), MORNING)]
    case.answer("否")
    assert_only_refused(case, "answer_owner", ASSISTANT, by="5.3.19.4", kind="required", **unsure)
    for step, given in (("answer_owner", ASKED), ("ask_leader", {"question": "费用"})):
        assert_only_refused(case, step, KEEPER, by="5.3.19.4", kind="wrong_role", **given)
        assert_only_refused(case, step, ASSISTANT, by="5.3.19.4", kind="missing_field", **{**given, "question": None})
    assert_only_refused(case, "answer_owner", ASSISTANT, by="5.3.19.4", kind="missing_field", question="费用")


# --- duty 2, 2.4, 2.9 setting a file up ------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/duty-2", "jueshixiang/archive_access/2.9")
def test_the_department_sets_owners_files_up_and_the_keeper_all_files() -> None:
    desk, times = new_desk(), {"subject": "3-2-501", "at": MORNING, "recorded_at": MORNING}
    given = {"title": "业主档案", "file_kind": "用户档案"}
    for by in (KEEPER, ASSISTANT, MANAGER, "back_office_assistant"):
        assert desk.try_open("archive_access", given, by=person(by), **times).ok
    for kind in ("工程档案", "物业档案", "协议", "法律法规"):
        assert desk.try_open("archive_access", {**given, "file_kind": kind}, by=person(KEEPER), **times).ok
        refusals = desk.try_open("archive_access", {**given, "file_kind": kind}, by=person(ASSISTANT), **times).refusals
        assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}2.9")]
    for by in ("finance_department", "resident"):
        refusals = desk.try_open("archive_access", given, by=person(by), **times).refusals
        assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}2.9")]


@pytest.mark.clause("jueshixiang/archive_access/2.9", "jueshixiang/archive_access/duty-2")
@pytest.mark.parametrize("field", ["title", "file_kind"])
def test_a_file_has_a_title_and_a_class(field: str) -> None:
    given = {"title": "业主档案", "file_kind": "用户档案", field: None}
    refusals = new_desk().try_open("archive_access", given, subject="3-2-501", by=person(KEEPER)).refusals
    assert [(r.kind, r.place) for r in refusals] == [("missing_field", field)]


@pytest.mark.clause("jueshixiang/archive_access/2.4")
@pytest.mark.parametrize("kind", ["用户档案", "工程档案", "物业档案"])
def test_user_engineering_and_property_files_are_complete_before_they_are_kept(kind: str) -> None:
    case = archived_file(kind=kind)
    assert_only_refused(case, "keep", KEEPER, by="2.4", kind="required", **{**KEPT, "complete": "否"})
    assert case.keep().state == "kept"


@pytest.mark.clause("jueshixiang/archive_access/2.4")
def test_what_is_of_another_class_may_have_gaps() -> None:
    assert archived_file(kind="照片").keep(complete="否").state == "kept"


@pytest.mark.clause("jueshixiang/archive_access/2.4")
def test_the_classes_are_known_by_name_in_both_languages() -> None:
    said = ("用户档案", "engineering_file", "物业档案", "照片")
    values = [archived_file(kind=kind).case.facts["file_kind"] for kind in said]
    assert values == ["user_file", "engineering_file", "property_file", "照片"]


@pytest.mark.clause("jueshixiang/archive_access/2.2")
def test_no_file_is_kept_that_is_damaged_or_has_gaps() -> None:
    case = archived_file()
    assert_only_refused(case, "keep", KEEPER, by="2.2", kind="required", **{**KEPT, "intact": "否"})
    assert case.keep().state == "kept"


@pytest.mark.clause("jueshixiang/archive_access/2.9", "jueshixiang/archive_access/2.1")
@pytest.mark.parametrize("field", list(KEPT))
def test_a_file_is_labelled_and_has_its_place(field: str) -> None:
    case = archived_file()
    given = {name: value for name, value in KEPT.items() if name != field}
    assert assert_refused(case, "keep", KEEPER, by="2.9", kind="missing_field", **given).place == field
    assert_only_refused(case, "keep", ASSISTANT, by="2.9", kind="wrong_role", **KEPT)


@pytest.mark.clause("jueshixiang/archive_access/2.9")
def test_changes_and_publications_are_the_keepers_and_recorded() -> None:
    case = kept()
    for step, field in (("change_file", "change"), ("publish", "published_to")):
        assert_only_refused(case, step, KEEPER, by="2.9", kind="missing_field")
        assert_only_refused(case, step, ASSISTANT, by="2.9", kind="wrong_role", **{field: "内容"})
        case.do(step, KEEPER, **{field: "内容"}).do(step, KEEPER, **{field: "再次"})
        assert_refused(archived_file(), step, KEEPER, by="2.9", kind="wrong_state", **{field: "内容"})


@pytest.mark.clause("jueshixiang/archive_access/2.5")
def test_what_is_obsolete_is_marked_as_such() -> None:
    case = kept()
    assert_only_refused(case, "void", KEEPER, by="2.5", kind="missing_field")
    assert_only_refused(case, "void", ASSISTANT, by="2.5", kind="wrong_role", void_mark="作废章")
    assert_refused(archived_file(), "void", KEEPER, by="2.5", kind="wrong_state", void_mark="作废章")
    assert case.void().state == "void"
    assert not case.desk.try_act(case.id, "request_file", by=person(ASSISTANT)).ok


# --- 2.1 within one minute ----------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/2.1")
@pytest.mark.parametrize(("at", "how"), [("2026-03-10 10:01", "met"), ("2026-03-10 10:01:00.000001", "late")])
def test_a_file_is_fetched_within_one_minute(at: str, how: str) -> None:
    case = kept().request("1", at="2026-03-10 10:00")
    assert told(case) == [("request_file@1", (KEEPER,), "2026-03-10 10:00")]
    (due,) = case.desk.due()
    assert (due.name, due.due.format("YYYY-MM-DD HH:mm:ss"), due.clause) == ("fetch_file@1", "2026-03-10 10:01:00", f"{ROW}2.1")
    case.fetch("1", at)
    assert [name for name, _ in missed(case)] == ([] if how == "met" else ["fetch_file@1"])


@pytest.mark.clause("jueshixiang/archive_access/2.1")
def test_each_request_has_its_own_minute_and_its_own_way() -> None:
    case = kept().request("1", at="2026-03-10 10:00").fetch("1").hand_out("1").request("2", at="2026-03-10 10:30")
    assert [due.due.format("HH:mm") for due in case.desk.due()] == ["10:31"]
    for step in ("hand_out_file", "put_back"):
        assert_only_refused(case, step, KEEPER, by="2.1", kind="outstanding", item="2")
    for step in ("fetch_file", "hand_out_file", "put_back"):
        assert_refused(case, step, ASSISTANT, by="2.1", kind="wrong_role", item="1")
        assert_refused(case, step, KEEPER, by="2.1", kind="no_item", item="3")
    assert_only_refused(case, "void", KEEPER, by="2.1", kind="outstanding", void_mark="作废章")
    case.put_back("1").fetch("2").put_back("2").request("1", at="2026-03-10 11:00").fetch("1").put_back("1")
    assert case.void().state == "void"


@pytest.mark.clause("jueshixiang/archive_access/2.1")
def test_whoever_is_of_the_company_asks_for_a_file_that_is_kept() -> None:
    case = kept()
    for number, by in enumerate(("service_center_director", "finance_department", KEEPER, "greeter", "company")):
        case.request(str(number), by)
    assert_only_refused(case, "request_file", "resident", by="2.1", kind="wrong_role")
    assert_refused(archived_file(), "request_file", ASSISTANT, by="2.1", kind="wrong_state")


# --- 2.2 damage ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/2.2")
def test_each_damage_is_reported_to_the_keeper_and_made_good() -> None:
    case = kept()
    assert_only_refused(case, "report_damage", ASSISTANT, by="2.2", kind="missing_field")
    assert_only_refused(case, "report_damage", "resident", by="2.2", kind="wrong_role", damage="缺页")
    case.do("report_damage", "greeter", item="缺页", damage="缺第3页").do("report_damage", KEEPER, item="破损", damage="封面")
    assert [to for name, to, _ in told(case) if name.startswith("report_damage@")] == [(KEEPER,), (KEEPER,)]
    case.do("restore_file", KEEPER, item="缺页")
    assert_only_refused(case, "void", KEEPER, by="2.2", kind="outstanding", void_mark="作废章")
    assert_only_refused(case, "restore_file", ASSISTANT, by="2.2", kind="wrong_role", item="破损")
    assert case.do("restore_file", KEEPER, item="破损").void().state == "void"
    early = archived_file()
    assert_refused(early, "report_damage", KEEPER, by="2.2", kind="wrong_state", damage="缺页")


# --- 2.6 secrets, the keeper ----------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_a_secret_file_has_its_borrowing_right_before_it_is_kept() -> None:
    case = archived_file(confidential="是")
    assert_only_refused(case, "keep", KEEPER, by="2.6a", kind="required", **KEPT)
    given = {"borrowing_right": "部门经理以上"}
    assert_only_refused(case, "set_borrowing_right", KEEPER, by="2.6a", kind="wrong_role", **given)
    assert_only_refused(case, "set_borrowing_right", MANAGER, by="2.6a", kind="missing_field")
    assert case.right().keep().right().state == "kept"
    plain = archived_file()
    assert_only_refused(plain, "set_borrowing_right", MANAGER, by="2.6a", kind="not_applicable", **given)
    unmarked = new_desk()
    opened = unmarked.open("archive_access", {"title": "公告", "file_kind": "其他"}, subject="公告", by=person(KEEPER))
    assert unmarked.try_act(opened.id, "keep", KEPT, by=person(KEEPER)).ok  # a box that is left empty says no


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_a_secret_file_is_lent_by_a_signed_slip_and_within_the_right() -> None:
    case = secret().request("1").fetch("1")
    assert_only_refused(case, "check_right", KEEPER, by="2.6a", kind="required", item="1", within_right="是")
    assert_only_refused(case, "sign_loan_slip", ASSISTANT, by="2.6a", kind="missing_field", item="1")
    assert_only_refused(case, "sign_loan_slip", "resident", by="2.6a", kind="wrong_role", item="1", loan_reason="核对")
    case.slip("1").check_right("1").hand_out("1").put_back("1").request("2").fetch("2")
    given = {"item": "2", "within_right": "是"}
    assert_only_refused(case, "check_right", KEEPER, by="2.6a", kind="required", **given)  # each loan has its own slip
    assert_only_refused(case.slip("2"), "hand_out_file", KEEPER, by="2.6a", item="2")
    assert_only_refused(case, "check_right", ASSISTANT, by="2.6a", kind="wrong_role", **given)
    assert_only_refused(case, "check_right", KEEPER, by="2.6a", kind="missing_field", item="2")
    case.check_right("2", "否")
    assert_only_refused(case, "hand_out_file", KEEPER, by="2.6a", kind="required", item="2")
    case.put_back("2").request("3").fetch("3").slip("3", "service_center_director").check_right("3")
    case.slip("3")  # another signature than the one that was checked
    assert_only_refused(case, "hand_out_file", KEEPER, by="2.6a", kind="required", item="3")
    assert case.check_right("3").hand_out("3").put_back("3").void().state == "void"


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_another_reason_for_the_loan_is_signed_anew() -> None:
    case = secret().request("1").fetch("1").slip("1").check_right("1")
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "sign_loan_slip")
    case.do("correct", MANAGER, entry=entry, item="1", loan_reason="诉讼取证", reason="事由写错")
    assert_only_refused(case, "hand_out_file", KEEPER, by="2.6a", kind="outdated_signature", item="1")
    case.slip("1").check_right("1").hand_out("1")


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_what_turns_out_to_be_secret_is_not_handed_out_before_the_right_is_written_down() -> None:
    case = kept().request("1").fetch("1")
    case.do("correct", MANAGER, entry=1, confidential="是", reason="涉及企业机密")
    case.slip("1").check_right("1")
    assert_only_refused(case, "hand_out_file", KEEPER, by="2.6a", kind="required", item="1")
    case.right()
    assert_only_refused(case, "hand_out_file", KEEPER, by="2.6a", kind="required", item="1")  # the check was of no right
    case.check_right("1").hand_out("1")


@pytest.mark.clause("jueshixiang/archive_access/2.13")
def test_a_contract_whose_term_ends_before_it_begins_is_not_kept() -> None:
    """Its term is noted in the list, and is one."""
    case = archived_file(kind="协议")
    over = {**LISTED, "valid_until": "2020-01-01"}
    assert_only_refused(case, "list_contract", KEEPER, by="2.13", kind="forbidden", **over)
    case.list_contract().do("correct", MANAGER, entry=2, reason="误记", valid_until="2020-01-01")
    assert_only_refused(case, "keep", KEEPER, by="2.13", kind="forbidden", **KEPT)


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_a_plain_file_needs_neither_slip_nor_right() -> None:
    case = kept().request("1").fetch("1")
    assert_only_refused(case, "sign_loan_slip", ASSISTANT, by="2.6a", kind="not_applicable", item="1", loan_reason="核对")
    assert_only_refused(case, "check_right", KEEPER, by="2.6a", kind="not_applicable", item="1", within_right="是")
    case.hand_out("1")


@pytest.mark.clause("jueshixiang/archive_access/2.6b")
def test_each_change_of_the_keeper_is_recorded_by_when_it_was_said() -> None:
    case = standing("2.6b")
    assert [due for due in case.desk.due() if due.case_id == case.id] == []
    assert_refused(case, "keeper_changes", KEEPER, by="local", kind="missing_field")
    case.do("keeper_changes", KEEPER, "2026-03-02 09:00", hand_over_by="2026-03-06T18:00+08:00")
    assert_due(case, "hand_over_files", "2026-03-06 18:00", by="2.6b")
    for field in HANDED:
        given = {name: value for name, value in HANDED.items() if name != field}
        assert assert_only_refused(case, "hand_over_files", KEEPER, by="2.6b", kind="missing_field", **given).place == field
    assert_only_refused(case, "hand_over_files", ASSISTANT, by="2.6b", kind="wrong_role", **HANDED)
    case.do("hand_over_files", KEEPER, "2026-03-06 18:00", **HANDED)
    assert missed(case) == []
    case.do("keeper_changes", KEEPER, "2026-05-04 09:00", hand_over_by="2026-05-08T18:00+08:00").tick("2026-05-09 09:00")
    assert missed(case) == [("hand_over_files", "2026-05-08 18:00:00")]


# --- 2.7 backups ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/2.7")
@pytest.mark.parametrize("part", list(BACKUP))
def test_approvals_owners_data_and_rules_are_backed_up_at_the_interval_of_the_site(part: str) -> None:
    case = standing("2.7")
    assert_due(case, "back_up", "2026-02-02 00:00", by="2.7")
    assert_only_refused(case, "back_up", KEEPER, by="2.7", kind="required", **{**BACKUP, part: "否"})
    given = {name: value for name, value in BACKUP.items() if name != part}
    assert_refused(case, "back_up", KEEPER, by="2.7", kind="missing_field", **given)
    assert_only_refused(case, "back_up", ASSISTANT, by="2.7", kind="wrong_role", **BACKUP)
    case.do("back_up", KEEPER, "2026-01-20 09:00", **BACKUP)
    assert_due(case, "back_up", "2026-02-21 00:00", by="2.7")
    case.tick("2026-02-21 00:01")
    assert missed(case) == [("back_up", "2026-02-21 00:00:00")]


@pytest.mark.clause("jueshixiang/archive_access/2.7")
def test_where_the_site_gives_no_interval_that_is_said() -> None:
    with pytest.warns(UnsetIntervalWarning, match="archive_access/2.7"):
        case = standing("2.7", policy=Policy())
    assert [row.cause for row in case.desk.obligations(case.id, at=case.now)] == ["unset_interval"]


# --- 2.13 contracts --------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/archive_access/2.13")
@pytest.mark.parametrize("field", list(LISTED))
def test_a_contract_stands_in_the_list_with_its_term_before_it_is_kept(field: str) -> None:
    case = archived_file(kind="协议")
    assert_only_refused(case, "keep", KEEPER, by="2.13", kind="outstanding", **KEPT)
    given = {name: value for name, value in LISTED.items() if name != field}
    assert assert_only_refused(case, "list_contract", KEEPER, by="2.13", kind="missing_field", **given).place == field
    assert_only_refused(case, "list_contract", ASSISTANT, by="2.13", kind="wrong_role", **LISTED)
    case.list_contract().list_contract(valid_until="2027-12-31")
    assert_only_refused(case, "keep", KEEPER, by="2.13", kind="required", **{**KEPT, "complete": "否"})
    assert case.keep().state == "kept"


@pytest.mark.clause("jueshixiang/archive_access/2.13")
def test_what_is_no_contract_stands_in_no_list_until_it_is_corrected() -> None:
    case = archived_file()
    assert_only_refused(case, "list_contract", KEEPER, by="2.13", kind="not_applicable", **LISTED)
    case.do("correct", MANAGER, entry=1, file_kind="协议", reason="误登记为用户档案")
    assert_only_refused(case, "keep", KEEPER, by="2.13", kind="outstanding", **KEPT)
    assert case.list_contract().keep().state == "kept"


@pytest.mark.clause("jueshixiang/archive_access/2.13")
def test_what_turns_out_to_be_a_contract_after_it_is_kept_is_listed_before_it_is_void() -> None:
    case = kept()
    case.do("correct", MANAGER, entry=1, file_kind="协议", reason="误登记为用户档案")
    assert_only_refused(case, "void", KEEPER, by="2.13", kind="outstanding", void_mark="作废章")
    assert case.list_contract().void().state == "void"


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_a_right_that_is_corrected_after_the_check_is_checked_again() -> None:
    """借阅权限: the loan is held against the right as it stands."""
    case = secret().request("1").fetch("1").slip("1").check_right("1")
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "set_borrowing_right")
    case.do("correct", MANAGER, entry=entry, borrowing_right="仅主任", reason="权限写错")
    assert_only_refused(case, "hand_out_file", KEEPER, by="2.6a", kind="required", item="1")
    case.check_right("1").hand_out("1")


@pytest.mark.clause("jueshixiang/archive_access/2.6a")
def test_of_a_plain_file_no_slip_is_asked_for_a_check_that_it_does_not_have() -> None:
    case = kept().request("1").fetch("1")
    assert [each.kind for each in case.try_("check_right", KEEPER, item="1", within_right="是")] == ["not_applicable"]


@pytest.mark.clause("jueshixiang/archive_access/2.13")
def test_a_term_that_turns_out_to_end_before_it_begins_is_put_right_before_the_file_is_void() -> None:
    """协议清单, 使用期限: the list shows a term, also of what is kept already."""
    case = archived_file(kind="协议").list_contract().keep()
    case.do("correct", MANAGER, entry=2, reason="误记", valid_until="2025-12-31")
    assert_only_refused(case, "void", KEEPER, by="2.13", kind="forbidden", void_mark="作废章")
    assert case.list_contract().void().state == "void"
