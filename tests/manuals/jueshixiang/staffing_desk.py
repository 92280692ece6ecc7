"""One member of staff, from the application on: walks from one clause to the next."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import everybody, new_desk, put_to_test
from manuals.jueshixiang.standing_desk import site
from servicedesk import Desk, Policy

__all__ = ["APPRAISED", "CHECKED", "COMPANY", "MORNING", "SITE", "Member", "member", "put_to_test", "quality"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
COMPANY, ASSISTANT, MANAGER = "company", "customer_service_assistant", "customer_service_manager"
YES = "是"
CHECKED = {
    "uniform_neat": YES, "badge_worn": YES, "shoes_and_socks": YES, "nothing_banned": YES, "hair_tied": YES,
    "hands_clean": YES, "breath_fresh": YES, "light_make_up": YES, "nails_beyond": "2",
}  # fmt: skip
APPRAISED = {
    "findings": "服务规范", "appraised_well": YES,
}
SITE = Policy.from_data({
    "override": [{"clause": "jueshixiang/staffing/5.8b", "span": "1 month", "since": "2026-01-01", "cites": "考评制度"}],
    "recording": {"by": ["公司"]},
})  # fmt: skip


@define
class Member(Walk):
    """One member of staff."""

    def test(self, passed: str = YES) -> Self:
        return self.do("test_recruit", COMPANY, tested_by="面试", test_passed=passed)

    def hire(self, at: str = "") -> Self:
        return self.do("hire", COMPANY, at)

    def contract(self) -> Self:
        return self.do("sign_labour_contract", COMPANY, contract_signed=YES, insured=YES)

    def check(self, at: str = "", **more: str) -> Self:
        return self.do("check_appearance", ASSISTANT, at, **{**CHECKED, **more})

    def appraise(self, at: str = "", **more: str) -> Self:
        return self.do("appraise", MANAGER, at, **{**APPRAISED, **more})

    def leave(self) -> Self:
        return self.do("leave", COMPANY)


def member(at: str = MORNING, *, desk: Desk | None = None, **more: Any) -> Member:
    """Somebody who applies, for customer service where nothing else is said."""
    desk = desk or new_desk(policy=SITE)
    given = {"channel": "人才市场", "in_customer_service": YES, **more}
    case = desk.open("staffing", given, subject="王敏", by=person(COMPANY), at=at, recorded_at=at)
    return Member(desk, case.id, at)


def employed(at: str = MORNING, **more: Any) -> Member:
    """Somebody who is hired."""
    return member(at, **more).test().hire()


def quality(at: str = "2026-01-01 09:00") -> Member:
    """The duty over the quality policy of the company."""
    desk = new_desk(policy=site())
    started = desk.start_standing_tasks({"company": ["总公司"]}, by=everybody(), at=at, recorded_at=at)
    return Member(desk, next(each for each in started if "staffing/1.1/" in each), at)
