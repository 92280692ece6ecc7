"""A case that another one has opened: whoever must act in it next hears of it at once."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, assert_only_refused, new_desk, person, told
from manuals.fuheng.complaint_desk import CLASS_2, complaint
from manuals.fuheng.move_in_desk import move_in
from manuals.fuheng.renovation_desk import Renovation, renovation
from manuals.fuheng.rental_agency_desk import enquiry
from manuals.fuheng.service_request_desk import request
from manuals.fuheng.vacant_unit_desk import vacancy

PERIOD = {"vacant_from": "2026-07-20", "vacant_until": "2026-12-20", "vacancy_reason": "外派延长"}


def from_move_in() -> Renovation:
    """The renovation for which an owner has applied at the move-in."""
    case = move_in().to_accepted().do("apply_for_renovation", "owner")
    (opened,) = case.desk.cases(UNIT, "renovation")
    return Renovation(case.desk, opened.id, case.now)


def child_of(case: Walk, procedure: str = "repair") -> str:
    (opened,) = [c.id for c in case.desk.cases(case.case.subject, procedure, open=None) if c.parent == case.id]
    return opened


# --- a renovation: 1 前期装修咨询, 2 提出装修申请 -----------------------------------------------------------------


@pytest.mark.clause("fuheng/renovation/step-1")
def test_a_renovation_from_a_move_in_is_consulted_about_before_it_is_applied_for() -> None:
    """1、前期装修咨询 stands before 2、提出装修申请: the owner's act at the move-in is no consultation."""
    case = from_move_in()
    assert case.state == "consulting"
    refusal = assert_only_refused(case, "apply", "owner", by="step-1", kind="outstanding")
    assert "前期装修咨询" in refusal.zh
    assert_only_refused(case, "consult", "owner", by="step-1", kind="wrong_role")
    case.do("consult", "customer_receptionist").apply()
    assert case.state == "applied"


@pytest.mark.clause("fuheng/renovation/step-1")
def test_the_receptionist_is_told_of_a_renovation_from_a_move_in() -> None:
    desk = new_desk(roster={"customer_receptionist": ["王小红"], "superior": ["李主管"]})
    case = move_in(desk=desk).to_accepted().do("apply_for_renovation", "owner")
    (message,) = desk.messages(child_of(case, "renovation"))
    assert (message.to_roles, message.to_names) == (("customer_receptionist",), ("王小红",))
    assert "请办理前期咨询" in message.zh


@pytest.mark.clause("fuheng/renovation/step-1")
def test_who_came_to_the_desk_has_been_consulted_there() -> None:
    case = renovation()
    assert case.desk.messages(case.id) == ()
    assert_only_refused(case, "consult", "customer_receptionist", by="step-1", kind="not_applicable")
    assert case.apply().state == "applied"


# --- a repair: 接到报修, 填写《维修单》 ------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/1d")
@pytest.mark.parametrize("origin", ["move_in", "renovation", "complaint", "rental_agency"])
def test_the_receptionist_hears_of_every_repair_that_another_case_opens(origin: str) -> None:
    """管理处客户接待员接到报修: she is who receives it, whoever found the fault."""
    begin = {
        "move_in": lambda: move_in().to_inspected().note("窗台渗水", "主卧", "d1"),
        "renovation": lambda: renovation().apply().inspect(smart_home="否").judge("not_satisfied", fault="对讲无声"),
        "complaint": lambda: complaint().to_assigned(CLASS_2).do("send_to_repair", "responsible_person"),
        "rental_agency": lambda: enquiry().to_let().repair(),
    }
    case = begin[origin]()
    child = Walk(case.desk, child_of(case), case.now)
    assert [(name, to) for name, to, _ in told(child)] == [("pass_on_report", ("customer_receptionist",))]
    assert "请开《维修单》" in case.desk.messages(child.id)[0].zh


@pytest.mark.clause("fuheng/repair/1d")
def test_the_receptionist_is_not_told_of_a_repair_that_she_took_in_or_entered() -> None:
    by = person("customer_receptionist")
    desk = new_desk()
    case = desk.open("repair", {"fault": "漏水", "location": "厨房"}, subject=UNIT, by=by, at=MORNING, recorded_at=MORNING)
    assert desk.messages(case.id) == ()
    entered = request().classify("报修").do("enter_repair", "customer_receptionist", location="厨房", fault="漏水")
    assert entered.desk.messages(child_of(entered)) == ()


# --- a vacancy that is applied for anew -------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/5.2.7")
def test_the_officer_hears_of_a_vacancy_that_is_applied_for_anew() -> None:
    """3.3: 客户服务员负责空置房申请的办理工作."""
    case = vacancy().to_vacant().tick("2026-07-20 09:00")
    assert "tell_of_application" not in {name for name, _, _ in told(case)}
    case.do("apply_anew", "owner", **PERIOD, identity_card="是")
    new = Walk(case.desk, child_of(case, "vacant_unit"), case.now)
    assert [(name, to) for name, to, _ in told(new)] == [("tell_of_application", ("customer_service_officer",))]
    assert "请办理" in case.desk.messages(new.id)[0].zh
