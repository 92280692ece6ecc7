"""Complaints, clause by clause."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    person,
    told,
)
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.complaint_desk import GIVEN, MORNING, POST, complaint
from manuals.jueshixiang.standing_desk import site
from servicedesk import Policy

MANAGER, ASSISTANT = "customer_service_manager", "customer_service_assistant"


def test_the_straight_path() -> None:
    case = complaint().to_reported_back().revisit().close()
    assert (case.state, case.case.open) == ("closed", False)
    assert missed(case) == []


@pytest.mark.clause("jueshixiang/complaint/4.1.3")
def test_a_complaint_is_reported_to_the_manager_before_it_is_handled() -> None:
    case = complaint()
    assert_not_due(case, "report_to_manager")
    assert_only_refused(case, "handle", POST, by="4.1.3", kind="outstanding", nature="设备噪声")
    case.report()
    assert told(case) == [("report_to_manager", (MANAGER,), MORNING)]
    assert case.handle().state == "handled"


@pytest.mark.clause("jueshixiang/complaint/5.7.2")
def test_who_cannot_clear_a_misunderstanding_up_asks_for_help() -> None:
    case = complaint().report()
    assert_only_refused(case, "clear_up", ASSISTANT, by="5.7.2", kind="missing_field")
    assert_refused(case, "clear_up", "finance_department", by="5.7.2", kind="wrong_role", cleared_up="是")
    assert_refused(case, "ask_for_help", ASSISTANT, by="5.7.2")
    case.do("clear_up", ASSISTANT, cleared_up="否")
    assert_only_refused(case, "handle", POST, by="5.7.2", kind="outstanding", nature="误会")
    case.do("ask_for_help", ASSISTANT)
    assert told(case)[1:] == [("ask_for_help", ("customer_service_department",), MORNING)]
    assert case.handle().state == "handled"
    cleared = complaint().report().do("clear_up", POST, cleared_up="是").handle()
    assert_only_refused(cleared, "clear_up", POST, by="5.7.2", kind="wrong_state", cleared_up="是")


@pytest.mark.clause("jueshixiang/complaint/duty-4", "jueshixiang/complaint/3.6a")
def test_the_post_takes_complaints_and_so_does_its_department() -> None:
    desk, times = new_desk(), {"at": MORNING, "recorded_at": MORNING}
    for role in (POST, "customer_service_department", ASSISTANT, MANAGER, "back_office_assistant"):
        assert desk.try_open("complaint", GIVEN, subject="3-2-501", by=person(role), **times).ok
    for role in ("finance_department", "resident", "service_center_director"):
        refusals = desk.try_open("complaint", GIVEN, subject="3-2-501", by=person(role), **times).refusals
        assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", "jueshixiang/complaint/3.6a")]
        assert refusals[0].zh.startswith("本步骤应由用户服务部或用户服务专门岗位办理")
    case = complaint().report().notify().handle().feed_back().follow()
    case.do("report_result", ASSISTANT, result="已更换导靴").do("revisit", ASSISTANT, visit_found="满意")
    other = complaint().report()
    assert_only_refused(other, "handle", ASSISTANT, by="3.5", kind="wrong_role", nature="设备噪声")


@pytest.mark.clause("jueshixiang/complaint/3.6a")
@pytest.mark.parametrize("field", list(GIVEN))
def test_what_is_written_down_when_it_is_taken(field: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != field}
    outcome = new_desk().try_open("complaint", given, subject="3-2-501", by=person(POST))
    assert [(r.kind, r.place) for r in outcome.refusals] == [("missing_field", field)]


@pytest.mark.clause("jueshixiang/complaint/3.5")
def test_it_is_handled_by_its_nature_without_a_limit() -> None:
    case = complaint().report()
    assert_only_refused(case, "handle", POST, by="3.5", kind="missing_field")
    assert_only_refused(case, "report_result", POST, by="3.6c", kind="wrong_state", result="无")
    case.feed_back().notify().tick("2026-05-10 09:00")
    assert missed(case) == []


@pytest.mark.clause("jueshixiang/complaint/3.6b")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-15 10:20", "2026-02-25 18:00"),  # A22: a Sunday in the Spring Festival
        ("2026-03-10 09:00", "2026-03-12 18:00"),
        ("2026-03-10 23:00", "2026-03-12 18:00"),
    ],
)
def test_a22_feedback_within_two_working_days_of_receipt(received: str, due: str) -> None:
    case = complaint(received)
    assert_due(case, "give_feedback", due, by="3.6b")
    (row,) = [row for row in case.desk.obligations(case.id, at=received) if row.name == "give_feedback"]
    assert row.promised_to == ("resident",)
    late = complaint(received)
    late.tick("2026-03-20 09:00")
    assert ("give_feedback", f"{due}:00") in missed(late)
    case.report().notify().handle()
    assert_due(case, "give_feedback", due, by="3.6b")  # handling is no feedback
    assert_refused(case, "give_feedback", ASSISTANT, by="3.6b", kind="wrong_role")
    case.feed_back()
    assert_not_due(case, "give_feedback")
    assert told(case)[-1] == ("give_feedback", ("resident",), received)


@pytest.mark.clause("jueshixiang/complaint/3.6b")
def test_no_complaint_ends_without_feedback() -> None:
    case = complaint().report().notify().handle().follow().report_result().revisit()
    assert_only_refused(case, "close", POST, by="3.6b", kind="outstanding")


@pytest.mark.clause("jueshixiang/complaint/3.6c")
def test_it_is_followed_up_and_the_result_is_reported_back() -> None:
    case = complaint().follow().report().follow().handle().feed_back()
    assert_only_refused(case, "follow_up", POST, by="3.6c", kind="missing_field")
    assert_refused(case, "follow_up", ASSISTANT, by="3.6c", kind="wrong_role", follow_up="无")
    assert_only_refused(case, "report_result", POST, by="3.6c", kind="missing_field")
    assert_refused(case, "close", POST, by="local", kind="wrong_state")
    case.report_result()
    assert case.state == "reported_back"
    assert told(case)[-1] == ("report_result", ("resident",), MORNING)


@pytest.mark.clause("jueshixiang/special_incident_report/4.3")
@pytest.mark.parametrize(
    ("received", "due"), [("2026-02-15 10:20", "2026-02-24 18:00"), ("2026-03-10 23:00", "2026-03-11 18:00")]
)
def test_those_concerned_know_of_each_complaint_within_one_working_day(received: str, due: str) -> None:
    case = complaint(received)
    (limit,) = [each for each in case.desk.due() if each.name == "notify_concerned"]
    assert limit.due is not None
    assert limit.due.format("YYYY-MM-DD HH:mm") == due
    assert_only_refused(case, "notify_concerned", POST, by="local", kind="missing_field")
    assert_refused(case, "notify_concerned", "finance_department", by="local", kind="wrong_role", notified_to="主任")
    late = complaint(received).tick("2026-03-20 09:00")
    assert ("notify_concerned", f"{due}:00") in missed(late)
    late.report().handle().feed_back().follow().report_result().revisit()
    assert_only_refused(late, "close", POST, by="local", kind="outstanding")
    case.notify()
    assert_not_due(case, "notify_concerned")


@pytest.mark.clause("jueshixiang/complaint/3.7")
def test_the_record_has_the_follow_up_too() -> None:
    case = complaint().report().notify().handle().feed_back().report_result().revisit()
    assert_only_refused(case, "close", POST, by="3.7", kind="empty_field")
    assert case.follow().close().state == "closed"


@pytest.mark.clause("jueshixiang/return_visit/3.8a")
def test_a_valid_complaint_is_visited_before_it_is_closed() -> None:
    case = complaint().report().notify().handle().feed_back().follow()
    assert_only_refused(case, "revisit", POST, by="local", kind="wrong_state", visit_found="满意")
    case.report_result()
    assert_only_refused(case, "close", POST, by="local", kind="outstanding")
    assert_only_refused(case, "revisit", POST, by="local", kind="missing_field")
    assert case.revisit().close().state == "closed"
    invalid = complaint(valid="否").to_reported_back()
    assert_only_refused(invalid, "revisit", POST, by="local", kind="not_applicable", visit_found="满意")
    assert invalid.close().state == "closed"


@pytest.mark.clause("jueshixiang/complaint/3.8b")
def test_complaint_handling_is_analysed_at_the_interval_that_the_site_gives() -> None:
    desk = new_desk(policy=site())
    at = {"at": "2026-01-01 09:00", "recorded_at": "2026-01-01 09:00"}
    started = desk.start_standing_tasks({"project": ["一期"]}, by=person(ASSISTANT), **at)
    (case,) = [each for each in started if "/complaint/" in each]
    due = [(d.name, d.due.format("YYYY-MM-DD")) for d in desk.due() if d.case_id == case]
    assert due == [("analyse_complaints", "2026-02-02")]
    at = {"at": "2026-01-30 09:00", "recorded_at": "2026-01-30 09:00"}
    for by, given, kind in ((ASSISTANT, {}, "missing_field"), ("finance_department", {"analysis": "噪声"}, "wrong_role")):
        refusals = desk.try_act(case, "analyse_complaints", given, by=person(by), **at).refusals
        assert [(r.kind, r.clause) for r in refusals] == [(kind, "jueshixiang/complaint/3.8b")]
    assert desk.try_act(case, "analyse_complaints", {"analysis": "噪声"}, by=person(MANAGER), **at).ok


@pytest.mark.clause("jueshixiang/complaint/3.9")
def test_every_valid_complaint_is_to_be_handled() -> None:
    case = complaint()
    complaint(desk=case.desk, valid="否")
    complaint(desk=case.desk).report().notify().handle()
    (row,) = case.desk.targets("complaint")
    assert (str(row.wanted), row.of, row.reached, row.kept) == ("1", 2, 1, False)
    case.report().notify().handle()
    (row,) = case.desk.targets("complaint")
    assert (row.of, row.reached, row.kept) == (2, 2, True)


@pytest.mark.clause("jueshixiang/complaint/4.1.3")
def test_a_close_that_is_recorded_at_once_names_that_the_manager_was_not_told() -> None:
    """对客人投诉应…立即向经理汇报: owed from the moment it comes in, whether or not it was handled."""
    case = complaint(desk=new_desk(policy=Policy.from_data({"recording": {"by": ["用户服务部经理"]}})))
    given = {"by": person(POST), "recorded_by": person("customer_service_manager"), "at": MORNING, "recorded_at": MORNING}
    case.desk.record(case.id, "close", **given)
    assert ("outstanding", "未办：向经理汇报") in [
        (each.kind, each.zh) for each in case.desk.deviations(case.id) if each.clause.endswith("/4.1.3")
    ]
    assert {row.name: row.status for row in case.desk.obligations(case.id)}["report_to_manager"] == "not_done"
