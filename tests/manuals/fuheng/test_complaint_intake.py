"""Complaints as they come in: who takes them, by which channel, in which class, told to whom and by when."""

from __future__ import annotations

import pytest

from manuals.fuheng.complaint_desk import (
    CLASS_1,
    CLASS_2,
    CLASS_3,
    MORNING,
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
from servicedesk.engine.entry import EscalationEntry

AFAR = ["来信", "电话", "电子邮件", "其他途径"]  # 等途径
DIRECT = ["公司", "上级单位", "政府有关部门"]


@pytest.mark.clause("fuheng/complaint/2")
def test_a_complaint_that_is_not_valid_is_not_registered() -> None:
    case = complaint().announce()
    slip = {"assignment": "核实", "assignee": "赵", "cause": CLASS_1}
    refusal = assert_only_refused(
        case, "register", "customer_receptionist", by="2", kind="required", valid="否", **slip
    )
    assert refusal.zh == "不能办理：非有效投诉"
    case.do("register", "customer_receptionist", valid="是", **slip)
    assert case.state == "registered"


@pytest.mark.clause("fuheng/complaint/2")
def test_a_complaint_that_is_not_valid_is_not_settled_on_the_spot_either() -> None:
    case = complaint("当面")
    spot = {"cause": CLASS_1, "result": "当场道歉"}
    assert_only_refused(case, "settle_on_spot", "staff", by="2", valid="否", **spot)
    case.do("settle_on_spot", "staff", valid="是", **spot)
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/3.4")
def test_the_front_desk_receives_and_records_a_complaint() -> None:
    """接待、记录: the complaint, by whom, through which channel, and the desk may tell everybody it must."""
    case = complaint("公司", by="front_desk", difficult="是")
    assert case.state == "received"
    assert set(case.case.facts) == {"complainant", "telephone", "contents", "channel", "difficult"}
    case.do("report_direct", "front_desk")
    other = complaint("电话", by="front_desk").do("tell_desk", "front_desk")
    assert told(other) == [("tell_desk", ("customer_receptionist",), "2026-03-10 09:00")]


@pytest.mark.clause("fuheng/complaint/3.4")
@pytest.mark.parametrize("blank", ["complainant", "contents", "channel"])
def test_a_complaint_is_not_taken_in_without_its_record(blank: str) -> None:
    blanks = {"complainant": "张三", "contents": "噪声", "channel": "电话"}
    del blanks[blank]
    desk = new_desk()
    outcome = desk.try_open("complaint", blanks, subject="3-2-501", by=person("front_desk"))
    assert [(r.kind, r.clause, r.place) for r in outcome.refusals] == [
        ("missing_field", clause("3.4"), blank)
    ]
    assert desk.cases("3-2-501", open=None) == ()


@pytest.mark.clause("fuheng/complaint/3.5")
@pytest.mark.parametrize("role", ["staff", "front_desk", "recipient"])
def test_everybody_on_the_staff_may_bring_a_complaint_in_and_report_it_upwards(role: str) -> None:
    case = complaint("当面", by=role).do("tell_superior", role)
    assert told(case) == [("tell_superior", ("superior",), "2026-03-10 09:00")]


@pytest.mark.clause("fuheng/complaint/3.5")
def test_an_owner_does_not_open_a_complaint_at_the_desk() -> None:
    blanks = {"complainant": "张三", "contents": "噪声", "channel": "电话"}
    outcome = new_desk().try_open("complaint", blanks, subject="3-2-501", by=person("owner"))
    assert [(r.kind, r.clause) for r in outcome.refusals] == [("wrong_role", clause("3.4"))]


@pytest.mark.parametrize(
    ("printed", "cause"),
    [
        pytest.param(CLASS_1, "own_service", marks=pytest.mark.clause("fuheng/complaint/4.1.1")),
        pytest.param(CLASS_2, "building_quality", marks=pytest.mark.clause("fuheng/complaint/4.1.2")),
        pytest.param(CLASS_3, "outside_boundary", marks=pytest.mark.clause("fuheng/complaint/4.1.3")),
    ],
)
def test_the_desk_classifies_by_cause(printed: str, cause: str) -> None:
    """自身管理服务, 房屋质量, 规划红线外: the three printed classes and no fourth."""
    case = complaint().announce()
    slip = {"assignment": "核实", "assignee": "赵", "valid": "是"}
    assert_refused(
        case, "register", "customer_receptionist", by="4.2.3b", kind="wrong_value", cause="四类投诉", **slip
    )
    case.register(printed)
    assert case.case.facts["cause"] == cause


# --- 4.2.1 in person ---------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.1a")
def test_what_can_be_settled_on_the_spot_is_settled_there_and_reported_to_the_superior() -> None:
    case = complaint("当面").do(
        "settle_on_spot", "staff", "2026-03-10 09:05", cause=CLASS_1, valid="是", result="当场清理"
    )
    assert case.state == "handled"
    assert_not_due(case, "tell_superior")
    assert_done(case, "tell_superior", "cancelled")
    case.record().visit().learn()
    refusal = assert_only_refused(
        case, "archive", "enterprise_management_dept", by="4.2.1a", kind="outstanding"
    )
    assert refusal.zh == "尚有未办事项：当场处理后向上级汇报"
    case.do("report_settled", "staff", "2026-03-10 09:30")
    assert told(case)[1:] == [("report_settled", ("superior",), "2026-03-10 09:30")]
    case.do("archive", "enterprise_management_dept")
    assert case.state == "closed"


@pytest.mark.clause("fuheng/complaint/4.2.2a")
def test_what_was_settled_on_the_spot_is_reported_to_the_receptionist() -> None:
    """处理完毕后处理的具体过程、结果、分析及时报客户接待员: she has it to record the same day."""
    case = complaint("当面").do(
        "settle_on_spot", "staff", "2026-03-10 09:05", cause=CLASS_1, valid="是", result="当场清理"
    )
    assert told(case) == [("report_settlement", ("customer_receptionist",), "2026-03-10 09:05")]
    assert_due(case, "record_result", "2026-03-11 00:00", by="4.2.2a")


@pytest.mark.clause("fuheng/complaint/4.2.1a")
@pytest.mark.parametrize("channel", [*AFAR, *DIRECT])
def test_only_a_complaint_made_in_person_is_settled_on_the_spot(channel: str) -> None:
    case = complaint(channel)
    spot = {"cause": CLASS_1, "valid": "是", "result": "当场清理"}
    assert_only_refused(case, "settle_on_spot", "staff", by="4.2.1a", kind="not_applicable", **spot)


@pytest.mark.clause("fuheng/complaint/4.2.1a")
def test_what_was_reported_as_not_settled_is_no_longer_settled_on_the_spot() -> None:
    case = complaint("当面").do("tell_superior", "staff")
    spot = {"cause": CLASS_1, "valid": "是", "result": "当场清理"}
    assert_only_refused(case, "settle_on_spot", "staff", by="4.2.1a", kind="not_now", **spot)


@pytest.mark.clause("fuheng/complaint/4.2.1b")
def test_what_is_not_settled_on_the_spot_is_told_to_the_superior_within_two_hours() -> None:
    case = complaint("当面", "2026-03-10 09:00")
    assert_due(case, "tell_superior", "2026-03-10 11:00", by="4.2.1b")
    assert_refused(
        case, "register", "customer_receptionist", by="4.2.1b", kind="outstanding",
        assignment="核实", assignee="赵", cause=CLASS_1, valid="是",
    )
    case.do("tell_superior", "recipient", "2026-03-10 11:00")
    assert_done(case, "tell_superior", "met")
    assert missed(case) == []
    assert told(case) == [("tell_superior", ("superior",), "2026-03-10 11:00")]
    case.register(CLASS_1)


@pytest.mark.clause("fuheng/complaint/4.2.1b")
def test_telling_the_superior_a_microsecond_after_two_hours_is_late() -> None:
    case = complaint("当面", "2026-03-10 09:00").do("tell_superior", "staff", "2026-03-10 11:00:00.000001")
    assert_done(case, "tell_superior", "late")
    assert missed(case) == [("tell_superior", "2026-03-10 11:00:00")]


@pytest.mark.clause("fuheng/complaint/4.2.1b")
@pytest.mark.parametrize("channel", [*AFAR, *DIRECT])
def test_the_two_hours_are_for_complaints_in_person(channel: str) -> None:
    case = complaint(channel)
    assert_not_due(case, "tell_superior")
    assert_only_refused(case, "tell_superior", "staff", by="4.2.1b", kind="not_applicable")


@pytest.mark.clause("fuheng/complaint/4.2.1d")
def test_what_was_told_to_the_superior_is_handled_by_the_superiors_opinion() -> None:
    case = complaint("当面").to_assigned().put_on_record().do("reply", "responsible_person")
    assert_only_refused(case, "handle", "responsible_person", by="4.2.1d", kind="outstanding")
    case.do("superior_opinion", "superior").handle()
    assert case.state == "handled"


@pytest.mark.clause("fuheng/complaint/4.2.1d")
def test_what_was_told_to_the_superior_is_not_given_up_without_that_opinion() -> None:
    case = complaint("当面").to_assigned(CLASS_3).put_on_record()
    case.do("reply", "responsible_person").do("explain_to_owner", "customer_receptionist")
    assert_only_refused(case, "explain_unsolved", "customer_receptionist", by="4.2.1d", understood="是")
    case.do("superior_opinion", "superior")
    case.do("explain_unsolved", "customer_receptionist", understood="是")


@pytest.mark.clause("fuheng/complaint/4.2.1d")
def test_the_superior_gives_an_opinion_on_what_was_told_and_on_nothing_else() -> None:
    assert_only_refused(complaint("当面"), "superior_opinion", "superior", by="4.2.1b", kind="outstanding")
    settled = complaint("当面").do("settle_on_spot", "staff", cause=CLASS_1, valid="是", result="当场清理")
    assert_only_refused(settled, "superior_opinion", "superior", by="4.2.1d", kind="not_now")
    assert_only_refused(
        complaint("电话").to_assigned(), "superior_opinion", "superior", by="4.2.1d", kind="not_applicable"
    )


# --- 4.2.3 from afar -----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.3a")
@pytest.mark.parametrize("channel", AFAR)
def test_whoever_got_a_letter_call_or_mail_tells_the_desk_within_an_hour(channel: str) -> None:
    case = complaint(channel, "2026-03-10 09:00")
    assert_due(case, "tell_desk", "2026-03-10 10:00", by="4.2.3a")
    assert_refused(
        case, "register", "customer_receptionist", by="4.2.3a", kind="outstanding",
        assignment="核实", assignee="赵", cause=CLASS_1, valid="是",
    )
    case.do("tell_desk", "recipient", "2026-03-10 10:00")
    assert_done(case, "tell_desk", "met")
    assert told(case) == [("tell_desk", ("customer_receptionist",), "2026-03-10 10:00")]
    case.register(CLASS_1)


@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_telling_the_desk_a_microsecond_after_the_hour_is_late() -> None:
    case = complaint("电话", "2026-03-10 09:00").do("tell_desk", "staff", "2026-03-10 10:00:00.000001")
    assert_done(case, "tell_desk", "late")
    assert missed(case) == [("tell_desk", "2026-03-10 10:00:00")]


@pytest.mark.clause("fuheng/complaint/4.2.3a")
@pytest.mark.parametrize("channel", ["当面", *DIRECT])
def test_the_hour_is_for_letters_calls_and_mail(channel: str) -> None:
    case = complaint(channel)
    assert_not_due(case, "tell_desk")
    assert_only_refused(case, "tell_desk", "staff", by="4.2.3a", kind="not_applicable")


@pytest.mark.clause("fuheng/complaint/4.2.3b")
@pytest.mark.parametrize("blank", ["assignment", "assignee", "cause", "valid"])
def test_registering_records_classifies_and_issues_the_slip(blank: str) -> None:
    case = complaint().announce()
    slip = {"assignment": "核实", "assignee": "赵", "cause": CLASS_1, "valid": "是"}
    wrong = {k: v for k, v in slip.items() if k != blank}
    refusal = assert_refused(
        case, "register", "customer_receptionist", by="4.2.3b", kind="missing_field", **wrong
    )
    assert refusal.place == blank
    case.do("register", "customer_receptionist", **slip)
    assert case.state == "registered"


@pytest.mark.clause("fuheng/complaint/4.2.3b")
def test_a_complaint_is_registered_once() -> None:
    case = complaint().announce().register(CLASS_1)
    slip = {"assignment": "核实", "assignee": "赵", "cause": CLASS_1, "valid": "是"}
    assert_only_refused(case, "register", "customer_receptionist", by="4.2.3b", kind="wrong_state", **slip)


@pytest.mark.clause("fuheng/complaint/4.2.3c")
def test_the_slip_goes_to_the_responsible_person_before_anything_is_handled() -> None:
    case = complaint().announce()
    assert_only_refused(case, "receive_slip", "responsible_person", by="4.2.3c", kind="wrong_state")
    case.register(CLASS_1)
    assert_only_refused(case, "receive_slip", "customer_receptionist", by="4.2.3c", kind="wrong_role")
    assert_not_due(case, "handle")
    case.receive()
    assert case.state == "assigned"


# --- 4.2.5 difficult, or made directly to company, group, government -------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.5a")
@pytest.mark.parametrize(
    ("channel", "difficult"), [*[(c, "否") for c in DIRECT], ("电话", "是"), ("当面", "是")]
)
def test_difficult_and_direct_complaints_are_reported_at_once_to_the_head(
    channel: str, difficult: str
) -> None:
    case = complaint(channel, "2026-03-10 09:00", difficult=difficult)
    assert_due(case, "report_direct", "2026-03-10 09:00", by="4.2.5a")
    assert_refused(
        case, "register", "customer_receptionist", by="4.2.5a", kind="outstanding",
        assignment="核实", assignee="赵", cause=CLASS_1, valid="是",
    )
    case.do("report_direct", "recipient", "2026-03-10 09:00")
    assert_done(case, "report_direct", "met")
    assert told(case) == [("report_direct", ("department_head",), "2026-03-10 09:00")]


@pytest.mark.clause("fuheng/complaint/4.2.5a")
def test_at_once_has_no_tolerance() -> None:
    case = complaint("政府有关部门", "2026-03-10 09:00").do(
        "report_direct", "staff", "2026-03-10 09:00:00.000001"
    )
    assert_done(case, "report_direct", "late")
    assert missed(case) == [("report_direct", "2026-03-10 09:00:00")]


@pytest.mark.clause("fuheng/complaint/4.2.5a")
@pytest.mark.parametrize("channel", ["当面", *AFAR])
def test_an_ordinary_complaint_does_not_go_to_the_head_at_once(channel: str) -> None:
    case = complaint(channel)
    assert_not_due(case, "report_direct")
    assert_only_refused(case, "report_direct", "staff", by="4.2.5a", kind="not_applicable")


def test_a105_two_clocks_run_through_the_eve_of_the_spring_festival() -> None:
    """Clock hours, although a feast begins: superior Saturday 22:00, handling Sunday 00:00."""
    case = complaint("当面", "2026-02-14 20:00")
    assert_due(case, "tell_superior", "2026-02-14 22:00", by="4.2.1b")
    case.do("tell_superior", "staff").register(CLASS_1).receive("2026-02-14 20:00")
    assert_due(case, "handle", "2026-02-15 00:00", by="4.2.3d")


@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_of_a_complaint_that_the_receptionist_entered_herself_she_need_not_be_told() -> None:
    """Chapter 4, 3.2: she has filled the record in, so that 告知客户接待员 is owed by nobody and refused."""
    desk, clerk = new_desk(), person("customer_receptionist")
    at = {"at": MORNING, "recorded_at": MORNING}
    request = desk.open(
        "service_request", {"informant": "李四", "message": "保洁不到位"}, subject="3-2-501", by=clerk, **at
    )
    desk.act(request.id, "classify", {"information": "投诉", "importance": "一般性问题"}, by=clerk, **at)
    record = {"complainant": "张三", "telephone": "13800000000", "contents": "保洁不到位", "channel": "电话"}
    (child,) = desk.try_act(request.id, "enter_complaint", record, by=clerk, **at).children
    refusals = desk.try_act(child, "tell_desk", by=person("recipient"), **at).refusals
    assert [(r.kind, r.clause) for r in refusals] == [("not_now", "fuheng/complaint/4.2.3a")]
    assert [d.name for d in desk.due() if d.case_id == child] == []


@pytest.mark.clause("fuheng/complaint/4.2.5a", "fuheng/service_request/3.2")
@pytest.mark.parametrize(("difficult", "owed"), [("是", True), ("否", False), (None, False)])
def test_a_difficult_complaint_that_comes_as_information_is_reported_at_once(difficult: str | None, owed: bool) -> None:
    """对于处理难度较大的，必须立即上报部门第一负责人: however it came in, and before it is registered."""
    desk, clerk = new_desk(), person("customer_receptionist")
    at = {"at": MORNING, "recorded_at": MORNING}
    told_of = {"informant": "李四", "message": "电梯总坏"}
    request = desk.open("service_request", told_of, subject="3-2-501", by=clerk, **at)
    desk.act(request.id, "classify", {"information": "投诉", "importance": "一般性问题"}, by=clerk, **at)
    record = {"complainant": "张三", "contents": "电梯总坏", "channel": "电话", "difficult": difficult}
    (child,) = desk.try_act(request.id, "enter_complaint", record, by=clerk, **at).children
    slip = {"assignment": "核实处理", "assignee": "赵", "cause": "一类投诉", "valid": "是", "large_impact": "否"}
    refusals = desk.try_act(child, "register", slip, by=clerk, **at).refusals
    assert [r.clause for r in refusals] == (["fuheng/complaint/4.2.5a"] if owed else [])
    if owed:
        desk.act(child, "report_direct", by=clerk, **at)
        assert [e.entry.to for e in desk.history(child) if isinstance(e.entry, EscalationEntry)] == [("department_head",)]
        assert desk.act(child, "register", slip, by=clerk, **at).state == "registered"


# --- 4.2.3a who has somebody to tell ------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_the_receptionist_who_takes_the_call_herself_has_nobody_to_tell() -> None:
    """获得信息的人须在1小时内将投诉内容告知客户接待员: she is the one who would be told."""
    case = complaint("电话", by="customer_receptionist")
    assert_not_due(case, "tell_desk")
    assert_only_refused(case, "tell_desk", "staff", by="4.2.3a", kind="not_now")
    assert told(case) == []
    case.register(CLASS_1)
    assert [(name, to) for name, to, _ in told(case)] == [("register", ("responsible_person",))]


@pytest.mark.clause("fuheng/complaint/4.2.3b")
def test_whoever_is_named_for_it_is_told_of_the_slip() -> None:
    """向相关责任人下发《工作联系单》: a slip that nobody hears of is sent to nobody."""
    case = complaint("电话").announce().register(CLASS_1)
    assert told(case)[-1] == ("register", ("responsible_person",), case.now)


@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_the_desk_is_told_in_the_name_of_whoever_may_have_got_the_word() -> None:
    """获得信息的人: who takes complaints in, the front desk, any member of staff."""
    case = complaint("电话").do("tell_desk", "recipient")
    (line,) = [line.entry for line in case.desk.history(case.id) if (line.kind, line.name) == ("escalated", "tell_desk")]
    assert (line.to, line.in_name_of) == (("customer_receptionist",), ("recipient", "front_desk", "staff"))


# --- 3.1, 3.4, 3.5 who takes complaints in: the one who receives them, the front desk, any member of staff -------------

TAKERS = ("接收人", "前台", "员工")


@pytest.mark.clause("fuheng/complaint/3.4", "fuheng/complaint/3.5")
def test_who_may_not_take_a_complaint_in_is_told_who_does() -> None:
    blanks = {"complainant": "张三", "contents": "噪声", "channel": "电话"}
    (refusal,) = new_desk().try_open("complaint", blanks, subject="3-2-501", by=person("owner")).refusals
    assert refusal.kind == "wrong_role"
    assert [name for name in TAKERS if name in refusal.zh] == list(TAKERS)


@pytest.mark.clause("fuheng/complaint/4.2.2a")
def test_what_was_settled_on_the_spot_goes_to_the_desk_in_the_name_of_who_may_have_settled_it() -> None:
    """处理完毕后……报客户接待员: by whoever had the complaint, as above."""
    case = complaint("当面").do("settle_on_spot", "staff", cause=CLASS_1, result="当场道歉", valid="是")
    sent = [line.entry for line in case.desk.history(case.id) if line.name == "report_settlement"]
    assert [(e.kind, e.to, e.in_name_of) for e in sent] == [
        ("escalated", ("customer_receptionist",), ("recipient", "front_desk", "staff"))
    ]
