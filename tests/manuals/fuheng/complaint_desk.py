"""A complaint desk in the manual's own words: walks through the text of chapter 6."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import (
    MORNING,
    Walk,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    manual,
    missed,
    new_desk,
    person,
    put_to_test,
    stored,
    told,
)
from servicedesk import Desk, Policy

__all__ = [
    "CLASS_1", "CLASS_2", "CLASS_3", "MORNING", "RECORD", "VISIT", "Complaint", "assert_done", "assert_due",
    "assert_not_due", "assert_only_refused", "assert_refused", "clause", "complaint", "manual", "missed", "new_desk",
    "person", "put_to_test", "stored", "told",
]

CLASS_1, CLASS_2, CLASS_3 = "一类投诉", "二类投诉", "三类投诉"
RECORD = {"course": "到场核实", "result": "已整改", "analysis": "巡查不到位"}
VISIT = {
    "visit_by": "电话", "satisfied": "是", "owner_opinion": "满意", "effect": "已消除", "prevention": "加强巡查",
}

# The repair of chapter 3, step by step, and what is filed on the way.
MENDING = {
    "open_slip": "customer_receptionist", "collect_slip": "maintenance_worker", "arrive": "maintenance_worker",
    "examine": "maintenance_worker", "finish": "maintenance_worker", "owner_signs": "owner",
    "check_slip": "customer_receptionist", "revisit": "customer_receptionist", "close": "customer_receptionist",
}
MENDED = {
    "open_slip": {"area": "入户维修"}, "examine": {"outcome": "立即维修"}, "owner_signs": {"satisfaction": "满意"},
    "revisit": {"visit_note": "业主认可", "visit_result": "已修复", "conforming": "是"},
}


@define
class Complaint(Walk):
    """One complaint on a desk of its own; whatever is done without a time is done at ``now``."""

    channel: str
    direct: bool
    cause: str = ""

    # --- the way through the text ----------------------------------------------------------------------

    def announce(self) -> Self:
        """Everything that is owed before the desk registers."""
        if self.channel == "当面":
            self.do("tell_superior", "staff")
        if self.channel in ("来信", "电话", "电子邮件", "其他途径"):
            self.do("tell_desk", "recipient")
        if self.direct:
            self.do("report_direct", "recipient")
        return self

    def register(self, cause: str, at: str = "", **more: Any) -> Self:
        self.cause = cause
        slip = {"assignment": "核实处理", "assignee": "赵", "cause": cause, "valid": "是"}
        return self.do("register", "customer_receptionist", at, **{**slip, **more})

    def receive(self, at: str = "") -> Self:
        return self.do("receive_slip", "responsible_person", at)

    def put_on_record(self) -> Self:
        """4.2.7: the opinion, the officer's signature, the record to the superior."""
        self.do("write_opinion", "responsible_department", opinion="立即整改")
        self.do("officer_signs", "customer_service_officer")
        return self.do("submit_record", "responsible_department")

    def prepare(self) -> Self:
        """Everything that is owed before a complaint counts as handled."""
        self.put_on_record().do("reply", "responsible_person")
        if self.channel == "当面":
            self.do("superior_opinion", "superior")
        if self.direct:
            self.do("head_opinion", "department_head")
        if self.cause == CLASS_2:
            self.do("send_to_repair", "responsible_person")
        if self.cause == CLASS_3:
            self.do("explain_to_owner", "customer_receptionist")
        return self

    def handle(self, at: str = "", by: str = "responsible_person") -> Self:
        return self.do("handle", by, at)

    def record(self, at: str = "") -> Self:
        return self.do("record_result", "customer_receptionist", at, **RECORD)

    def repairs(self) -> list[str]:
        """The repairs of class 2 that are open, in the order in which they were opened."""
        return sorted(c.id for c in self.desk.cases("3-2-501", "repair") if c.parent == self.id)

    def mend(self, repair: str) -> Self:
        """4.2.6: a repair of chapter 3 from its slip to its end."""
        for step, role in MENDING.items():
            when = {"at": self.now, "recorded_at": self.now}
            self.desk.act(repair, step, MENDED.get(step, {}), by=person(role), **when)
        return self

    def visit(self, at: str = "", by: str = "department_head", *, mended: bool = True, **more: Any) -> Self:
        """The return visit; what it asks about is mended before, unless the test says otherwise."""
        for repair in self.repairs() if mended else ():
            self.mend(repair)
        return self.do("revisit", by, at, **{**VISIT, **more})

    def learn(self) -> Self:
        """4.2.6: the case analysis of class 1 and the training on it."""
        self.do("write_analysis", "responsible_department", case_lesson="巡查须签到")
        return self.do("train_on_analysis", "responsible_department")

    def to_assigned(self, cause: str = CLASS_1, **more: Any) -> Self:
        return self.announce().register(cause, **more).receive()

    def to_handled(self, cause: str = CLASS_1, **more: Any) -> Self:
        return self.to_assigned(cause, **more).prepare().handle()

    def to_visited(self, cause: str = CLASS_1, **more: Any) -> Self:
        return self.to_handled(cause, **more).record().visit()


def complaint(
    channel: str = "电话", at: str = MORNING, *, by: str = "recipient", recorded: str = "",
    policy: Policy | None = None, desk: Desk | None = None, **more: Any,
) -> Complaint:
    """Open a complaint, on a fresh desk unless one is given."""
    desk = desk or new_desk(policy=policy)
    blanks = {
        "complainant": "张三",
        "telephone": "13800000000",
        "contents": "楼道照明不亮",
        "channel": channel,
    }
    case = desk.open(
        "complaint",
        {**blanks, **more},
        subject="3-2-501",
        by=person(*by.split()),
        at=at,
        recorded_at=recorded or at,
    )
    direct = channel in ("公司", "上级单位", "政府有关部门") or more.get("difficult") == "是"
    return Complaint(desk, case.id, recorded or at, channel, direct)


def clause(short: str) -> str:
    """The catalogue's id of a clause of the complaint procedure."""
    return short if "/" in short or short == "local" else f"fuheng/complaint/{short}"
