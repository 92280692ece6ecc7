"""Complaints while they are handled: limits by class, what is owed first, escalations, the three classes."""

from __future__ import annotations

import pytest

from manuals.fuheng.complaint_desk import (
    CLASS_1,
    CLASS_2,
    CLASS_3,
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
    told,
)
from servicedesk import Policy


def rolling(row: str) -> Policy:
    """A site that moves a last day on a rest day to the next working day."""
    return Policy.from_data(
        {
            "override": [
                {
                    "clause": clause(row), "span": "3 days roll next_working_day", "since": "2026-01-01",
                    "cites": "Civil Code article 203",
                }
            ]
        }
    )


def against(case: Complaint, step: str, actor: str, **payload: object) -> set[str]:
    """The clauses that stand against a step, without manual and procedure."""
    return {r.clause.removeprefix("fuheng/complaint/") for r in case.try_(step, actor, **payload)}


# --- 3 who handles ----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/3.1a")
def test_what_the_departments_could_not_settle_gets_the_representatives_opinion() -> None:
    case = complaint().to_assigned().prepare()
    assert_only_refused(
        case, "representative_opinion", "management_representative", by="3.1a", kind="not_applicable"
    )
    case.do("report_unsettled", "department_head", "2026-03-10 10:00")
    assert told(case)[-1] == ("report_unsettled", ("management_representative",), "2026-03-10 10:00")
    (report,) = [line for line in case.desk.history(case.id) if (line.kind, line.name) == ("task", "report_unsettled")]
    assert report.clause == "fuheng/complaint/3.1a"
    assert_only_refused(case, "handle", "responsible_person", by="3.1a", kind="outstanding")
    case.do("representative_opinion", "management_representative").handle()
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/3.1a")
def test_a_complaint_reported_as_unsettled_is_not_explained_away_without_that_opinion() -> None:
    case = complaint().to_assigned(CLASS_3).prepare().do("report_unsettled", "responsible_person")
    assert_only_refused(case, "explain_unsolved", "customer_receptionist", by="3.1a", understood="是")
    case.do("representative_opinion", "management_representative")
    case.do("explain_unsolved", "customer_receptionist", understood="是")


@pytest.mark.clause("fuheng/complaint/3.1a")
def test_each_report_of_a_reopened_complaint_asks_for_an_opinion_of_its_own() -> None:
    case = complaint().to_assigned().prepare().do("report_unsettled", "responsible_department")
    case.do("representative_opinion", "management_representative").handle().record()
    case.visit(satisfied="否").register(CLASS_1).receive().prepare()
    assert_only_refused(
        case, "representative_opinion", "management_representative", by="3.1a", kind="not_applicable"
    )
    case.do("report_unsettled", "responsible_person")
    assert_only_refused(case, "handle", "responsible_person", by="3.1a", kind="outstanding")
    case.do("representative_opinion", "management_representative").handle()


@pytest.mark.clause("fuheng/complaint/3.1b")
@pytest.mark.parametrize("channel", ["上级单位", "政府有关部门"])
def test_what_was_made_to_the_superior_body_or_government_is_the_representatives(channel: str) -> None:
    case = complaint(channel).to_assigned().prepare()
    for role in ("responsible_person", "department_head", "enterprise_management_dept"):
        assert_only_refused(case, "handle", role, by="3.1b", kind="wrong_role")
    case.handle(by="management_representative")
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/3.1b")
@pytest.mark.parametrize("channel", ["上级单位", "政府有关部门"])
def test_enterprise_management_handles_it_once_the_representative_delegates(channel: str) -> None:
    case = complaint(channel).to_assigned().prepare()
    assert_refused(case, "handle", "enterprise_management_dept", by="3.1b", kind="wrong_role")
    case.do("delegate_handling", "management_representative", "2026-03-10 10:00")
    assert told(case)[-1] == ("delegate_handling", ("enterprise_management_dept",), "2026-03-10 10:00")
    case.handle(by="enterprise_management_dept")
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/3.1b")
@pytest.mark.parametrize("channel", ["当面", "来信", "电话", "电子邮件", "公司"])
def test_other_complaints_are_not_the_representatives(channel: str) -> None:
    case = complaint(channel).to_assigned().prepare()
    assert_only_refused(
        case, "delegate_handling", "management_representative", by="3.1b", kind="not_applicable"
    )
    assert_only_refused(case, "handle", "management_representative", by="3.3", kind="wrong_role")
    assert_only_refused(case, "handle", "enterprise_management_dept", by="3.3", kind="wrong_role")
    case.handle()


@pytest.mark.clause("fuheng/complaint/3.3")
@pytest.mark.parametrize("role", ["department_head", "responsible_person"])
def test_the_head_or_the_person_on_the_slip_handles_the_departments_complaints(role: str) -> None:
    case = complaint().to_assigned().prepare()
    assert_only_refused(case, "handle", "customer_receptionist", by="3.3", kind="wrong_role")
    case.handle(by=role)
    assert case.state == "handled"


# --- 4.2.3 limits by class ----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.3d")
def test_class_1_is_handled_within_four_hours_of_receiving_the_slip() -> None:
    case = complaint(at="2026-03-10 09:00").announce().register(CLASS_1, "2026-03-10 10:00")
    assert_not_due(case, "handle")
    case.receive("2026-03-10 11:00")
    assert_due(case, "handle", "2026-03-10 15:00", by="4.2.3d")
    case.prepare().handle("2026-03-10 15:00")
    assert_done(case, "handle", "met")
    assert missed(case) == []


@pytest.mark.clause("fuheng/complaint/4.2.3d")
def test_class_1_handled_a_microsecond_later_is_late() -> None:
    case = complaint().announce().register(CLASS_1).receive("2026-03-10 11:00").prepare()
    case.handle("2026-03-10 15:00:00.000001")
    assert_done(case, "handle", "late")
    assert missed(case) == [("handle", "2026-03-10 15:00:00")]


@pytest.mark.clause("fuheng/complaint/4.2.3e")
def test_class_2_is_handled_the_day_the_slip_is_received() -> None:
    case = complaint().announce().register(CLASS_2).receive("2026-03-10 11:00")
    assert_due(case, "handle", "2026-03-11 00:00", by="4.2.3e")
    case.prepare().handle("2026-03-11 00:00")
    assert_done(case, "handle", "met")
    late = complaint().announce().register(CLASS_2).receive("2026-03-10 11:00").prepare()
    late.handle("2026-03-11 00:00:00.000001")
    assert missed(late) == [("handle", "2026-03-11 00:00:00")]


@pytest.mark.clause("fuheng/complaint/4.2.3e")
def test_a106_a_slip_received_at_2350_leaves_ten_minutes() -> None:
    case = complaint().announce().register(CLASS_2).receive("2026-03-10 23:50")
    assert_due(case, "handle", "2026-03-11 00:00", by="4.2.3e")
    said = case.desk.explain(case.id, "handle")
    assert (said.start, said.due) == ("2026-03-10 23:50", "2026-03-10 24:00")
    assert "10 min" in said.text("en")
    assert "10分钟" in said.text("zh")


@pytest.mark.clause("fuheng/complaint/4.2.3f")
def test_a107_class_3_is_handled_within_three_calendar_days() -> None:
    case = complaint(at="2026-09-29 09:00").announce().register(CLASS_3).receive("2026-09-29 11:00")
    assert_due(case, "handle", "2026-10-03 00:00", by="4.2.3f")
    case.prepare().handle("2026-10-03 00:00")
    assert_done(case, "handle", "met")
    late = complaint(at="2026-09-29 09:00").announce().register(CLASS_3).receive("2026-09-29 11:00").prepare()
    late.handle("2026-10-03 00:00:00.000001")
    assert missed(late) == [("handle", "2026-10-03 00:00:00")]


def test_a107_a_site_may_move_the_third_day_behind_national_day() -> None:
    case = complaint(at="2026-09-29 09:00", policy=rolling("4.2.3f")).announce()
    case.register(CLASS_3).receive("2026-09-29 11:00")
    assert_due(case, "handle", "2026-10-09 00:00", by="4.2.3f")


@pytest.mark.clause("fuheng/complaint/4.2.3f")
def test_class_3_explained_as_not_soluble_keeps_the_limit_too() -> None:
    case = complaint().announce().register(CLASS_3).receive("2026-03-10 11:00").prepare()
    case.do("explain_unsolved", "customer_receptionist", "2026-03-13 23:59", understood="是")
    assert_done(case, "handle", "met")


@pytest.mark.clause("fuheng/complaint/4.2.3g")
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2, CLASS_3])
def test_no_complaint_counts_as_handled_before_the_reply_to_the_receptionist(cause: str) -> None:
    case = complaint().to_assigned(cause).put_on_record()
    assert "4.2.3g" in against(case, "handle", "responsible_person")
    case.do("reply", "responsible_person", "2026-03-10 10:00")
    assert told(case)[-1] == ("reply", ("customer_receptionist",), "2026-03-10 10:00")
    assert "4.2.3g" not in against(case, "handle", "responsible_person")


@pytest.mark.clause("fuheng/complaint/4.2.3g")
def test_a_complaint_is_not_explained_as_unsolved_before_the_reply_either() -> None:
    case = complaint().to_assigned(CLASS_3).put_on_record().do("explain_to_owner", "customer_receptionist")
    assert_only_refused(case, "explain_unsolved", "customer_receptionist", by="4.2.3g", understood="是")


# --- 4.2.4 overdue ---------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.4a")
@pytest.mark.parametrize(
    ("cause", "due"),
    [(CLASS_1, "2026-03-10 15:00"), (CLASS_2, "2026-03-11 00:00"), (CLASS_3, "2026-03-14 00:00")],
)
def test_what_is_not_handled_in_time_is_reported_to_the_superior(cause: str, due: str) -> None:
    case = complaint().announce().register(cause).receive("2026-03-10 11:00").tick(due)
    assert "report_overdue" not in [name for name, _, _ in told(case)]
    case.tick("2026-03-14 09:00")
    assert told(case)[-1] == ("report_overdue", ("superior",), due)
    assert [name for name, _, _ in told(case.tick("2026-03-20 09:00"))] == ["tell_desk", "register", "report_overdue"]


@pytest.mark.clause("fuheng/complaint/4.2.4a")
def test_the_overdue_report_is_made_in_the_receptionists_name() -> None:
    case = complaint().to_assigned().tick("2026-03-11 09:00")
    report = next(line for line in case.desk.history(case.id) if line.name == "report_overdue")
    assert (report.entry.in_name_of, report.clause) == (("customer_receptionist",), clause("4.2.4a"))


@pytest.mark.clause("fuheng/complaint/4.2.4a")
def test_what_is_handled_in_time_is_not_reported() -> None:
    case = complaint().to_handled().record().visit().tick("2026-03-20 09:00")
    assert "report_overdue" not in [name for name, _, _ in told(case)]


def overdue(cause: str = CLASS_1) -> Complaint:
    """A109: class 1, slip 2026-04-30 13:00, reported to the superior at 17:00."""
    case = complaint(at="2026-04-30 12:00").announce().register(cause).receive("2026-04-30 13:00")
    return case.tick("2026-04-30 18:00")


@pytest.mark.clause("fuheng/complaint/4.2.4b")
def test_a109_without_a_reply_for_two_days_the_receptionist_may_go_to_the_top() -> None:
    case = overdue()
    assert told(case)[-1] == ("report_overdue", ("superior",), "2026-04-30 17:00")
    too_early = assert_only_refused(
        case, "report_to_top", "customer_receptionist", by="4.2.4b", kind="too_early",
        at="2026-05-02 23:59:59.999999",
    )
    assert too_early.zh == "2026-05-03起方可办理"
    case.do("report_to_top", "customer_receptionist", "2026-05-03 00:00")
    assert told(case)[-1] == ("report_to_top", ("top_management",), "2026-05-03 00:00")


@pytest.mark.clause("fuheng/complaint/4.2.4b")
def test_going_to_the_top_is_a_permission_and_never_owed() -> None:
    case = overdue().tick("2026-05-10 09:00").prepare().handle().record().visit().learn()
    case.do("archive", "enterprise_management_dept")
    assert case.state == "closed"
    assert "report_to_top" not in [name for name, _, _ in told(case)]


@pytest.mark.clause("fuheng/complaint/4.2.4b")
def test_after_a_reply_nobody_goes_to_the_top() -> None:
    case = overdue().do("reply", "responsible_person", "2026-05-01 09:00")
    assert_only_refused(
        case, "report_to_top", "customer_receptionist", by="4.2.4b", kind="not_now", at="2026-05-04 09:00"
    )


@pytest.mark.clause("fuheng/complaint/4.2.4b")
def test_without_an_overdue_report_nobody_goes_to_the_top() -> None:
    case = complaint().to_assigned()
    assert_only_refused(case, "report_to_top", "customer_receptionist", by="4.2.4b")


@pytest.mark.clause("fuheng/complaint/4.2.4b")
def test_a_reopened_complaint_needs_an_overdue_report_and_a_silence_of_its_own() -> None:
    case = overdue().prepare().handle().record().visit(satisfied="否")
    case.register(CLASS_1).receive("2026-05-06 09:00")
    assert_only_refused(case, "report_to_top", "customer_receptionist", by="4.2.4b", kind="not_applicable")
    case.tick("2026-05-06 14:00")
    assert told(case)[-1] == ("report_overdue", ("superior",), "2026-05-06 13:00")
    case.do("report_to_top", "customer_receptionist", "2026-05-09 00:00")


# --- 4.2.5 the direct line ----------------------------------------------------------------------------------------

ON_THE_DIRECT_LINE = [("公司", "否"), ("上级单位", "否"), ("政府有关部门", "否"), ("电话", "是")]


@pytest.mark.clause("fuheng/complaint/4.2.5c")
@pytest.mark.parametrize(("channel", "difficult"), ON_THE_DIRECT_LINE)
def test_the_head_gives_an_opinion_before_a_direct_complaint_is_handled(channel: str, difficult: str) -> None:
    case = complaint(channel, difficult=difficult).to_assigned(CLASS_3).put_on_record()
    case.do("reply", "responsible_person").do("explain_to_owner", "customer_receptionist")
    handler = "management_representative" if channel in ("上级单位", "政府有关部门") else "responsible_person"
    assert_only_refused(case, "handle", handler, by="4.2.5c", kind="outstanding")
    assert_only_refused(case, "explain_unsolved", "customer_receptionist", by="4.2.5c", understood="是")
    case.do("head_opinion", "department_head").handle(by=handler)
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/4.2.5c")
def test_the_head_gives_no_opinion_of_this_kind_on_an_ordinary_complaint() -> None:
    case = complaint().to_assigned()
    assert_only_refused(case, "head_opinion", "department_head", by="4.2.5c", kind="not_applicable")


@pytest.mark.clause("fuheng/complaint/4.2.5d")
def test_with_the_heads_opinion_the_complaint_goes_to_the_responsible_director() -> None:
    case = complaint("公司").to_assigned()
    assert "report_to_director" not in [name for name, _, _ in told(case)]
    case.do("head_opinion", "department_head", "2026-03-10 10:30")
    assert told(case)[-1] == ("report_to_director", ("company_director",), "2026-03-10 10:30")
    report = case.desk.history(case.id)[-1]
    assert (report.entry.in_name_of, report.clause) == (("department_head",), clause("4.2.5d"))


# --- 4.2.6 by class ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.6a")
def test_class_1_is_not_closed_without_a_case_analysis() -> None:
    case = complaint().to_visited(CLASS_1)
    refusal = assert_only_refused(
        case, "archive", "enterprise_management_dept", by="4.2.6a", kind="outstanding"
    )
    assert refusal.zh == "尚有未办事项：形成案例分析"
    assert_refused(case, "write_analysis", "responsible_department", by="4.2.6a", kind="missing_field")
    case.learn().do("archive", "enterprise_management_dept")
    assert case.state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6a")
def test_the_case_analysis_is_written_when_the_complaint_is_handled() -> None:
    case = complaint().to_assigned()
    assert_only_refused(
        case, "write_analysis", "responsible_department", by="4.2.6a", kind="wrong_state", case_lesson="巡查"
    )
    case.prepare().handle().do("write_analysis", "responsible_department", case_lesson="巡查")


@pytest.mark.clause("fuheng/complaint/4.2.6a")
@pytest.mark.parametrize("cause", [CLASS_2, CLASS_3])
def test_the_case_analysis_is_for_class_1(cause: str) -> None:
    case = complaint().to_visited(cause)
    assert_only_refused(
        case,
        "write_analysis",
        "responsible_department",
        by="4.2.6a",
        kind="not_applicable",
        case_lesson="巡查",
    )
    case.do("archive", "enterprise_management_dept")


@pytest.mark.clause("fuheng/complaint/4.2.6b")
@pytest.mark.parametrize("role", ["responsible_person", "responsible_department"])
def test_class_2_follows_the_repair_flow_as_a_case_of_its_own(role: str) -> None:
    case = complaint().to_assigned(CLASS_2).put_on_record().do("reply", "responsible_person")
    assert_only_refused(case, "handle", "responsible_person", by="4.2.6b", kind="outstanding")
    case.do("send_to_repair", role).handle()
    (repair,) = [c for c in case.desk.cases("3-2-501") if c.procedure == "repair"]
    assert (repair.id, repair.parent, repair.state) == (f"{case.id}.1", case.id, "reported")
    assert dict(repair.facts) == {"fault": "楼道照明不亮", "location": "3-2-501"}


@pytest.mark.clause("fuheng/complaint/4.2.6b")
def test_a_complaint_of_class_2_is_closed_when_its_repair_has_ended() -> None:
    """二类投诉按《…维修流程》进行处理: handled the same day and visited, and open until the repair is at its end."""
    case = complaint().to_handled(CLASS_2).record().visit(mended=False)
    (repair,) = case.repairs()
    refusal = assert_only_refused(
        case, "archive", "enterprise_management_dept", by="4.2.6b", kind="child_not_ended"
    )
    assert f"转办的“维修”（{repair}）尚未结案" in refusal.zh
    case.mend(repair).do("archive", "enterprise_management_dept")
    assert [t for t in told(case) if t[0] == "repair_ended"] == [
        ("repair_ended", ("responsible_person", "responsible_department"), "2026-03-10 09:00")
    ]


@pytest.mark.clause("fuheng/complaint/4.2.6b")
def test_it_is_sent_to_the_repair_flow_once_and_after_a_bad_visit_anew() -> None:
    case = complaint().to_assigned(CLASS_2).do("send_to_repair", "responsible_person")
    assert_only_refused(case, "send_to_repair", "responsible_person", by="4.2.6b", kind="child_open")
    assert len(case.repairs()) == 1
    case.put_on_record().do("reply", "responsible_person").handle().record().visit(satisfied="否")
    case.register(CLASS_2).receive().put_on_record().do("reply", "responsible_person")
    assert_only_refused(case, "handle", "responsible_person", by="4.2.6b", kind="outstanding")
    case.do("send_to_repair", "responsible_person").handle()
    assert case.repairs() == [f"{case.id}.2"]


@pytest.mark.clause("fuheng/complaint/4.2.6b")
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_3])
def test_the_repair_flow_is_for_class_2(cause: str) -> None:
    case = complaint().to_assigned(cause)
    assert_only_refused(case, "send_to_repair", "responsible_person", by="4.2.6b", kind="not_applicable")
    case.prepare().handle()
    assert [c.procedure for c in case.desk.cases("3-2-501")] == ["complaint"]


@pytest.mark.clause("fuheng/complaint/4.2.6c")
def test_nothing_is_owed_by_the_warranty_office_before_the_desk_has_classified() -> None:
    """二类投诉…影响较大的问题则由保修办…呈报: of which class it is, the desk says when it registers."""
    case = complaint().announce()
    owed = {row.name: row.status for row in case.desk.obligations(case.id, at=case.now)}
    assert owed["warranty_report"] == "waiting"
    case.register(CLASS_2, large_impact="是")
    owed = {row.name: row.status for row in case.desk.obligations(case.id, at=case.now)}
    assert owed["warranty_report"] == "outstanding"


@pytest.mark.clause("fuheng/complaint/4.2.6c")
def test_class_2_of_larger_impact_is_reported_in_writing_and_followed_up() -> None:
    case = complaint().to_visited(CLASS_2, large_impact="是")
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.6c", kind="outstanding")
    assert_only_refused(
        case, "warranty_follow_up", "warranty_office", by="4.2.6c", kind="not_applicable", follow_up="已修复"
    )
    assert_refused(case, "warranty_report", "warranty_office", by="4.2.6c", kind="missing_field")
    case.do("warranty_report", "warranty_office", "2026-03-10 10:00", impact_report="外墙渗水影响四户")
    assert told(case)[-1] == ("warranty_report", ("superior",), "2026-03-10 10:00")
    refusal = assert_only_refused(
        case, "archive", "enterprise_management_dept", by="4.2.6c", kind="outstanding"
    )
    assert refusal.zh == "尚有未办事项：保修办跟进并反馈结果"
    assert_refused(case, "warranty_follow_up", "warranty_office", by="4.2.6c", kind="missing_field")
    case.do("warranty_follow_up", "warranty_office", "2026-03-12 10:00", follow_up="已修复")
    assert told(case)[-1] == ("warranty_follow_up", ("superior",), "2026-03-12 10:00")
    case.do("archive", "enterprise_management_dept")
    assert case.state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6c")
def test_the_result_is_given_back_after_the_handling_and_anew_of_what_is_handled_again() -> None:
    """保修办…呈报上级领导，并跟进处理反馈结果: there is no result before."""
    office = "warranty_office"
    case = complaint().to_assigned(CLASS_2, large_impact="是").do("warranty_report", office, impact_report="渗水")
    assert_only_refused(case, "warranty_follow_up", office, by="4.2.6c", kind="wrong_state", follow_up="已修")
    case.prepare().handle().record().do("warranty_follow_up", office, follow_up="已修")
    case.visit(satisfied="否").register(CLASS_2, large_impact="是")
    owed = {row.name: row.status for row in case.desk.obligations(case.id, at=case.now)}
    assert owed["warranty_report"] == "outstanding"
    case.receive().prepare().handle().record().visit()
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.6c", kind="outstanding")
    case.do("warranty_report", office, impact_report="仍渗水")
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.6c", kind="outstanding")
    assert case.do("warranty_follow_up", office, follow_up="已重做").do("archive", "enterprise_management_dept").state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.6c")
@pytest.mark.parametrize(("cause", "large"), [(CLASS_2, "否"), (CLASS_1, "是"), (CLASS_3, "是")])
def test_the_written_report_is_for_class_2_of_larger_impact(cause: str, large: str) -> None:
    case = complaint().to_assigned(cause, large_impact=large)
    assert_only_refused(
        case,
        "warranty_report",
        "warranty_office",
        by="4.2.6c",
        kind="not_applicable",
        impact_report="外墙渗水",
    )


@pytest.mark.clause("fuheng/complaint/4.2.6c")
def test_a_large_defect_settled_on_the_spot_is_reported_in_writing_too() -> None:
    case = complaint("当面").do(
        "settle_on_spot", "staff", cause=CLASS_2, valid="是", large_impact="是", result="已拆除危险构件"
    )
    case.do("report_settled", "staff").record().visit()
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.6c", kind="outstanding")


@pytest.mark.clause("fuheng/complaint/4.2.6d")
def test_class_3_is_explained_to_the_owner_before_it_is_handled_or_given_up() -> None:
    case = complaint().to_assigned(CLASS_3).put_on_record().do("reply", "responsible_person")
    assert_only_refused(case, "handle", "responsible_person", by="4.2.6d", kind="outstanding")
    assert_only_refused(case, "explain_unsolved", "customer_receptionist", by="4.2.6d", understood="是")
    case.do("explain_to_owner", "customer_receptionist").handle()
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/4.2.6d")
@pytest.mark.parametrize("role", ["customer_receptionist", "responsible_person"])
def test_authorities_are_consulted_where_needed(role: str) -> None:
    """协商 where needed: it may be done, as often as needed, and is never owed."""
    case = complaint().to_assigned(CLASS_3).do("consult_authorities", role).do("consult_authorities", role)
    case.prepare().handle()
    assert complaint().to_handled(CLASS_3).state == "handled"


@pytest.mark.clause("fuheng/complaint/4.2.6d")
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2])
def test_explaining_and_consulting_are_for_class_3(cause: str) -> None:
    case = complaint().to_assigned(cause)
    assert_only_refused(case, "explain_to_owner", "customer_receptionist", by="4.2.6d", kind="not_applicable")
    assert_only_refused(case, "consult_authorities", "responsible_person", by="4.2.6d", kind="not_applicable")


@pytest.mark.clause("fuheng/complaint/4.2.6e")
def test_each_case_analysis_raises_a_training() -> None:
    case = complaint().to_visited(CLASS_1)
    assert_only_refused(
        case, "train_on_analysis", "responsible_department", by="4.2.6e", kind="not_applicable"
    )
    case.do("write_analysis", "responsible_department", case_lesson="巡查须签到")
    assert_only_refused(case, "archive", "enterprise_management_dept", by="4.2.6e", kind="outstanding")
    case.do("train_on_analysis", "responsible_department").do("archive", "enterprise_management_dept")


@pytest.mark.clause("fuheng/complaint/4.2.6f")
def test_class_3_that_cannot_be_solved_is_closed_only_with_the_owners_understanding() -> None:
    case = complaint().to_assigned(CLASS_3).prepare()
    refusal = assert_only_refused(
        case, "explain_unsolved", "customer_receptionist", by="4.2.6f", kind="required", understood="否"
    )
    assert refusal.zh == "不能办理：业主不理解"
    assert_refused(case, "explain_unsolved", "customer_receptionist", by="4.2.6f", kind="missing_field")
    case.do("explain_unsolved", "customer_receptionist", understood="是").record()
    case.do("archive_explained", "enterprise_management_dept")
    assert (case.state, case.case.open) == ("explained", False)


@pytest.mark.clause("fuheng/complaint/4.2.6f")
@pytest.mark.parametrize("cause", [CLASS_1, CLASS_2])
def test_only_class_3_is_closed_by_an_explanation(cause: str) -> None:
    case = complaint().to_assigned(cause).prepare()
    assert_only_refused(
        case, "explain_unsolved", "customer_receptionist", by="4.2.6f", kind="not_applicable", understood="是"
    )


# --- 4.2.7 opinion and signatures ---------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.7a")
def test_the_department_writes_its_opinion_before_the_officer_signs() -> None:
    case = complaint().to_assigned()
    assert_only_refused(case, "officer_signs", "customer_service_officer", by="4.2.7a", kind="outstanding")
    refusal = assert_refused(
        case, "write_opinion", "responsible_department", by="4.2.7a", kind="missing_field"
    )
    assert refusal.place == "opinion"
    case.do("write_opinion", "responsible_department", opinion="立即整改").do(
        "officer_signs", "customer_service_officer"
    )
    assert case.case.facts["opinion"] == "立即整改"


@pytest.mark.clause("fuheng/complaint/4.2.7b")
def test_the_officer_of_the_area_signs_before_the_record_goes_to_the_superior() -> None:
    case = complaint().to_assigned().do("write_opinion", "responsible_department", opinion="立即整改")
    assert_only_refused(case, "submit_record", "responsible_department", by="4.2.7b", kind="outstanding")
    case.do("officer_signs", "customer_service_officer")
    case.do("submit_record", "responsible_department", "2026-03-10 10:00")
    assert told(case)[-1] == ("submit_record", ("superior",), "2026-03-10 10:00")


@pytest.mark.clause("fuheng/complaint/4.2.7b")
def test_an_opinion_changed_after_the_signature_is_signed_again_before_it_is_reported() -> None:
    """提出处理意见，并由各区域客户服务人员签名确认后报上级领导: what is reported is what was confirmed."""
    case = complaint().to_assigned().do("write_opinion", "responsible_department", opinion="立即整改")
    case.do("officer_signs", "customer_service_officer")
    case.do("write_opinion", "responsible_department", opinion="不予整改")
    refusal = assert_only_refused(
        case, "submit_record", "responsible_department", by="4.2.7b", kind="outdated_signature"
    )
    assert "签字后，“处理意见”又有改动，须重新签字" in refusal.zh
    case.do("officer_signs", "customer_service_officer").do("submit_record", "responsible_department")


@pytest.mark.clause("fuheng/complaint/4.2.7a", "fuheng/complaint/4.2.7b")
@pytest.mark.parametrize("confirmed", [False, True])
def test_an_opinion_changed_after_the_report_is_signed_and_reported_again_before_handling(confirmed: bool) -> None:
    """签名确认后报上级领导: nobody handles by an opinion that the officer has not signed or the superior not seen."""
    case = complaint().to_assigned(CLASS_3).put_on_record().do("reply", "responsible_person")
    case.do("explain_to_owner", "customer_receptionist")
    case.do("write_opinion", "responsible_department", opinion="不予整改")
    if confirmed:
        case.do("officer_signs", "customer_service_officer")
    assert_only_refused(case, "handle", "responsible_person", by="4.2.7b", kind="required")
    assert_only_refused(
        case, "explain_unsolved", "customer_receptionist", by="4.2.7b", kind="required", understood="是"
    )
    if not confirmed:
        case.do("officer_signs", "customer_service_officer")
    case.do("submit_record", "responsible_department").handle()
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/4.2.7b")
def test_without_the_record_at_the_superior_nothing_counts_as_handled_or_given_up() -> None:
    case = complaint().to_assigned(CLASS_3)
    case.do("reply", "responsible_person").do("explain_to_owner", "customer_receptionist")
    assert_only_refused(case, "handle", "responsible_person", by="4.2.7b", kind="outstanding")
    assert {each.kind for each in case.try_("handle", "responsible_person")} == {"outstanding"}
    assert_only_refused(
        case, "explain_unsolved", "customer_receptionist", by="4.2.7b", kind="outstanding", understood="是"
    )


@pytest.mark.clause("fuheng/complaint/4.2.7b")
@pytest.mark.parametrize("step", ["handle", "explain_unsolved"])
def test_an_opinion_corrected_after_the_report_is_signed_and_reported_again_before_handling(step: str) -> None:
    """签名确认后报上级领导: a correction changes what was signed as a new opinion does."""
    case = complaint().to_assigned(CLASS_3).put_on_record().do("reply", "responsible_person")
    case.do("explain_to_owner", "customer_receptionist")
    written = next(line.entry.seq for line in case.desk.history(case.id) if line.name == "write_opinion")
    case.do("correct", "superior", reason="误记", entry=written, opinion="不予整改")
    more = {"understood": "是"} if step == "explain_unsolved" else {}
    actor = "customer_receptionist" if more else "responsible_person"
    assert_only_refused(case, step, actor, by="4.2.7b", kind="outdated_signature", **more)
    case.do("officer_signs", "customer_service_officer")
    assert_only_refused(case, step, actor, by="4.2.7b", kind="required", **more)
    case.do("submit_record", "responsible_department").do(step, actor, **more)


@pytest.mark.clause("fuheng/complaint/2")
def test_what_turns_out_to_be_no_valid_complaint_is_handled_no_further() -> None:
    """适用于有效投诉: corrected to invalid it can only be withdrawn, wherever it stands."""
    case = complaint().announce().register(CLASS_2)
    registered = next(line.entry.seq for line in case.desk.history(case.id) if line.name == "register")
    wrong = {"reason": "经核实无效", "entry": registered, "valid": "否"}
    right = {"reason": "误改", "entry": registered, "valid": "是"}
    case.do("correct", "superior", **wrong)
    assert_only_refused(case, "receive_slip", "responsible_person", by="2", kind="required")
    case.do("correct", "superior", **right).receive().prepare().do("correct", "superior", **wrong)
    assert_only_refused(case, "handle", "responsible_person", by="2", kind="required")
    case.do("correct", "superior", **right).handle().record().do("correct", "superior", **wrong)
    assert_refused(case, "revisit", "department_head", by="2", kind="required", **VISIT)
    case.do("withdraw", "superior", reason="经核实无效")
    assert case.state == "withdrawn"


@pytest.mark.clause("fuheng/complaint/2")
def test_what_turns_out_to_be_no_valid_complaint_is_neither_explained_nor_visited() -> None:
    """Of a cause outside the boundary too, and where it was settled on the spot without a registration."""
    wrong = {"reason": "经核实无效", "valid": "否"}
    case = complaint().to_assigned(CLASS_3).prepare()
    registered = next(line.entry.seq for line in case.desk.history(case.id) if line.name == "register")
    case.do("correct", "superior", entry=registered, **wrong)
    assert_refused(case, "explain_unsolved", "customer_receptionist", by="2", kind="required", understood="是")
    spot = complaint("当面").do("settle_on_spot", "staff", valid="是", cause=CLASS_1, result="当场道歉")
    settled = next(line.entry.seq for line in spot.desk.history(spot.id) if line.name == "settle_on_spot")
    spot.do("correct", "superior", entry=settled, **wrong)
    assert_refused(spot, "revisit", "department_head", by="2", kind="required", **VISIT)


def test_what_is_owed_before_handling_is_owed_anew_when_a_complaint_comes_back() -> None:
    """A bad visit starts again: a new reply, opinion, signature, record and explanation; the superior's stands."""
    case = complaint("当面").to_visited(CLASS_3)
    other = complaint("当面").to_handled(CLASS_3).record().visit(satisfied="否").register(CLASS_3).receive()
    assert case.state == "visited"
    assert against(other, "handle", "responsible_person") == {"4.2.3g", "4.2.6d", "4.2.7b"}
    assert {each.kind for each in other.try_("handle", "responsible_person")} == {"outstanding"}
    assert against(other, "submit_record", "responsible_department") == {"4.2.7b"}
    assert against(other, "officer_signs", "customer_service_officer") == {"4.2.7a"}
    other.do("write_opinion", "responsible_department", opinion="换件后再整改")
    # The report of the first round is no report of this one: it is outstanding, and not one that came too early.
    assert {each.kind for each in other.try_("handle", "responsible_person")} == {"outstanding"}
    other.put_on_record().do("reply", "responsible_person").do(
        "explain_to_owner", "customer_receptionist"
    ).handle()
