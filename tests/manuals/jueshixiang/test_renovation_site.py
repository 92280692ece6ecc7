"""Renovation on the site (5.2), with the standards 11.2, 11.3, 11.5: visits, violations, notices, other problems."""

from __future__ import annotations

from collections.abc import Sequence

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
from manuals.jueshixiang.renovation_desk import MORNING, NOTICE, STERN, Renovation, renovation
from servicedesk import Refusal
from servicedesk.calendars import to_datetime

PATROL, TECHNICIAN = "order_maintenance_patrol", "equipment_maintenance_technician"
CUSTOMER_SERVICE = "customer_service_department"
FOUND = {"breach_found": "现场电焊"}


# --- 5.2.1a, 5.2.1e, 5.2.2 --------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/renovation/5.2.1a")
def test_the_order_department_hears_of_the_unit_without_a_limit() -> None:
    case = renovation().to_permitted().enter()
    assert_not_due(case, "pass_unit_data")
    assert_only_refused(case, "finish_works", "contractor", by="5.2.1a", kind="outstanding")
    assert_refused(case, "pass_unit_data", "back_office_assistant", by="5.2.1a", kind="wrong_role")
    case.do("pass_unit_data", "customer_service_assistant")
    assert ("pass_unit_data", ("order_maintenance_department",), MORNING) in told(case)
    early = renovation().to_permitted().do("pass_unit_data", "customer_service_assistant").enter().finish()
    assert early.state == "finished"


@pytest.mark.clause("jueshixiang/renovation/5.2.1e")
def test_patrols_watch_the_site_at_the_interval_that_the_site_gives() -> None:
    """The text gives none; here it is two days by the policy."""
    case = renovation().to_works()
    assert_due(case, "watch_site", "2026-03-13 00:00", by="5.2.1e")
    assert_refused(case, "watch_site", TECHNICIAN, by="5.2.1e", kind="wrong_role")
    case.do("watch_site", PATROL, "2026-03-12 10:00")
    assert_due(case, "watch_site", "2026-03-15 00:00", by="5.2.1e")
    case.visit().finish()
    assert_not_due(case, "watch_site")


@pytest.mark.clause("jueshixiang/renovation/5.2.2a")
def test_the_technician_visits_every_day_while_works_run_days_off_too() -> None:
    case = renovation().to_works("2026-03-13 09:00")  # a Friday
    assert_due(case, "visit_site", "2026-03-15 00:00", by="5.2.2a")
    case.visit("2026-03-14 15:00")
    assert_due(case, "visit_site", "2026-03-16 00:00", by="5.2.2a")
    case.tick("2026-03-16 00:01")
    assert ("visit_site", "2026-03-16 00:00:00") in missed(case)
    assert_refused(case, "visit_site", PATROL, by="5.2.2a", kind="wrong_role", site_found="正常")
    case.finish()
    assert_not_due(case, "visit_site")
    case.accept("failed", to_correct="补勾缝")
    assert case.state == "works"
    assert_due(case, "visit_site", "2026-03-18 00:00", by="5.2.2a")


@pytest.mark.clause("jueshixiang/renovation/5.2.2a")
def test_the_first_day_of_the_works_has_its_visit_too() -> None:
    """天天不少于一次: works of two days that nobody visited are not without a miss."""
    case = renovation().to_works("2026-03-13 09:00").finish("2026-03-14 18:00").tick("2026-03-16 09:00")
    assert missed(case) == [("first_visit", "2026-03-14 00:00:00")]
    assert case.accept("passed").approve_refund().refund().state == "closed"
    seen = renovation().to_works("2026-03-13 09:00").visit("2026-03-13 23:59").visit("2026-03-14 10:00")
    seen.tick("2026-03-15 09:00")
    assert missed(seen) == []
    again = seen.finish().accept("failed", to_correct="补勾缝")
    assert_due(again, "first_visit", "2026-03-16 00:00", by="local")
    assert missed(again.tick("2026-03-16 09:00")) == [("first_visit", "2026-03-16 00:00:00")]


@pytest.mark.clause("jueshixiang/renovation/5.2.2b")
def test_a_visit_is_entered_in_the_patrol_record() -> None:
    case = renovation().to_works()
    refusals = case.try_("visit_site", TECHNICIAN)
    assert ("empty_field", "jueshixiang/renovation/5.2.2b") in {(r.kind, r.clause) for r in refusals}
    assert case.visit().case.facts["site_found"] == "正常"


# --- 5.2.1, 5.2.3 违章 ------------------------------------------------------------------------------------------

KINDS = {
    "11.2": "施工人员无统一标识",
    "11.3a": "通向公共通道的门窗未关闭",
    "11.3b": "阳台堆放装修物品或易燃易爆物品",
    "11.3c": "动用明火或乱拉电线",
    "11.5a": "破坏周围环境",
    "11.5b": "装修垃圾未按指定时间、地点清运",
    "5.2.3a": "未张贴施工许可证",
    "5.2.3b": "未按规定时间施工",
    "5.2.3c": "超出申报范围",
    "5.2.3d": "违反注意事项或施工协议书",
}


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.clause(f"jueshixiang/renovation/{row}")) for row, kind in KINDS.items()]
)
def test_each_breach_is_a_violation_that_stays_open_until_it_is_corrected(kind: str) -> None:
    case = renovation().to_works().order("1", kind)
    finished = renovation().to_works().stop("1", kind).finish().accept("passed").approve_refund()
    assert_refused(finished, "refund_deposit", "back_office_assistant", by="5.2.1b", kind="outstanding")
    case.corrected("1").finish().accept("passed").approve_refund().refund()
    assert case.state == "closed"


@pytest.mark.clause("jueshixiang/renovation/5.2.3a")
def test_owner_and_contractor_are_told_to_correct() -> None:
    case = renovation().to_works().order("1")
    assert ("order_correction@1", ("resident", "contractor"), MORNING) in told(case)
    assert_refused(case, "order_correction", PATROL, by="5.2.3a", kind="wrong_role", breach="未按规定时间施工", **FOUND)
    refusal = assert_only_refused(case, "order_correction", TECHNICIAN, by="5.2.3a", kind="missing_field", **FOUND)
    assert refusal.place == "breach"
    assert_refused(case, "order_correction", TECHNICIAN, by="5.2.3a", breach="踩坏草坪", **FOUND)


@pytest.mark.clause("jueshixiang/renovation/5.2.1b")
def test_patrols_stop_a_violation_and_inform_customer_service_if_necessary() -> None:
    case = renovation().to_works()
    assert_refused(case, "stop_violation", TECHNICIAN, by="5.2.1b", kind="wrong_role", breach="破坏周围环境", **FOUND)
    case.stop("1").stop("2", "破坏周围环境")
    assert_refused(case, "inform_customer_service", TECHNICIAN, by="5.2.1b", kind="wrong_role", item="1")
    case.do("inform_customer_service", PATROL, item="1")
    assert ("inform_customer_service@1", (CUSTOMER_SERVICE,), MORNING) in told(case)
    case.corrected("2")
    assert [line.open for line in case.case.items.values()] == [True, False]


@pytest.mark.clause("jueshixiang/renovation/5.2.1c")
def test_once_informed_customer_service_owes_the_rectification_notice() -> None:
    case = renovation().to_works().stop("1").order("2")
    assert_refused(case, "issue_rectification_notice", CUSTOMER_SERVICE, by="5.2.1c", kind="not_applicable", item="1", **NOTICE)
    case.do("inform_customer_service", PATROL, item="1").call("2")
    for item in ("1", "2"):
        assert_only_refused(case, "confirm_corrected", TECHNICIAN, by="5.2.1c", kind="outstanding", item=item)
        for field in NOTICE:
            given = {**NOTICE}
            del given[field]
            refusal = assert_only_refused(
                case, "issue_rectification_notice", CUSTOMER_SERVICE, by="5.2.1c", kind="missing_field", item=item, **given
            )
            assert refusal.place == field
        assert_refused(case, "issue_rectification_notice", TECHNICIAN, by="5.2.1c", kind="wrong_role", item=item, **NOTICE)
        case.notice(item).corrected(item)
    assert ("issue_rectification_notice@2", ("resident", "contractor"), MORNING) in told(case)


@pytest.mark.clause("jueshixiang/renovation/5.2.1d")
def test_each_notice_sets_its_own_time_to_rectify() -> None:
    case = renovation().to_works().order("1").call("1").order("2").call("2")
    case.notice("1", "2026-03-10 10:00", rectify_by="2026-03-11 12:00").notice("2", rectify_by="2026-03-20 18:00")
    (first,) = [limit for limit in case.desk.due() if limit.name == "rectify@1"]
    assert first.roles == ("resident", "contractor")
    started = case.case.limits["rectify@1"].anchor
    assert to_datetime(started, "Asia/Shanghai").format("MM-DD HH:mm") == "03-10 10:00"
    assert_due(case, "rectify@1", "2026-03-11 12:00", by="5.2.1d")
    assert_due(case, "rectify@2", "2026-03-20 18:00", by="5.2.1d")
    case.corrected("2", "2026-03-11 11:00").tick("2026-03-11 12:01")
    assert_not_due(case, "rectify@2")
    assert missed(case) == [("first_visit", "2026-03-11 00:00:00"), ("rectify@1", "2026-03-11 12:00:00")]
    assert case.corrected("1").finish().state == "finished"


@pytest.mark.clause("jueshixiang/renovation/5.2.1d")
@pytest.mark.parametrize(
    ("measure", "filed"),
    [
        ("deduct_deposit", {"deducted_for": "逾期未整改", "deducted_amount": "200"}),
        ("cut_supplies", {"cut_supply": "停水停电"}),
    ],
)
def test_deducting_and_cutting_off_are_for_a_site_to_switch_on(measure: str, filed: dict[str, str]) -> None:
    plain = renovation().to_works().order("1").call("1").notice("1")
    assert_only_refused(plain, measure, CUSTOMER_SERVICE, by="5.2.1d", kind="switched_off", item="1", **filed)
    case = renovation(policy=STERN).to_works().order("1").call("1")
    assert_only_refused(case, measure, CUSTOMER_SERVICE, by="5.2.1d", kind="not_applicable", item="1", **filed)
    case.notice("1")
    assert_refused(case, measure, TECHNICIAN, by="5.2.1d", kind="wrong_role", item="1", **filed)
    for field in filed:
        given = {name: value for name, value in filed.items() if name != field}
        assert_only_refused(case, measure, CUSTOMER_SERVICE, by="5.2.1d", kind="missing_field", item="1", **given)
    case.do(measure, CUSTOMER_SERVICE, item="1", **filed)


@pytest.mark.clause("jueshixiang/renovation/5.2.1d", "jueshixiang/renovation/5.1.6i")
def test_after_a_deduction_the_rest_goes_back() -> None:
    """扣罚押金: of the 2000 of the deposit 200 and 300 are deducted, and 1500 go back."""
    case = renovation(policy=STERN).to_works().order("1").call("1").notice("1").order("2").call("2").notice("2")
    for item, amount in (("1", "200"), ("2", "300")):
        case.do("deduct_deposit", CUSTOMER_SERVICE, item=item, deducted_for="逾期未整改", deducted_amount=amount)
    case.corrected("1").corrected("2").finish().accept("passed").approve_refund().refund()
    assert case.state == "closed"
    assert given_back(case) == [("renovation_deposit", "1500.00"), ("badge_deposit", "60.00")]


def correct(case: Renovation, number: int, item: str, amount: str) -> Sequence[Refusal]:
    """What came of correcting a deduction, by its number among them."""
    seqs = [line.seq for line in case.desk.history(case.id) if (line.name, line.kind) == ("deduct_deposit", "task")]
    given = {"entry": seqs[number], "item": item, "deducted_amount": amount, "reason": "误记"}
    return case.try_("correct", "customer_service_manager", **given)


@pytest.mark.clause("jueshixiang/renovation/4.3b")
@pytest.mark.parametrize(("number", "amount", "back"), [(0, "300", "1650.00"), (1, "10", "1890.00")])
def test_a_deduction_that_is_corrected_after_the_approval_is_approved_anew(number: int, amount: str, back: str) -> None:
    """主任负责审批…押金清退: of 2000 he approved that 1850 go back, and nothing else."""
    case = renovation(policy=STERN).to_works().order("1").call("1").notice("1")
    for taken in ("100", "50"):
        case.do("deduct_deposit", CUSTOMER_SERVICE, item="1", deducted_for="逾期未整改", deducted_amount=taken)
    case.corrected("1").finish().accept("passed").approve_refund()
    assert not correct(case, number, "1", amount)
    refusal = assert_only_refused(case, "refund_deposit", "back_office_assistant", by="4.3b", kind="forbidden")
    assert refusal.help_zh == "可办理：审批押金清退"
    assert_only_refused(case, "approve_refund", "customer_service_manager", by="4.3b", kind="wrong_role")
    case.approve_refund().refund()
    assert given_back(case)[0] == ("renovation_deposit", back)


@pytest.mark.clause("jueshixiang/renovation/4.3b")
def test_what_is_deducted_after_the_approval_is_approved_anew() -> None:
    case = renovation(policy=STERN).to_works().order("1").call("1").notice("1").finish().accept("passed").approve_refund()
    case.do("deduct_deposit", CUSTOMER_SERVICE, item="1", deducted_for="逾期未整改", deducted_amount="100").corrected("1")
    assert_only_refused(case, "refund_deposit", "back_office_assistant", by="4.3b", kind="forbidden")
    case.approve_refund().refund()
    assert given_back(case)[0] == ("renovation_deposit", "1900.00")


@pytest.mark.clause("jueshixiang/renovation/5.2.1d", "jueshixiang/renovation/4.3b")
def test_no_correction_takes_more_than_was_paid() -> None:
    case = renovation(policy=STERN).to_works().order("1").call("1").notice("1").order("2").call("2").notice("2")
    for item, amount in (("1", "100"), ("2", "50")):
        case.do("deduct_deposit", CUSTOMER_SERVICE, item=item, deducted_for="逾期未整改", deducted_amount=amount)
    (refusal,) = correct(case, 0, "1", "1950.01")
    assert (refusal.kind, refusal.place) == ("more_than_held", "deducted_amount")
    assert refusal.reason("zh") == "“扣罚金额”合计不得超过已缴的“装修押金”，最多还可扣1950.00元"
    assert not correct(case, 0, "1", "1950")
    (refusal,) = correct(case, 1, "2", "50.01")
    assert "最多还可扣50.00元" in refusal.reason("zh")


def given_back(case: Renovation) -> list[tuple[str, str]]:
    return [(line.name, line.entry.amount) for line in case.desk.history(case.id) if line.kind == "refunded"]


@pytest.mark.clause("jueshixiang/renovation/5.2.1d", "jueshixiang/renovation/4.5")
def test_deductions_end_at_the_deposit() -> None:
    """扣罚押金: the 2000 that were paid, in however many parts."""
    case = renovation(policy=STERN).to_works().order("1").call("1").notice("1").order("2").call("2").notice("2")
    deduct = {"deducted_for": "逾期未整改"}
    refusal = assert_only_refused(
        case, "deduct_deposit", CUSTOMER_SERVICE, by="5.2.1d", kind="more_than_held", item="1", deducted_amount="2000.01",
        **deduct,
    )  # fmt: skip
    assert refusal.reason("zh") == "“扣罚金额”合计不得超过已缴的“装修押金”，最多还可扣2000.00元"
    case.do("deduct_deposit", CUSTOMER_SERVICE, item="1", deducted_amount="1500", **deduct)
    refusal = assert_only_refused(
        case, "deduct_deposit", CUSTOMER_SERVICE, by="5.2.1d", kind="more_than_held", item="2", deducted_amount="501",
        **deduct,
    )  # fmt: skip
    assert refusal.place == "deducted_amount"
    case.do("deduct_deposit", CUSTOMER_SERVICE, item="2", deducted_amount="500", **deduct)
    case.corrected("1").corrected("2").finish().accept("passed").approve_refund().refund()
    assert given_back(case)[0] == ("renovation_deposit", "0.00")


@pytest.mark.clause("jueshixiang/renovation/5.2.1b")
@pytest.mark.parametrize("begun", ["to_permitted", "to_finished"])
def test_works_that_begin_too_soon_or_go_on_too_long_are_stopped(begun: str) -> None:
    """对发觉违章装修现象要进行阻止: works without entry too."""
    case = getattr(renovation(), begun)().stop("1", "违反注意事项或施工协议书")
    case.do("inform_customer_service", PATROL, item="1").notice("1").corrected("1")
    assert not case.case.items["1"].open


@pytest.mark.clause("jueshixiang/renovation/5.2.3e")
def test_the_technician_calls_for_the_measures_if_necessary() -> None:
    case = renovation().to_works().order("1")
    assert_refused(case, "call_for_measures", PATROL, by="5.2.3e", kind="wrong_role", item="1")
    case.call("1")
    assert ("call_for_measures@1", (CUSTOMER_SERVICE,), MORNING) in told(case)


@pytest.mark.clause("jueshixiang/renovation/5.2.1b", "jueshixiang/renovation/5.2.3e")
@pytest.mark.parametrize(("action", "role"), [("inform_customer_service", PATROL), ("call_for_measures", TECHNICIAN)])
def test_what_is_not_necessary_is_declined_with_a_reason(action: str, role: str) -> None:
    case = renovation().to_works().order("1")
    case.desk.decline(case.id, action, reason="已当场更正", by=person(role), item="1", at=case.now, recorded_at=case.now)
    assert case.corrected("1").finish().state == "finished"


def test_who_says_that_a_violation_is_corrected() -> None:
    case = renovation().to_works().stop("1").order("2")
    assert_refused(case, "confirm_corrected", "contractor", by="local", kind="wrong_role", item="1")
    case.do("confirm_corrected", PATROL, item="1").do("confirm_corrected", TECHNICIAN, item="2")


def test_the_contractor_says_that_the_works_are_done() -> None:
    case = renovation().to_works()
    assert_refused(case, "finish_works", TECHNICIAN, by="local", kind="wrong_role")
    assert case.finish().state == "finished"


# --- 5.2.4 其他问题 ---------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/renovation/5.2.4")
def test_a_problem_that_cannot_be_settled_is_reported_to_the_superior() -> None:
    case = renovation().to_works()
    for field, given in (("problem", {"settled": "是"}), ("settled", {"problem": "邻居投诉噪声"})):
        refusal = assert_only_refused(case, "note_problem", TECHNICIAN, by="5.2.4", kind="missing_field", **given)
        assert refusal.place == field
    case.do("note_problem", TECHNICIAN, item="1", problem="邻居投诉噪声", settled="是")
    case.do("note_problem", TECHNICIAN, item="2", problem="邻居投诉渗水", settled="否")
    assert_only_refused(case, "report_problem", TECHNICIAN, by="5.2.4", kind="not_applicable", item="1")
    case.do("close_problem", TECHNICIAN, item="1")
    assert_only_refused(case, "close_problem", TECHNICIAN, by="5.2.4", kind="outstanding", item="2")
    case.do("report_problem", TECHNICIAN, item="2")
    assert ("report_problem@2", ("equipment_maintenance_manager",), MORNING) in told(case)
    case.finish().accept("passed").approve_refund()
    assert_refused(case, "refund_deposit", "back_office_assistant", by="5.2.4", kind="outstanding")
    case.do("close_problem", "equipment_maintenance_manager", item="2").refund()
    assert case.state == "closed"
