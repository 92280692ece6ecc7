"""Surveys of employees and users, and owners' forums, standard by standard."""

from __future__ import annotations

from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.standing_desk import Duty, StandingDuties
from manuals.tables import Numbers
from servicedesk.declare import Unmodelled

EMPLOYEES = {
    "employees_asked": "42", "employee_results": "满意率91%", "employee_analysis": "加班偏多",
    "employee_problems_settled": "已调整排班",
}  # fmt: skip
USERS = {
    "users_asked": "310", "user_opinions": "停车难", "user_analysis": "晚间车位不足", "user_problems_improved": "增设夜间泊位",
}  # fmt: skip
FORUM = {"owners_present": "36", "owners_suggestions": "增设充电桩"}
YEAR = {"due": "2027-01-02 00:00", "done": "2026-06-10 09:00", "then": "2027-06-11 00:00"}


class TestDuties(StandingDuties):
    procedure = "survey"
    duties = (
        Duty("5.9a", "survey_employees", "company", "company", EMPLOYEES, **YEAR,
             optional=dict.fromkeys(("employee_analysis", "employee_problems_settled"), "5.9b")),
        Duty("6.10", "hold_owners_forum", "service_center", "project", FORUM, due="2026-07-02 00:00",
             done="2026-06-10 09:00", then="2026-12-11 00:00"),
        Duty("6.12a", "survey_users", "service_center", "project", USERS, **YEAR,
             optional=dict.fromkeys(("user_analysis", "user_problems_improved"), "6.12b")),
    )  # fmt: skip


# 每十二个月；每六个月；每十二个月
NUMBERS = {
    ("5.9a", "12", "month", "max", "previous"),
    ("6.10", "6", "month", "max", "previous"),
    ("6.12a", "12", "month", "max", "previous"),
}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "survey"
    enforceable, modelled = 5, 5
    numbers = NUMBERS

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-14"]
