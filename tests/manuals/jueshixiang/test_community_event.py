"""Community events, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due, assert_only_refused, assert_refused, missed, person, told
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.jueshixiang.community_desk import CENTRE, EVALUATED, GIVEN, HELPER, MORNING, Event, event
from manuals.jueshixiang.standing_desk import Duty, StandingDuties, standing
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk.declare import Unmodelled

ROW = "jueshixiang/community_event/"
QUARTERLY = Duty(
    "6.7", "hold_quarterly_event", CENTRE, "residential_project", {"event_of_quarter": "元宵灯会"},
    due="2026-04-01 00:00", done="2026-02-20 09:00", then="2026-07-01 00:00", start="2025-12-31 09:00",
)  # fmt: skip


def test_the_straight_path() -> None:
    case = event().to_over().results().publicise().evaluate()
    assert (case.state, case.case.open, missed(case)) == ("evaluated", False, [])


@pytest.mark.clause(f"{ROW}duty-5b")
def test_the_department_guides_an_event_collects_its_results_and_publicises_them() -> None:
    case = event().venue()
    assert_only_refused(case, "guide_event", HELPER, by="duty-5b", kind="wrong_state", guidance_given="无")
    case.begin()
    assert_only_refused(case, "end_event", CENTRE, by="duty-5b", kind="outstanding")
    assert_only_refused(case, "guide_event", HELPER, by="duty-5b", kind="missing_field")
    case.guide().finish().publicise()
    assert told(case) == [("publicise", ("resident",), MORNING)]
    assert_only_refused(case, "evaluate", CENTRE, by="duty-5b", kind="outstanding", **EVALUATED)
    assert_only_refused(case, "collect_results", HELPER, by="duty-5b", kind="missing_field")
    case.results()
    silent = event().to_over().results()
    assert_only_refused(silent, "evaluate", CENTRE, by="duty-5b", kind="outstanding", **EVALUATED)
    assert_only_refused(silent, "publicise", HELPER, by="duty-5b", kind="missing_field")
    for step, given in (("publicise", {"publicity": "无"}), ("collect_results", {"results_collected": "无"})):
        assert_refused(silent, step, "finance_department", by="duty-5b", kind="wrong_role", **given)


@pytest.mark.clause(f"{ROW}duty-6")
def test_the_department_plans_events() -> None:
    desk, at = new_desk(), {"at": MORNING, "recorded_at": MORNING}
    for name in GIVEN:
        short = {key: value for key, value in GIVEN.items() if key != name}
        refusals = desk.try_open("community_event", short, subject="一期", by=person(HELPER), **at).refusals
        assert [(r.kind, r.clause, r.place) for r in refusals] == [("missing_field", f"{ROW}duty-6", name)]
    refusals = desk.try_open("community_event", GIVEN, subject="一期", by=person("finance_department"), **at).refusals
    assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}duty-6")]


@pytest.mark.clause(f"{ROW}duty-6", f"{ROW}6.7")
def test_the_department_carries_them_out() -> None:
    """用户服务部…负责开展…定时在小区组织: and what it held counts for the quarter."""
    case = event().do("provide_venue", HELPER, venue_and_facilities="会所一层、音响").do("begin_event", HELPER).guide()
    assert case.do("end_event", HELPER).state == "over"
    assert_refused(event().venue(), "begin_event", "finance_department", by="6.8a", kind="wrong_role")
    quarter = standing("community_event", QUARTERLY)
    quarter.do("hold_quarterly_event", HELPER, "2026-02-20 09:00", event_of_quarter="元宵灯会")
    assert_due(quarter, "hold_quarterly_event", "2026-07-01 00:00", by="6.7")


@pytest.mark.clause(f"{ROW}6.7")
@pytest.mark.parametrize("day", ["2026-01-01", "2026-03-31"])
def test_once_in_each_quarter_of_the_calendar(day: str) -> None:
    case = standing("community_event", QUARTERLY)
    case.do("hold_quarterly_event", CENTRE, f"{day} 09:00", event_of_quarter="元宵灯会")
    assert_due(case, "hold_quarterly_event", "2026-07-01 00:00", by="6.7")
    case.tick("2027-02-01 09:00")
    assert missed(case) == [
        ("hold_quarterly_event", f"{due} 00:00:00") for due in ("2026-07-01", "2026-10-01", "2027-01-01")
    ]


@pytest.mark.clause(f"{ROW}6.8a")
def test_an_event_is_held_by_the_plan_of_the_year() -> None:
    case = event(in_plan="否").venue()
    assert_only_refused(case, "begin_event", CENTRE, by="6.8a", kind="required")
    for name in ("in_plan", "event_held_on"):
        given = {"in_plan": "是", "event_held_on": "2026-03-21", name: None}
        assert assert_only_refused(case, "enter_in_plan", HELPER, by="6.8a", kind="missing_field", **given).place == name
    case.do("enter_in_plan", HELPER, in_plan="是", event_held_on="2026-03-21")
    assert_only_refused(case, "begin_event", "finance_department", by="6.8a", kind="wrong_role")
    assert case.begin().state == "under_way"


@pytest.mark.clause(f"{ROW}6.8b")
def test_it_is_evaluated_after_its_end() -> None:
    case = event().venue().begin().guide()
    assert_refused(case, "evaluate", CENTRE, by="6.8b", kind="wrong_state", **EVALUATED)
    case.finish().results().publicise()
    for name in EVALUATED:
        short = {**EVALUATED, name: None}
        assert assert_only_refused(case, "evaluate", CENTRE, by="6.8b", kind="missing_field", **short).place == name
    assert case.evaluate().state == "evaluated"


@pytest.mark.clause(f"{ROW}6.9")
def test_a_place_and_its_facilities_are_there_before_it_begins() -> None:
    case = event()
    assert_only_refused(case, "begin_event", CENTRE, by="6.9", kind="outstanding")
    assert_only_refused(case, "provide_venue", CENTRE, by="6.9", kind="missing_field")
    assert case.venue().begin().state == "under_way"


class TestDuties(StandingDuties):
    procedure = "community_event"
    duties = (
        Duty("duty-5a", "draw_up_culture_plan", HELPER, "project", {"events_of_year": "四季活动"},
             due="2027-01-02 00:00", done="2026-06-10 09:00", then="2027-06-11 00:00"),
        QUARTERLY,
    )  # fmt: skip


DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
OF_CENTRE = "service_center service_center_director customer_service_manager"
BY_DEPARTMENT, BY_BOTH = "guide_event collect_results publicise enter_in_plan", "begin_event end_event provide_venue"


WHO = {
    **dict.fromkeys(BY_DEPARTMENT.split(), DEPARTMENT),
    **dict.fromkeys(BY_BOTH.split(), f"{OF_CENTRE} {DEPARTMENT}"),
    "evaluate": OF_CENTRE,
}
NAMED = {
    **dict.fromkeys(BY_DEPARTMENT.split(), "customer_service_department"),
    **dict.fromkeys(BY_BOTH.split(), f"{CENTRE} customer_service_department"),
    "evaluate": CENTRE,
}
WHERE = {
    "planned": "enter_in_plan provide_venue begin_event",
    "under_way": "guide_event end_event",
    "over": "collect_results evaluate",
}
FIELDS = {
    "guide_event": "guidance_given |",
    "collect_results": "results_collected |",
    "publicise": "publicity |",
    "enter_in_plan": "in_plan event_held_on |",
    "evaluate": "evaluation experience_gained |",
    "provide_venue": "venue_and_facilities |",
}


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who = WHO
    named = NAMED
    where = WHERE
    fields = FIELDS
    begun = staticmethod(event)

    @staticmethod
    def in_state(state: str) -> Event:
        case = event()
        if state == "planned":
            return case
        case.venue().begin()
        return case if state == "under_way" else case.guide().finish()


# 年度计划；每三个月
NUMBERS = {("duty-5a", "1", "year", "max", "previous"), ("6.7", "3", "month", "max", "previous")}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "community_event"
    enforceable, modelled = 6, 6
    numbers = NUMBERS

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-11"]
