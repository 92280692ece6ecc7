"""Complaints after they are handled: the record, the return visit, the archive, who keeps what, the analysis."""

from __future__ import annotations

import pytest

from manuals.fuheng.complaint_desk import (
    CLASS_1,
    CLASS_2,
    CLASS_3,
    RECORD,
    VISIT,
    Complaint,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    clause,
    complaint,
    missed,
    new_desk,
    person,
    told,
)
from servicedesk import KeptCopy, Policy
from servicedesk.errors import UnknownName


def handled(at: str = "2026-03-10 12:00", cause: str = CLASS_2) -> Complaint:
    """Handled at that minute; class 2, so that no case analysis is in the way."""
    return complaint(at=f"{at[:10]} 09:00").to_assigned(cause).prepare().handle(at)


def against(case: Complaint, step: str, actor: str, **payload: object) -> set[str]:
    """The clauses that stand against a step, without manual and procedure."""
    return {r.clause.removeprefix("fuheng/complaint/") for r in case.try_(step, actor, **payload)}


def on_the_spot(cause: str = CLASS_2) -> Complaint:
    case = complaint("当面").do("settle_on_spot", "staff", cause=cause, valid="是", result="当场清理")
    return case.do("report_settled", "staff")


def explained() -> Complaint:
    case = complaint().to_assigned(CLASS_3).prepare()
    return case.do("explain_unsolved", "customer_receptionist", understood="是")


# --- 4.2.2 the record ---------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.2a")
def test_course_result_and_analysis_are_recorded_the_day_the_handling_was_finished() -> None:
    case = handled("2026-03-10 12:00")
    assert_due(case, "record_result", "2026-03-11 00:00", by="4.2.2a")
    case.record("2026-03-11 00:00")
    assert_done(case, "record_result", "met")
    late = handled("2026-03-10 12:00").record("2026-03-11 00:00:00.000001")
    assert missed(late) == [("record_result", "2026-03-11 00:00:00")]


@pytest.mark.clause("fuheng/complaint/4.2.2a")
@pytest.mark.parametrize("blank", ["course", "result", "analysis"])
def test_all_three_are_recorded(blank: str) -> None:
    case = handled()
    some = {k: v for k, v in RECORD.items() if k != blank}
    refusal = assert_refused(
        case, "record_result", "customer_receptionist", by="4.2.2a", kind="missing_field", **some
    )
    assert refusal.place == blank


@pytest.mark.clause("fuheng/complaint/4.2.2a")
def test_no_complaint_is_closed_with_the_record_of_the_day_still_owed() -> None:
    case = on_the_spot().visit()
    assert against(case, "archive", "enterprise_management_dept") == {"4.2.2a", "4.2.7c"}
    case.record().do("archive", "enterprise_management_dept")
    assert case.state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.2b")
def test_the_record_has_contents_opinion_course_and_result_before_the_visit() -> None:
    case = handled()
    refusal = assert_refused(case, "revisit", "department_head", by="4.2.2b", kind="empty_field", **VISIT)
    assert refusal.reads == ("course", "result")
    assert refusal.zh == "《业主投诉/建议处理记录表》有空栏：处理过程、处理结果"
    case.record().visit()
    assert case.state == "visited"


@pytest.mark.clause("fuheng/complaint/4.2.2b")
def test_an_explained_complaint_has_the_same_record() -> None:
    case = explained()
    refusal = assert_refused(
        case, "archive_explained", "enterprise_management_dept", by="4.2.2b", kind="empty_field"
    )
    assert refusal.reads == ("course", "result")
    case.record().do("archive_explained", "enterprise_management_dept")


@pytest.mark.clause("fuheng/complaint/4.2.2b")
def test_what_was_settled_on_the_spot_has_no_departments_opinion_on_its_record() -> None:
    case = on_the_spot().record().visit()
    assert "opinion" not in case.case.facts
    case.do("archive", "enterprise_management_dept")


@pytest.mark.clause("fuheng/complaint/4.2.2b", "fuheng/complaint/4.3b")
def test_the_three_printed_names_are_one_form() -> None:
    """业主投诉/建议处理记录表, 业主投诉及建议记录表, 业主投诉记录表: intake, handling and visit fill one paper."""
    case = complaint().to_visited(CLASS_2)
    assert [(p.form, p.zh) for p in case.desk.documents(case.id) if "投诉" in p.zh] == [
        ("complaint_record", "业主投诉/建议处理记录表")
    ]
    assert {"contents", "opinion", "course", "result", "owner_opinion", "satisfied"} <= set(case.case.facts)


@pytest.mark.clause("fuheng/complaint/4.2.5b")
@pytest.mark.parametrize(
    ("channel", "difficult"), [("公司", "否"), ("上级单位", "否"), ("政府有关部门", "否"), ("电话", "是")]
)
def test_direct_complaints_are_filed_at_the_desk_before_the_archive(channel: str, difficult: str) -> None:
    case = complaint(channel, difficult=difficult).to_assigned(CLASS_2).prepare()
    assert_only_refused(case, "file_at_desk", "customer_receptionist", by="4.2.5b", kind="wrong_state")
    outside = channel in ("上级单位", "政府有关部门")
    case.handle(by="management_representative" if outside else "responsible_person").record().visit()
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.5b", kind="outstanding")
    case.do("file_at_desk", "customer_receptionist").do("archive", "enterprise_management_dept")
    assert case.state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.5b")
def test_a_direct_complaint_that_was_explained_is_filed_at_the_desk_too() -> None:
    case = complaint("公司").to_assigned(CLASS_3).prepare()
    case.do("explain_unsolved", "customer_receptionist", understood="是").record()
    assert_only_refused(
        case, "archive_explained", "enterprise_management_dept", by="4.2.5b", kind="outstanding"
    )
    case.do("file_at_desk", "customer_receptionist").do("archive_explained", "enterprise_management_dept")


@pytest.mark.clause("fuheng/complaint/4.2.5b")
def test_what_is_handled_again_is_filed_at_the_desk_again() -> None:
    """处理完毕后统一汇总: after each handling, so what was filed after the first says nothing of the second."""
    case = complaint("公司").to_assigned(CLASS_2).prepare().handle().record()
    case.do("file_at_desk", "customer_receptionist").visit(satisfied="否")
    case.register(CLASS_2).receive().prepare().handle().record().visit()
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.5b", kind="outstanding")
    case.do("file_at_desk", "customer_receptionist").do("archive", "enterprise_management_dept")
    assert case.state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.2b")
@pytest.mark.parametrize("channel", ["电话", "当面"])
def test_what_is_handled_again_is_recorded_again_before_the_visit(channel: str) -> None:
    """处理完毕后处理的具体过程、结果、分析: of each handling, so those of the first say nothing of the second."""
    case = complaint(channel)
    if channel == "当面":
        case.do("settle_on_spot", "staff", cause=CLASS_1, valid="是", result="当场清理").record()
    else:
        case.to_handled(CLASS_1).record()
    case.visit(satisfied="否").register(CLASS_1).receive().put_on_record().do("reply", "responsible_person").handle()
    assert_only_refused(case, "revisit", "department_head", by="4.2.2b", kind="required", **VISIT)
    case.record().visit()
    assert case.state == "visited"


@pytest.mark.clause("fuheng/complaint/4.2.5b")
def test_an_ordinary_complaint_is_not_collected_there() -> None:
    case = complaint().to_handled(CLASS_2)
    assert_only_refused(case, "file_at_desk", "customer_receptionist", by="4.2.5b", kind="not_applicable")


# --- 4.2.7c signatures and dates, 4.2.8 completion and copies -------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.7c")
def test_every_entry_on_the_record_carries_signature_and_date() -> None:
    """Who wrote what when, over a walk with a new minute for each entry."""
    case = complaint(at="2026-03-10 09:00").announce().register(CLASS_2).receive("2026-03-10 09:10")
    case.do("write_opinion", "responsible_department", "2026-03-10 09:20", opinion="立即整改")
    case.do("officer_signs", "customer_service_officer", "2026-03-10 09:30")
    case.do("submit_record", "responsible_department").do("reply", "responsible_person")
    case.do("send_to_repair", "responsible_person").handle().record("2026-03-10 10:00")
    case.do("delegate_visit", "department_head").visit("2026-03-11 09:00", by="delegate")
    signatures = [
        (line.name, line.by, line.at.format("MM-DD HH:mm"), occurrence.partition(".")[2])
        for line in case.desk.history(case.id)
        for occurrence in line.entry.events
        if occurrence.startswith("signed:complaint_record.")
    ]
    assert signatures == [
        ("open", "recipient", "03-10 09:00", "recipient"),
        ("write_opinion", "responsible_department", "03-10 09:20", "responsible_department"),
        ("officer_signs", "customer_service_officer", "03-10 09:30", "customer_service_officer"),
        ("record_result", "customer_receptionist", "03-10 10:00", "customer_receptionist"),
        ("revisit", "delegate", "03-11 09:00", "delegate"),
    ]


@pytest.mark.clause("fuheng/complaint/4.2.7c")
def test_every_opinion_is_signed_by_whoever_gave_it() -> None:
    """每条信息后面都应有相关人员的签名和日期: the opinions of superior, head and representative are entries too."""
    case = complaint("当面", at="2026-03-10 09:00").announce().do("superior_opinion", "superior", "2026-03-10 09:05")
    case.register(CLASS_1).receive("2026-03-10 09:10").do("report_unsettled", "responsible_person")
    case.do("representative_opinion", "management_representative", "2026-03-10 09:15")
    direct = complaint("公司", at="2026-03-10 09:00").announce().do("head_opinion", "department_head", "2026-03-10 09:05")
    signed = [
        (line.name, line.at.format("MM-DD HH:mm"), occurrence.partition(".")[2])
        for each in (case, direct)
        for line in each.desk.history(each.id)
        for occurrence in line.entry.events
        if occurrence.startswith("signed:complaint_record.")
    ]
    assert signed == [
        ("open", "03-10 09:00", "recipient"),
        ("superior_opinion", "03-10 09:05", "superior"),
        ("representative_opinion", "03-10 09:15", "management_representative"),
        ("open", "03-10 09:00", "recipient"),
        ("head_opinion", "03-10 09:05", "department_head"),
    ]


@pytest.mark.clause("fuheng/complaint/4.2.7c")
def test_what_is_settled_on_the_spot_is_signed_by_who_settled_it_and_the_head_signs_a_visit() -> None:
    case = on_the_spot().record().visit()
    record = next(p for p in case.desk.documents(case.id) if p.form == "complaint_record")
    assert set(record.signed_by) == {"recipient", "customer_receptionist", "department_head"}
    assert record.signed_before_change == ("staff",)  # the result is put on record in other words


@pytest.mark.clause("fuheng/complaint/4.2.7c")
def test_a_record_without_the_receptionists_signature_is_not_archived() -> None:
    case = on_the_spot().visit()
    refusal = assert_refused(
        case, "archive", "enterprise_management_dept", by="4.2.7c", kind="missing_signature"
    )
    assert refusal.zh == "《业主投诉/建议处理记录表》缺少客户接待员签字"
    other = explained()
    assert_refused(
        other, "archive_explained", "enterprise_management_dept", by="4.2.7c", kind="missing_signature"
    )
    case.record().do("archive", "enterprise_management_dept")
    other.record().do("archive_explained", "enterprise_management_dept")


@pytest.mark.clause("fuheng/complaint/4.2.8a")
def test_the_completion_shows_on_the_record_before_visit_or_archive() -> None:
    case = handled()
    refusal = assert_refused(case, "revisit", "department_head", by="4.2.8a", kind="empty_field", **VISIT)
    assert refusal.reads == ("result",)
    other = explained()
    assert_refused(other, "archive_explained", "enterprise_management_dept", by="4.2.8a", kind="empty_field")
    case.record().visit()
    other.record().do("archive_explained", "enterprise_management_dept")


def kept(copy: KeptCopy) -> tuple[str, str, str, str]:
    return copy.role, copy.copy, copy.clause, copy.period.en


def keepers(case: Complaint, form: str) -> list[tuple[str, str, str, str]]:
    return [k for p in case.desk.documents(case.id) if p.form == form for k in map(kept, p.copies)]


@pytest.mark.clause("fuheng/complaint/4.2.8b")
def test_the_receptionist_keeps_the_slip_and_the_department_the_attachment() -> None:
    case = complaint().announce()
    assert keepers(case, "work_slip") == []
    case.register(CLASS_1)
    assert keepers(case, "work_slip") == [
        ("customer_receptionist", "original", clause("4.2.8b"), ""),
        ("responsible_department", "attachment", clause("4.2.8b"), ""),
    ]


@pytest.mark.clause("fuheng/complaint/3.2b")
def test_enterprise_management_archives_every_record() -> None:
    """A complaint ends in no other way, solved or only explained, and the archive copy is with that department."""
    solved = handled().record().visit()
    assert keepers(solved, "complaint_record") == []
    assert_refused(solved, "archive", "customer_receptionist", by="3.2b", kind="wrong_role")
    solved.do("archive", "enterprise_management_dept")
    assert (solved.state, solved.case.open) == ("closed", False)
    unsolved = explained().record()
    assert unsolved.case.open
    assert keepers(unsolved, "complaint_record") == []
    assert_refused(unsolved, "archive_explained", "customer_receptionist", by="3.2b", kind="wrong_role")
    unsolved.do("archive_explained", "enterprise_management_dept")
    assert (unsolved.state, unsolved.case.open) == ("explained", False)
    kept = [("enterprise_management_dept", "archive", clause("3.2b"), "")]
    assert keepers(solved, "complaint_record") == kept
    assert keepers(unsolved, "complaint_record") == kept


# --- 4.2.9 the analysis ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.9")
def test_the_office_analyses_complaints_for_each_management_review() -> None:
    desk = new_desk()
    first = {"at": "2026-03-02 09:00", "recorded_at": "2026-03-02 09:00"}
    office = person("management_office")
    with pytest.raises(UnknownName):
        desk.start_standing_tasks({"management_office": ["金水管理处"], "unit": ["3-2-501"]}, by=office, **first)
    started = desk.start_standing_tasks({"management_office": ["金水管理处"]}, by=office, **first)
    assert started == ("standing:fuheng/complaint/4.2.9/金水管理处",)
    (standing_task,) = started
    assert desk.due() == ()
    at = {"at": "2026-03-10 09:00", "recorded_at": "2026-03-10 09:00"}
    desk.act(standing_task, "management_review", {"review_on": "2026-03-10"}, by=office, **at)
    assert [
        (d.name, d.clause, d.due.format("MM-DD HH:mm") if d.due else "", d.roles) for d in desk.due()
    ] == [("analyse_complaints", "fuheng/complaint/4.2.9", "03-11 00:00", ("management_office",))]
    other = desk.try_act(standing_task, "analyse_complaints", by=person("staff"), **at)
    assert [(r.kind, r.clause) for r in other.refusals] == [("wrong_role", "fuheng/complaint/4.2.9")]
    desk.act(standing_task, "analyse_complaints", by=office, **at)
    assert desk.due() == ()
    later = {"at": "2026-09-10 09:00", "recorded_at": "2026-09-10 09:00"}
    desk.act(standing_task, "management_review", {"review_on": "2026-09-20"}, by=office, **later)
    assert [d.name for d in desk.due()] == ["analyse_complaints"]
    found = [(entry.kind, entry.name) for _, entry in desk.tick("2026-09-21 00:01").entries]
    assert found == [("missed", "analyse_complaints")]  # by the end of the 20th, the day of the review


@pytest.mark.clause("fuheng/complaint/4.2.9")
def test_what_goes_into_a_review_is_ready_when_it_comes_and_is_not_owed_again_after_it() -> None:
    """有关的分析和总结作为管理评审的输入信息: input, so it is due by the day of the review and not from it."""
    desk, office = new_desk(), person("management_office")
    announced = {"at": "2026-03-02 09:00", "recorded_at": "2026-03-02 09:00"}
    (standing_task,) = desk.start_standing_tasks({"management_office": ["金水管理处"]}, by=office, **announced)
    unsaid = desk.try_act(standing_task, "management_review", by=office, **announced)
    assert {r.kind for r in unsaid.refusals} == {"missing_field"}
    desk.act(standing_task, "management_review", {"review_on": "2026-03-20"}, by=office, **announced)
    assert [d.due.format("MM-DD HH:mm") for d in desk.due() if d.due] == ["03-21 00:00"]
    analysed = {"at": "2026-03-18 09:00", "recorded_at": "2026-03-18 09:00"}
    desk.act(standing_task, "analyse_complaints", by=office, **analysed)
    assert desk.due() == ()
    assert desk.tick("2026-04-30 09:00").entries == ()


# --- 4.3 the return visit ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_a110_the_return_visit_is_made_within_three_days_after_handling() -> None:
    case = handled("2026-06-17 16:00")
    assert_due(case, "revisit", "2026-06-21 00:00", by="4.3a")
    case.record().visit("2026-06-21 00:00")
    assert_done(case, "revisit", "met")
    late = handled("2026-06-17 16:00").record().visit("2026-06-21 00:00:00.000001")
    assert missed(late) == [("revisit", "2026-06-21 00:00:00")]


def test_a110_a_site_may_move_the_last_day_behind_the_dragon_boat_festival() -> None:
    override = {
        "clause": clause("4.3a"), "span": "3 days roll next_working_day", "since": "2026-01-01", "cites": "203",
    }
    case = complaint(at="2026-06-17 09:00", policy=Policy.from_data({"override": [override]})).to_assigned(
        CLASS_2
    )
    case.prepare().handle("2026-06-17 16:00")
    assert_due(case, "revisit", "2026-06-23 00:00", by="4.3a")


@pytest.mark.clause("fuheng/complaint/4.3a")
@pytest.mark.parametrize("how", ["电话", "上门"])
def test_the_visit_is_made_by_telephone_or_in_person(how: str) -> None:
    case = handled().record()
    assert_refused(
        case, "revisit", "department_head", by="4.3a", kind="wrong_value", **{**VISIT, "visit_by": "短信"}
    )
    no_way = {k: v for k, v in VISIT.items() if k != "visit_by"}
    assert_only_refused(case, "revisit", "department_head", by="4.3a", kind="empty_field", **no_way)
    case.visit(visit_by=how)
    assert case.state == "visited"


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_a_delegate_visits_only_when_the_head_delegated() -> None:
    case = handled().record()
    assert_only_refused(case, "revisit", "delegate", by="4.3a", kind="wrong_role", **VISIT)
    case.do("delegate_visit", "department_head", "2026-03-10 13:00")
    assert told(case)[-1] == ("delegate_visit", ("delegate",), "2026-03-10 13:00")
    case.visit(by="delegate")
    assert case.state == "visited"


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_a_delegation_is_told_to_the_delegate_and_to_nobody_above_the_head() -> None:
    """部门第一负责人或其委托人: he is chosen for the one visit, and no post is vacant."""
    desk = new_desk(roster={"department_head": ["department_head"], "top_management": ["高总"]})
    case = complaint(desk=desk).to_assigned(CLASS_2).prepare().handle().record()
    case.do("delegate_visit", "department_head")
    message = [m for m in case.desk.messages(case.id) if m.name == "delegate_visit"][-1]
    assert (message.to_parties, message.to_roles, message.to_names) == (("delegate",), (), ())
    assert message.by_hand == ("department_head",)
    assert case.visit(by="delegate").state == "visited"


@pytest.mark.clause("fuheng/complaint/4.3a", "fuheng/complaint/4.2.3f")
def test_what_could_only_be_explained_has_no_visit_and_kept_its_limit_by_the_explanation() -> None:
    """4.2.6: 无法解决的投诉应…得到业主的理解; 4.3: 处理后…进行回访. Nothing was handled."""
    case = explained()
    assert_done(case, "handle", "met")
    assert_not_due(case, "revisit")
    assert_refused(case, "revisit", "department_head", by="4.3a", kind="wrong_state", **VISIT)


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_delegating_one_visit_does_not_delegate_the_next() -> None:
    case = handled().record().do("delegate_visit", "department_head")
    case.visit(by="delegate", satisfied="否").register(CLASS_2).receive().prepare().handle().record()
    assert_only_refused(case, "revisit", "delegate", by="4.3a", kind="wrong_role", **VISIT)
    case.do("delegate_visit", "department_head").visit(by="delegate")


@pytest.mark.clause("fuheng/complaint/4.3a")
def test_there_is_nothing_to_visit_before_the_complaint_is_handled() -> None:
    case = complaint().to_assigned()
    assert_refused(case, "revisit", "department_head", by="4.3a", kind="wrong_state", **VISIT)
    assert_only_refused(case, "delegate_visit", "department_head", by="4.3a", kind="wrong_state")


@pytest.mark.parametrize(
    ("blank", "row"),
    [
        pytest.param("satisfied", "4.3b", marks=pytest.mark.clause("fuheng/complaint/4.3b")),
        pytest.param("owner_opinion", "4.3.1", marks=pytest.mark.clause("fuheng/complaint/4.3.1")),
        pytest.param("effect", "4.3.1", marks=pytest.mark.clause("fuheng/complaint/4.3.1")),
        pytest.param("prevention", "4.3.2", marks=pytest.mark.clause("fuheng/complaint/4.3.2")),
    ],
)
def test_the_visit_asks_for_opinion_effect_and_prevention_and_is_entered_on_the_record(
    blank: str, row: str
) -> None:
    case = handled().record()
    some = {k: v for k, v in VISIT.items() if k != blank}
    refusal = assert_only_refused(case, "revisit", "department_head", by=row, kind="empty_field", **some)
    assert refusal.reads == (blank,)
    case.visit()
    assert case.case.facts[blank] is not None


@pytest.mark.clause("fuheng/complaint/3.2")
def test_enterprise_management_urges_the_head_when_the_visit_is_not_made() -> None:
    case = handled("2026-06-17 16:00").record().tick("2026-06-21 00:00")
    assert "urge_visit" not in [name for name, _, _ in told(case)]
    case.tick("2026-06-22 09:00")
    assert told(case)[-1] == ("urge_visit", ("department_head",), "2026-06-21 00:00")
    urged = next(line for line in case.desk.history(case.id) if line.name == "urge_visit")
    assert (urged.entry.in_name_of, urged.clause) == (("enterprise_management_dept",), clause("3.2"))
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/3.2")
def test_nobody_is_urged_when_the_visit_was_made() -> None:
    case = handled("2026-06-17 16:00").record().visit("2026-06-18 09:00").tick("2026-06-30 09:00")
    assert "urge_visit" not in [name for name, _, _ in told(case)]


# --- a bad visit ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.3.1")
def test_an_owner_who_is_not_satisfied_brings_the_complaint_back_to_the_desk() -> None:
    case = handled("2026-03-10 12:00").record().visit("2026-03-11 09:00", satisfied="否")
    assert (case.state, case.case.open) == ("received", True)
    assert_not_due(case, "tell_desk")
    assert_not_due(case, "revisit")
    case.register(CLASS_1, "2026-03-11 10:00").receive("2026-03-11 11:00")
    assert_due(case, "handle", "2026-03-11 15:00", by="4.2.3d")
    assert case.case.limits["handle"].run == 2
    case.prepare().handle("2026-03-11 14:00")
    assert_due(case, "record_result", "2026-03-12 00:00", by="4.2.2a")
    assert_due(case, "revisit", "2026-03-15 00:00", by="4.3a")
    case.record().visit().learn().do("archive", "enterprise_management_dept")
    assert case.state == "closed"


def test_a_miss_of_the_first_handling_stays_after_a_reopening() -> None:
    """A71: both runs on record, and the first miss stays."""
    case = (
        complaint()
        .announce()
        .register(CLASS_1)
        .receive("2026-03-10 09:00")
        .prepare()
        .handle("2026-03-10 14:00")
    )
    case.record().visit(satisfied="否").register(CLASS_1).receive("2026-03-11 09:00").prepare()
    case.handle("2026-03-11 10:00")
    assert missed(case) == [("handle", "2026-03-10 13:00:00")]
    ends = [(line.kind, line.entry.limit.run) for line in case.desk.history(case.id) if line.entry.limit is not None
            and line.name == "handle" and line.kind in ("met", "late")]
    assert ends == [("late", 1), ("met", 2)]


def test_a_complaint_settled_on_the_spot_that_was_not_settled_goes_the_long_way() -> None:
    case = on_the_spot(CLASS_3).record().visit(satisfied="否")
    assert case.state == "received"
    assert_not_due(case, "tell_superior")
    spot = {"cause": CLASS_3, "valid": "是", "result": "再次清理"}
    assert_only_refused(case, "settle_on_spot", "staff", by="4.2.1a", kind="not_now", **spot)
    case.register(CLASS_3).receive().put_on_record().do("reply", "responsible_person")
    case.do("explain_to_owner", "customer_receptionist")
    case.do("explain_unsolved", "customer_receptionist", understood="是")
    assert_refused(case, "archive_explained", "enterprise_management_dept", by="4.2.2b", kind="required")
    case.record()
    assert_done(case, "handle", "met")
    case.do("archive_explained", "enterprise_management_dept")
    assert case.state == "explained"


def test_a_complaint_handled_first_and_explained_after_a_bad_visit_can_be_closed() -> None:
    case = (
        complaint().to_handled(CLASS_3).record().visit(satisfied="否").register(CLASS_3).receive().prepare()
    )
    case.do("explain_unsolved", "customer_receptionist", understood="是").record()
    assert_done(case, "handle", "met")
    case.do("archive_explained", "enterprise_management_dept")
    assert case.state == "explained"


def test_a_closed_complaint_takes_nothing_more() -> None:
    case = handled().record().visit().do("archive", "enterprise_management_dept")
    assert [(r.kind, r.zh) for r in case.try_("revisit", "department_head", **VISIT)] == [
        ("ended", "本案已结束（已结案），不能再操作")
    ]
