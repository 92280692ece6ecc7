"""Information from whoever hears of it to the answer to the customer: classes, records, slips, limits, superiors."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    UNIT,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    new_desk,
    person,
    told,
)
from manuals.fuheng.service_request_desk import COMPLAINT, REPAIR, Request, children, request

DESK, HANDLER, OFFICER = "customer_receptionist", "responsible_person", "customer_service_officer"


def states(case: Request) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


def on_record(case: Request) -> list[str]:
    return [document_requirement.zh for document_requirement in case.desk.documents(case.id) if document_requirement.filed_at is not None]


# --- the straight paths ---------------------------------------------------------------------------------------


def test_feedback_of_staff_from_the_desk_to_the_answer() -> None:
    case = request().to_assigned().reply("2026-03-10 15:00").answer("2026-03-10 16:00")
    assert states(case) == ["received", "classified", "dispatched", "assigned", "replied", "answered"]
    assert {name: limit.state for name, limit in case.case.limits.items()} == {"answer": "met", "reply": "met"}
    assert [(name, to) for name, to, _ in told(case)] == [("open", (DESK,)), ("reply", (DESK,))]
    assert (missed(case), case.case.open) == ([], False)


def test_a_repair_has_a_case_of_its_own_and_the_customer_an_answer() -> None:
    case = request().to_assigned("报修", by="maintenance_worker")
    case.do("reply", "maintenance_worker", result="已更换角阀").answer()
    assert states(case) == ["received", "classified", "dispatched", "assigned", "replied", "answered"]
    assert [c.state for c in children(case, "repair")] == ["dispatched"]


def test_a_complaint_has_a_case_of_its_own_and_the_customer_an_answer() -> None:
    case = request().classify("投诉").do("enter_complaint", DESK, **COMPLAINT).answer()
    assert states(case) == ["received", "classified", "with_complaints", "answered"]
    assert [c.state for c in children(case, "complaint")] == ["received"]
    assert "reply" not in case.case.limits


# --- 1 collecting ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/service_request/1")
@pytest.mark.parametrize("role", ["staff", "front_desk", "customer_receptionist"])
def test_everybody_who_hears_of_something_passes_it_to_the_receptionist(role: str) -> None:
    case = request("2026-03-10 09:05", by=role)
    assert told(case) == [("open", ("customer_receptionist",), "2026-03-10 09:05")]
    assert_only_refused(case, "classify", "staff", by="2", kind="wrong_role", information="报修", importance="重大问题")


@pytest.mark.clause("fuheng/service_request/1")
@pytest.mark.parametrize("blank", ["informant", "message"])
def test_who_said_what_is_passed_on(blank: str) -> None:
    blanks = {"informant": "李四", "message": "照明不亮"}
    del blanks[blank]
    outcome = new_desk().try_open("service_request", blanks, subject=UNIT, by=person("staff"))
    assert [(r.kind, r.clause, r.place) for r in outcome.refusals] == [
        ("missing_field", "fuheng/service_request/1", blank)
    ]
    other = new_desk().try_open("service_request", {"informant": "李四", "message": "?"}, subject=UNIT, by=person("owner"))
    assert [(r.kind, r.clause) for r in other.refusals] == [("wrong_role", "fuheng/service_request/1")]
    assert "客户接待员、前台或员工" in other.refusals[0].zh


def test_the_name_of_who_said_it_is_kept_apart() -> None:
    assert str(request().case.facts["informant"]) != "李四"


# --- 2 classes ------------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/service_request/2")
@pytest.mark.parametrize(
    ("printed", "kind", "records"),
    [("报修", "repair", "enter_repair"), ("投诉", "complaint", "enter_complaint"),
     ("员工落实反馈", "feedback", "enter_feedback make_work_slip")],
)
def test_the_receptionist_tells_repair_complaint_and_feedback_apart(printed: str, kind: str, records: str) -> None:
    case = request()
    assert_refused(case, "classify", DESK, by="2", kind="wrong_value", information="表扬", importance="一般性问题")
    case.classify(printed)
    assert case.case.facts["information"] == kind
    options = {o.step: {r.kind for r in o.refusals} for o in case.desk.options(case.id, by=person(DESK), at=case.now)}
    entries = {"enter_repair", "enter_complaint", "enter_feedback", "make_work_slip"}
    assert {step for step in entries if "not_applicable" not in options[step]} == set(records.split())


# --- 3 records and slips ------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/service_request/3.1")
def test_repair_information_is_entered_in_the_owner_repair_record_of_a_repair() -> None:
    case = request().classify("报修")
    assert_refused(case, "dispatch", DESK, by="3.1", kind="outstanding")
    for blank in REPAIR:
        some = {k: v for k, v in REPAIR.items() if k != blank}
        assert assert_refused(case, "enter_repair", DESK, by="3.1", kind="missing_field", **some).place == blank
    case.enter_repair()
    assert on_record(case) == ["业主报修记录表"]
    (repair,) = children(case, "repair")
    assert (repair.state, dict(repair.facts)) == ("reported", {"location": "厨房", "fault": "角阀漏水"})
    opened = [line.clause for line in case.desk.history(case.id) if line.kind == "opened_child"]
    assert opened == ["fuheng/service_request/3.1"]


@pytest.mark.clause("fuheng/service_request/3.1")
def test_one_report_opens_one_repair() -> None:
    case = request().classify("报修").enter_repair()
    assert_only_refused(case, "enter_repair", DESK, by="3.1", kind="not_now", **REPAIR)
    case.open_repair_slip().dispatch().receive().reply().answer()
    assert len(children(case, "repair")) == 1


@pytest.mark.clause("fuheng/service_request/3.2")
@pytest.mark.parametrize(("roles", "signed"), [((DESK,), {"staff"}), ((DESK, "recipient"), {"recipient"})])
def test_nobody_is_shown_to_have_signed_the_complaint_who_did_not_enter_it(
    roles: tuple[str, ...], signed: set[str]
) -> None:
    """投诉信息填在《业主投诉及建议记录表》内: by the receptionist, in the role in which she takes complaints."""
    case = request().classify("投诉")
    at = {"at": case.now, "recorded_at": case.now}
    answer = case.desk.try_act(case.id, "enter_complaint", COMPLAINT, by=person(*roles), **at)
    (child,) = answer.children
    record = next(p for p in case.desk.documents(child) if p.form == "complaint_record")
    assert set(record.signed_by) == signed


@pytest.mark.clause("fuheng/service_request/3.2")
@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_the_receptionist_need_not_tell_herself_of_the_complaint_that_she_entered() -> None:
    """The complaint is registered at once, without 告知客户接待员 and without its hour."""
    case = request().classify("投诉")
    at = {"at": case.now, "recorded_at": case.now}
    (child,) = case.desk.try_act(case.id, "enter_complaint", COMPLAINT, by=person(DESK), **at).children
    assert [limit.name for limit in case.desk.due() if limit.case_id == child] == []
    assert "tell_desk" not in {row.name for row in case.desk.obligations(child, at=case.now)}
    slip = {"assignment": "核实处理", "assignee": "赵", "cause": "一类投诉", "valid": "是", "large_impact": "否"}
    assert case.desk.act(child, "register", slip, by=person(DESK), **at).state == "registered"


@pytest.mark.clause("fuheng/service_request/3.2")
@pytest.mark.parametrize("blank", ["complainant", "contents", "channel"])
def test_complaint_information_is_entered_in_the_complaint_record_of_a_complaint(blank: str) -> None:
    case = request().classify("投诉")
    some = {k: v for k, v in COMPLAINT.items() if k != blank}
    assert assert_refused(case, "enter_complaint", DESK, by="3.2", kind="missing_field", **some).place == blank
    case.do("enter_complaint", DESK, **COMPLAINT)
    assert on_record(case) == ["业主投诉/建议处理记录表"]
    (complaint,) = children(case, "complaint")
    facts = complaint.facts
    assert (complaint.state, facts["contents"], facts["channel"]) == ("received", "保洁不到位", "telephone")
    known = case.desk.case(complaint.id, by=person(DESK)).vault
    assert sorted(known.values()) == ["13800000000", "张三"]
    opened = [line.clause for line in case.desk.history(case.id) if line.kind == "opened_child"]
    assert opened == ["fuheng/service_request/3.2"]


@pytest.mark.clause("fuheng/service_request/3.2")
def test_a_complaint_is_not_dispatched_here_and_nothing_else_becomes_a_complaint() -> None:
    case = request().classify("投诉")
    assert_only_refused(case, "dispatch", DESK, by="3.4a", kind="not_now")
    other = request().classify("报修")
    assert_only_refused(other, "enter_complaint", DESK, by="3.2", kind="not_applicable", **COMPLAINT)


@pytest.mark.clause("fuheng/service_request/3.3")
def test_staff_feedback_is_entered_in_the_information_feedback_record() -> None:
    case = request().classify("员工落实反馈").make_slip()
    assert_only_refused(case, "dispatch", DESK, by="3.3", kind="outstanding")
    assert assert_refused(case, "enter_feedback", DESK, by="3.3", kind="missing_field").place == "feedback"
    case.enter_feedback().dispatch()
    assert "信息反馈记录表" in on_record(case)
    repair = request().classify("报修")
    assert_only_refused(repair, "enter_feedback", DESK, by="3.3", kind="not_applicable", feedback="已更换")


@pytest.mark.clause("fuheng/service_request/3.4a")
def test_a_repair_is_passed_on_with_its_repair_slip() -> None:
    case = request().classify("报修").enter_repair()
    assert_only_refused(case, "dispatch", DESK, by="3.4a", kind="required")
    case.open_repair_slip().dispatch()
    assert case.state == "dispatched"


@pytest.mark.clause("fuheng/service_request/3.4a")
@pytest.mark.parametrize("other", [{"location": "卧室"}, {"fault": "灯不亮"}, {}])
def test_the_slip_of_another_repair_is_not_the_slip_of_this_one(other: dict[str, str]) -> None:
    case = request().classify("报修").enter_repair()
    at = {"at": case.now, "recorded_at": case.now}
    second = case.desk.open("repair", {**REPAIR, **other}, subject=UNIT, by=person(DESK), **at)
    case.desk.act(second.id, "open_slip", {"area": "入户维修"}, by=person(DESK), **at)
    assert_only_refused(case, "dispatch", DESK, by="3.4a", kind="required")


@pytest.mark.clause("fuheng/service_request/3.4a")
@pytest.mark.parametrize("role", ["responsible_person", "maintenance_worker"])
def test_the_slip_goes_to_the_person_who_has_to_act(role: str) -> None:
    case = request()
    assert_only_refused(case, "receive_slip", role, by="3.4a", kind="wrong_state")
    case.to_dispatched()
    assert_only_refused(case, "receive_slip", DESK, by="3.4a", kind="wrong_role")
    assert case.receive(by=role).state == "assigned"


@pytest.mark.clause("fuheng/service_request/3.4b")
@pytest.mark.parametrize("blank", ["assignment", "assignee"])
def test_what_is_no_repair_is_assigned_with_a_work_contact_slip(blank: str) -> None:
    case = request().classify("员工落实反馈").enter_feedback()
    assert_only_refused(case, "dispatch", DESK, by="3.4b", kind="outstanding")
    slip = {"assignment": "核实照明", "assignee": "赵"}
    some = {k: v for k, v in slip.items() if k != blank}
    assert assert_refused(case, "make_work_slip", DESK, by="3.4b", kind="missing_field", **some).place == blank
    case.do("make_work_slip", DESK, **slip).dispatch()
    assert "工作联系单" in on_record(case)
    repair = request().classify("报修")
    assert_only_refused(repair, "make_work_slip", DESK, by="3.4b", kind="not_applicable", **slip)


# --- 4 the handler -----------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/service_request/4.1")
def test_a_repair_that_was_passed_on_is_replied_to_in_24_hours_and_one_at_the_desk_is_not() -> None:
    """Chapter 3 has the repair alone; what came in through chapter 4 is answered by its handler too."""
    case = request().to_assigned("报修", by="maintenance_worker")
    assert [d.clause for d in case.desk.due() if d.name == "reply"] == [case.clause("4.1")]
    at_desk = case.desk.open("repair", REPAIR, subject="3-2-502", by=person(DESK), at=case.now, recorded_at=case.now)
    slip = {"area": "入户维修"}
    case.desk.act(at_desk.id, "open_slip", slip, by=person(DESK), at=case.now, recorded_at=case.now)
    case.desk.act(at_desk.id, "collect_slip", {}, by=person("maintenance_worker"), at=case.now, recorded_at=case.now)
    assert [d.name for d in case.desk.due() if d.case_id == at_desk.id] == ["arrive"]


@pytest.mark.clause("fuheng/service_request/4.1")
def test_the_handler_reports_the_result_within_24_hours_of_receiving_the_slip() -> None:
    case = request("2026-03-10 09:00").to_dispatched()
    assert_not_due(case, "reply")
    case.receive("2026-03-10 11:00")
    assert_due(case, "reply", "2026-03-11 11:00", by="4.1")
    case.reply("2026-03-11 11:00")
    assert_done(case, "reply", "met")
    assert told(case)[-1] == ("reply", ("customer_receptionist",), "2026-03-11 11:00")
    late = request().to_dispatched().receive("2026-03-10 11:00").reply("2026-03-11 11:00:00.000001")
    assert_done(late, "reply", "late")
    assert ("reply", "2026-03-11 11:00:00") in missed(late)


@pytest.mark.clause("fuheng/service_request/4.1")
def test_the_24_hours_run_over_the_spring_festival() -> None:
    case = request("2026-02-16 20:00").to_dispatched().receive("2026-02-16 21:00")
    assert_due(case, "reply", "2026-02-17 21:00", by="4.1")


@pytest.mark.clause("fuheng/service_request/4.1")
def test_complaints_have_limits_of_their_own() -> None:
    case = request().classify("投诉").do("enter_complaint", DESK, **COMPLAINT)
    assert_not_due(case, "reply")
    assert_refused(case, "reply", HANDLER, by="4.1", kind="wrong_state", result="已整改")


@pytest.mark.clause("fuheng/service_request/4.2a")
def test_what_the_handler_cannot_settle_is_reported_to_the_superior_within_2_hours() -> None:
    case = request().to_dispatched().receive("2026-03-10 11:00", beyond_handler="是")
    assert_due(case, "report_to_superior", "2026-03-10 13:00", by="4.2a")
    refusal = assert_only_refused(case, "reply", HANDLER, by="4.2a", kind="required", result="已更换")
    assert "上报上级领导" in refusal.help_zh
    case.do("report_to_superior", HANDLER, "2026-03-10 13:00")
    assert_done(case, "report_to_superior", "met")
    assert told(case)[-1] == ("report_to_superior", ("superior",), "2026-03-10 13:00")
    late = request().to_dispatched().receive("2026-03-10 11:00", beyond_handler="是")
    late.do("report_to_superior", HANDLER, "2026-03-10 13:00:00.000001")
    assert missed(late) == [("report_to_superior", "2026-03-10 13:00:00")]


@pytest.mark.clause("fuheng/service_request/4.2a")
def test_what_turns_out_later_to_need_the_superior_is_held_to_the_same_2_hours() -> None:
    case = request().to_dispatched().receive("2026-03-10 11:00")
    assert_not_due(case, "report_to_superior")
    case.do("report_to_superior", HANDLER, "2026-03-10 13:00")
    assert_done(case, "report_to_superior", "met")
    late = request().to_dispatched().receive("2026-03-10 11:00").do("report_to_superior", HANDLER, "2026-03-10 13:01")
    assert_done(late, "report_to_superior", "late")


@pytest.mark.clause("fuheng/service_request/4.2a")
def test_what_the_handler_can_settle_goes_to_no_superior() -> None:
    case = request().to_assigned(beyond_handler="否").reply().answer()
    assert "report_to_superior" not in case.case.limits
    assert "report_to_superior" not in [name for name, _, _ in told(case)]


@pytest.mark.clause("fuheng/service_request/4.2b")
def test_of_an_escalated_item_the_state_is_reported_within_24_hours_of_the_same_receipt() -> None:
    case = request().to_dispatched().receive("2026-03-10 11:00")
    assert_only_refused(case, "report_state", HANDLER, by="4.2b", kind="not_applicable")
    case.do("report_to_superior", HANDLER, "2026-03-10 12:30")
    assert_due(case, "report_state", "2026-03-11 11:00", by="4.2b")
    assert_only_refused(case, "reply", HANDLER, by="4.2b", kind="outstanding", result="已更换")
    case.do("report_state", HANDLER, "2026-03-11 11:00")
    assert_done(case, "report_state", "met")
    assert told(case)[-1] == ("report_state", ("customer_receptionist",), "2026-03-11 11:00")
    late = request().to_dispatched().receive("2026-03-10 11:00").do("report_to_superior", HANDLER, "2026-03-10 12:30")
    late.do("report_state", HANDLER, "2026-03-11 11:00:00.000001")
    assert ("report_state", "2026-03-11 11:00:00") in missed(late)


@pytest.mark.clause("fuheng/service_request/4.1", "fuheng/service_request/4.2b")
def test_the_result_of_an_escalated_item_has_no_24_hours_of_its_own() -> None:
    case = request().to_dispatched(importance="重大问题").receive("2026-03-10 11:00")
    case.do("report_to_superior", HANDLER, "2026-03-10 12:00")
    assert_not_due(case, "reply")
    assert_done(case, "reply", "cancelled")
    case.do("report_state", HANDLER).reply("2026-03-12 08:00")
    assert case.state == "replied"
    assert missed(case) == []


# --- 5 the customer --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/service_request/5.1")
@pytest.mark.parametrize("role", ["customer_receptionist", "customer_service_officer"])
def test_of_a_general_issue_the_customer_has_the_result_within_24_hours(role: str) -> None:
    case = request("2026-03-10 09:00")
    assert_due(case, "answer", "2026-03-11 09:00", by="5.1")
    case.to_assigned().reply()
    assert_due(case, "answer", "2026-03-11 09:00", by="5.1")
    assert assert_refused(case, "answer", role, by="5.1", kind="missing_field").place == "answer_given"
    case.answer("2026-03-11 09:00", by=role)
    assert_done(case, "answer", "met")
    late = request("2026-03-10 09:00").to_assigned().reply().answer("2026-03-11 09:00:00.000001", by=role)
    assert missed(late) == [("answer", "2026-03-11 09:00:00")]


@pytest.mark.clause("fuheng/service_request/5.1")
def test_information_that_nobody_classifies_is_late_after_24_hours() -> None:
    case = request("2026-03-10 09:00").tick("2026-03-11 09:01")
    assert missed(case) == [("answer", "2026-03-11 09:00:00")]


@pytest.mark.clause("fuheng/service_request/5.1")
def test_the_customer_of_a_general_issue_gets_the_result_and_no_interim_word() -> None:
    case = request().to_assigned()
    assert_only_refused(case, "answer", DESK, by="5.1", kind="wrong_state", answer_given="处理中")
    assert_only_refused(case, "feed_back", DESK, by="5.2a", kind="not_applicable")
    assert_only_refused(case, "report_major", DESK, by="5.2b", kind="not_applicable")


@pytest.mark.clause("fuheng/service_request/5.2a")
def test_of_a_major_issue_the_customer_has_feedback_within_48_hours() -> None:
    case = request("2026-03-10 09:00").classify("员工落实反馈", "重大问题", "2026-03-10 10:00")
    assert_due(case, "answer", "2026-03-12 09:00", by="5.2a")
    case.do("report_major", DESK).do("feed_back", DESK, "2026-03-12 09:00")
    assert_done(case, "answer", "met")
    late = request("2026-03-10 09:00").classify("员工落实反馈", "重大问题").do("report_major", DESK)
    late.do("feed_back", DESK, "2026-03-12 09:00:00.000001")
    assert missed(late) == [("answer", "2026-03-12 09:00:00")]


@pytest.mark.clause("fuheng/service_request/5.2a")
def test_the_result_is_feedback_too_and_the_receptionists_for_a_major_issue() -> None:
    case = request("2026-03-10 09:00").to_assigned(importance="重大问题").reply().do("report_major", DESK)
    assert_only_refused(case, "answer", OFFICER, by="5.2a", kind="wrong_role", answer_given="已更换")
    case.answer("2026-03-12 09:00")
    assert_done(case, "answer", "met")
    assert missed(case) == []


@pytest.mark.clause("fuheng/service_request/5.2a")
def test_feedback_is_no_result_the_customer_still_gets_that() -> None:
    case = request().to_assigned(importance="重大问题").do("report_major", DESK).do("feed_back", DESK).reply()
    assert case.state == "replied"
    assert case.answer().case.open is False


@pytest.mark.clause("fuheng/service_request/5.2b")
@pytest.mark.parametrize("step", ["feed_back", "answer"])
def test_a_major_issue_is_reported_to_the_superior_at_the_latest_with_the_feedback(step: str) -> None:
    case = request().to_assigned(importance="重大问题").reply()
    payload = {"answer_given": "已更换"} if step == "answer" else {}
    assert_only_refused(case, step, DESK, by="5.2b", kind="outstanding", **payload)
    case.do("report_major", DESK, "2026-03-10 10:00")
    assert told(case)[-1] == ("report_major", ("superior",), "2026-03-10 10:00")
    case.do(step, DESK, **payload)


@pytest.mark.clause("fuheng/service_request/5.2b")
def test_the_report_of_a_major_issue_has_no_limit_of_its_own() -> None:
    case = request().classify("报修", "重大问题")
    assert [d.name for d in case.desk.due() if d.case_id == case.id] == ["answer"]
