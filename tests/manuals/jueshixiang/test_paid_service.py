"""Household and business services, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    person,
    told,
)
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.paid_service_desk import ASSISTANT, ORDER, WORKER, paid_service
from manuals.jueshixiang.standing_desk import Duty, StandingDuties, standing
from servicedesk import Policy

ROW = "jueshixiang/paid_service/"
MANAGER = "customer_service_manager"
NEW_SERVICE = {
    "service_contents": "洗衣", "service_standard": "次日送回", "service_planned": "与洗衣店合作", "service_assessed": "试行满意",
}  # fmt: skip
DEFINED = Duty(
    "duty-3", "define_service", "customer_service_assistant", "new_service", NEW_SERVICE, event="new_service",
    asks="define_by", optional=dict.fromkeys(("service_planned", "service_assessed"), "3.17"),
)  # fmt: skip


def test_the_straight_path() -> None:
    case = paid_service().arrive().explain().begin().take("1").follow().give_back("1").close()
    assert (case.state, case.case.open, missed(case)) == ("closed", False, [])


@pytest.mark.parametrize("field", list(ORDER))
def test_what_is_entered_when_it_is_ordered(field: str) -> None:
    desk, at = new_desk(), {"at": "2026-03-10 09:00", "recorded_at": "2026-03-10 09:00"}
    given = {name: value for name, value in ORDER.items() if name != field}
    outcome = desk.try_open("paid_service", given, subject="3-2-501", by=person("customer_service_post"), **at)
    assert [(r.kind, r.place) for r in outcome.refusals] == [("missing_field", field)]
    outcome = desk.try_open("paid_service", ORDER, subject="3-2-501", by=person(WORKER), **at)
    assert [r.kind for r in outcome.refusals] == ["wrong_role"]
    assert told(paid_service()) == [("open", (WORKER,), "2026-03-10 09:00")]


@pytest.mark.clause(f"{ROW}7.1a", f"{ROW}7.1b")
@pytest.mark.parametrize(
    ("at", "early", "late"),
    [
        ("2026-03-12 13:54:59", True, False),
        ("2026-03-12 13:55:00", False, False),
        ("2026-03-12 14:02:00", False, False),
        ("2026-03-12 14:02:01", False, True),
    ],
)
def test_from_five_minutes_before_to_two_minutes_after_the_appointment(at: str, early: bool, late: bool) -> None:
    case = paid_service(desk=new_desk(policy=Policy.from_data({"recording": {"by": [MANAGER]}})))
    assert_due(case, "arrive", "2026-03-12 14:02", by="7.1b")
    (row,) = [row for row in case.desk.obligations(case.id, at=case.now) if row.name == "arrive"]
    assert row.promised_to == ("resident",)
    if early or late:
        assert_only_refused(case, "arrive", WORKER, by="7.1a", kind="outside_window", at=at)
        case.desk.record(case.id, "arrive", by=person(WORKER), recorded_by=person(MANAGER), at=at, recorded_at=at)
    else:
        assert_only_refused(case, "arrive", "maintenance_worker", by="7.1b", kind="wrong_role", at=at)
        case.arrive(at)
    assert [each.clause for each in case.desk.deviations(case.id)] == [f"{ROW}7.1a"] * (early or late)
    case.tick("2026-03-13 09:00")
    assert missed(case) == ([("arrive", "2026-03-12 14:02:00")] if late else [])


@pytest.mark.clause(f"{ROW}7.1b")
def test_another_appointment_has_a_window_of_its_own() -> None:
    case = paid_service()
    assert_only_refused(case, "change_appointment", "resident", by="local", kind="wrong_role", appointment="2026-03-13T09:00+08:00")
    assert_only_refused(case, "change_appointment", "customer_service_post", by="local", kind="missing_field")
    case.do("change_appointment", "customer_service_post", "2026-03-11 09:00", appointment="2026-03-13T09:00+08:00")
    assert told(case)[1:] == [("change_appointment", (WORKER,), "2026-03-11 09:00")]
    assert_due(case, "arrive", "2026-03-13 09:02", by="7.1b")
    assert_only_refused(case, "arrive", WORKER, by="7.1a", kind="outside_window", at="2026-03-12 14:00")
    case.arrive("2026-03-13 09:02")
    assert_not_due(case, "arrive")
    assert missed(case) == []


@pytest.mark.clause(f"{ROW}7.1b")
def test_an_appointment_lies_ahead_and_a_miss_stands_when_another_is_made() -> None:
    """Missed at 14:02: no appointment of that afternoon makes the arrival punctual; one for the next day is another."""
    over = new_desk().try_open(
        "paid_service", {**ORDER, "appointment": "2026-03-12T13:59+08:00"}, subject="3-2-501", by=person(MANAGER),
        at="2026-03-12 14:00", recorded_at="2026-03-12 14:00",
    )  # fmt: skip
    assert [(each.kind, each.place) for each in over.refusals] == [("wrong_value", "appointment")]
    case = paid_service()
    case.tick("2026-03-12 14:11")
    change = {"by": "local", "kind": "wrong_value", "at": "2026-03-12 14:11"}
    assert_only_refused(case, "change_appointment", MANAGER, appointment="2026-03-12T14:10+08:00", **change)
    case.do("change_appointment", MANAGER, "2026-03-12 14:11", appointment="2026-03-13T09:00+08:00")
    case.arrive("2026-03-13 09:00")
    assert missed(case) == [("arrive", "2026-03-12 14:02:00")]


@pytest.mark.clause(f"{ROW}7.3")
def test_what_a_user_hands_over_is_recorded_both_ways() -> None:
    case = paid_service().serving().follow()
    assert_only_refused(case, "take_over", WORKER, by="7.3", kind="missing_field", item="1")
    assert_refused(case, "take_over", "resident", by="7.3", kind="wrong_role", item="1", thing_taken="门禁卡")
    case.take("1").take("2").give_back("1")
    assert_only_refused(case, "close", WORKER, by="7.3")
    assert_only_refused(case, "give_back", WORKER, by="7.3", kind="missing_field", item="2")
    assert_refused(case, "give_back", "resident", by="7.3", kind="wrong_role", item="2", thing_given_back="门禁卡")
    assert case.give_back("2").close().state == "closed"


@pytest.mark.clause(f"{ROW}7.4")
def test_the_procedure_that_was_followed_is_named() -> None:
    case = paid_service().serving()
    assert_only_refused(case, "close", WORKER, by="7.4", kind="outstanding")
    assert_only_refused(case, "follow_procedure", WORKER, by="7.4", kind="missing_field")
    assert case.follow().close().state == "closed"


@pytest.mark.clause(f"{ROW}7.5b")
def test_content_and_price_are_explained_before_the_service_begins() -> None:
    case = paid_service().arrive()
    assert_only_refused(case, "begin", WORKER, by="7.5b", kind="outstanding")
    given = {"contents_explained": "保洁两小时", "price_explained": "120"}
    for name in given:
        short = {**given, name: None}
        assert assert_only_refused(case, "explain_price", WORKER, by="7.5b", kind="missing_field", **short).place == name
    assert case.explain().begin().state == "serving"


@pytest.mark.clause(f"{ROW}7.5b")
def test_another_service_is_explained_anew_before_it_begins() -> None:
    """在服务前向服务对象说明服务内容及对应价格: of what is then done, not of what was entered wrongly."""
    case = paid_service().arrive().explain()
    case.do("correct", MANAGER, entry=1, reason="误记", service_ordered="空调维修")
    assert_only_refused(case, "begin", WORKER, by="7.5b", kind="outstanding")
    case.explain().begin()
    case.do("correct", MANAGER, entry=1, reason="误记", service_ordered="空调清洗")
    assert case.follow().close().state == "closed"


@pytest.mark.clause(f"{ROW}7.1a")
def test_an_arrival_is_judged_by_the_appointment_that_stood_then() -> None:
    case = paid_service().arrive("2026-03-12 14:00")
    case.do("correct", MANAGER, entry=1, reason="误记", appointment="2026-03-12T13:00+08:00")
    case.tick("2026-03-12 15:00")
    assert missed(case) == []
    earlier = paid_service()
    earlier.do("correct", MANAGER, entry=1, reason="误记", appointment="2026-03-12T13:00+08:00")
    assert_due(earlier, "arrive", "2026-03-12 13:02", by="7.1b")


@pytest.mark.clause(f"{ROW}3.17")
def test_each_new_service_owes_its_own_planning_and_assessment() -> None:
    case = standing("paid_service", DEFINED)

    def papers() -> list[str]:
        return [each.status for each in case.desk.obligations(case.id, at=case.now) if each.kind == "document"]

    for day in ("02", "11"):
        case.do("new_service", ASSISTANT, f"2026-03-{day} 09:00", define_by=f"2026-03-{day}T18:00+08:00")
        assert papers() == ["outstanding", "outstanding"]
        case.do("define_service", ASSISTANT, f"2026-03-{day} 10:00", **NEW_SERVICE)
        assert papers() == ["met", "met"]


class TestDuties(StandingDuties):
    procedure = "paid_service"
    duties = (
        DEFINED,
        Duty("7.5a", "publish_prices", "service_center", "project",
             {"services_and_prices": "保洁每小时60元", "prices_posted_at": "服务中心大厅"}, due="2026-02-02 00:00",
             then="2026-02-21 00:00", by_site=True),
    )  # fmt: skip
