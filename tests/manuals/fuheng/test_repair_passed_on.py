"""A repair that another case has opened: the receptionist, who must write its slip, hears of it at once."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person, told
from manuals.fuheng.complaint_desk import CLASS_2, complaint
from manuals.fuheng.move_in_desk import move_in
from manuals.fuheng.renovation_desk import renovation
from manuals.fuheng.rental_agency_desk import enquiry
from manuals.fuheng.service_request_desk import request


def child_of(case: Walk) -> str:
    """The repair that the case has opened."""
    (opened,) = [c.id for c in case.desk.cases(case.case.subject, "repair", open=None) if c.parent == case.id]
    return opened


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
    (passed_on,) = [line.entry for line in case.desk.history(child.id) if line.name == "pass_on_report"]
    assert set(passed_on.in_name_of) == {"customer_service_officer", "owner", "responsible_person", "responsible_department"}


@pytest.mark.clause("fuheng/repair/1d")
def test_the_receptionist_is_not_told_of_a_repair_that_she_took_in_or_entered() -> None:
    by = person("customer_receptionist")
    desk = new_desk()
    case = desk.open("repair", {"fault": "漏水", "location": "厨房"}, subject=UNIT, by=by, at=MORNING, recorded_at=MORNING)
    assert desk.messages(case.id) == ()
    entered = request().classify("报修").do("enter_repair", "customer_receptionist", location="厨房", fault="漏水")
    assert entered.desk.messages(child_of(entered)) == ()
