"""Conference receptions, clause by clause."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    person,
    told,
)
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.reception_desk import CHECK, DETAILS, IN_ORDER, MORNING, reception
from servicedesk import Actor, Policy

ROW = "jueshixiang/conference_reception/"
MANAGER, ASSISTANT, DIRECTOR = "customer_service_manager", "customer_service_assistant", "service_center_director"
STAFF, GREETER, STEWARD, ATTENDANT = "conference_staff", "greeter", "dedicated_steward", "show_flat_attendant"
POSTS = (GREETER, STAFF, ATTENDANT, STEWARD)
TEA = {"tea_issued": "绿茶12杯", "ware_issued": "12"}
SUM = {"experience": "座位牌提前核对", "shortcomings": "停车引导不足"}


def rows(*clauses: str) -> pytest.MarkDecorator:
    return pytest.mark.clause(*(f"{ROW}{clause}" for clause in clauses))


def test_the_straight_path_from_the_news_to_the_summing_up() -> None:
    case = reception().to_reported().sum_up()
    assert (case.state, case.case.open, missed(case)) == ("closed", False, [])


# --- 4.1.1 the news, the sheet ----------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1a")
@pytest.mark.parametrize("by", [ASSISTANT, "back_office_assistant", "customer_service_post", *POSTS])
def test_whoever_hears_of_a_visit_reports_it_to_the_manager(by: str) -> None:
    case = reception(by=by)
    assert case.state == "announced"
    assert told(case) == [("open", (MANAGER,), MORNING)]


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1a")
def test_who_is_of_another_department_reports_nothing_and_the_news_is_written_down() -> None:
    desk, times = new_desk(), {"subject": "一期会所", "at": MORNING, "recorded_at": MORNING}
    for by in ("finance_department", "environment_department", "resident", DIRECTOR):
        (refusal,) = desk.try_open("conference_reception", {"announced": "来访"}, by=person(by), **times).refusals
        assert (refusal.kind, refusal.clause) == ("wrong_role", f"{ROW}4.1.1a")
        assert refusal.zh.startswith("本步骤应由用户服务部或接待岗位责任人办理")
    (refusal,) = desk.try_open("conference_reception", {}, by=person(ASSISTANT), **times).refusals
    assert (refusal.kind, refusal.place) == ("missing_field", "announced")


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1a")
def test_the_report_has_no_limit_and_goes_to_who_holds_the_managers_post() -> None:
    desk = new_desk(roster={MANAGER: ["张经理"], ASSISTANT: ["王敏"]})
    case = reception(desk=desk)
    assert [message.to_names for message in desk.messages(case.id)] == [("张经理",)]
    assert missed(case.tick("2026-06-10 09:00")) == []
    vacant = new_desk(roster={MANAGER: [], DIRECTOR: ["刘主任"]})
    assert [message.to_names for message in vacant.messages(reception(desk=vacant).id)] == [("刘主任",)]
    own = new_desk(roster={MANAGER: ["张经理"]})
    given = {"by": Actor("张经理", {MANAGER}), "at": MORNING, "recorded_at": MORNING}
    opened = own.open("conference_reception", {"announced": "来访"}, subject="会所", **given)
    assert [m for m in own.messages(opened.id) if "张经理" in m.to_names] == []  # nobody reports to himself


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1b")
def test_the_manager_contacts_the_departments_before_the_sheet_is_filled_in() -> None:
    case = reception()
    assert_only_refused(case, "fill_in_work_sheet", MANAGER, by="4.1.1b", kind="outstanding", **DETAILS)
    assert_only_refused(case, "contact_departments", MANAGER, by="4.1.1b", kind="missing_field")
    refusal = assert_only_refused(
        case, "contact_departments", ASSISTANT, by="4.1.1b", kind="wrong_role", departments_contacted="环境管理部"
    )
    assert "用户服务部经理" in refusal.zh
    assert case.to_settled().state == "settled"


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1b", "jueshixiang/conference_reception/4.1.1c")
@pytest.mark.parametrize("field", list(DETAILS))
def test_unit_headcount_requirements_arrival_and_details_stand_on_the_sheet(field: str) -> None:
    case = reception().contact()
    given = {name: value for name, value in DETAILS.items() if name != field}
    refusal = assert_only_refused(case, "fill_in_work_sheet", MANAGER, by="4.1.1c", kind="missing_field", **given)
    assert refusal.place == field
    assert_only_refused(case, "fill_in_work_sheet", ASSISTANT, by="4.1.1c", kind="wrong_role", **DETAILS)


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1b", "jueshixiang/conference_reception/3.3")
def test_other_details_are_filed_anew_and_told_to_the_posts() -> None:
    case = reception().to_preparing().prepare()
    before, other = len(told(case)), {name: value for name, value in DETAILS.items() if name != "arrives_at"}
    case.do("change_details", ASSISTANT, **{**other, "visitors": "20"})
    case.do("change_arrival", ASSISTANT, arrives_at="2026-03-11 15:00")
    assert [name for name, to, _ in told(case)[before:] if to == ("post_leader",)] == ["change_details", "change_arrival"]
    assert_only_refused(case, "change_details", STAFF, by="4.1.1b", kind="wrong_role", **other)
    assert_only_refused(case, "change_arrival", STAFF, by="4.1.1b", kind="wrong_role", arrives_at="2026-03-11 15:00")
    assert_only_refused(case, "change_arrival", MANAGER, by="4.1.1b", kind="missing_field")


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1b")
def test_more_guests_start_no_half_hour_anew() -> None:
    case = reception().to_preparing().prepare()
    case.do("change_details", MANAGER, **{name: value for name, value in DETAILS.items() if name != "arrives_at"})
    assert [due.name for due in case.desk.due()] == ["check_again"]


HALF_HOURS = (("notify_environment", "4.1.2.2b"), ("set_out_room", "4.2.1a"), ("check_again", "4.2.1b"))


@pytest.mark.clause(
    "jueshixiang/conference_reception/4.2.1a", "jueshixiang/conference_reception/4.2.1b",
    "jueshixiang/conference_reception/4.1.2.2b",
)  # fmt: skip
def test_the_half_hour_moves_with_the_arrival() -> None:
    case = reception().to_settled()
    for at, due in (("2026-03-11 14:00", "2026-03-11 13:30"), ("2026-03-11 10:10", "2026-03-11 09:40")):
        case.expect(at)
        for name, row in HALF_HOURS:
            assert_due(case, name, due, by=row)


@pytest.mark.clause("jueshixiang/conference_reception/4.2.1a")
def test_guests_who_are_only_late_find_what_was_made_ready() -> None:
    """估计抵达前半个小时…准备好: at 13:20 all stood ready for 14:00, and stands ready at 14:10 as well."""
    case = reception().to_preparing().prepare().check("2026-03-11 13:20").tick("2026-03-11 13:45")
    at, late = "2026-03-11 13:45", "2026-03-11 14:10"
    assert_only_refused(case, "delay_arrival", STAFF, by="4.2.1a", kind="wrong_role", delayed_until=late)
    assert_only_refused(case, "delay_arrival", MANAGER, by="4.2.1a", kind="missing_field")
    past = assert_only_refused(case, "delay_arrival", MANAGER, by="4.2.1a", delayed_until="2026-03-11 13:00")
    assert past.kind == "wrong_value"
    case.delay(late)
    assert told(case)[-1] == ("delay_arrival", ("post_leader",), at)
    assert case.seat(late).state == "meeting"
    assert missed(case) == []
    early = reception().to_preparing()
    assert_only_refused(early, "delay_arrival", MANAGER, by="4.2.1a", kind="wrong_state", delayed_until=late)


@pytest.mark.clause(
    "jueshixiang/conference_reception/4.1.1b", "jueshixiang/conference_reception/4.1.2.2a",
    "jueshixiang/conference_reception/4.2.1a", "jueshixiang/conference_reception/4.2.1b",
    "jueshixiang/conference_reception/4.1.2.2b",
)  # fmt: skip
@pytest.mark.parametrize("checked", [True, False])
def test_for_another_arrival_all_is_prepared_and_checked_anew(checked: bool) -> None:
    case = reception().to_preparing().prepare()
    case = case.check() if checked else case
    case.expect("2026-03-12 14:00")
    assert case.state == "settled"
    for name, row in HALF_HOURS:
        assert_due(case, name, "2026-03-12 13:30", by=row)
    case.assign()
    assert_only_refused(case, "clean_venue", "environment_department", by="4.1.2.2b", kind="outstanding")
    for name, row in (
        ("prepare_refreshments", "4.1.2.2a"), ("notify_environment", "4.1.2.2b"), ("clean_venue", "4.1.2.2b"),
        ("set_out_room", "4.2.1a"),
    ):  # fmt: skip
        assert_refused(case, "check_again", STAFF, by=row, kind="outstanding", **CHECK)
        case.do(name, "environment_department" if name == "clean_venue" else STAFF, "2026-03-12 13:00")
    assert_only_refused(case, "check_again", STAFF, by="4.1.2.2c", kind="required", **CHECK)  # the steward looks again
    case.do("check_equipment", STEWARD, "2026-03-12 13:10", **IN_ORDER)
    assert case.check("2026-03-12 13:30").seat("2026-03-12 14:00").state == "meeting"
    assert missed(case) == []


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.2c")
def test_what_turns_out_to_be_out_of_order_is_looked_at_again_before_guests_are_seated() -> None:
    case = reception().to_ready()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "check_equipment")
    case.do("correct", MANAGER, entry=entry, projector_in_order="否", reason="投影仪故障")
    assert_only_refused(case, "seat_guests", "customer_service_department", by="4.1.2.2c", kind="required")
    case.do("check_equipment", STEWARD, **IN_ORDER)
    assert case.seat().state == "meeting"


@pytest.mark.clause("jueshixiang/conference_reception/4.2.1a")
def test_a_corrected_arrival_moves_the_half_hour_too() -> None:
    case = reception().to_settled()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "fill_in_work_sheet")
    case.do("correct", MANAGER, entry=entry, arrives_at="2026-03-12 09:00", reason="抵达日期写错")
    assert_due(case, "set_out_room", "2026-03-12 08:30", by="4.2.1a")


@pytest.mark.clause(
    "jueshixiang/conference_reception/4.1.1b", "jueshixiang/conference_reception/4.1.2.2b",
    "jueshixiang/conference_reception/4.2.1a",
)  # fmt: skip
@pytest.mark.parametrize("checked", [True, False])
def test_an_arrival_that_is_corrected_after_the_notice_has_all_prepared_anew(checked: bool) -> None:
    """须提前半个小时通知: the notice of 13:00 is twenty minutes ahead of guests who come at 13:20."""
    case = reception().to_preparing().prepare()
    case = case.check() if checked else case
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "fill_in_work_sheet")
    at = "2026-03-11 13:05"
    case.do("correct", MANAGER, at, entry=entry, arrives_at="2026-03-11 13:20", reason="抵达时间写错")
    step, by, given = ("seat_guests", GREETER, {}) if checked else ("check_again", STAFF, CHECK)
    refusal = assert_only_refused(case, step, by, by="4.1.1b", kind="forbidden", **given)
    assert refusal.help_zh == "可办理：变更预计抵达时间，重新安排准备"
    case.expect("2026-03-11 13:20").assign()
    late = ("notify_environment", "set_out_room", "check_again")
    assert {(name, "2026-03-11 12:50:00") for name in late} <= set(missed(case))
    assert_only_refused(case, "clean_venue", "environment_department", by="4.1.2.2b", kind="outstanding")
    assert case.prepare().check("2026-03-11 13:15").seat("2026-03-11 13:20").state == "meeting"


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1b", "jueshixiang/conference_reception/4.1.2.2b")
@pytest.mark.parametrize(("before", "after"), [("notify_environment", "set_out_room"), ("set_out_room", "notify_environment")])
def test_an_arrival_that_is_corrected_between_notice_and_room_has_both_anew(before: str, after: str) -> None:
    """须提前半个小时: what was done at 13:00 is twenty minutes ahead of guests at 13:20, whatever follows it."""
    case = reception().to_preparing().refresh().do(before, STAFF, "2026-03-11 13:00")
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "fill_in_work_sheet")
    case.do("correct", MANAGER, "2026-03-11 13:05", entry=entry, arrives_at="2026-03-11 13:20", reason="抵达时间写错")
    case.do(after, STAFF).clean().steward()
    assert_only_refused(case, "check_again", STAFF, by="4.1.1b", kind="forbidden", **CHECK)
    case.expect("2026-03-11 13:20").assign()
    assert (before, "2026-03-11 12:50:00") in missed(case)
    assert {r.kind for r in case.try_("check_again", STAFF, **CHECK)} == {"outstanding", "required"}  # it is changed now
    assert case.prepare().check("2026-03-11 13:15").seat("2026-03-11 13:20").state == "meeting"


@pytest.mark.clause("jueshixiang/conference_reception/4.1.1b")
def test_an_arrival_that_is_corrected_before_anything_is_prepared_holds_nothing_up() -> None:
    case = reception().to_preparing()
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "fill_in_work_sheet")
    case.do("correct", MANAGER, entry=entry, arrives_at="2026-03-11 15:00", reason="抵达时间写错")
    assert case.prepare().check().seat("2026-03-11 15:00").state == "meeting"
    assert missed(case) == []


# --- 4.1.2 preparation --------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2")
def test_the_manager_assigns_the_preparations_to_the_posts() -> None:
    case = reception().to_settled()
    assert_only_refused(case, "assign_preparations", MANAGER, by="4.1.2", kind="missing_field")
    assert_only_refused(case, "assign_preparations", STAFF, by="4.1.2", kind="wrong_role", arrangement="迎宾两人")
    assert_refused(case, "prepare_refreshments", STAFF, by="4.1.2.2a", kind="wrong_state")
    case.assign()
    assert told(case)[-1] == ("assign_preparations", ("post_leader",), MORNING)
    assert case.state == "preparing"


@pytest.mark.parametrize(
    ("name", "row", "kind"),
    [
        pytest.param("prepare_refreshments", "4.1.2.2a", "outstanding", marks=rows("4.1.2.2a")),
        pytest.param("check_equipment", "4.1.2.2c", "unknown_fact", marks=rows("4.1.2.2c")),
        pytest.param("set_out_room", "4.2.1a", "outstanding", marks=rows("4.2.1a")),
    ],
)
def test_the_second_check_comes_after_all_preparations(name: str, row: str, kind: str) -> None:
    case = reception().to_preparing().prepare(without=name)
    assert_only_refused(case, "check_again", STAFF, by=row, kind=kind, **CHECK)
    assert_refused(case, "seat_guests", GREETER, by="3.1", kind="wrong_state")


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.2b")
def test_the_environment_department_is_told_and_cleans_before_the_second_check() -> None:
    case = reception().to_preparing()
    assert_only_refused(case, "clean_venue", "environment_department", by="4.1.2.2b", kind="outstanding")
    untold = reception().to_preparing().prepare(without="notify_environment")
    assert_only_refused(untold, "check_again", STAFF, by="4.1.2.2b", kind="outstanding", **CHECK)
    case.notify()
    assert told(case)[-1] == ("notify_environment", ("environment_department",), MORNING)
    case.refresh().steward().set_out()
    assert_only_refused(case, "check_again", STAFF, by="4.1.2.2b", kind="outstanding", **CHECK)
    assert_only_refused(case, "clean_venue", STAFF, by="4.1.2.2b", kind="wrong_role")
    assert case.clean().check().state == "ready"


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.2b")
@pytest.mark.parametrize(("at", "how"), [("2026-03-11 13:30", "met"), ("2026-03-11 13:30:00.000001", "late")])
def test_it_is_told_half_an_hour_ahead_to_the_instant(at: str, how: str) -> None:
    case = reception().to_preparing().notify(at)
    assert_done(case, "notify_environment", how)
    assert (("notify_environment", "2026-03-11 13:30:00") in missed(case)) is (how == "late")


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.2b")
def test_it_is_owed_from_when_the_arrival_is_known() -> None:
    case = reception().contact()
    assert_not_due(case, "notify_environment")
    case.fill_in().tick("2026-03-11 13:31")
    assert ("notify_environment", "2026-03-11 13:30:00") in missed(case)  # though nobody has assigned it yet


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.2b", "jueshixiang/conference_reception/4.2.1a")
def test_guests_who_are_announced_ten_minutes_before_they_come_find_every_half_hour_missed() -> None:
    case = reception().contact().fill_in(arrives_at="2026-03-10 09:10").assign()
    late = ("notify_environment", "set_out_room", "check_again")
    assert sorted(missed(case)) == sorted((name, "2026-03-10 08:40:00") for name in late)
    case.prepare().check("2026-03-10 09:05").seat("2026-03-10 09:10")
    assert case.state == "meeting"


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.2c")
@pytest.mark.parametrize("fault", list(IN_ORDER))
def test_what_the_steward_finds_wrong_is_put_right_before_the_second_check(fault: str) -> None:
    case = reception().to_preparing().prepare(without="check_equipment").steward(**{fault: "否"})
    assert_only_refused(case, "check_again", STAFF, by="4.1.2.2c", kind="required", **CHECK)
    given = {name: value for name, value in IN_ORDER.items() if name != fault}
    assert_only_refused(case, "check_equipment", STEWARD, by="4.1.2.2c", kind="missing_field", **given)
    assert_only_refused(case, "check_equipment", STAFF, by="4.1.2.2c", kind="wrong_role", **IN_ORDER)
    assert case.steward().check().state == "ready"


# --- 4.2.1 half an hour before the expected arrival --------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.2.1a", "jueshixiang/conference_reception/4.2.1b")
@pytest.mark.parametrize("name", ["set_out_room", "check_again"])
@pytest.mark.parametrize(("at", "late"), [("2026-03-11 13:30", False), ("2026-03-11 13:30:00.000001", True)])
def test_room_and_second_check_are_done_half_an_hour_before(name: str, at: str, late: bool) -> None:
    case = reception().to_preparing().prepare(without="set_out_room")
    if name == "set_out_room":
        case.set_out(at)
    else:
        case.set_out().check(at)
    assert ((name, "2026-03-11 13:30:00") in missed(case)) is late


@pytest.mark.clause("jueshixiang/conference_reception/4.2.1b")
def test_the_second_check_is_the_staffs_with_what_was_found() -> None:
    case = reception().to_preparing().prepare()
    assert_only_refused(case, "check_again", STAFF, by="4.2.1b", kind="missing_field")
    assert_only_refused(case, "check_again", STEWARD, by="4.2.1b", kind="wrong_role", **CHECK)
    assert_not_due(case.check(), "check_again")


@pytest.mark.clause("jueshixiang/conference_reception/4.2.1a")
def test_what_was_done_in_time_and_recorded_late_is_in_time() -> None:
    case = reception().to_preparing()
    case.do("set_out_room", STAFF, "2026-03-11 13:00", recorded="2026-03-11 15:00")
    assert_done(case, "set_out_room", "met")


@pytest.mark.clause("jueshixiang/conference_reception/4.2.1b")
def test_guests_seated_without_the_second_check_are_recorded_over_it() -> None:
    desk = new_desk(policy=Policy.from_data({"recording": {"by": ["用户服务部经理"]}}))
    case = reception(desk=desk).to_preparing().prepare()
    at, by = "2026-03-11 13:20", person(GREETER)
    case.desk.record(case.id, "seat_guests", by=by, recorded_by=person(MANAGER), at=at, recorded_at=at)
    assert case.state == "meeting"
    assert [d.kind for d in case.desk.deviations()] == ["wrong_state"]


# --- 3.0 duties ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/3.1")
def test_greeters_or_the_department_guide_the_guests_in() -> None:
    assert reception().to_ready().do("seat_guests", ASSISTANT).state == "meeting"
    case = reception().to_ready()
    refusal = assert_only_refused(case, "seat_guests", STAFF, by="3.1", kind="wrong_role")
    assert refusal.zh.startswith("本步骤应由用户服务部或迎宾人员办理")
    assert case.seat().state == "meeting"


@pytest.mark.clause(
    "jueshixiang/conference_reception/3.2", "jueshixiang/conference_reception/3.3",
    "jueshixiang/conference_reception/3.4", "jueshixiang/conference_reception/duty-1",
)  # fmt: skip
def test_the_department_may_do_all_that_its_duties_say() -> None:
    case = reception().to_preparing(show_flat="是")
    for step in ("prepare_refreshments", "notify_environment", "clean_venue", "set_out_room"):
        case.do(step, ASSISTANT)
    case.steward().check().do("seat_guests", ASSISTANT).do("put_on_shoe_covers", ASSISTANT, item="1")
    case.do("take_shoe_covers_back", ASSISTANT, item="1").do("serve_tea", ASSISTANT).record_tea().stay()
    assert case.do("see_off", ASSISTANT).do("clear_room", ASSISTANT).state == "cleared"
    for step, row in (("check_again", "4.2.1b"), ("record_collected", "4.3.3b"), ("stay_outside", "4.2.4a")):
        assert_refused(case, step, ASSISTANT, by=row, kind="wrong_role")


@pytest.mark.clause("jueshixiang/conference_reception/3.2")
def test_one_person_in_two_posts_serves_and_greets() -> None:
    both = f"{STAFF} {GREETER}"
    case = reception().to_ready().do("seat_guests", both).do("serve_tea", both).record_tea().stay()
    case.do("see_off", both).clear().record_collected()
    case.do("report_greeting", both, greeting_report="正常").do("report_service", both, service_report="正常")
    assert case.report("venue").do("sum_up", both, **SUM).state == "closed"


# --- 4.1.2.3, 4.3.2 the show flat ---------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.3a")
def test_in_the_show_flat_the_guests_get_shoe_covers() -> None:
    case = reception().to_over(show_flat="是")
    assert_only_refused(case, "clear_room", STAFF, by="4.1.2.3a", kind="outstanding")
    case.covers_on("1").covers_back("1").clear()
    assert_refused(case, "put_on_shoe_covers", ATTENDANT, by="4.1.2.3a", kind="wrong_state")
    fresh = reception().to_preparing(show_flat="是")
    assert_refused(fresh, "put_on_shoe_covers", ATTENDANT, by="4.1.2.3a", kind="wrong_state")
    fresh.prepare().check().covers_on("1")
    assert_refused(fresh, "put_on_shoe_covers", GREETER, by="4.1.2.3a", kind="wrong_role")
    plain = reception().to_ready()
    assert_refused(plain, "put_on_shoe_covers", ATTENDANT, by="4.1.2.3a", kind="not_applicable")


@pytest.mark.clause("jueshixiang/conference_reception/4.1.2.3a", "jueshixiang/conference_reception/4.1.1b")
def test_guests_who_do_not_go_to_the_show_flat_after_all_need_no_shoe_covers() -> None:
    case = reception().to_over(show_flat="是")
    other = {name: value for name, value in DETAILS.items() if name != "arrives_at"}
    assert case.do("change_details", MANAGER, **other, show_flat="否").clear().state == "cleared"


@pytest.mark.clause("jueshixiang/conference_reception/4.3.2")
def test_shoe_covers_are_taken_back_from_each_group() -> None:
    case = reception().to_ready(show_flat="是").covers_on("第一组").seat().covers_on("第二组").covers_back("第二组")
    case.tea().record_tea().stay().see_off().clear().record_collected()
    for post in ("greeting", "service", "venue", "show_flat"):
        case.report(post)
    assert_only_refused(case, "sum_up", STAFF, by="4.3.2", kind="outstanding", **SUM)
    assert_refused(case, "take_shoe_covers_back", STAFF, by="4.3.2", kind="wrong_role", item="第一组")
    assert_refused(case, "take_shoe_covers_back", ATTENDANT, by="4.3.2", kind="no_item", item="第二组")
    assert case.covers_back("第一组").sum_up().state == "closed"


# --- 4.2.3 tea ----------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.2.3a")
@pytest.mark.parametrize(("at", "late"), [("2026-03-11 14:07", []), ("2026-03-11 14:07:00.000001", ["serve_tea"])])
def test_tea_and_towels_are_served_within_five_minutes_of_sitting_down(at: str, late: list[str]) -> None:
    case = reception().to_meeting("2026-03-11 14:02")
    assert_due(case, "serve_tea", "2026-03-11 14:07", by="4.2.3a")
    assert_only_refused(case, "record_tea", STAFF, by="4.2.3a", kind="outstanding", **TEA)
    assert_refused(case, "serve_tea", GREETER, by="4.2.3a", kind="wrong_role")
    case.tea(at)
    assert [name for name, _ in missed(case)] == late
    early = reception().to_ready()
    assert_refused(early, "serve_tea", STAFF, by="4.2.3a", kind="wrong_state")
    unserved = reception().to_meeting().stay()
    assert_only_refused(unserved, "see_off", GREETER, by="4.2.3a", kind="outstanding")


@pytest.mark.clause("jueshixiang/conference_reception/4.2.3b")
@pytest.mark.parametrize("field", list(TEA))
def test_the_ware_is_counted_on_the_tea_record_before_it_is_collected(field: str) -> None:
    case = reception().to_meeting().tea()
    given = {name: value for name, value in TEA.items() if name != field}
    assert assert_only_refused(case, "record_tea", STAFF, by="4.2.3b", kind="missing_field", **given).place == field
    assert_only_refused(case, "record_tea", GREETER, by="4.2.3b", kind="wrong_role", **TEA)
    case.stay().see_off()
    assert_only_refused(case, "clear_room", STAFF, by="4.2.3b", kind="outstanding")
    assert case.record_tea().clear().state == "cleared"


@pytest.mark.clause("jueshixiang/conference_reception/4.2.3b")
def test_more_ware_is_recorded_again_while_the_meeting_runs() -> None:
    case = reception().to_meeting().tea().record_tea("12").record_tea("15").stay().see_off()
    assert case.record_tea("16").clear().state == "cleared"


# --- 4.2.4 while the meeting runs -------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.2.4a")
def test_one_worker_at_least_stays_outside() -> None:
    case = reception().to_meeting().tea().record_tea()
    assert_only_refused(case, "stay_outside", STAFF, by="4.2.4a", kind="required", staff_outside="0")
    assert_only_refused(case, "stay_outside", STAFF, by="4.2.4a", kind="missing_field")
    assert_only_refused(case, "stay_outside", STEWARD, by="4.2.4a", kind="wrong_role", staff_outside="1")
    assert_only_refused(case, "make_round", STAFF, by="4.2.4a", kind="outstanding")
    assert_only_refused(case, "see_off", GREETER, by="4.2.4a", kind="outstanding")
    assert case.stay("1").round().see_off().state == "over"
    assert reception().to_meeting().stay("2").round().state == "meeting"


@pytest.mark.clause("jueshixiang/conference_reception/4.2.4b")
def test_every_fifteen_minutes_from_sitting_down_and_from_the_round_before() -> None:
    case = reception().to_meeting("2026-03-11 14:02").tea().stay()
    assert_due(case, "make_round", "2026-03-11 14:17", by="4.2.4b")
    case.round("2026-03-11 14:17")
    assert_due(case, "make_round", "2026-03-11 14:32", by="4.2.4b")
    case.round("2026-03-11 14:25")
    assert_due(case, "make_round", "2026-03-11 14:40", by="4.2.4b")
    case.tick("2026-03-11 14:40:00.000001")
    assert missed(case) == [("make_round", "2026-03-11 14:40:00")]
    assert_only_refused(case, "make_round", GREETER, by="4.2.4b", kind="wrong_role")
    case.round("2026-03-11 14:45").record_tea().see_off("2026-03-11 14:50").tick("2026-03-12 09:00")
    assert missed(case) == [("make_round", "2026-03-11 14:40:00")]  # after the meeting nobody goes in


@pytest.mark.clause("jueshixiang/conference_reception/4.2.4c")
def test_only_the_manager_and_those_who_serve_read_what_the_meeting_is_about() -> None:
    case = reception().to_settled(meeting_contents="地块收购")

    def read(by: str) -> set[str]:
        return {str(value) for value in case.desk.case(case.id, by=person(by)).vault.values()}

    assert read(MANAGER) == read(STAFF) == {"地块收购"}
    for other in (GREETER, ATTENDANT, STEWARD, ASSISTANT, DIRECTOR, "environment_department"):
        assert read(other) == set()
    assert "地块收购" not in "".join(f"{line.zh}{line.entry}" for line in case.desk.history(case.id))


# --- 4.3 afterwards ------------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/conference_reception/4.3.3a", "jueshixiang/conference_reception/4.3.3b")
def test_after_the_meeting_the_room_is_cleared_and_what_comes_back_is_recorded() -> None:
    case = reception().to_meeting().tea().record_tea().stay()
    assert_refused(case, "clear_room", STAFF, by="4.3.3a", kind="wrong_state")
    case.see_off().tick("2026-04-10 09:00")
    assert missed(case) == []  # promptly has no limit
    assert_refused(case, "record_collected", STAFF, by="4.3.3b", kind="wrong_state", ware_collected="12")
    assert_only_refused(case, "clear_room", GREETER, by="4.3.3a", kind="wrong_role")
    case.clear().report("greeting").report("service").report("venue")
    assert_only_refused(case, "sum_up", STAFF, by="4.3.3b", kind="outstanding", **SUM)
    assert_only_refused(case, "record_collected", STAFF, by="4.3.3b", kind="missing_field")
    assert_only_refused(case, "record_collected", STEWARD, by="4.3.3b", kind="wrong_role", ware_collected="12")
    assert case.record_collected("11").sum_up().state == "closed"  # what is missing a person sees


@pytest.mark.clause("jueshixiang/conference_reception/4.3.4a")
@pytest.mark.parametrize("post", ["greeting", "service", "venue"])
def test_each_post_fills_in_its_part_of_the_sheet(post: str) -> None:
    case = reception().to_cleared().record_collected()
    for other in ("greeting", "service", "venue"):
        if other != post:
            case.report(other)
    assert_only_refused(case, "sum_up", STAFF, by="4.3.4a", kind="outstanding", **SUM)
    by = {"greeting": GREETER, "service": STAFF, "venue": STEWARD}[post]
    assert_only_refused(case, f"report_{post}", by, by="4.3.4a", kind="missing_field")
    assert_only_refused(case, f"report_{post}", MANAGER, by="4.3.4a", kind="wrong_role", **{f"{post}_report": "正常"})
    assert case.report(post).sum_up().state == "closed"


@pytest.mark.clause("jueshixiang/conference_reception/4.3.4a")
def test_the_show_flat_fills_in_its_part_where_it_was_visited() -> None:
    given = {"show_flat_report": "正常"}
    case = reception().to_over()
    assert_only_refused(case, "report_show_flat", ATTENDANT, by="4.3.4a", kind="not_applicable", **given)
    visited = reception().to_ready(show_flat="是").covers_on("1").covers_back("1").seat().tea().record_tea().stay()
    visited.see_off().clear().record_collected().report("greeting").report("service").report("venue")
    assert_only_refused(visited, "sum_up", STAFF, by="4.3.4a", kind="outstanding", **SUM)
    assert_only_refused(visited, "report_show_flat", ATTENDANT, by="4.3.4a", kind="missing_field")
    assert visited.report("show_flat").sum_up().state == "closed"


@pytest.mark.clause("jueshixiang/conference_reception/4.3.4b")
@pytest.mark.parametrize("by", POSTS)
def test_whoever_answers_for_a_post_sums_up_what_was_good_and_what_was_not(by: str) -> None:
    case = reception().to_reported()
    for field in SUM:
        given = {name: value for name, value in SUM.items() if name != field}
        assert assert_only_refused(case, "sum_up", by, by="4.3.4b", kind="missing_field", **given).place == field
    assert_only_refused(case, "sum_up", ASSISTANT, by="4.3.4b", kind="wrong_role", **SUM)
    assert case.sum_up(by).state == "closed"


@pytest.mark.clause("jueshixiang/conference_reception/4.2.4a")
@pytest.mark.parametrize(("step", "by"), [("make_round", STAFF), ("see_off", GREETER)])
def test_nobody_who_turns_out_to_stay_outside_is_one_before_the_next_round_and_the_farewell(step: str, by: str) -> None:
    """留人在会场外: corrected to nobody, somebody is put there first."""
    case = reception().to_meeting().tea().record_tea().stay("1")
    entry = next(line.seq for line in case.desk.history(case.id) if line.name == "stay_outside")
    case.do("correct", MANAGER, entry=entry, staff_outside="0", reason="误记")
    assert_only_refused(case, step, by, by="4.2.4a", kind="required")
    assert case.stay("1").do(step, by).state in {"meeting", "over"}
