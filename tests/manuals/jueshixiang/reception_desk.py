"""A conference reception by procedure 1 of part 4: walks from one clause to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["DETAILS", "IN_ORDER", "MORNING", "Reception", "put_to_test", "reception"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday; the guests are expected at 14:00 of the next day
DETAILS = {
    "visiting_unit": "市建设局", "visitors": "12", "requirements": "会议、参观", "arrives_at": "2026-03-11 14:00",
    "details": "两位贵宾不饮茶",
}  # fmt: skip
IN_ORDER = {"lights_in_order": "是", "projector_in_order": "是", "room_clean": "是"}
CHECK = {"second_check_found": "齐备"}
MANAGER, STAFF, GREETER = "customer_service_manager", "conference_staff", "greeter"
STEWARD, ATTENDANT = "dedicated_steward", "show_flat_attendant"


@define
class Reception(Walk):
    """One reception."""

    def contact(self) -> Self:
        return self.do("contact_departments", MANAGER, departments_contacted="环境管理部、秩序维护部")

    def fill_in(self, at: str = "", **more: Any) -> Self:
        return self.do("fill_in_work_sheet", MANAGER, at, **{**DETAILS, **more})

    def expect(self, at: str) -> Self:
        return self.do("change_arrival", MANAGER, arrives_at=at)

    def delay(self, until: str, at: str = "") -> Self:
        return self.do("delay_arrival", MANAGER, at, delayed_until=until)

    def assign(self) -> Self:
        return self.do("assign_preparations", MANAGER, arrangement="迎宾两人、会务三人")

    def refresh(self) -> Self:
        return self.do("prepare_refreshments", STAFF)

    def notify(self, at: str = "") -> Self:
        return self.do("notify_environment", STAFF, at)

    def clean(self) -> Self:
        return self.do("clean_venue", "environment_department")

    def steward(self, **more: str) -> Self:
        return self.do("check_equipment", STEWARD, **{**IN_ORDER, **more})

    def set_out(self, at: str = "") -> Self:
        return self.do("set_out_room", STAFF, at)

    def check(self, at: str = "") -> Self:
        return self.do("check_again", STAFF, at, **CHECK)

    def seat(self, at: str = "") -> Self:
        return self.do("seat_guests", GREETER, at)

    def tea(self, at: str = "") -> Self:
        return self.do("serve_tea", STAFF, at)

    def record_tea(self, ware: str = "12") -> Self:
        return self.do("record_tea", STAFF, tea_issued="绿茶12杯", ware_issued=ware)

    def stay(self, people: str = "1") -> Self:
        return self.do("stay_outside", STAFF, staff_outside=people)

    def round(self, at: str = "") -> Self:
        return self.do("make_round", STAFF, at)

    def see_off(self, at: str = "") -> Self:
        return self.do("see_off", GREETER, at)

    def covers_on(self, item: str = "") -> Self:
        return self.do("put_on_shoe_covers", ATTENDANT, **({"item": item} if item else {}))

    def covers_back(self, item: str) -> Self:
        return self.do("take_shoe_covers_back", ATTENDANT, item=item)

    def clear(self) -> Self:
        return self.do("clear_room", STAFF)

    def record_collected(self, ware: str = "12") -> Self:
        return self.do("record_collected", STAFF, ware_collected=ware)

    def report(self, post: str) -> Self:
        by = {"greeting": GREETER, "service": STAFF, "venue": STEWARD, "show_flat": ATTENDANT}[post]
        return self.do(f"report_{post}", by, **{f"{post}_report": "正常"})

    def sum_up(self, by: str = STAFF) -> Self:
        return self.do("sum_up", by, experience="座位牌提前核对", shortcomings="停车引导不足")

    # --- as far as a state ------------------------------------------------------------------------------

    def to_settled(self, **more: Any) -> Self:
        return self.contact().fill_in(**more)

    def to_preparing(self, **more: Any) -> Self:
        return self.to_settled(**more).assign()

    def prepare(self, *, without: str = "") -> Self:
        """Everything that must be there before the second check, but what is left out."""
        for name, do in (
            ("prepare_refreshments", self.refresh), ("notify_environment", self.notify), ("clean_venue", self.clean),
            ("check_equipment", self.steward), ("set_out_room", self.set_out),
        ):  # fmt: skip
            if name != without and not (without == "notify_environment" and name == "clean_venue"):
                do()
        return self

    def to_ready(self, **more: Any) -> Self:
        return self.to_preparing(**more).prepare().check()

    def to_meeting(self, at: str = "", **more: Any) -> Self:
        return self.to_ready(**more).seat(at)

    def to_over(self, **more: Any) -> Self:
        return self.to_meeting(**more).tea().record_tea().stay().see_off()

    def to_cleared(self, **more: Any) -> Self:
        return self.to_over(**more).clear()

    def to_reported(self, **more: Any) -> Self:
        return self.to_cleared(**more).record_collected().report("greeting").report("service").report("venue")


def reception(at: str = MORNING, *, desk: Desk | None = None, by: str = "customer_service_assistant") -> Reception:
    """The news of a visit, as it comes in."""
    desk = desk or new_desk()
    given = {"announced": "电话：市建设局来访"}
    case = desk.open("conference_reception", given, subject="一期会所", by=person(by), at=at, recorded_at=at)
    return Reception(desk, case.id, at)
