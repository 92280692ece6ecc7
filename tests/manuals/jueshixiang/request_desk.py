"""One matter of an owner at the desk: walks from one clause to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["ASSISTANT", "DIRECTOR", "FOUND", "MANAGER", "MORNING", "Request", "put_to_test", "request"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
ASSISTANT, MANAGER, DIRECTOR = "customer_service_assistant", "customer_service_manager", "service_center_director"
FOUND = {"known": "是", "outside_duties": "否", "beyond_scope": "否"}


@define
class Request(Walk):
    """One matter."""

    def log(self) -> Self:
        return self.do("log_matter", ASSISTANT, asked_for="代收快递")

    def record_call(self) -> Self:
        return self.do("record_call", ASSISTANT, caller="张先生", called_about="报修")

    def look_into(self, by: str = ASSISTANT, **found: str) -> Self:
        return self.do("look_into", by, **{**FOUND, **found})

    def explain(self, explained: str = "是") -> Self:
        return self.do("explain", ASSISTANT, explained=explained)

    def to_superior(self, by: str = ASSISTANT) -> Self:
        return self.do("explain", by, explained="否").do("pass_to_superior", by)

    def answer(self, by: str = ASSISTANT) -> Self:
        return self.do("answer", by, answer_given="可代收至服务中心")


def request(at: str = MORNING, *, by: str = ASSISTANT, desk: Desk | None = None, **given: Any) -> Request:
    """A matter that somebody of the department is asked about."""
    desk = desk or new_desk()
    given = {"by_telephone": "否", **given}
    case = desk.open("service_request", given, subject="3-2-501", by=person(by), at=at, recorded_at=at)
    return Request(desk, case.id, at)
