"""Information at the desk in the manual's own words: walks through the text of chapter 4."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import MORNING, UNIT, Walk, new_desk, person, put_to_test
from servicedesk import Policy

__all__ = ["COMPLAINT", "REPAIR", "Request", "children", "put_to_test", "request"]

DESK, HANDLER = "customer_receptionist", "responsible_person"
REPAIR = {"location": "厨房", "fault": "角阀漏水"}
COMPLAINT = {"complainant": "张三", "telephone": "13800000000", "contents": "保洁不到位", "channel": "电话"}


@define
class Request(Walk):
    """One piece of information."""

    def classify(self, information: str, importance: str = "一般性问题", at: str = "") -> Self:
        return self.do("classify", DESK, at, information=information, importance=importance)

    def enter_repair(self) -> Self:
        return self.do("enter_repair", DESK, **REPAIR)

    def open_repair_slip(self, at: str = "", **more: Any) -> Self:
        """In the repair case that the record has opened."""
        (repair,) = children(self, "repair")
        slip = {"area": "入户维修", **more}
        self.desk.act(repair.id, "open_slip", slip, by=person(DESK), at=at or self.now, recorded_at=at or self.now)
        return self

    def enter_feedback(self) -> Self:
        return self.do("enter_feedback", DESK, feedback="三号楼楼道照明已更换")

    def make_slip(self) -> Self:
        return self.do("make_work_slip", DESK, assignment="核实照明", assignee="赵")

    def dispatch(self, at: str = "") -> Self:
        return self.do("dispatch", DESK, at)

    def receive(self, at: str = "", by: str = HANDLER, **more: Any) -> Self:
        return self.do("receive_slip", by, at, **more)

    def reply(self, at: str = "") -> Self:
        return self.do("reply", HANDLER, at, result="已更换灯管")

    def answer(self, at: str = "", by: str = DESK) -> Self:
        return self.do("answer", by, at, answer_given="已更换灯管")

    # --- as far as a state -----------------------------------------------------------------------------

    def to_dispatched(self, information: str = "员工落实反馈", importance: str = "一般性问题") -> Self:
        self.classify(information, importance)
        if information == "报修":
            return self.enter_repair().open_repair_slip().dispatch()
        return self.enter_feedback().make_slip().dispatch()

    def to_assigned(self, information: str = "员工落实反馈", importance: str = "一般性问题", **more: Any) -> Self:
        return self.to_dispatched(information, importance).receive(**more)


def request(at: str = MORNING, *, by: str = "staff", policy: Policy | None = None, **more: Any) -> Request:
    """Bring a piece of information in on a fresh desk."""
    desk = new_desk(policy=policy)
    blanks = {"informant": "李四", "message": "三号楼楼道照明不亮", **more}
    case = desk.open("service_request", blanks, subject=UNIT, by=person(by), at=at, recorded_at=at)
    return Request(desk, case.id, at)


def children(case: Walk, procedure: str) -> list[Any]:
    """The cases of a procedure that this one has opened."""
    return [c for c in case.desk.cases(UNIT, open=None) if c.parent == case.id and c.procedure == procedure]
