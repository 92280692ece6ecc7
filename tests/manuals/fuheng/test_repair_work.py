"""Repairs from the report to the end of the work: record, quote, slip, arrival, parts, examination and review."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import (
    UNIT,
    assert_done,
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    missed,
    new_desk,
    person,
    told,
)
from manuals.fuheng.repair_desk import PART, QUOTE, Repair, filed, repair

DESK, WORKER, OFFICER = "customer_receptionist", "maintenance_worker", "customer_service_officer"


def try_report(by: str = DESK, **blanks: str) -> list[tuple[str, str, str]]:
    outcome = new_desk().try_open("repair", blanks, subject=UNIT, by=person(by))
    return [(r.kind, r.clause, r.place) for r in outcome.refusals]


# --- 1 the report ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/1a")
def test_the_receptionist_takes_the_report_and_makes_clear_what_is_to_be_repaired() -> None:
    assert try_report("owner", location="厨房", fault="漏水") == [("wrong_role", "fuheng/repair/1a", "")]
    assert repair().state == "reported"


@pytest.mark.clause("fuheng/repair/1a", "fuheng/repair/1c")
@pytest.mark.parametrize("blank", ["location", "fault"])
def test_no_repair_is_taken_in_without_its_record(blank: str) -> None:
    record = {"location": "厨房", "fault": "角阀漏水"}
    del record[blank]
    assert try_report(**record) == [("missing_field", "fuheng/repair/1a", blank)]


@pytest.mark.clause("fuheng/repair/1c")
def test_every_report_is_on_the_owner_repair_record() -> None:
    case = repair()
    assert filed(case) == ["业主报修记录表"]
    assert set(case.case.facts) == {"location", "fault", "reporter"}
    assert case.case.vault == {}


@pytest.mark.clause("fuheng/repair/1b")
def test_items_and_exact_amount_are_told_before_the_slip_of_a_chargeable_repair() -> None:
    case = repair()
    refusal = assert_only_refused(case, "open_slip", DESK, by="1b", kind="required", area="入户维修", chargeable="是")
    assert "讲明收费项目及数额" in refusal.help_zh
    case.do("quote", DESK, **QUOTE).open_slip(chargeable="是")
    assert case.state == "dispatched"


@pytest.mark.clause("fuheng/repair/1b")
@pytest.mark.parametrize("blank", ["charge_items", "quoted_amount"])
def test_items_and_amount_are_both_told(blank: str) -> None:
    quote = {k: v for k, v in QUOTE.items() if k != blank}
    assert assert_refused(repair(), "quote", DESK, by="1b", kind="missing_field", **quote).place == blank


@pytest.mark.clause("fuheng/repair/1b")
@pytest.mark.parametrize("chargeable", ["否", ""])
def test_a_repair_free_of_charge_needs_no_quote(chargeable: str) -> None:
    assert repair().open_slip(chargeable=chargeable).state == "dispatched"


def test_a_slip_is_offered_while_nobody_has_said_whether_the_repair_is_chargeable() -> None:
    """What the step itself will say is no reason yet; what it needs once said is."""
    case = repair()
    offered = {o.step: o.allowed for o in case.desk.options(case.id, by=person(DESK), at=case.now)}
    assert (offered["quote"], offered["open_slip"]) == (True, True)
    assert_refused(case, "open_slip", DESK, by="1b", area="入户维修", chargeable="是")


@pytest.mark.clause("fuheng/repair/1d")
def test_the_receptionist_opens_the_slip_and_says_where_the_repair_is() -> None:
    case = repair()
    assert assert_refused(case, "open_slip", DESK, by="1d", kind="missing_field").place == "area"
    assert_refused(case, "open_slip", WORKER, by="1d", kind="wrong_role", area="公共维修")
    assert_refused(case, "open_slip", DESK, by="1d", kind="wrong_value", area="绿化")
    case.open_slip("公共维修")
    assert filed(case) == ["业主报修记录表", "维修单"]


@pytest.mark.clause("fuheng/repair/1d")
def test_one_slip_is_opened_completed_signed_and_carries_the_visit() -> None:
    case = repair().to_repairing(chargeable="是").do("note_part", WORKER, item="1", **PART).do("verify_part", "owner", item="1")
    case.finish().charge().sign().check().visit()
    slip = next(p for p in case.desk.documents(case.id) if p.form == "repair_slip")
    assert set(slip.signed_by) == {"owner", "customer_receptionist"}
    assert {"part_name@1", "remarks", "satisfaction", "visit_note"} <= set(case.case.facts)


# --- 2 to the site -----------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/2a")
def test_the_worker_collects_the_slip_before_going_to_the_site() -> None:
    case = repair()
    assert_only_refused(case, "collect_slip", WORKER, by="2a", kind="wrong_state")
    case.open_slip()
    assert_only_refused(case, "arrive", WORKER, by="2a", kind="wrong_state")
    assert case.collect().arrive().state == "on_site"


@pytest.mark.clause("fuheng/repair/2b")
def test_the_worker_is_on_site_within_fifteen_minutes_of_taking_the_slip() -> None:
    case = repair().open_slip()
    assert_not_due(case, "arrive")
    case.collect("2026-03-10 09:20")
    assert_due(case, "arrive", "2026-03-10 09:35", by="2b")
    case.arrive("2026-03-10 09:35")
    assert_done(case, "arrive", "met")
    late = repair().open_slip().collect("2026-03-10 09:20").arrive("2026-03-10 09:35:00.000001")
    assert_done(late, "arrive", "late")
    assert missed(late) == [("arrive", "2026-03-10 09:35:00")]


@pytest.mark.clause("fuheng/repair/2a", "fuheng/repair/2b")
def test_with_an_appointment_the_fifteen_minutes_run_from_it_whenever_the_slip_is_taken() -> None:
    case = repair().open_slip(appointment="2026-03-10T14:00+08:00")
    assert_due(case, "arrive", "2026-03-10 14:15", by="2b")
    case.collect("2026-03-10 13:40")
    assert_due(case, "arrive", "2026-03-10 14:15", by="2b")
    case.arrive("2026-03-10 14:15")
    assert_done(case, "arrive", "met")
    late = repair().open_slip(appointment="2026-03-10T14:00+08:00").collect().arrive("2026-03-10 14:15:00.000001")
    assert missed(late) == [("arrive", "2026-03-10 14:15:00")]


@pytest.mark.clause("fuheng/repair/2b")
def test_fifteen_minutes_are_clock_time_at_night_and_on_a_feast() -> None:
    case = repair("2026-02-16 23:30").open_slip().collect("2026-02-16 23:50")
    assert_due(case, "arrive", "2026-02-17 00:05", by="2b")


# --- 3 parts and materials -----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/3a")
def test_a_repair_that_needs_parts_is_not_finished_before_they_are_on_the_slip() -> None:
    case = repair().to_repairing(parts="是")
    assert_only_refused(case, "finish", WORKER, by="3a", kind="required")
    case.do("note_part", WORKER, item="1", **PART).do("verify_part", "owner", item="1").finish()
    assert case.state == "finished"
    facts = case.case.facts
    assert [str(facts[f"{name}@1"]) for name in PART] == ["角阀", "DN15", "JF-15", "1", "25.00"]
    assert repair().to_repairing(parts="否").finish().state == "finished"


@pytest.mark.clause("fuheng/repair/3a")
def test_each_part_has_its_own_line() -> None:
    case = repair().to_repairing(parts="是").do("note_part", WORKER, item="1", **PART)
    case.do("note_part", WORKER, item="2", **{**PART, "part_name": "软管"})
    assert_refused(case, "note_part", WORKER, by="3a", kind="item_taken", item="2", **PART)
    assert (case.case.facts["part_name@1"], case.case.facts["part_name@2"]) == ("角阀", "软管")


@pytest.mark.clause("fuheng/repair/3b")
def test_no_part_is_used_that_the_owner_did_not_verify() -> None:
    case = repair().to_repairing(parts="是").do("note_part", WORKER, item="1", **PART).do("note_part", WORKER, item="2", **PART)
    case.do("verify_part", "owner", item="1")
    refusal = assert_only_refused(case, "finish", WORKER, by="3b", kind="outstanding")
    assert refusal.zh == "尚有未办事项：业主当面验证（零件材料编号2）"
    assert_only_refused(case, "verify_part", WORKER, by="3b", kind="wrong_role", item="2")
    assert_only_refused(case, "verify_part", "owner", by="3b", kind="no_item", item="3")
    case.do("verify_part", "owner", item="2").finish()
    assert case.state == "finished"


@pytest.mark.clause("fuheng/repair/3b")
def test_a_part_verified_is_verified_once() -> None:
    case = repair().to_repairing(parts="是").do("note_part", WORKER, item="1", **PART).do("verify_part", "owner", item="1")
    assert_only_refused(case, "verify_part", "owner", by="3b", kind="no_item", item="1")


def test_in_common_areas_the_officer_verifies_the_parts() -> None:
    case = repair().to_repairing("公共维修", parts="是").do("note_part", WORKER, item="1", **PART)
    assert_only_refused(case, "verify_part", "owner", by="local", kind="wrong_role", item="1")
    case.do("verify_part", OFFICER, item="1").finish()
    inside = repair().to_repairing(parts="是").do("note_part", WORKER, item="1", **PART)
    assert_only_refused(inside, "verify_part", OFFICER, by="3b", kind="wrong_role", item="1")


@pytest.mark.clause("fuheng/repair/3-note")
@pytest.mark.parametrize("blank", list(PART))
def test_no_field_of_a_part_is_left_out(blank: str) -> None:
    """名称、规格、型号、数量、单价, each of them."""
    case = repair().to_repairing(parts="是")
    some = {k: v for k, v in PART.items() if k != blank}
    refusal = assert_only_refused(case, "note_part", WORKER, by="3-note", kind="empty_field", item="1", **some)
    assert refusal.reads == (blank,)
    case.do("note_part", WORKER, item="1", **PART)
    assert_only_refused(case, "note_part", WORKER, by="3-note", kind="empty_field", item="2", **some)


# --- 4 examination and review ----------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/4a")
def test_the_worker_examines_first_and_only_then_writes_down_parts() -> None:
    case = repair().to_on_site()
    assert_only_refused(case, "note_part", WORKER, by="3a", kind="wrong_state", item="1", **PART)
    assert_refused(case, "finish", WORKER, by="local", kind="wrong_state")
    assert case.examine("立即维修").state == "repairing"


@pytest.mark.clause("fuheng/repair/4a")
def test_the_worker_decides_between_repair_at_once_and_review() -> None:
    case = repair().to_on_site()
    assert_refused(case, "examine", WORKER, by="4a", kind="missing_field")
    assert_refused(case, "examine", WORKER, by="4a", kind="wrong_value", outcome="改日再来")
    assert_refused(case, "examine", "team_leader", by="4a", kind="wrong_role", outcome="立即维修")
    assert told(case) == []
    at_once = repair().to_on_site().examine("at_once")
    assert (at_once.state, told(at_once)) == ("repairing", [])
    lines = [line.clause for line in at_once.desk.history(at_once.id) if line.name == "examine"]
    assert lines == ["fuheng/repair/4a"]


@pytest.mark.clause("fuheng/repair/4b")
def test_what_cannot_be_repaired_at_once_goes_to_the_team_leader() -> None:
    case = repair().to_on_site().examine("报告班长评审", "2026-03-10 09:40")
    assert case.state == "reviewing"
    assert told(case) == [("report_to_team_leader", ("team_leader",), "2026-03-10 09:40")]
    reported = case.desk.history(case.id)[-1]
    assert (reported.entry.in_name_of, reported.clause) == (("maintenance_worker",), "fuheng/repair/4b")
    examined = [line.clause for line in case.desk.history(case.id) if line.name == "examine"]
    assert examined == ["fuheng/repair/4b"]


@pytest.mark.clause("fuheng/repair/4b")
def test_the_team_leader_analyses_and_reviews_before_the_worker_goes_back() -> None:
    case = repair().to_on_site().examine("报告班长评审")
    assert_only_refused(case, "return_to_site", WORKER, by="4b", kind="outstanding")
    assert assert_refused(case, "review", "team_leader", by="4b", kind="missing_field").place == "review_opinion"
    case.do("review", "team_leader", review_opinion="更换阀体").do("return_to_site", WORKER)
    assert case.state == "repairing"
    other = repair().to_repairing()
    assert_only_refused(other, "review", "team_leader", by="4b", kind="wrong_state", review_opinion="更换阀体")


@pytest.mark.clause("fuheng/repair/4b", "fuheng/repair/4-note")
def test_what_shows_to_be_too_hard_while_it_is_mended_goes_to_the_team_leader_too() -> None:
    """需要报告班长进行技术分析和评审: each review is followed by 30 minutes of its own."""
    case = repair().to_repairing()
    assert_only_refused(case, "ask_for_review", "team_leader", by="4b", kind="wrong_role")
    for at, due in (("2026-03-10 10:00", "2026-03-10 10:30"), ("2026-03-10 14:00", "2026-03-10 14:30")):
        case.do("ask_for_review", WORKER, at)
        assert told(case)[-1] == ("report_to_team_leader", ("team_leader",), at)
        assert_due(case, "return_to_site", due, by="4-note")
        assert_only_refused(case, "return_to_site", WORKER, by="4b", kind="outstanding")
        case.do("review", "team_leader", review_opinion="更换阀体").do("return_to_site", WORKER)
    assert missed(case) == []


def reviewed(at: str) -> Repair:
    case = repair().to_on_site().examine("报告班长评审", "2026-03-10 09:40")
    return case.do("review", "team_leader", review_opinion="更换阀体").do("return_to_site", WORKER, at)


@pytest.mark.clause("fuheng/repair/4-note")
def test_review_and_return_take_thirty_minutes_at_most() -> None:
    case = repair().to_on_site()
    assert_not_due(case, "return_to_site")
    case.examine("报告班长评审", "2026-03-10 09:40")
    assert_due(case, "return_to_site", "2026-03-10 10:10", by="4-note")
    kept = reviewed("2026-03-10 10:10")
    assert_done(kept, "return_to_site", "met")
    assert missed(kept) == []
    late = reviewed("2026-03-10 10:10:00.000001")
    assert_done(late, "return_to_site", "late")
    assert missed(late) == [("return_to_site", "2026-03-10 10:10:00")]


@pytest.mark.clause("fuheng/repair/4-note")
def test_the_thirty_minutes_are_for_repairs_under_review() -> None:
    case = repair().to_repairing()
    assert "return_to_site" not in case.case.limits
    assert_refused(case, "return_to_site", WORKER, by="4-note", kind="wrong_state")


@pytest.mark.clause("fuheng/repair/2b")
@pytest.mark.parametrize("right", ["2026-03-10 10:10", "2026-03-10 10:40"])
def test_an_appointment_that_is_corrected_after_the_arrival_is_no_second_one(right: str) -> None:
    """The arrival was in time of what stood on the slip: that limit is over, and the repair can be closed."""
    case = repair("2026-03-10 09:00").open_slip(appointment="2026-03-10 10:20").collect().arrive("2026-03-10 10:21")
    assert_done(case, "arrive", "met")
    slip = next(line.seq for line in case.desk.history(case.id) if line.name == "open_slip" and line.entry.by)
    case.do("correct", "superior", reason="误记", entry=slip, appointment=right)
    assert_not_due(case, "arrive")
    case.examine(parts_needed="否").finish("2026-03-10 12:00").sign().check().visit().close()
    assert (case.state, missed(case)) == ("closed", [])


@pytest.mark.clause("fuheng/repair/2b")
def test_an_appointment_that_is_corrected_before_the_arrival_moves_the_limit() -> None:
    case = repair("2026-03-10 09:00").open_slip(appointment="2026-03-10 10:20").collect()
    slip = next(line.seq for line in case.desk.history(case.id) if line.name == "open_slip" and line.entry.by)
    case.do("correct", "superior", reason="误记", entry=slip, appointment="2026-03-10 10:40")
    assert_due(case, "arrive", "2026-03-10 10:55", by="2b")
