"""Plans, reviews, audits and reports, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due
from manuals.jueshixiang.case_desk import everybody, manual, new_desk
from manuals.jueshixiang.standing_desk import Duty, StandingDuties, standing
from manuals.tables import Numbers
from servicedesk.declare import Unmodelled
from servicedesk.errors import UnknownName

COMPANY, CLERK = "company", "information_clerk"
PLAN = {"plan_of_year": "品质提升", "plan_by_stage": "按季", "targets_by_stage": "满意率95%", "known_to_all": "是"}
REVIEW = {
    "review_input": "内审、客户反馈", "review_output": "改进三项", "input_detailed": "是", "output_effective": "是",
    "record_complete": "是", "measures_done": "是",
}  # fmt: skip
MONTH = {"report_of_month": "一月月报", "key_information": "收缴率", "report_sent_to": "总公司、各部门"}
FINDINGS = {"year_of_audits": "2026", "minor_findings": "8", "serious_findings": "0"}
SUMMED_UP = Duty(
    "local", "sum_up_external_audits", COMPANY, "project", FINDINGS, due="2027-01-01 00:00", done="2026-11-20 09:00",
    then="2028-01-01 00:00", start="2025-12-31 09:00",
)  # fmt: skip


class TestDuties(StandingDuties):
    procedure = "reporting"
    duties = (
        Duty("1.5", "draw_up_work_plan", COMPANY, "company", PLAN, due="2027-01-02 00:00", done="2026-06-10 09:00",
             then="2027-06-11 00:00", boxes={"known_to_all": "1.5"}),
        Duty("1.9a", "hold_management_review", COMPANY, "company", REVIEW, due="2027-01-02 00:00",
             done="2026-06-10 09:00", then="2027-06-11 00:00",
             boxes=dict.fromkeys(("input_detailed", "output_effective", "record_complete", "measures_done"), "1.9b")),
        Duty("3.1", "audit_internally", COMPANY, "company", {"audit_findings": "一般不符合2项", "meets_standard": "是"},
             due="2026-02-02 00:00", then="2026-02-21 00:00", by_site=True, boxes={"meets_standard": "3.1"}),
        SUMMED_UP,
        Duty("4.2", "send_monthly_report", CLERK, "project", MONTH, due="2026-02-01 00:00", then="2026-03-01 00:00"),
        Duty("4.4", "report_to_head_office", CLERK, "head_office_matter", {"information_sent": "年报", "checked_correct": "是"},
             event="due_to_head_office", asks="send_by", boxes={"checked_correct": "4.4"}),
    )  # fmt: skip


@pytest.mark.clause("jueshixiang/reporting/3.3a", "jueshixiang/reporting/3.3b")
@pytest.mark.parametrize(("minor", "serious", "kept"), [("8", "0", (1, 1)), ("9", "0", (0, 1)), ("0", "1", (1, 0))])
def test_at_most_eight_findings_and_none_that_is_serious(minor: str, serious: str, kept: tuple[int, int]) -> None:
    case = standing("reporting", SUMMED_UP)
    found = case.desk.targets("reporting")
    assert [(row.name, row.of, row.reached) for row in found] == [
        ("minor_findings_kept", 1, 0), ("no_serious_finding", 1, 0),
    ]  # fmt: skip
    found = {"year_of_audits": "2026", "minor_findings": minor, "serious_findings": serious}
    case.do("sum_up_external_audits", COMPANY, "2026-11-20 09:00", **found)
    found = case.desk.targets("reporting", since="2026-01-01 00:00", until="2027-01-01 00:00")
    assert tuple(row.reached for row in found) == kept
    assert [row.kept for row in found] == [bool(each) for each in kept]
    assert [str(row.wanted) for row in found] == ["1", "1"]


@pytest.mark.clause("jueshixiang/reporting/3.3a", "jueshixiang/reporting/3.3b")
def test_the_last_sum_of_the_year_that_it_names_counts() -> None:
    """年度累计: five by May are within eight, nine by the end of the year are not, though they are summed up in January."""
    case = standing("reporting", SUMMED_UP)

    def summed_up(at: str, year: str, minor: str, serious: str) -> list[tuple[int, int]]:
        given = {"year_of_audits": year, "minor_findings": minor, "serious_findings": serious}
        case.do("sum_up_external_audits", COMPANY, at, **given)
        years = (("2026-01-01 00:00", "2027-01-01 00:00"), ("2027-01-01 00:00", "2028-01-01 00:00"))
        rows = (case.desk.targets("reporting", since=since, until=until) for since, until in years)
        return [(minor.reached, serious.reached) for minor, serious in rows]

    assert summed_up("2026-05-20 09:00", "2026", "5", "0") == [(1, 1), (0, 0)]
    assert summed_up("2026-12-31 23:59", "2026", "8", "1") == [(1, 0), (0, 0)]
    assert summed_up("2027-01-01 00:00", "2026", "9", "0") == [(0, 1), (0, 0)]
    assert summed_up("2027-06-01 09:00", "2027", "8", "0") == [(0, 1), (1, 1)]


@pytest.mark.clause("jueshixiang/reporting/4.1")
def test_somebody_has_the_post_of_information_alone_or_beside_another() -> None:
    for names, kept in ((["李静"], True), (["李静", "王敏"], True), ([], False)):
        desk = new_desk(roster={"信息管理岗位": names, "客服助理": ["李静"]})
        (norm,) = desk.head_counts("reporting", on="2026-03-02")
        assert (norm.wanted, norm.held, norm.kept) == (1, len(names), kept)


def test_nobody_opens_a_case_of_it() -> None:
    with pytest.raises(UnknownName, match="reporting"):
        new_desk().open("reporting", subject="一", by=everybody())


@pytest.mark.parametrize(
    ("duty", "done", "recorded", "then"),
    [
        pytest.param(
            1, "2026-12-01 09:00", "2027-01-15 09:00", "2027-12-02 00:00",
            marks=pytest.mark.clause("jueshixiang/reporting/1.9a"),
        ),
        pytest.param(
            4, "2026-01-31 17:00", "2026-02-02 09:00", "2026-03-01 00:00",
            marks=pytest.mark.clause("jueshixiang/reporting/4.2"),
        ),
    ],
)  # fmt: skip
def test_done_in_time_and_written_down_after_the_due(duty: int, done: str, recorded: str, then: str) -> None:
    """A review counts for twelve months from when it was held; of January's report February's is still owed."""
    row = TestDuties.duties[duty]
    case = standing("reporting", row)
    case.do(row.task, row.role, done, recorded=recorded, **row.given)
    kinds = [line.kind for line in case.desk.history(case.id) if line.kind in ("missed", "met", "late", "known_late")]
    assert kinds == ["missed", "known_late"]
    assert_due(case, row.task, then, by=row.clause)


# 年度；每十二个月；年度累计8项、0项；月报
NUMBERS = {
    ("1.5", "1", "year", "max", "previous"),
    ("1.9a", "12", "month", "max", "previous"),
    ("local", "1", "year", "max", "previous"),
    ("3.3a", "1", "fraction", "min", ""),
    ("3.3a", "8", "count", "max", ""),
    ("3.3b", "1", "fraction", "min", ""),
    ("3.3b", "0", "count", "max", ""),
    ("4.1", "1", "count", "min", ""),
    ("4.2", "1", "month", "max", "previous"),
    ("4.4", "1", "count", "min", "reported:due_to_head_office"),
}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "reporting"
    enforceable, modelled = 9, 9
    numbers = NUMBERS

    def test_what_no_desk_sees(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["3.4", "3.13"]
