"""Repairs after the work: the charge, the signature, the check of the slip, the return visit, the daily report."""

from __future__ import annotations

from typing import Any

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, everybody, missed, new_desk, person, told
from manuals.fuheng.repair_desk import QUOTE, VISIT, Repair, filed, repair

DESK, WORKER, OFFICER = "customer_receptionist", "maintenance_worker", "customer_service_officer"


def against(case: Repair, step: str, actor: str, **payload: object) -> set[tuple[str, str]]:
    """What stands against a step: clause, without manual and procedure, and kind."""
    return {(r.clause.removeprefix("fuheng/repair/"), r.kind) for r in case.try_(step, actor, **payload)}


def states(case: Repair) -> list[str]:
    return [line.entry.state for line in case.desk.history(case.id) if line.entry.state]


# --- the straight paths ------------------------------------------------------------------------------------------


def test_an_in_unit_repair_at_once_free_of_charge() -> None:
    case = repair().to_visited().close()
    assert states(case) == [
        "reported", "dispatched", "collected", "on_site", "repairing", "finished", "visited", "closed",
    ]
    assert {name: limit.state for name, limit in case.case.limits.items()} == {"arrive": "met"}
    assert (told(case), missed(case), case.case.open) == ([], [], False)


def test_a_common_area_repair_under_review() -> None:
    case = repair().to_on_site("公共维修").examine("报告班长评审").do("review", "team_leader", review_opinion="换泵")
    case.do("return_to_site", WORKER).finish().confirm().check().close()
    assert states(case) == [
        "reported", "dispatched", "collected", "on_site", "reviewing", "repairing", "finished", "closed",
    ]
    assert {limit.state for limit in case.case.limits.values()} == {"met"}


def test_a_chargeable_repair_with_everything_owed_at_the_end_told_at_once() -> None:
    case = repair().to_finished(chargeable="是")
    assert against(case, "close", DESK) == {
        ("5a", "outstanding"), ("6a", "outstanding"), ("6b", "empty_field"), ("6b", "missing_signature"),
        ("6-note-2", "outstanding"), ("7a", "required"),
    }
    case.charge().sign().check().visit().close()
    assert case.state == "closed"


def test_nothing_but_signature_check_and_visit_is_owed_by_a_repair_free_of_charge() -> None:
    case = repair().to_finished()
    assert {clause for clause, _ in against(case, "close", DESK)} == {"6a", "6b", "6-note-2", "7a"}
    common = repair().to_finished("公共维修")
    assert against(common, "close", DESK) == {("6-note-1", "outstanding"), ("6-note-2", "outstanding")}


# --- 5 the charge ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/5a")
def test_the_charge_is_collected_noted_in_the_remarks_and_handed_to_the_fee_collector() -> None:
    case = repair().to_finished(chargeable="是").sign()
    assert_refused(case, "close", DESK, by="5a", kind="outstanding")
    assert assert_refused(case, "collect_charge", WORKER, by="5a", kind="missing_field").place == "remarks"
    assert_only_refused(case, "hand_over_charge", WORKER, by="5a", kind="not_applicable")
    case.do("collect_charge", WORKER, remarks="收35元")
    assert case.case.payments == {"repair_charge": "35.00"}
    assert case.case.custody == {"charge": "maintenance_worker"}
    case.check().visit()
    refusal = assert_only_refused(case, "close", DESK, by="5a", kind="outstanding")
    assert refusal.zh == "尚有未办事项：维修费交收费员"
    case.do("hand_over_charge", WORKER)
    assert case.case.custody == {"charge": "fee_collector"}
    handed = [(line.name, line.clause) for line in case.desk.history(case.id) if line.kind == "handed_over"]
    assert handed == [("charge", "fuheng/repair/5a")] * 2


@pytest.mark.clause("fuheng/repair/1b", "fuheng/repair/5a")
def test_no_other_amount_is_collected_than_the_one_told_beforehand() -> None:
    case = repair().to_finished(chargeable="是")
    refusal = assert_only_refused(
        case, "collect_charge", WORKER, by="5a", kind="wrong_amount", remarks="收40元", repair_charge="40.00"
    )
    assert refusal.zh == "“维修费”应为35.00元"
    case.do("collect_charge", WORKER, remarks="收35元", repair_charge="35.00")
    assert case.case.payments == {"repair_charge": "35.00"}


@pytest.mark.clause("fuheng/repair/1b")
def test_what_turns_out_to_cost_more_is_told_anew_before_it_is_collected() -> None:
    case = repair().to_repairing(chargeable="是").do("quote", DESK, **{**QUOTE, "quoted_amount": "60"})
    case.do("collect_charge", WORKER, remarks="收60元", repair_charge="60")
    assert case.case.payments == {"repair_charge": "60.00"}
    done = repair().to_finished(chargeable="是")
    assert_only_refused(done, "quote", DESK, by="1b", kind="not_now", **QUOTE)


@pytest.mark.clause("fuheng/repair/5a")
def test_the_charge_is_collected_once_and_not_changed_after() -> None:
    case = repair().to_repairing(chargeable="是").do("collect_charge", WORKER, remarks="收35元")
    assert_only_refused(case, "collect_charge", WORKER, by="5a", kind="not_now", remarks="收35元")
    assert_only_refused(case, "quote", DESK, by="1b", kind="not_now", **QUOTE)


@pytest.mark.clause("fuheng/repair/5a")
def test_nothing_is_collected_for_a_repair_free_of_charge() -> None:
    case = repair().to_finished()
    assert_only_refused(case, "collect_charge", WORKER, by="5a", kind="not_applicable", remarks="收35元")


@pytest.mark.clause("fuheng/repair/5a", "fuheng/repair/6-note-2")
def test_what_was_told_before_a_slip_that_charges_nothing_is_not_collected() -> None:
    """需收费的: the slip says whether, and it says no after the owner was told what it would have cost."""
    case = repair().do("quote", DESK, **QUOTE).open_slip(chargeable="否").collect().arrive()
    case.examine(parts_needed="否").finish()
    assert_only_refused(case, "collect_charge", WORKER, by="5a", kind="not_applicable", remarks="收35元")
    case.sign().check().visit().close()
    assert case.case.payments == {}


@pytest.mark.clause("fuheng/repair/1b", "fuheng/repair/5a", "fuheng/repair/6-note-2")
def test_what_was_told_is_charged_though_the_slip_leaves_it_open() -> None:
    """需收费的要向业主讲明收费项目及具体的数额: a blank says nothing against what was told."""
    case = repair().do("quote", DESK, **QUOTE).open_slip().collect().arrive().examine(parts_needed="否").finish().sign()
    assert_only_refused(case, "check_slip", DESK, by="6-note-2", kind="empty_field")
    case.visit()
    assert_refused(case, "close", DESK, by="5a", kind="outstanding")
    case.charge().check().close()
    assert case.case.payments == {"repair_charge": "35.00"}


@pytest.mark.clause("fuheng/repair/5a", "fuheng/repair/1b")
@pytest.mark.parametrize("chargeable", ["", "否"])
def test_a_charge_that_shows_on_site_is_told_and_then_collected(chargeable: str) -> None:
    """需收费的要向业主讲明收费项目及具体的数额, and the worker collects it: whenever it was told."""
    case = repair().to_repairing(chargeable=chargeable).do("quote", DESK, **QUOTE).finish().sign().visit()
    assert against(case, "close", DESK) == {("5a", "outstanding"), ("6-note-2", "outstanding")}
    assert_only_refused(case, "check_slip", DESK, by="6-note-2", kind="empty_field")
    case.do("collect_charge", WORKER, remarks="收35元", repair_charge="35.00")
    assert case.case.payments == {"repair_charge": "35.00"}
    case.do("hand_over_charge", WORKER).do("deliver_invoice", WORKER).check().close()


@pytest.mark.clause("fuheng/repair/5a")
@pytest.mark.parametrize("state", ["repairing", "visited"])
def test_the_charge_is_collected_during_the_work_or_after_it(state: str) -> None:
    case = repair().to_repairing(chargeable="是")
    if state == "visited":
        case.finish().visit()
    case.do("collect_charge", WORKER, remarks="收35元")
    assert case.state == state


@pytest.mark.clause("fuheng/repair/5b")
def test_the_invoice_is_delivered_to_the_owner() -> None:
    case = repair().to_finished(chargeable="是")
    assert_only_refused(case, "deliver_invoice", WORKER, by="5b", kind="not_applicable")
    case.do("collect_charge", WORKER, remarks="收35元").do("hand_over_charge", WORKER).sign().check().visit()
    refusal = assert_only_refused(case, "close", DESK, by="5b", kind="outstanding")
    assert refusal.zh == "尚有未办事项：发票送交业主"
    case.do("deliver_invoice", WORKER).close()
    assert case.state == "closed"


# --- 6 signature and rating --------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/6a")
def test_the_owner_signs_and_rates_when_the_repair_is_finished() -> None:
    case = repair().to_repairing()
    assert_only_refused(case, "owner_signs", "owner", by="6a", kind="wrong_state", satisfaction="满意")
    case.finish()
    assert_refused(case, "owner_signs", "owner", by="6a", kind="wrong_value", satisfaction="凑合")
    case.do("owner_signs", "owner", satisfaction="不满意")
    assert case.case.facts["satisfaction"] == "poor"
    slip = next(p for p in case.desk.documents(case.id) if p.form == "repair_slip")
    assert set(slip.signed_by) == {"owner"}


@pytest.mark.clause("fuheng/repair/6b")
def test_the_workers_word_that_the_owner_is_content_is_no_signature() -> None:
    case = repair().to_finished().visit()
    assert_only_refused(case, "owner_signs", WORKER, by="6a", kind="wrong_role", satisfaction="满意")
    refusal = assert_refused(case, "close", DESK, by="6b", kind="missing_signature")
    assert refusal.zh == "《维修单》缺少业主签字"
    case.sign().check().close()
    assert case.state == "closed"


@pytest.mark.clause("fuheng/repair/6a")
def test_the_worker_does_not_rate_over_the_owners_signature() -> None:
    """请业主签字确认，并对维修满意度进行评定: the rating above the signature is the owner's own."""
    case = repair().to_finished().do("owner_signs", "owner", satisfaction="不满意")
    assert_only_refused(case, "owner_signs", WORKER, by="6a", kind="wrong_role", satisfaction="满意")
    assert case.case.facts["satisfaction"] == "poor"


@pytest.mark.clause("fuheng/repair/6b")
def test_a_signature_without_a_rating_closes_nothing() -> None:
    case = repair().to_finished().do("owner_signs", "owner").visit()
    assert against(case, "close", DESK) == {("6b", "empty_field"), ("6b", "signed_empty"), ("6-note-2", "outstanding")}
    case.sign().check().close()
    assert case.state == "closed"


@pytest.mark.clause("fuheng/repair/6-note-1")
def test_in_common_areas_the_officer_confirms_signs_and_rates() -> None:
    case = repair().to_repairing("公共维修")
    assert_only_refused(case, "officer_confirms", OFFICER, by="6-note-1", kind="wrong_state", satisfaction="满意")
    case.finish()
    assert_only_refused(case, "owner_signs", "owner", by="6a", kind="not_applicable", satisfaction="满意")
    refusal = assert_only_refused(case, "officer_confirms", OFFICER, by="6-note-1", kind="empty_field")
    assert refusal.reads == ("satisfaction",)
    case.confirm().check().close()
    assert case.state == "closed"
    assert set(next(p for p in case.desk.documents(case.id) if p.form == "repair_slip").signed_by) == {OFFICER}


@pytest.mark.clause("fuheng/repair/6-note-1")
def test_inside_a_unit_the_officer_does_not_stand_in_for_the_owner() -> None:
    case = repair().to_finished()
    assert_only_refused(case, "officer_confirms", OFFICER, by="6-note-1", kind="not_applicable", satisfaction="满意")


@pytest.mark.clause("fuheng/repair/6-note-1")
def test_a_common_area_repair_is_not_closed_without_the_officer() -> None:
    case = repair().to_finished("公共维修")
    assert_refused(case, "close", DESK, by="6-note-1", kind="outstanding")


@pytest.mark.clause("fuheng/repair/6-note-2")
def test_the_receptionist_sees_that_no_field_of_the_slip_is_blank() -> None:
    case = repair().to_finished(chargeable="是").visit()
    blank = {tuple(r.reads) for r in case.try_("check_slip", DESK)}
    assert blank == {("satisfaction",), ("remarks",)}
    assert against(case, "check_slip", DESK) == {("6-note-2", "empty_field")}
    case.sign().charge()
    assert_only_refused(case, "close", DESK, by="6-note-2", kind="outstanding")
    case.check().close()
    assert case.state == "closed"


@pytest.mark.clause("fuheng/repair/6-note-2")
def test_a_slip_without_a_charge_needs_no_remarks() -> None:
    case = repair().to_finished().sign().check()
    assert "remarks" not in case.case.facts


# --- 7 the return visit ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/repair/7a")
def test_an_in_unit_repair_is_visited_before_it_is_closed() -> None:
    case = repair().to_finished().sign().check()
    assert_only_refused(case, "close", DESK, by="7a", kind="required")
    assert_only_refused(case, "revisit", OFFICER, by="7a", kind="wrong_role", **VISIT)
    case.visit()
    slip = next(p for p in case.desk.documents(case.id) if p.form == "repair_slip")
    assert set(slip.signed_by) == {"owner", "customer_receptionist"}
    assert case.desk.due() == ()
    case.close("2026-04-30 18:00")
    assert missed(case) == []


@pytest.mark.clause("fuheng/repair/7a")
def test_repairs_in_common_areas_are_not_visited() -> None:
    case = repair().to_finished("公共维修").confirm().check()
    assert_only_refused(case, "revisit", DESK, by="7a", kind="not_applicable", **VISIT)
    assert case.close().state == "closed"


@pytest.mark.parametrize(
    ("blank", "row"),
    [
        pytest.param("visit_note", "7-note-2", marks=pytest.mark.clause("fuheng/repair/7-note-2", "fuheng/repair/7a")),
        pytest.param("visit_result", "7c", marks=pytest.mark.clause("fuheng/repair/7c")),
    ],
)
def test_the_visit_is_entered_on_the_slip_and_on_the_return_visit_record(blank: str, row: str) -> None:
    case = repair().to_finished().sign().check()
    some = {k: v for k, v in VISIT.items() if k != blank}
    refusal = assert_only_refused(case, "revisit", DESK, by=row, kind="empty_field", **some)
    assert refusal.reads == (blank,)
    case.visit()
    assert filed(case) == ["业主报修记录表", "维修单", "回访纪录"]


@pytest.mark.clause("fuheng/repair/7b")
def test_what_a_visit_found_wrong_is_passed_to_the_responsible_department_and_put_right() -> None:
    case = repair().to_finished().sign().check().visit(conforming="否")
    assert_only_refused(case, "close", DESK, by="7b", kind="required")
    assert assert_refused(case, "pass_on", DESK, by="7b", kind="missing_field").place == "nonconformity"
    case.do("pass_on", DESK, "2026-03-10 15:00", item="1", nonconformity="密封不严")
    assert told(case) == [("pass_on@1", ("responsible_department",), "2026-03-10 15:00")]
    assert_only_refused(case, "close", DESK, by="7b", kind="outstanding")
    assert assert_refused(case, "put_right", "responsible_department", by="7b", kind="missing_field", item="1")
    assert_only_refused(case, "put_right", DESK, by="7b", kind="wrong_role", item="1", correction="重装")
    case.do("put_right", "responsible_department", item="1", correction="重装").close()
    assert case.state == "closed"


@pytest.mark.clause("fuheng/repair/7b")
def test_a_second_visit_with_a_finding_asks_for_a_report_of_its_own() -> None:
    case = repair().to_finished().sign().check().visit(conforming="否")
    case.do("pass_on", DESK, item="1", nonconformity="密封不严")
    case.do("put_right", "responsible_department", item="1", correction="重装").visit(conforming="否")
    assert_only_refused(case, "close", DESK, by="7b", kind="required")
    assert case.visit().close().state == "closed"


@pytest.mark.clause("fuheng/repair/7b")
def test_what_the_check_of_a_common_area_found_is_passed_on_too() -> None:
    case = repair().to_finished("公共维修").confirm().check()
    case.do("pass_on", DESK, item="1", nonconformity="地面未清理").do("pass_on", DESK, item="2", nonconformity="盖板松动")
    case.do("put_right", "responsible_department", item="1", correction="已清理")
    assert_only_refused(case, "close", DESK, by="7b", kind="outstanding")
    case.do("put_right", "responsible_department", item="2", correction="已紧固").close()
    assert case.state == "closed"


# --- 7 note 1 the daily report -----------------------------------------------------------------------------------------------


def daily(started: str = "2026-03-10 09:00") -> tuple[Any, str]:
    desk = new_desk()
    standing_tasks = desk.start_standing_tasks({"customer_centre": ["金水客服中心"]}, by=everybody(), at=started, recorded_at=started)
    return desk, next(standing_task for standing_task in standing_tasks if "/repair/" in standing_task)


def reports(desk: Any, standing_task: str) -> list[tuple[str, str, str]]:
    return [
        (d.name, d.clause, d.due.format("MM-DD HH:mm")) for d in desk.due() if d.case_id == standing_task and d.due is not None
    ]


@pytest.mark.clause("fuheng/repair/7-note-1b")
def test_the_daily_report_is_due_every_day() -> None:
    desk, standing_task = daily()
    assert standing_task == "standing:fuheng/repair/7-note-1b/金水客服中心"
    report = {"in_unit_repairs": "6", "common_repairs": "2"}
    for done, due in (("2026-03-12 00:00", "03-12 00:00"), ("2026-03-13 18:00", "03-14 00:00")):
        assert reports(desk, standing_task) == [("daily_report", "fuheng/repair/7-note-1b", due)]
        desk.act(standing_task, "daily_report", report, by=person(OFFICER), at=done, recorded_at=done)
    assert [line.kind for line in desk.history(standing_task) if line.kind in ("met", "missed")] == ["met", "met"]


@pytest.mark.clause("fuheng/repair/7-note-1b")
def test_a_day_without_a_report_is_missed() -> None:
    desk, standing_task = daily()
    desk.tick("2026-03-12 00:00")
    assert [line for line in desk.history(standing_task) if line.kind == "missed"] == []
    desk.tick("2026-03-12 00:01")
    (miss,) = [line for line in desk.history(standing_task) if line.kind == "missed"]
    assert (miss.name, miss.at.format("MM-DD HH:mm")) == ("daily_report", "03-12 00:00")


@pytest.mark.clause("fuheng/repair/7-note-1")
@pytest.mark.parametrize("blank", ["in_unit_repairs", "common_repairs"])
def test_the_daily_report_counts_in_unit_and_common_area_repairs(blank: str) -> None:
    desk, standing_task = daily()
    report = {"in_unit_repairs": "6", "common_repairs": "2"}
    at = {"at": "2026-03-10 18:00", "recorded_at": "2026-03-10 18:00"}
    some = {k: v for k, v in report.items() if k != blank}
    refused = desk.try_act(standing_task, "daily_report", some, by=person(OFFICER), **at)
    assert [(r.kind, r.place) for r in refused.refusals] == [("missing_field", blank)]
    other = desk.try_act(standing_task, "daily_report", report, by=person(DESK), **at)
    assert [(r.kind, r.clause) for r in other.refusals] == [("wrong_role", "fuheng/repair/7-note-1b")]
    desk.act(standing_task, "daily_report", report, by=person(OFFICER), **at)
    assert dict(desk.case(standing_task).facts) == {"in_unit_repairs": 6, "common_repairs": 2}
