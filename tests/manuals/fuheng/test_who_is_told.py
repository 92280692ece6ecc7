"""Who gets word, by a roster of real people: whoever did the step is passed over, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from manuals.fuheng.case_desk import MORNING, UNIT, new_desk
from servicedesk import Actor, Case, Desk
from servicedesk.engine.entry import Message

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
def test_w1_what_the_receptionist_took_in_herself_goes_to_the_next() -> None:
    """She knows; her superior is told, for somebody is."""
    desk = new_desk(roster={"customer_receptionist": ["王小红"], "superior": ["李主管"]})
    case = opened(desk, "service_request", Actor("王小红", "customer_receptionist"), **REQUEST)
    message = only_message(desk, case, "open")
    assert (message.to_roles, message.to_names) == (("superior",), ("李主管",))


@pytest.mark.clause("fuheng/service_request/1")
def test_w1_of_two_receptionists_the_other_is_told() -> None:
    desk = new_desk(roster={"customer_receptionist": ["王小红", "孙丽"], "superior": ["李主管"]})
    case = opened(desk, "service_request", Actor("王小红", "customer_receptionist"), **REQUEST)
    message = only_message(desk, case, "open")
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("孙丽",))


@pytest.mark.clause("fuheng/complaint/4.2.3a")
def test_w1_the_desk_is_told_though_its_receptionist_may_take_complaints_in_as_well() -> None:
    """4.2.3: 投诉接收人 ... 告知客户接待员. 王小红 holds both posts; 赵强 took this call and tells her."""
    people = {"recipient": ["王小红"], "customer_receptionist": ["王小红"], "superior": ["李主管"]}
    desk = new_desk(roster=people)
    recipient = Actor("赵强", "recipient")
    case = opened(desk, "complaint", recipient, **CALL)
    desk.act(case.id, "tell_desk", {}, by=recipient, at=MORNING, recorded_at=MORNING)
    message = only_message(desk, case, "tell_desk")
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("王小红",))
