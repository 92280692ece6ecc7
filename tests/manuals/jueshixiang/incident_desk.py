"""One quality accident or emergency: walks from one standard to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["CLERK", "HANDLED", "MORNING", "Incident", "incident", "put_to_test"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
CLERK = "information_clerk"
HANDLED = {
    "handled_how": "已更换阀门", "cause_found": "阀门老化", "responsibility": "巡检未到位", "emergency_measures": "关闭总阀",
    "preventive_measures": "每季检查阀门",
}  # fmt: skip


@define
class Incident(Walk):
    """One accident, or one emergency."""

    def name_procedure(self) -> Self:
        return self.do("name_procedure", "company", accident_procedure="质量事故处理程序A版")

    def handle(self, **given: str) -> Self:
        return self.do("handle", "company", **{**HANDLED, **given})

    def notify(self, at: str = "") -> Self:
        return self.do("notify_concerned", CLERK, at, notified_to="设备维护部、主任")

    def prevent(self) -> Self:
        return self.do("carry_out_prevention", "company", prevention_done="已列入季检")

    def close(self) -> Self:
        return self.do("close", "company")


def incident(at: str = MORNING, *, kind: str = "质量事故", major: str = "否", desk: Desk | None = None, **more: Any) -> Incident:
    """An accident that somebody of the staff has heard of."""
    desk = desk or new_desk()
    given = {"incident": kind, "what_happened": "地下室水管爆裂", "is_major": major, **more}
    case = desk.open("special_incident_report", given, subject="一期", by=person("maintenance_worker"), at=at, recorded_at=at)
    return Incident(desk, case.id, at)
