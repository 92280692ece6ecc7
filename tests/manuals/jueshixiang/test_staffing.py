"""Staff, clause by clause."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due, assert_not_due, assert_only_refused, assert_refused, missed, person
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.staffing_desk import (
    APPRAISED,
    ASSISTANT,
    CHECKED,
    COMPANY,
    MANAGER,
    MORNING,
    SITE,
    Member,
    employed,
    member,
    quality,
)
from servicedesk.errors import UnsetIntervalWarning

ROW = "jueshixiang/staffing/"
DEPARTMENT = ("customer_service_department", ASSISTANT, MANAGER, "back_office_assistant", "customer_service_post")
CALL = {"call_requests": "1. 报修电梯；2. 问费用", "call_reply": "已转设备维护部", "rings": "3"}
VISIT = {"visitor": "李先生", "person_sought": "王敏", "contacted": "是", "received": "是"}
TESTED = {"tested_by": "笔试", "test_passed": "是"}


def test_the_straight_path_of_a_member_of_staff() -> None:
    case = employed(permanent="是").contract().check().appraise().leave()
    assert (case.state, case.case.open, missed(case)) == ("left", False, [])


# --- 3 appearance ------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/staffing/3.3")
def test_each_working_day_appearance_is_checked_before_work() -> None:
    case = employed()
    assert_due(case, "check_appearance", "2026-03-11 18:00", by="3.3")
    case.check("2026-03-13 08:50")  # a Friday
    assert_due(case, "check_appearance", "2026-03-16 18:00", by="3.3")
    case.tick("2026-03-17 09:00")
    assert missed(case)[-1] == ("check_appearance", "2026-03-16 18:00:00")
    for by in DEPARTMENT:
        case.do("check_appearance", by, **CHECKED)
    assert_only_refused(case, "check_appearance", "finance_department", by="3.3", kind="wrong_role", **CHECKED)


@pytest.mark.clause("jueshixiang/staffing/3.3")
def test_only_customer_service_that_is_employed_checks_itself() -> None:
    other = employed(in_customer_service=None)
    assert_not_due(other, "check_appearance")
    recruit = member()
    assert_not_due(recruit, "check_appearance")
    assert_refused(recruit, "check_appearance", ASSISTANT, by="3.3", kind="wrong_state", **CHECKED)


@pytest.mark.clause("jueshixiang/staffing/3.1", "jueshixiang/staffing/3.2", "jueshixiang/staffing/3.3")
@pytest.mark.parametrize(
    ("field", "clause"),
    [
        ("uniform_neat", "3.1"),
        ("badge_worn", "3.1"),
        ("shoes_and_socks", "3.1"),
        ("nothing_banned", "3.1"),
        ("hair_tied", "3.2"),
        ("hands_clean", "3.3"),
        ("breath_fresh", "3.3"),
        ("light_make_up", "3.3"),
    ],
)
def test_work_begins_once_the_appearance_is_in_order(field: str, clause: str) -> None:
    case = employed()
    wrong = {**CHECKED, field: "否"}
    assert_only_refused(case, "check_appearance", ASSISTANT, by=clause, kind="required", **wrong)
    left_out = {name: value for name, value in CHECKED.items() if name != field}
    assert assert_refused(case, "check_appearance", ASSISTANT, by="3.3", kind="missing_field", **left_out).place == field
    case.check()


@pytest.mark.clause("jueshixiang/staffing/3.3.1")
@pytest.mark.parametrize(("nails", "kept"), [("0", True), ("2", True), ("2.1", False), ("3", False)])
def test_nails_reach_two_millimetres_beyond_the_finger_at_most(nails: str, kept: bool) -> None:
    case = employed()
    if kept:
        case.check(nails_beyond=nails)
    else:
        given = {**CHECKED, "nails_beyond": nails}
        assert_only_refused(case, "check_appearance", ASSISTANT, by="3.3.1", kind="required", **given)


# --- 4, 5 what the appraisal judges -------------------------------------------------------------------------------

FORBIDDEN = (
    ("disorderly", "4.4"),
    ("things_touched", "4.4.4"),
    ("gifts_taken", "4.4.4"),
    ("unequal_to_owners", "5.3"),
    ("distance_not_kept", "5.3.19.2"),
    ("loudspeaker_used", "5.5"),
    ("insulted", "5.8a"),
)


@pytest.mark.clause(
    "jueshixiang/staffing/4.4", "jueshixiang/staffing/4.4.4", "jueshixiang/staffing/5.3", "jueshixiang/staffing/5.3.19.2",
    "jueshixiang/staffing/5.5", "jueshixiang/staffing/5.8a",
)  # fmt: skip
@pytest.mark.parametrize(("field", "clause"), FORBIDDEN)
def test_who_does_what_part_one_forbids_is_not_appraised_well(field: str, clause: str) -> None:
    case = employed()
    found = {**APPRAISED, field: "是"}
    assert_only_refused(case, "appraise", MANAGER, by=clause, kind="required", **found)
    case.appraise(**{**found, "appraised_well": "否"})
    assert case.case.facts[field] is True
    engineer = employed(in_customer_service=None)  # 用户服务部工作人员行为规范
    assert engineer.appraise(**found).case.facts["appraised_well"] is True


@pytest.mark.parametrize(
    ("field", "clause"),
    [pytest.param(*each, marks=pytest.mark.clause(f"{ROW}{each[1]}", f"{ROW}5.8b"), id=each[0]) for each in FORBIDDEN],
)
def test_nobody_leaves_as_appraised_well_who_turned_out_to_have_done_it(field: str, clause: str) -> None:
    """考评制度有效落实: what comes to light afterwards is corrected with the result, by the leaving at the latest."""
    case, engineer = employed().appraise(), employed(in_customer_service=None).appraise()
    for each in (case, engineer):
        correct(each, **{field: "是"})
    assert engineer.leave().state == "left"
    assert_only_refused(case, "leave", COMPANY, by=clause, kind="required")
    correct(case, appraised_well="否")
    assert case.leave().state == "left"


def correct(case: Member, **found: str) -> None:
    entry = next(line.seq for line in case.desk.history(case.id) if (line.name, line.kind) == ("appraise", "task"))
    case.do("correct", MANAGER, entry=entry, reason="事后查明", **found)


@pytest.mark.clause("jueshixiang/staffing/4.4.4")
def test_a_refused_appraisal_says_what_was_found() -> None:
    found = {**APPRAISED, "things_touched": "是"}
    refusal = assert_only_refused(employed(), "appraise", MANAGER, by="4.4.4", kind="required", **found)
    assert "发现在用户处乱翻乱摸" in refusal.zh
    assert "考评合格" in refusal.zh
    assert "不在" not in refusal.zh


@pytest.mark.clause("jueshixiang/staffing/5.8b")
def test_appraisals_recur_at_the_interval_that_the_site_gives() -> None:
    case = employed("2026-03-02 09:00")
    assert_due(case, "appraise", "2026-04-03 00:00", by="5.8b")
    case.tick("2026-04-02 23:59")
    assert "appraise" not in dict(missed(case))
    assert ("appraise", "2026-04-03 00:00:00") in missed(case.tick("2026-04-03 09:00"))
    for by in (MANAGER, "service_center_director", COMPANY):
        case.do("appraise", by, **APPRAISED)
    assert_only_refused(case, "appraise", ASSISTANT, by="5.8b", kind="wrong_role", **APPRAISED)
    for field in APPRAISED:
        given = {name: value for name, value in APPRAISED.items() if name != field}
        assert assert_refused(case, "appraise", MANAGER, by="5.8b", kind="missing_field", **given).place == field
    assert_not_due(member(), "appraise")
    assert_refused(member(), "appraise", MANAGER, by="5.8b", kind="wrong_state", **APPRAISED)


@pytest.mark.clause("jueshixiang/staffing/5.8b")
def test_repairers_gardeners_cleaners_and_guards_may_be_appraised_and_need_not() -> None:
    case = employed(manual_worker="是", in_customer_service=None)
    assert_not_due(case, "appraise")
    assert_not_due(case.appraise(), "appraise")


@pytest.mark.clause("jueshixiang/staffing/5.8b")
def test_a_site_that_gives_no_interval_is_told() -> None:
    desk = new_desk()
    with pytest.warns(UnsetIntervalWarning, match=r"staffing/5\.8b"):
        case = employed(desk=desk, in_customer_service=None)
    assert_not_due(case, "appraise")


# --- 5.2, 5.3.15, 5.4 visitors, favours, calls -------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/staffing/5.2a")
def test_whoever_is_sought_is_contacted_and_a_message_is_taken_if_he_does_not_come() -> None:
    case = employed()
    for field in VISIT:
        given = {name: value for name, value in VISIT.items() if name != field}
        found = assert_refused(case, "receive_visitor", ASSISTANT, by="5.2a", kind="missing_field", **given)
        assert found.place == field
    assert_only_refused(case, "receive_visitor", ASSISTANT, by="5.2a", kind="required", **{**VISIT, "contacted": "否"})
    absent = {**VISIT, "received": "否"}
    assert_only_refused(case, "receive_visitor", ASSISTANT, by="5.2a", kind="required", **absent)
    case.do("receive_visitor", ASSISTANT, **absent, message_left="名片")
    assert_refused(member(), "receive_visitor", ASSISTANT, by="5.2a", kind="wrong_state", **VISIT)
    plain = employed().do("receive_visitor", ASSISTANT, **VISIT)
    assert "message_left" not in plain.case.facts
    assert "李先生" not in str(plain.desk.history(plain.id)[-1].entry)  # a personal value


@pytest.mark.clause("jueshixiang/staffing/5.3.15", "jueshixiang/staffing/5.2a", "jueshixiang/staffing/5.4")
def test_only_the_department_keeps_its_log() -> None:
    case = employed()
    favour = {"favour_offered": "红包", "favour_declined": "是"}
    for step, clause, given in (
        ("receive_visitor", "5.2a", VISIT), ("decline_favour", "5.3.15", favour), ("log_call", "5.4", CALL)
    ):  # fmt: skip
        for by in DEPARTMENT:
            case.do(step, by, **given)
        assert_only_refused(case, step, "finance_department", by=clause, kind="wrong_role", **given)


@pytest.mark.clause("jueshixiang/staffing/5.3.15")
def test_favours_of_owners_are_declined() -> None:
    case = employed()
    taken = {"favour_offered": "红包", "favour_declined": "否"}
    assert_only_refused(case, "decline_favour", ASSISTANT, by="5.3.15", kind="required", **taken)
    for field in taken:
        given = {**taken, "favour_declined": "是", field: None}
        assert_refused(case, "decline_favour", ASSISTANT, by="5.3.15", kind="missing_field", **given)
    case.do("decline_favour", ASSISTANT, favour_offered="红包", favour_declined="是")
    assert_refused(member(), "decline_favour", ASSISTANT, by="5.3.15", kind="wrong_state", **taken)


@pytest.mark.clause("jueshixiang/staffing/5.4")
@pytest.mark.parametrize("field", list(CALL))
def test_what_a_caller_asks_is_written_into_the_log(field: str) -> None:
    case = employed()
    given = {name: value for name, value in CALL.items() if name != field}
    assert assert_refused(case, "log_call", ASSISTANT, by="5.4", kind="missing_field", **given).place == field
    assert_refused(member(), "log_call", ASSISTANT, by="5.4", kind="wrong_state", **CALL)


@pytest.mark.clause("jueshixiang/staffing/5.4.1")
def test_the_telephone_is_answered_within_three_rings() -> None:
    case = employed()
    case.do("log_call", ASSISTANT, **{**CALL, "rings": "1"}).do("log_call", ASSISTANT, **CALL)
    late = {**CALL, "rings": "4"}
    assert_only_refused(case, "log_call", ASSISTANT, by="5.4.1", kind="required", **late)
    by = {"by": person(ASSISTANT), "recorded_by": person(COMPANY), "at": MORNING, "recorded_at": MORNING}
    case.desk.record(case.id, "log_call", late, **by)
    assert [deviation.clause for deviation in case.desk.deviations(case.id)] == [f"{ROW}5.4.1"]


# --- 1 the quality policy ----------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/staffing/1.1")
def test_each_draft_of_the_quality_policy_is_approved_at_the_top() -> None:
    case = quality()
    assert_refused(case, "quality_policy_drafted", COMPANY, by="local", kind="missing_field")
    case.do("quality_policy_drafted", COMPANY, "2026-03-02 09:00", adopt_by="2026-03-31T18:00+08:00")
    (limit,) = [d for d in case.desk.due() if d.case_id == case.id]
    assert (limit.name, limit.due and limit.due.format("MM-DD HH:mm"), limit.clause) == (
        "adopt_quality_policy", "03-31 18:00", f"{ROW}1.1",
    )  # fmt: skip
    adopted = {"policy_text": "业主满意率95%", "approved_at_top": "是"}
    for field in adopted:
        given = {name: value for name, value in adopted.items() if name != field}
        found = [r.place for r in case.try_("adopt_quality_policy", COMPANY, **given) if r.kind == "missing_field"]
        assert found == [field]
    unsigned = case.try_("adopt_quality_policy", COMPANY, **{**adopted, "approved_at_top": "否"})
    assert [(r.kind, r.clause) for r in unsigned] == [("required", f"{ROW}1.1")]
    others = case.try_("adopt_quality_policy", "service_center_director", **adopted)
    assert [(r.kind, r.clause) for r in others] == [("wrong_role", f"{ROW}1.1")]
    case.do("adopt_quality_policy", COMPANY, **adopted)
    assert_not_due(case, "adopt_quality_policy")
    case.do("quality_policy_drafted", COMPANY, "2026-04-01 09:00", adopt_by="2026-04-30T18:00+08:00")
    case.tick("2026-05-04 09:00")
    assert missed(case) == [("adopt_quality_policy", "2026-04-30 18:00:00")]


# --- 5.1, 5.2 hiring ----------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/staffing/5.1b")
def test_recruits_come_from_a_channel_and_are_entered_by_the_company() -> None:
    desk, times = new_desk(policy=SITE), {"subject": "王敏", "at": MORNING, "recorded_at": MORNING}
    for by in ("service_center_director", ASSISTANT, "resident"):
        refusals = desk.try_open("staffing", {"channel": "大专院校"}, by=person(by), **times).refusals
        assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}5.1b")]
    refusals = desk.try_open("staffing", {}, by=person(COMPANY), **times).refusals
    assert [(r.kind, r.place) for r in refusals] == [("missing_field", "channel")]
    for channel, kept in (("大专院校", "college"), ("劳务市场", "labour_market"), ("talent_market", "talent_market"), ("网站", "网站")):
        assert member(channel=channel).case.facts["channel"] == kept
    unticked = desk.open("staffing", {"channel": "网站"}, by=person(COMPANY), **times)
    boxes = ("permanent", "in_customer_service", "manual_worker", "specialist", "property_manager")
    assert [unticked.facts[box] for box in boxes] == [False] * 5


@pytest.mark.clause("jueshixiang/staffing/5.1b")
def test_nobody_is_hired_who_did_not_pass_an_interview_or_a_test() -> None:
    case = member()
    assert_refused(case, "hire", COMPANY, by="5.1b", kind="outstanding")
    for field in TESTED:
        assert_refused(case, "test_recruit", COMPANY, by="5.1b", kind="missing_field", **{**TESTED, field: None})
    assert_only_refused(case, "test_recruit", MANAGER, by="5.1b", kind="wrong_role", **TESTED)
    case.test("否")
    assert_only_refused(case, "hire", COMPANY, by="5.1b", kind="required")
    case.do("test_recruit", COMPANY, tested_by="现场操作", test_passed="是")
    assert_only_refused(case, "hire", MANAGER, by="5.1b", kind="wrong_role")
    assert case.hire().state == "employed"
    assert_refused(case, "test_recruit", COMPANY, by="5.1b", kind="wrong_state", **TESTED)
    assert_refused(case, "turn_down", COMPANY, by="local", kind="wrong_state")
    failed = member().test("否")
    assert_only_refused(failed, "turn_down", MANAGER, by="local", kind="wrong_role")
    assert failed.do("turn_down", COMPANY).state == "turned_down"


@pytest.mark.clause("jueshixiang/staffing/5.2b")
def test_permanent_staff_have_a_contract_and_social_insurance() -> None:
    case = employed(permanent="是")
    assert_only_refused(case, "leave", COMPANY, by="5.2b", kind="outstanding")
    both = {"contract_signed": "是", "insured": "是"}
    for field in both:
        without = {**both, field: "否"}
        assert_only_refused(case, "sign_labour_contract", COMPANY, by="5.2b", kind="required", **without)
        assert_refused(case, "sign_labour_contract", COMPANY, by="5.2b", kind="missing_field", **{**both, field: None})
    assert_only_refused(case, "sign_labour_contract", MANAGER, by="5.2b", kind="wrong_role", **both)
    case.contract()
    assert_only_refused(case, "leave", MANAGER, by="local", kind="wrong_role")
    assert case.leave().state == "left"
    temporary = employed()
    assert_only_refused(temporary, "sign_labour_contract", COMPANY, by="5.2b", kind="not_applicable", **both)
    assert temporary.leave().state == "left"
    recruit = member(permanent="是").test("否")
    assert_refused(recruit, "sign_labour_contract", COMPANY, by="5.2b", kind="wrong_state", **both)
    assert recruit.do("turn_down", COMPANY).state == "turned_down"


# --- 5.10 certificates ----------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/staffing/5.10a", "jueshixiang/staffing/5.10b")
@pytest.mark.parametrize(
    ("clause", "kind", "step", "paper", "target", "wanted"),
    [
        ("5.10a", "specialist", "file_trade_certificate", "trade_certificate", "certified_technicians", "1"),
        ("5.10b", "property_manager", "file_property_certificate", "property_certificate", "certified_managers", "0.8"),
    ],
)
def test_the_share_of_those_who_hold_their_certificate(
    clause: str, kind: str, step: str, paper: str, target: str, wanted: str
) -> None:
    desk = new_desk(policy=SITE)
    first, *others = (employed(desk=desk, **{kind: "是"}) for _ in range(5))
    member(desk=desk, **{kind: "是"})  # not hired
    employed(desk=desk, **{kind: "是"}).leave()
    plain = employed(desk=desk)
    assert_only_refused(plain, step, COMPANY, by=clause, kind="not_applicable", **{paper: "是"})
    assert_only_refused(first, step, COMPANY, by=clause, kind="missing_field")
    assert_only_refused(first, step, MANAGER, by=clause, kind="wrong_role", **{paper: "是"})
    for each in others:
        each.do(step, COMPANY, **{paper: "是"})
    found = {row.name: row for row in desk.targets("staffing")}
    row = found[target]
    assert (row.clause, str(row.wanted), row.of, row.reached, row.kept) == (f"{ROW}{clause}", wanted, 5, 4, clause == "5.10b")
    first.do(step, COMPANY, **{paper: "是"})
    assert [row.kept for row in desk.targets("staffing") if row.name == target] == [True]
    recruit = member(**{kind: "是"})
    assert_refused(recruit, step, COMPANY, by=clause, kind="wrong_state", **{paper: "是"})
