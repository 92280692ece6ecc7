"""One community event: walks from one standard to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["CENTRE", "EVALUATED", "GIVEN", "HELPER", "MORNING", "Event", "event", "put_to_test"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
CENTRE, HELPER = "service_center", "customer_service_assistant"
GIVEN = {"event_title": "元宵灯会", "in_plan": "是", "event_held_on": "2026-03-14"}
EVALUATED = {"evaluation": "参加户数超过预期", "experience_gained": "提前两周宣传"}


@define
class Event(Walk):
    """One event."""

    def venue(self) -> Self:
        return self.do("provide_venue", CENTRE, venue_and_facilities="会所一层、音响")

    def begin(self) -> Self:
        return self.do("begin_event", CENTRE)

    def guide(self) -> Self:
        return self.do("guide_event", HELPER, guidance_given="现场秩序良好")

    def finish(self) -> Self:
        return self.do("end_event", CENTRE)

    def results(self) -> Self:
        return self.do("collect_results", HELPER, results_collected="照片60张")

    def publicise(self) -> Self:
        return self.do("publicise", HELPER, publicity="宣传栏")

    def to_over(self) -> Self:
        return self.venue().begin().guide().finish()

    def evaluate(self) -> Self:
        return self.do("evaluate", CENTRE, **EVALUATED)


def event(at: str = MORNING, *, desk: Desk | None = None, **more: Any) -> Event:
    """An event that is planned."""
    desk = desk or new_desk()
    case = desk.open("community_event", {**GIVEN, **more}, subject="一期", by=person(HELPER), at=at, recorded_at=at)
    return Event(desk, case.id, at)
