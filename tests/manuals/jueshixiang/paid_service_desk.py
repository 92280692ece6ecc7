"""One service that was ordered for a time: walks from one clause to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["APPOINTMENT", "ORDER", "WORKER", "PaidService", "paid_service", "put_to_test"]

ORDERED, APPOINTMENT = "2026-03-10 09:00", "2026-03-12T14:00+08:00"
WORKER, ASSISTANT = "service_worker", "customer_service_assistant"
ORDER = {"service_ordered": "家政保洁", "appointment": APPOINTMENT}


@define
class PaidService(Walk):
    """One service."""

    def arrive(self, at: str = "2026-03-12 14:00") -> Self:
        return self.do("arrive", WORKER, at)

    def explain(self) -> Self:
        return self.do("explain_price", WORKER, contents_explained="保洁两小时", price_explained="120")

    def begin(self) -> Self:
        return self.do("begin", WORKER)

    def take(self, item: str) -> Self:
        return self.do("take_over", WORKER, item=item, thing_taken="门禁卡")

    def give_back(self, item: str) -> Self:
        return self.do("give_back", WORKER, item=item, thing_given_back="门禁卡")

    def follow(self) -> Self:
        return self.do("follow_procedure", WORKER, followed_procedure="家政服务程序")

    def serving(self) -> Self:
        return self.arrive().explain().begin()

    def close(self) -> Self:
        return self.do("close", WORKER)


def paid_service(at: str = ORDERED, *, desk: Desk | None = None, **more: Any) -> PaidService:
    """A service that somebody has ordered."""
    desk = desk or new_desk()
    given = {**ORDER, **more}
    case = desk.open("paid_service", given, subject="3-2-501", by=person(ASSISTANT), at=at, recorded_at=at)
    return PaidService(desk, case.id, at)
