"""Who gets word, by a roster of real people: whoever did the step is passed over, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from manuals.fuheng.case_desk import MORNING, UNIT, new_desk
from manuals.fuheng.rental_agency_desk import enquiry
from servicedesk import Actor, Case, Desk
from servicedesk.engine.message import Message

REQUEST = {"informant": "李四", "message": "三号楼楼道照明不亮"}
CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "电话"}


def opened(desk: Desk, procedure: str, by: Actor, **fields: Any) -> Case:
    return desk.open(procedure, fields, subject=UNIT, by=by, at=MORNING, recorded_at=MORNING)


def only_message(desk: Desk, case: Case, name: str) -> Message:
    (found,) = (m for m in desk.messages(case.id) if m.name == name)
    return found


@pytest.mark.clause("fuheng/service_request/1")
def test_w1_what_staff_hear_reaches_the_receptionist_whom_the_roster_names() -> None:
    """一: 接到信息的人员反馈到前台客户接待员. She too may take information in; this one she did not."""
    desk = new_desk(roster={"customer_receptionist": ["王小红"], "superior": ["李主管"]})
    message = only_message(desk, opened(desk, "service_request", Actor("赵强", "staff"), **REQUEST), "open")
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("王小红",))


@pytest.mark.clause("fuheng/service_request/1")
def test_w1_what_the_receptionist_took_in_herself_is_at_the_front_desk_already() -> None:
    """反馈到管理处前台客户接待员处: it is there, and the text names no superior."""
    desk = new_desk(roster={"customer_receptionist": ["王小红"], "superior": ["李主管"]})
    case = opened(desk, "service_request", Actor("王小红", "customer_receptionist"), **REQUEST)
    message = only_message(desk, case, "open")
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("王小红",))


@pytest.mark.clause("fuheng/rental_agency/4.1.3")
@pytest.mark.parametrize("officers", [["孙丽"], ["孙丽", "钱敏"]])
def test_w1_an_officer_who_hears_of_a_prospect_herself_tells_no_superior(officers: list[str]) -> None:
    """客户接待员及其余工作人员有客户租房信息时要及时转告客户服务员: the officer has nobody to pass it on to."""
    desk = new_desk(roster={"customer_service_officer": officers, "superior": ["李主管"]})
    prospect = {"prospect": "周先生", "prospect_telephone": "13800000000"}
    message = only_message(desk, opened(desk, "rental_agency", Actor("孙丽", "customer_service_officer"), **prospect), "open")
    assert (message.to_roles, message.to_names) == (("customer_service_officer",), (officers[-1],))


@pytest.mark.clause("fuheng/complaint/4.2.1b")
def test_w1_a_superior_who_takes_a_complaint_in_tells_his_own() -> None:
    """通知上级领导: where the person concerned is the superior, it is the superior's superior who is meant."""
    desk = new_desk(roster={"superior": ["李主管"], "department_head": ["刘经理"]})
    by = Actor("李主管", "superior")
    case = opened(desk, "complaint", by, **{**CALL, "channel": "当面"})
    desk.act(case.id, "tell_superior", {}, by=by, at=MORNING, recorded_at=MORNING)
    message = only_message(desk, case, "tell_superior")
    assert (message.to_roles, message.to_names) == (("department_head",), ("刘经理",))


@pytest.mark.clause("fuheng/service_request/1")
def test_w1_of_two_receptionists_the_other_is_notified() -> None:
    desk = new_desk(roster={"customer_receptionist": ["王小红", "孙丽"], "superior": ["李主管"]})
    case = opened(desk, "service_request", Actor("王小红", "customer_receptionist"), **REQUEST)
    message = only_message(desk, case, "open")
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("孙丽",))


@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_w1_the_desk_is_notified_though_its_receptionist_may_take_complaints_in_as_well() -> None:
    """4.2.3: 投诉接收人 ... 告知客户接待员. 王小红 holds both posts; 赵强 took this call and tells her."""
    people = {"recipient": ["王小红"], "customer_receptionist": ["王小红"], "superior": ["李主管"]}
    desk = new_desk(roster=people)
    recipient = Actor("赵强", "recipient")
    case = opened(desk, "complaint", recipient, **CALL)
    desk.act(case.id, "tell_desk", {}, by=recipient, at=MORNING, recorded_at=MORNING)
    message = only_message(desk, case, "tell_desk")
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("王小红",))


@pytest.mark.clause("fuheng/lost_and_found/3.2")
@pytest.mark.parametrize(
    "role", ["duty_guard", "maintenance_worker", "customer_service_officer", "department_head", "customer_receptionist"]
)
def test_w2_everybody_of_the_company_hands_in_what_he_finds(role: str) -> None:
    """3.2: 各工作人员负责拾遗物品的上交."""
    assert opened(new_desk(), "lost_and_found", Actor("甲", role)).state == "handed_in"


@pytest.mark.clause("fuheng/complaint/3.5")
@pytest.mark.parametrize("role", ["duty_guard", "maintenance_worker", "finance", "company_director"])
def test_w2_everybody_of_the_company_reports_a_complaint_to_the_superior(role: str) -> None:
    """3.5: 所有员工都有向上级及时汇报业主投诉的责任."""
    desk = new_desk(roster={"superior": ["李主管"]})
    by = Actor("甲", role)
    case = opened(desk, "complaint", by, **{**CALL, "channel": "当面"})
    desk.act(case.id, "tell_superior", {}, by=by, at=MORNING, recorded_at=MORNING)
    assert only_message(desk, case, "tell_superior").to_names == ("李主管",)


@pytest.mark.clause("fuheng/lost_and_found/3.2")
@pytest.mark.parametrize("role", ["owner", "tenant", "claimant", "renovation_company"])
def test_w2_people_outside_the_company_are_no_staff(role: str) -> None:
    outcome = new_desk().try_open("lost_and_found", {}, subject=UNIT, by=Actor("甲", role), at=MORNING)
    assert [refusal.kind for refusal in outcome.refusals] == ["wrong_role"]


MANAGERS = {"top_management": ["总经理"], "department_head": ["刘经理"], "superior": ["李主管"]}


@pytest.mark.clause("fuheng/rental_agency/4.1.6a")
def test_word_for_the_owner_goes_to_the_owner_and_to_nobody_of_the_company() -> None:
    """4.1.6: 联系业主到场. Owners are in no roster; who made the call delivers by hand where there is no address."""
    case = enquiry(roster=MANAGERS).to_viewed()
    case.desk.act(
        case.id, "call_owner", {"monthly_rent": "1234.50"}, by=Actor("孙丽", "customer_service_officer"),
        at=MORNING, recorded_at=MORNING,
    )  # fmt: skip
    message = only_message(case.desk, case.case, "call_owner")
    assert (message.to_parties, message.to_roles, message.to_names) == (("owner",), (), ())
    assert message.by_hand == ("孙丽",)


@pytest.mark.clause("fuheng/rental_agency/4.2.3b")
def test_the_tenant_is_asked_to_correct_and_not_top_management() -> None:
    """4.2.3: 要求整改. The officer who found it on the daily round delivers it by hand."""
    case = enquiry(roster=MANAGERS).to_let()
    found = {"let_condition": "楼道堆物", "misconduct": "是", "stopped": "已制止", "correction_demanded": "三日内清理"}
    day = "2026-03-11 09:00"
    case.desk.act(
        case.id, "inspect_let_unit", found, by=Actor("孙丽", "customer_service_officer"), at=day, recorded_at=day
    )
    message = only_message(case.desk, case.case, "demand_correction")
    assert (message.to_parties, message.to_roles, message.to_names) == (("tenant",), (), ())
    assert message.by_hand == ("孙丽",)
