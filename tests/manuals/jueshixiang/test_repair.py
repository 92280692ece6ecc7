"""Repair, clause by clause: what is there before it, what it refuses, what follows; the tables of the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from manuals.fuheng.case_desk import assert_due, assert_not_due, assert_only_refused, missed, person, told
from manuals.jueshixiang.case_desk import manual, new_desk
from manuals.jueshixiang.repair_desk import (
    AGREED,
    ASSISTANT,
    BUILDER,
    GIVEN,
    MAINTENANCE,
    MANAGER,
    MORNING,
    UNIT,
    Repair,
    repair,
)
from manuals.tables import Numbers, WhatInWhichState, WhichFields, WhoMayDoWhat
from servicedesk import Desk, Policy
from servicedesk.declare import Unmodelled
from servicedesk.desk import TargetFigure
from servicedesk.rules.citation import LocalRule

ROW = "jueshixiang/repair/"
DEPARTMENT = (
    "customer_service_department customer_service_manager customer_service_assistant back_office_assistant "
    "customer_service_post"
)
ENGINEERING = (
    "equipment_maintenance_department equipment_maintenance_manager building_technician utility_technician "
    "equipment_maintenance_technician maintenance_worker"
)


SOUND = {"assessed": "可行", "sound": "是"}


@pytest.mark.clause(ROW + "3.18")
def test_conversion_works_are_assessed_before_they_start() -> None:
    case = repair(conversion="是")
    assert_only_refused(case, "notify_project_engineering", MAINTENANCE, by="3.18", kind="outstanding", settle_by=AGREED)
    assert_only_refused(case, "assess_conversion", MANAGER, by="3.18", kind="wrong_role", **SOUND)
    for field in SOUND:
        given = {name: value for name, value in SOUND.items() if name != field}
        assert assert_only_refused(case, "assess_conversion", "company", by="3.18", kind="missing_field", **given).place == field
    assert case.do("assess_conversion", "company", **SOUND).notify().state == "rectifying"
    assert_only_refused(repair(), "assess_conversion", "company", by="3.18", kind="not_applicable", **SOUND)


@pytest.mark.clause(ROW + "3.18")
def test_what_turns_out_a_conversion_in_the_works_is_assessed_before_they_are_done() -> None:
    case = repair().notify().ask()
    case.do("correct", MANAGER, entry=1, conversion="是", reason="误记")
    assert_only_refused(case, "rectify", BUILDER, by="3.18", kind="outstanding")
    assert case.do("assess_conversion", "company", **SOUND).rectify().state == "rectified"


@pytest.mark.clause(ROW + "3.18")
@pytest.mark.parametrize("state", ["rectified", "called", "failed"])
def test_what_turns_out_a_conversion_after_the_works_is_assessed_before_the_second_inspection(state: str) -> None:
    """根据程序落实: no conversion is settled without the assessment."""
    case = in_state(state)
    case.do("correct", MANAGER, entry=1, conversion="是", reason="误记")
    if state == "failed":
        again = "2026-03-28 18:00"
        case.do("set_time", MANAGER, settle_by=again).ask()
        assert_only_refused(case, "rectify", BUILDER, by="3.18", kind="outstanding")
    else:
        case = case.report().tell().call() if state == "rectified" else case
        assert_only_refused(case, "inspect_again", "maintenance_worker", by="3.18", kind="outstanding", outcome="合格")
    case.do("assess_conversion", "company", **SOUND)
    case = case.rectify().report().tell().call() if state == "failed" else case
    assert case.inspect().state == "settled"


@pytest.mark.clause(ROW + "3.18")
@pytest.mark.parametrize(
    ("state", "step", "by", "given"),
    [
        ("reported", "notify_project_engineering", MAINTENANCE, {"settle_by": AGREED}),
        ("rectifying", "rectify", BUILDER, {}),
        ("called", "inspect_again", "resident", {"outcome": "合格"}),
    ],
)
def test_a_conversion_that_is_not_sound_is_not_carried_out(state: str, step: str, by: str, given: dict[str, str]) -> None:
    """根据程序落实，以确保工程合理、有效、低成本."""
    case = in_state(state, conversion="是")
    case = case.ask() if state == "rectifying" else case
    case.do("assess_conversion", "company", assessed="造价过高", sound="否")
    refusal = assert_only_refused(case, step, by, by="3.18", kind="required", **given)
    assert refusal.help_zh == "可办理：改造前评审"
    case.do("assess_conversion", "company", **SOUND).do(step, by, **given)


@pytest.mark.clause(ROW + "3.18")
def test_an_assessment_that_was_passed_over_is_a_deviation_once_and_holds_nothing_up_after_it() -> None:
    desk = new_desk(policy=Policy.from_data({"recording": {"by": ["用户服务部经理"]}}))
    case = repair(desk=desk, conversion="是")
    given = {"by": person(MAINTENANCE), "recorded_by": person(MANAGER), "at": MORNING, "recorded_at": MORNING}
    desk.record(case.id, "notify_project_engineering", {"settle_by": AGREED}, **given)
    assert [(each.kind, each.clause) for each in desk.deviations(case.id)] == [("outstanding", f"{ROW}3.18")]
    assert case.ask().rectify().state == "rectified"


@pytest.mark.clause(ROW + "3.18")
def test_what_turns_out_no_conversion_is_held_up_by_no_assessment() -> None:
    case = repair(conversion="是").do("assess_conversion", "company", assessed="造价过高", sound="否")
    case.do("correct", MANAGER, entry=1, conversion="否", reason="实为维修")
    assert case.notify().state == "rectifying"


@pytest.mark.clause(ROW + "4.4-item-3")
def test_the_time_that_is_agreed_lies_ahead() -> None:
    past = "2026-02-20 12:00"
    refusal = assert_only_refused(repair(), "notify_project_engineering", MAINTENANCE, by="4.4-item-3", settle_by=past)
    assert refusal.kind == "wrong_value"


@pytest.mark.clause(ROW + "4.4-item-3")
def test_maintenance_has_project_engineering_settle_it_within_the_time_agreed() -> None:
    case = repair()
    assert_only_refused(case, "notify_project_engineering", ASSISTANT, by="4.4-item-3", kind="wrong_role", settle_by=AGREED)
    assert_only_refused(case, "notify_project_engineering", MAINTENANCE, by="4.4-item-3", kind="missing_field")
    case.notify()
    assert told(case) == [("notify_project_engineering", (BUILDER,), MORNING)]
    assert_due(case, "rectify", AGREED, by="4.4-item-3")
    assert [due.roles for due in case.desk.due() if due.name == "rectify"] == [(BUILDER,)]
    case.ask().rectify(AGREED)
    assert missed(case) == []
    late = repair().notify().ask().rectify("2026-03-20 18:00:00.000001")
    assert missed(late) == [("rectify", "2026-03-20 18:00:00")]
    assert_only_refused(repair().notify().ask(), "rectify", ASSISTANT, by="4.4-item-3", kind="wrong_role")


@pytest.mark.clause(ROW + "4.4-item-3")
@pytest.mark.parametrize("blank", list(GIVEN))
def test_a_repair_is_taken_in_with_fault_and_place(blank: str) -> None:
    some = {k: v for k, v in GIVEN.items() if k != blank}
    short = new_desk().try_open("repair", some, subject=UNIT, by=person(ASSISTANT))
    assert [(r.kind, r.clause, r.place) for r in short.refusals] == [("missing_field", ROW + "4.4-item-3", blank)]
    other = new_desk().try_open("repair", GIVEN, subject=UNIT, by=person("resident"))
    assert [(r.kind, r.clause) for r in other.refusals] == [("wrong_role", ROW + "4.4-item-3")]


@pytest.mark.clause(ROW + "4.4-item-4a")
def test_a_specialist_follows_the_rectification_and_reports_back() -> None:
    case = repair().notify()
    assert_only_refused(case, "rectify", BUILDER, by="4.4-item-4a", kind="outstanding")
    assert_only_refused(case, "ask_for_specialist", MAINTENANCE, by="4.4-item-4a", kind="wrong_role")
    case.ask()
    assert told(case)[-1] == ("ask_for_specialist", ("equipment_maintenance_department",), MORNING)
    case.rectify()
    assert "4.4-item-4a" in {r.clause.removeprefix(ROW) for r in case.try_("call_resident", ASSISTANT)}
    assert_only_refused(case, "report_progress", ASSISTANT, by="4.4-item-4a", kind="wrong_role", progress="已修")
    assert_only_refused(case, "report_progress", MAINTENANCE, by="4.4-item-4a", kind="missing_field")
    case.report()
    assert told(case)[-1] == ("report_progress", ("customer_service_department",), MORNING)


@pytest.mark.clause(ROW + "4.4-item-4b")
@pytest.mark.parametrize("state", ["reported", "rectifying", "called"])
def test_enquiries_are_answered_at_any_time(state: str) -> None:
    case = in_state(state).do("answer_enquiry", "back_office_assistant", progress="配件已到")
    assert case.state == state
    assert_only_refused(case, "answer_enquiry", MAINTENANCE, by="4.4-item-4b", kind="wrong_role", progress="配件已到")


@pytest.mark.clause(ROW + "4.4-item-5")
def test_the_resident_is_told_how_it_goes_and_when_it_is_inspected() -> None:
    case = repair().to_rectified()
    assert_only_refused(
        case, "tell_resident", ASSISTANT, by="4.4-item-5", kind="not_applicable", next_inspection="2026-03-21 10:00"
    )
    case.report()
    assert_only_refused(case, "call_resident", ASSISTANT, by="4.4-item-5", kind="outstanding")
    assert_only_refused(case, "tell_resident", ASSISTANT, by="4.4-item-5", kind="missing_field")
    assert_only_refused(
        case, "tell_resident", MANAGER, by="4.4-item-5", kind="wrong_role", next_inspection="2026-03-21 10:00"
    )
    case.tell()
    assert told(case)[-1] == ("tell_resident", ("resident",), MORNING)


@pytest.mark.clause(ROW + "4.4-item-6a")
def test_the_assistant_calls_the_resident_to_the_second_inspection() -> None:
    case = repair().to_rectified().report().tell()
    assert_only_refused(case, "call_resident", MANAGER, by="4.4-item-6a", kind="wrong_role")
    case.call()
    assert told(case)[-1] == ("call_resident", ("resident",), MORNING)
    assert case.do("inspect_again", "resident", outcome="合格").state == "settled"
    assert not case.case.open


@pytest.mark.clause(ROW + "4.4-item-6b")
def test_after_a_second_failure_the_manager_sets_a_time() -> None:
    case = repair().to_called()
    assert_only_refused(
        case, "inspect_again", "maintenance_worker", by="4.4-item-6b", kind="missing_field", outcome="failed"
    )
    case.fail("2026-03-21 10:00")
    assert told(case)[-1] == ("report_failure", (MANAGER,), "2026-03-21 10:00")
    (line,) = [h for h in case.desk.history(case.id) if h.name == "report_failure"]
    assert line.entry.in_name_of == ("maintenance_worker",)
    assert_not_due(case, "rectify")
    assert_only_refused(case, "set_time", ASSISTANT, by="4.4-item-6b", kind="wrong_role", settle_by="2026-03-25 18:00")
    assert_only_refused(case, "set_time", MANAGER, by="4.4-item-6b", kind="missing_field")
    case.do("set_time", MANAGER, settle_by="2026-03-25 18:00")
    assert told(case)[-1] == ("set_time", (BUILDER,), "2026-03-21 10:00")
    assert_due(case, "rectify", "2026-03-25 18:00", by="4.4-item-3")
    # The second round is reported and told anew, and fails the same way.
    case.rectify()
    assert {r.kind for r in case.try_("call_resident", ASSISTANT)} == {"outstanding"}
    assert_only_refused(
        case, "tell_resident", ASSISTANT, by="4.4-item-5", kind="not_applicable", next_inspection="2026-03-26 10:00"
    )
    case.report()
    assert_only_refused(case, "call_resident", ASSISTANT, by="4.4-item-5", kind="outstanding")
    case.tell().call().fail().do("set_time", MANAGER, settle_by="2026-03-30 18:00").rectify().report().tell()
    assert case.call().inspect().state == "settled"


def test_a_time_that_is_corrected_moves_the_limit() -> None:
    """约定时间 as it stands: a slip of the pen is corrected, and the limit with it."""
    case = repair().notify(settle_by="2026-04-20 18:00")
    entry = next(line.entry.seq for line in case.desk.history(case.id) if line.name == "notify_project_engineering")
    case.do("correct", MANAGER, reason="误记", entry=entry, settle_by="2026-03-20 18:00")
    assert_due(case, "rectify", AGREED, by="4.4-item-3")


def test_a_second_inspection_passes_or_fails() -> None:
    case = repair().to_called()
    (option,) = [o for o in case.desk.options(case.id, by=person("resident")) if o.step == "inspect_again"]
    assert {each.value for each in option.outcomes} == {"passed", "failed"}


# --- shares over many cases ------------------------------------------------------------------------------------


def share_of(desk: Desk, name: str) -> TargetFigure:
    (found,) = [each for each in desk.targets("repair") if each.name == name]
    return found


@pytest.mark.clause(ROW + "7.6a")
def test_minor_repairs_are_all_done_in_the_time_agreed() -> None:
    desk = new_desk()
    repair(desk=desk, minor="是").notify().ask().rectify("2026-03-20 18:00")
    repair(desk=desk).notify().ask().rectify("2026-03-21 18:00")  # no minor one: not counted
    assert (share_of(desk, "in_time").of, share_of(desk, "in_time").kept) == (1, True)
    repair(desk=desk, minor="是").notify().ask().rectify("2026-03-21 18:00")
    repair(desk=desk, minor="是").notify()  # not done yet
    figure = share_of(desk, "in_time")
    assert (figure.of, figure.reached, figure.share, figure.kept) == (2, 1, Decimal("0.5"), False)


@pytest.mark.clause(ROW + "7.6b")
def test_at_most_one_in_a_hundred_fails_again() -> None:
    desk = new_desk()
    repair(desk=desk).to_called()  # not inspected yet
    for _ in range(99):
        repair(desk=desk).to_called().inspect()
    assert (share_of(desk, "rework").share, share_of(desk, "rework").kept) == (Decimal(0), True)
    repair(desk=desk).to_called().fail()
    figure = share_of(desk, "rework")
    assert (figure.of, figure.share, figure.wanted, figure.bound, figure.kept) == (
        100, Decimal("0.01"), Decimal("0.01"), "max", True,
    )  # fmt: skip
    repair(desk=desk).to_called().fail()
    assert share_of(desk, "rework").kept is False


# --- tables ----------------------------------------------------------------------------------------------------

WHO = {
    "assess_conversion": "company",
    "notify_project_engineering": ENGINEERING,
    "rectify": f"project_engineering {ENGINEERING}",
    "ask_for_specialist": DEPARTMENT,
    "report_progress": ENGINEERING,
    "answer_enquiry": DEPARTMENT,
    "tell_resident": "customer_service_assistant",
    "call_resident": "customer_service_assistant",
    "inspect_again": "maintenance_worker resident",
    "set_time": "customer_service_manager",
}
NAMED = {
    "notify_project_engineering": "equipment_maintenance_department",
    "rectify": "project_engineering equipment_maintenance_department",
    "ask_for_specialist": "customer_service_department",
    "report_progress": "equipment_maintenance_department",
    "answer_enquiry": "customer_service_department",
}
WHERE = {
    "reported": "assess_conversion notify_project_engineering",
    "rectifying": "assess_conversion rectify ask_for_specialist report_progress tell_resident",
    "rectified": "assess_conversion report_progress tell_resident call_resident",
    "called": "assess_conversion inspect_again",
    "failed": "assess_conversion set_time",
}
FIELDS = {
    "assess_conversion": "assessed sound |",
    "notify_project_engineering": "settle_by |",
    "report_progress": "progress |",
    "answer_enquiry": "progress |",
    "tell_resident": "next_inspection |",
    "set_time": "settle_by |",
}
# 及时率100%; 返修率不高于1%.
NUMBERS = {("7.6a", "1", "fraction", "min", ""), ("7.6b", "0.01", "fraction", "max", "")}


def in_state(state: str, **more: str) -> Repair:
    case = repair(**more)
    case = case.do("assess_conversion", "company", **SOUND) if "conversion" in more else case
    for name, step in (
        ("rectifying", case.notify), ("rectified", lambda: case.ask().rectify()),
        ("called", lambda: case.report().tell().call()), ("failed", case.fail),
    ):  # fmt: skip
        if case.state == state:
            break
        step()
        assert case.state == name
    return case


class TestTables(WhoMayDoWhat, WhatInWhichState, WhichFields):
    who, named, where, fields = WHO, NAMED, WHERE, FIELDS
    begun = staticmethod(repair)
    in_state = staticmethod(in_state)


class TestRows(Numbers):
    manual = staticmethod(manual)
    procedure = "repair"
    enforceable, modelled = 9, 9
    numbers = NUMBERS

    def test_what_the_source_lacks(self) -> None:
        assert [str(rule.clause) for rule in self.declared.of(Unmodelled)] == ["contents-4-6"]

    def test_what_the_text_does_not_say_is_a_rule_of_the_house(self) -> None:
        assert [rule.name for rule in self.declared.rules if isinstance(rule.clause, LocalRule)] == ["inspect_again"]


@pytest.mark.clause("jueshixiang/repair/4.4-item-4a")
def test_an_inspection_that_is_recorded_at_once_names_that_nobody_asked_for_a_specialist_or_reported() -> None:
    """通知设备维护部派专员跟踪, 立即将整改情况反馈: both were to come before, and the rectification was passed over."""
    case = repair(desk=new_desk(policy=Policy.from_data({"recording": {"by": ["用户服务部经理"]}}))).notify()
    worker, at = person("maintenance_worker"), MORNING
    given = {"by": worker, "recorded_by": person(MANAGER), "at": at, "recorded_at": at}
    case.desk.record(case.id, "inspect_again", {"outcome": "合格"}, **given)
    told = {each.zh for each in case.desk.deviations(case.id) if each.clause.endswith("/4.4-item-4a")}
    assert told == {"未办：反馈整改情况", "未办：通知设备维护部派专员跟踪"}
    status = {row.name: row.status for row in case.desk.obligations(case.id)}
    assert (status["ask_for_specialist"], status["report_progress"]) == ("not_done", "not_done")
