"""One shop, from its entry on."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk, Policy

__all__ = ["BREACHES", "CENTRE", "MORNING", "SITE", "Shop", "put_to_test", "shop", "trading"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
CENTRE = "service_center"
GIVEN = {"shop_name": "便利店", "trade": "日用百货"}
PAPERS = {"papers_complete": "是", "fire_safe": "是"}
BREACHES = {
    "note_fire_fault": ("8.1", "fire_fault", "灭火器过期"),
    "note_unlawful_works": ("8.2", "works_breach", "乱搭建"),
    "note_dirty_front": ("8.3", "front_breach", "违章摆买"),
    "note_pollution": ("8.4", "pollution", "油烟超标"),
    "note_disturbance": ("8.6", "disturbance", "深夜扰民"),
    "note_bad_sign": ("8.7", "sign_fault", "破损"),
}
SITE = Policy.from_data({
    "override": [
        {"clause": "jueshixiang/shop_management/8.1", "span": "1 month", "since": "2026-01-01", "cites": "消防制度"},
    ],
})  # fmt: skip


@define
class Shop(Walk):
    """One shop."""

    def check(self, **more: str) -> Self:
        return self.do("check_papers", CENTRE, **{**PAPERS, **more})

    def register(self) -> Self:
        return self.do("register_shop", CENTRE, registered_on="2026-03-10")

    def note(self, step: str, item: str) -> Self:
        _, field, found = BREACHES[step]
        return self.do(step, CENTRE, item=item, **{field: found})

    def right(self, item: str) -> Self:
        return self.do("confirm_righted", CENTRE, item=item)

    def close(self) -> Self:
        return self.do("close_shop", CENTRE)


def shop(at: str = MORNING, *, desk: Desk | None = None, **more: Any) -> Shop:
    """A shop that is entered."""
    desk = desk or new_desk(policy=SITE)
    case = desk.open("shop_management", {**GIVEN, **more}, subject="商铺12", by=person(CENTRE), at=at, recorded_at=at)
    return Shop(desk, case.id, at)


def trading(at: str = MORNING, **more: Any) -> Shop:
    """A shop that is registered."""
    return shop(at, **more).check().register()
