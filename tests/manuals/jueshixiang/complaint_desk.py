"""A complaint by the standards of part 3: walks from one clause to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["GIVEN", "MORNING", "POST", "Complaint", "complaint", "put_to_test"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
POST = "customer_service_post"
GIVEN = {"complainant": "张先生", "contents": "电梯噪声", "valid": "是"}


@define
class Complaint(Walk):
    """One complaint."""

    def report(self, at: str = "") -> Self:
        return self.do("report_to_manager", POST, at)

    def notify(self, at: str = "") -> Self:
        return self.do("notify_concerned", POST, at, notified_to="设备维护部")

    def handle(self, at: str = "") -> Self:
        return self.do("handle", POST, at, nature="设备噪声")

    def feed_back(self, at: str = "") -> Self:
        return self.do("give_feedback", POST, at)

    def follow(self, at: str = "") -> Self:
        return self.do("follow_up", POST, at, follow_up="已请维保单位")

    def report_result(self, at: str = "") -> Self:
        return self.do("report_result", POST, at, result="已更换导靴")

    def revisit(self, at: str = "") -> Self:
        return self.do("revisit", POST, at, visit_found="满意")

    def to_reported_back(self) -> Self:
        return self.report().notify().handle().feed_back().follow().report_result()

    def close(self) -> Self:
        return self.do("close", POST)


def complaint(at: str = MORNING, *, desk: Desk | None = None, **more: Any) -> Complaint:
    """A complaint that the post takes."""
    desk = desk or new_desk()
    case = desk.open("complaint", {**GIVEN, **more}, subject="3-2-501", by=person(POST), at=at, recorded_at=at)
    return Complaint(desk, case.id, at)
