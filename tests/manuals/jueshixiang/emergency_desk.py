"""The emergency scheme of one project, from its draft on."""

from __future__ import annotations

from typing import Any, Self

from attrs import define

from manuals.fuheng.case_desk import Walk, person
from manuals.jueshixiang.case_desk import new_desk, put_to_test
from servicedesk import Desk

__all__ = ["CENTRE", "CHECKED", "GIVEN", "MORNING", "NUMBERS", "WORKS", "Scheme", "in_force", "put_to_test", "scheme"]

MORNING = "2026-03-10 09:00"  # a plain Tuesday
CENTRE = "service_center"
GIVEN = {"emergency_process": "报警、疏散、上报", "people_in_charge": "主任总负责"}
CHECKED = {"rules_complete": "是", "protection_laid_down": "是", "surroundings_conform": "是"}
NUMBERS = {"staff_named": "主任、各部门经理", "numbers_named": "110、119、0731-88888888"}
WORKS = {"dangerous_works": "登高", "measures": "系安全带，专人监护", "measures_complete": "是"}


@define
class Scheme(Walk):
    """One scheme."""

    def check(self, **more: str) -> Self:
        return self.do("check_rules", CENTRE, **{**CHECKED, **more})

    def publish(self) -> Self:
        return self.do("publish_numbers", CENTRE, **NUMBERS)

    def begin(self, item: str, **more: str) -> Self:
        return self.do("begin_works", CENTRE, item=item, **{**WORKS, **more})

    def end(self, item: str) -> Self:
        return self.do("end_works", CENTRE, item=item, carried_out="是")

    def replace(self) -> Self:
        return self.do("replace_scheme", CENTRE)


def scheme(at: str = MORNING, *, desk: Desk | None = None, **more: Any) -> Scheme:
    """A scheme that is drafted."""
    desk = desk or new_desk()
    case = desk.open("emergency", {**GIVEN, **more}, subject="一期", by=person(CENTRE), at=at, recorded_at=at)
    return Scheme(desk, case.id, at)


def in_force(**more: Any) -> Scheme:
    """A scheme that is published."""
    return scheme(**more).check().publish()
