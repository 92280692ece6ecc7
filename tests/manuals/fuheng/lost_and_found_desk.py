"""A found article at a desk: handed in, registered, kept, claimed or disposed of."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from engine.scene import later_than_all
from manuals.fuheng.case_desk import Walk, new_desk, person

REGISTER = {
    "found_at_place": "大堂", "found_at": "2026-01-07T09:30+08:00", "article": "雨伞", "finder": "赵六", "valuable": "否",
}
CLAIM = {
    "recipient": "钱七", "identity_number": "410101199001010011", "identity_card": "是", "described_name": "雨伞",
    "described_features": "黑色，木柄", "verified": "是",
}
FOUND = "2026-01-07 10:00"  # A112: a Wednesday


@define
class Found(Walk):
    """One found article; whatever is done without a time is done at ``now``."""

    @property
    def holder(self) -> str:
        return self.case.custody["article"]

    def register(self, at: str = "", **more: Any) -> Self:
        return self.do("register", "customer_receptionist", at, **{**REGISTER, **more})

    def post(self, at: str = "") -> Self:
        return self.do("post_notice", "department", at)

    def hand_in(self, at: str = "") -> Self:
        return self.do("hand_to_admin", "customer_receptionist", at)

    def publish(self, at: str = "") -> Self:
        return self.do("public_notice", "department_admin", at)

    def report(self, at: str = "") -> Self:
        return self.do("report_unclaimed", "department_admin", at)

    def dispose(self, at: str = "") -> Self:
        return self.do("dispose", "enterprise_management_dept", at, disposal="捐赠")

    def collect(self, at: str = "", **more: Any) -> Self:
        return self.do("collect", "customer_receptionist", at, **{**CLAIM, **more})

    def notice_up(self, day: str) -> bool:
        return any(g.in_force for g in self.desk.entitlements(self.id, on=day))


def handed_in(at: str = FOUND, by: str = "staff", **more: Any) -> Found:
    """An article that somebody brings to the desk."""
    desk = new_desk(clock=later_than_all, **more)
    case = desk.open("lost_and_found", {}, subject="L-2026-001", by=person(by), at=at, recorded_at=at)
    return Found(desk, case.id, at)


def kept(at: str = FOUND, *, site: dict[str, Any] | None = None, **more: Any) -> Found:
    """A registered article."""
    return handed_in(at, **(site or {})).register(**more)
