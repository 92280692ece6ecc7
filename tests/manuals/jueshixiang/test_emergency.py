"""The safety of a project, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, missed, person, told
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.emergency_desk import CENTRE, CHECKED, GIVEN, MORNING, NUMBERS, WORKS, in_force, scheme

ROW = "jueshixiang/emergency/"


def test_the_straight_path_of_a_scheme() -> None:
    case = in_force().begin("1").end("1").replace()
    assert (case.state, case.case.open, missed(case)) == ("replaced", False, [])


@pytest.mark.clause("jueshixiang/emergency/17.1")
def test_the_centre_lays_process_and_responsible_people_down() -> None:
    desk, times = new_desk(), {"subject": "一期", "at": MORNING, "recorded_at": MORNING}
    for by in ("resident", "finance_department"):
        refusals = desk.try_open("emergency", GIVEN, by=person(by), **times).refusals
        assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}17.1")]
    for field in GIVEN:
        refusals = desk.try_open("emergency", {**GIVEN, field: None}, by=person(CENTRE), **times).refusals
        assert [(r.kind, r.place) for r in refusals] == [("missing_field", field)]


@pytest.mark.clause("jueshixiang/emergency/17.1")
def test_people_and_numbers_are_published_to_staff_and_owners() -> None:
    case = scheme().check()
    for field in NUMBERS:
        assert_refused(case, "publish_numbers", CENTRE, by="17.1", kind="missing_field", **{**NUMBERS, field: None})
    assert_only_refused(case, "publish_numbers", "finance_department", by="17.1", kind="wrong_role", **NUMBERS)
    case.publish()
    assert case.state == "in_force"
    assert told(case) == [("publish_numbers", ("staff", "resident"), MORNING)]


@pytest.mark.clause("jueshixiang/emergency/17.2")
@pytest.mark.parametrize("field", list(CHECKED))
def test_rules_protection_and_surroundings_are_in_order_before_that(field: str) -> None:
    case = scheme()
    assert_refused(case, "publish_numbers", CENTRE, by="17.2", kind="outstanding", **NUMBERS)
    assert_refused(case, "check_rules", CENTRE, by="17.2", kind="missing_field", **{**CHECKED, field: None})
    assert_only_refused(case, "check_rules", "finance_department", by="17.2", kind="wrong_role", **CHECKED)
    case.check(**{field: "否"})
    assert_only_refused(case, "publish_numbers", CENTRE, by="17.2", kind="required", **NUMBERS)
    assert case.check().publish().state == "in_force"
    assert_refused(case, "check_rules", CENTRE, by="17.2", kind="wrong_state", **CHECKED)


@pytest.mark.clause("jueshixiang/emergency/17.5")
@pytest.mark.parametrize("kind", ["登高", "电工", "焊接", "机动车", "吊装"])  # 登高、电工、焊接、机动车等: the list is open
def test_dangerous_works_begin_with_complete_measures(kind: str) -> None:
    case = in_force()
    works = {**WORKS, "dangerous_works": kind}
    assert_only_refused(case, "begin_works", CENTRE, by="17.5", kind="required", **{**works, "measures_complete": "否"})
    for field in works:
        assert_refused(case, "begin_works", CENTRE, by="17.5", kind="missing_field", **{**works, field: None})
    assert_only_refused(case, "begin_works", "resident", by="17.5", kind="wrong_role", **works)
    case.do("begin_works", "equipment_maintenance_department", item="1", **works)
    assert_refused(scheme(), "begin_works", CENTRE, by="17.5", kind="wrong_state", **works)


@pytest.mark.clause("jueshixiang/emergency/17.5")
def test_dangerous_works_end_once_the_measures_were_carried_out() -> None:
    case = in_force().begin("1").begin("2", dangerous_works="焊接")
    assert_only_refused(case, "end_works", CENTRE, by="17.5", kind="required", item="1", carried_out="否")
    assert_only_refused(case, "end_works", CENTRE, by="17.5", kind="missing_field", item="1")
    assert_only_refused(case, "end_works", "resident", by="17.5", kind="wrong_role", item="1", carried_out="是")
    assert_refused(case, "end_works", CENTRE, by="17.5", kind="no_item", item="3", carried_out="是")
    case.do("end_works", "maintenance_worker", item="1", carried_out="是")
    assert_only_refused(case, "replace_scheme", CENTRE, by="17.5", kind="outstanding")
    case.end("2")
    assert_only_refused(case, "replace_scheme", "finance_department", by="local", kind="wrong_role")
    assert case.replace().state == "replaced"
