"""Surveys of employees and users, and owners' forums, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due
from manuals.jueshixiang.case_desk import manual
from manuals.jueshixiang.standing_desk import Duty, StandingDuties, standing
from manuals.tables import Numbers
from servicedesk.declare import Unmodelled

ROW = "jueshixiang/survey/"
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


@pytest.mark.parametrize(
    ("duty", "held", "recorded", "then"),
    [
        pytest.param(0, "2026-12-01 09:00", "2027-01-15 09:00", "2027-12-02 00:00", marks=pytest.mark.clause(f"{ROW}5.9a")),
        pytest.param(1, "2026-07-01 09:00", "2026-07-15 09:00", "2027-01-02 00:00", marks=pytest.mark.clause(f"{ROW}6.10")),
        pytest.param(2, "2026-11-01 09:00", "2027-02-01 09:00", "2027-11-02 00:00", marks=pytest.mark.clause(f"{ROW}6.12a")),
    ],
)  # fmt: skip
def test_held_in_time_and_written_down_after_the_due(duty: int, held: str, recorded: str, then: str) -> None:
    """The interval runs from when it was held, and what was kept in time was kept."""
    row = TestDuties.duties[duty]
    case = standing("survey", row)
    case.do(row.task, row.role, held, recorded=recorded, **row.given)
    kinds = [line.kind for line in case.desk.history(case.id) if line.kind in ("missed", "met", "late", "known_late")]
    assert kinds == ["missed", "known_late"]
    assert_due(case, row.task, then, by=row.clause)


@pytest.mark.parametrize(
    "duty",
    [
        pytest.param(0, marks=pytest.mark.clause(f"{ROW}5.9b")),
        pytest.param(2, marks=pytest.mark.clause(f"{ROW}6.12b")),
    ],
)
def test_what_follows_from_a_survey_is_owed_anew_with_the_next(duty: int) -> None:
    row = TestDuties.duties[duty]
    case = standing("survey", row)
    for at in ("2026-03-01 09:00", "2027-02-01 09:00"):
        papers = [each.status for each in case.desk.obligations(case.id, at=case.now) if each.kind == "document"]
        assert papers == ["outstanding", "outstanding"]
        case.do(row.task, row.role, at, **row.given)


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
