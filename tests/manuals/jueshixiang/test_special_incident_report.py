"""Quality accidents and emergencies, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_due, assert_not_due, assert_only_refused, assert_refused, missed, person
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.jueshixiang.incident_desk import CLERK, HANDLED, MORNING, Incident, incident
from manuals.jueshixiang.standing_desk import Duty, StandingDuties
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk import Policy

ROW = "jueshixiang/special_incident_report/"


def test_the_straight_path_of_an_accident_and_of_an_emergency() -> None:
    case = incident(major="是").notify().name_procedure().handle().prevent().close()
    assert (case.state, case.case.open, missed(case)) == ("closed", False, [])
    case = incident(kind="突发事件").notify().do("handle", "company", handled_how="已疏散").close()
    assert (case.state, case.case.open, missed(case)) == ("closed", False, [])


@pytest.mark.clause(f"{ROW}3.10", f"{ROW}3.10b")
def test_the_handling_is_recorded_by_the_procedure_that_is_named() -> None:
    case = incident()
    assert_only_refused(case, "handle", "company", by="3.10b", kind="outstanding", **HANDLED)
    assert_only_refused(case, "name_procedure", "company", by="3.10b", kind="missing_field")
    case.name_procedure()
    assert_refused(case, "handle", "company", by="3.10", kind="missing_field", **{**HANDLED, "handled_how": None})
    case.handle()
    (copies,) = [paper.copies for paper in case.desk.documents(case.id) if paper.form == "accident_record"]
    assert [copy.role for copy in copies] == ["company"]
    emergency = incident(kind="突发事件")
    assert_only_refused(emergency, "name_procedure", "company", by="3.10b", kind="not_applicable", accident_procedure="无")


@pytest.mark.clause(f"{ROW}3.11")
@pytest.mark.parametrize("field", ["cause_found", "responsibility", "emergency_measures", "preventive_measures"])
def test_cause_responsibility_emergency_and_preventive_measures(field: str) -> None:
    case = incident().name_procedure()
    assert_only_refused(case, "handle", "company", by="3.11", **{**HANDLED, field: None})
    case.handle()
    emergency = incident(kind="突发事件").notify()
    assert emergency.handle(**{field: ""}).close().state == "closed"


@pytest.mark.clause(f"{ROW}3.12")
def test_the_preventive_measures_are_carried_out_before_the_end() -> None:
    case = incident().name_procedure()
    assert_only_refused(case, "carry_out_prevention", "company", by="3.12", kind="wrong_state", prevention_done="无")
    case.handle()
    assert_only_refused(case, "close", "company", by="3.12", kind="outstanding")
    assert_only_refused(case, "carry_out_prevention", "company", by="3.12", kind="missing_field")
    assert case.prevent().close().state == "closed"
    emergency = incident(kind="突发事件").handle()
    assert_only_refused(emergency, "carry_out_prevention", "company", by="3.12", kind="not_applicable", prevention_done="无")


@pytest.mark.clause(f"{ROW}4.3")
@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2026-03-10 09:00", "2026-03-11 18:00"),
        ("2026-03-10 23:30", "2026-03-11 18:00"),
        ("2026-02-15 10:20", "2026-02-24 18:00"),  # a Sunday in the Spring Festival
        ("2026-02-13 16:00", "2026-02-14 18:00"),  # a Friday before a Saturday that is worked
    ],
)
def test_within_one_working_day_of_its_becoming_known(known: str, due: str) -> None:
    for kind, major in (("质量事故", "是"), ("突发事件", "否"), ("突发事件", "是")):
        case = incident(known, kind=kind, major=major)
        assert_due(case, "notify_concerned", due, by="4.3")
        assert_only_refused(case, "notify_concerned", CLERK, by="4.3", kind="missing_field")
        assert_refused(case, "notify_concerned", "finance_department", by="4.3", kind="wrong_role", notified_to="主任")
        case.notify()
        assert_not_due(case, "notify_concerned")
    late = incident(known, major="是").tick("2026-03-20 09:00")
    assert missed(late) == [("notify_concerned", f"{due}:00")]
    late.name_procedure().handle().prevent()
    assert_only_refused(late, "close", "company", by="4.3", kind="outstanding")
    small = incident(known)
    assert_not_due(small, "notify_concerned")
    assert_only_refused(small, "notify_concerned", CLERK, by="4.3", kind="not_applicable", notified_to="主任")


@pytest.mark.clause(f"{ROW}4.3")
def test_whoever_of_the_staff_hears_of_it_enters_it() -> None:
    desk, at = new_desk(), {"at": MORNING, "recorded_at": MORNING}
    given = {"incident": "突发事件", "what_happened": "停电", "is_major": "否"}
    for role in ("finance_department", "greeter", "order_maintenance_patrol", "company"):
        assert desk.try_open("special_incident_report", given, subject="一期", by=person(role), **at).ok
    refusals = desk.try_open("special_incident_report", given, subject="一期", by=person("contractor"), **at).refusals
    assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}4.3")]
    for name in ("incident", "what_happened"):
        short = {key: value for key, value in given.items() if key != name}
        refusals = desk.try_open("special_incident_report", short, subject="一期", by=person("greeter"), **at).refusals
        assert [r.place for r in refusals] == [name]
    unticked = {key: value for key, value in given.items() if key != "is_major"}
    case = desk.open("special_incident_report", {**unticked, "incident": "质量事故"}, subject="一期", by=person("greeter"), **at)
    assert case.facts["is_major"] is False


@pytest.mark.clause(f"{ROW}3.11")
@pytest.mark.clause(f"{ROW}3.10b")
def test_what_turns_out_an_accident_after_it_was_handled_has_its_four_parts_before_the_end() -> None:
    case = incident(kind="突发事件").notify()
    case.do("handle", "company", handled_how="已更换阀门")
    case.do("correct", "service_center_director", entry=1, incident="质量事故", reason="认定为质量事故")
    assert_refused(case, "close", "company", by="3.11")
    assert_refused(case, "close", "company", by="3.10b", kind="outstanding")
    parts = {name: text for name, text in HANDLED.items() if name != "handled_how"}
    case.do("complete_record", "company", **parts).name_procedure().prevent()
    assert case.close().state == "closed"


class TestDuties(StandingDuties):
    procedure = "special_incident_report"
    duties = (
        Duty("3.12", "analyse_accidents", "company", "project", {"accidents_analysed": "两起均为管材老化"},
             due="2026-02-02 00:00", then="2026-02-21 00:00", by_site=True),
    )  # fmt: skip


WHO = {
    "name_procedure": "company",
    "handle": "company",
    "complete_record": "company",
    "carry_out_prevention": "company",
    "notify_concerned": CLERK,
    "close": "company",
}
WHERE = {
    "known": "name_procedure handle",
    "handled": "name_procedure complete_record carry_out_prevention close",
}
FIELDS = {
    "name_procedure": "accident_procedure |",
    "handle": "handled_how | cause_found responsibility emergency_measures preventive_measures",
    "complete_record": "| cause_found responsibility emergency_measures preventive_measures",
    "carry_out_prevention": "prevention_done |",
    "notify_concerned": "notified_to |",
}


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who = WHO
    where = WHERE
    fields = FIELDS
    begun = staticmethod(incident)

    @staticmethod
    def in_state(state: str) -> Incident:
        case = incident()
        return case if state == "known" else case.name_procedure().handle()


# 一个工作日内
NUMBERS = {("4.3", "1", "working_day", "max", "done:open")}


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "special_incident_report"
    enforceable, modelled = 5, 5
    numbers = NUMBERS


@pytest.mark.clause(
    "jueshixiang/special_incident_report/3.10b", "jueshixiang/special_incident_report/3.11",
    "jueshixiang/special_incident_report/3.12",
)
@pytest.mark.parametrize(
    ("kind", "clauses"), [("质量事故", ["3.10b", "3.11", "3.12"]), ("突发事件", [])]
)
def test_a_close_that_is_recorded_at_once_names_what_an_accident_asks(kind: str, clauses: list[str]) -> None:
    """依据质量事故处理程序, 原因调查、责任分析、应急方法和预防方法, 落实预防措施: of an accident, of no emergency."""
    case = incident(kind=kind, major="是", desk=new_desk(policy=Policy.from_data({"recording": {"by": ["公司"]}})))
    case.notify()
    company = person("company")
    case.desk.record(case.id, "close", by=company, recorded_by=company, at=MORNING, recorded_at=MORNING)
    named = sorted(
        each.clause.rpartition("/")[2] for each in case.desk.deviations(case.id) if each.kind != "wrong_state"
    )
    assert named == clauses


@pytest.mark.clause(f"{ROW}3.11")
@pytest.mark.parametrize("left_out", [name for name in HANDLED if name != "handled_how"])
def test_each_of_the_four_parts_is_there_before_the_end_of_what_turns_out_an_accident(left_out: str) -> None:
    """原因、责任、应急、预防: three of them do not do."""
    case = incident(kind="突发事件").notify().handle(**{**dict.fromkeys(HANDLED, ""), "handled_how": "已更换阀门"})
    case.do("correct", "service_center_director", entry=1, incident="质量事故", reason="认定为质量事故")
    parts = {name: text for name, text in HANDLED.items() if name not in ("handled_how", left_out)}
    case.do("complete_record", "company", **parts).name_procedure().prevent()
    assert_only_refused(case, "close", "company", by="3.11", kind="empty_field")
    case.do("complete_record", "company", **{left_out: HANDLED[left_out]})
    assert case.close().state == "closed"


@pytest.mark.clause(f"{ROW}3.11")
def test_an_emergency_has_no_four_parts_to_complete() -> None:
    """The four parts are those of a quality accident."""
    case = incident(kind="突发事件").notify().handle()
    parts = {name: text for name, text in HANDLED.items() if name != "handled_how"}
    assert_only_refused(case, "complete_record", "company", by="3.11", kind="not_applicable", **parts)
