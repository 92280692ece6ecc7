"""A repair of what an inspection found, by items 3 to 6 of 4.4: walks from one to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["AGREED", "ASSISTANT", "BUILDER", "GIVEN", "MAINTENANCE", "MANAGER", "MORNING", "UNIT", "Repair", "put_to_test", "repair"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
UNIT = "3-2-501"
AGREED = "2026-03-20 18:00"
ASSISTANT, MANAGER = "customer_service_assistant", "customer_service_manager"
BUILDER, MAINTENANCE = "project_engineering", "equipment_maintenance_manager"
GIVEN = {"fault": "主卧窗渗水", "location": "主卧"}


@define
class Repair(Walk):
    """One repair."""

    def notify(self, at: str = "", settle_by: str = AGREED) -> Self:
        return self.do("notify_project_engineering", MAINTENANCE, at, settle_by=settle_by)

    def ask(self, at: str = "") -> Self:
        return self.do("ask_for_specialist", ASSISTANT, at)

    def rectify(self, at: str = "") -> Self:
        return self.do("rectify", BUILDER, at)

    def report(self, at: str = "") -> Self:
        return self.do("report_progress", "equipment_maintenance_technician", at, progress="已更换密封条")

    def tell(self, at: str = "") -> Self:
        return self.do("tell_resident", ASSISTANT, at, next_inspection="2026-03-21 10:00")

    def call(self, at: str = "") -> Self:
        return self.do("call_resident", ASSISTANT, at)

    def inspect(self, outcome: str = "合格", at: str = "", **more: Any) -> Self:
        return self.do("inspect_again", "maintenance_worker", at, outcome=outcome, **more)

    def fail(self, at: str = "") -> Self:
        return self.inspect("不合格", at, to_rectify="仍渗水")

    def to_rectified(self) -> Self:
        return self.notify().ask().rectify()

    def to_called(self) -> Self:
        return self.to_rectified().report().tell().call()


def repair(at: str = MORNING, *, desk: Desk | None = None, by: str = ASSISTANT, **more: Any) -> Repair:
    """A repair that customer service takes in."""
    desk = desk or new_desk()
    case = desk.open("repair", {**GIVEN, **more}, subject=UNIT, by=person(by), at=at, recorded_at=at)
    return Repair(desk, case.id, at)
