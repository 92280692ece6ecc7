"""Charges: duty 7, and from when the management fee runs."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, missed, person, told
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.move_in_desk import MANAGER, move_in
from manuals.jueshixiang.small_desk import BEGUN, DEPARTMENT, FINANCE, MORNING, Small, opened, opening_refused
from servicedesk import Desk

ROW, DIRECTOR = "jueshixiang/fee_collection/", "service_center_director"
BILL = {"billed_for": "物业管理费2026年第二季度", "amount_billed": "450"}


def billed(item: str = "1", case: Small | None = None) -> Small:
    return (case or opened("fee_collection")).do("issue_bill", DEPARTMENT, item=item, **BILL)


def in_force(case: Small, day: str) -> list[bool]:
    return [each.in_force for each in case.desk.entitlements(case.id, on=day)]


def test_the_straight_path_of_an_account() -> None:
    case = billed().do("press", DEPARTMENT, item="1").do("collect", DEPARTMENT, item="1", amount_collected="450")
    case.do("close_account", FINANCE)
    assert (case.state, case.case.open, missed(case)) == ("closed", False, [])


@pytest.mark.clause("jueshixiang/fee_collection/duty-7")
def test_the_department_collects_and_presses() -> None:
    case = opened("fee_collection")
    for field in BILL:
        assert_only_refused(case, "issue_bill", DEPARTMENT, by="duty-7", kind="missing_field", **{**BILL, field: None})
    assert_only_refused(case, "issue_bill", FINANCE, by="duty-7", kind="wrong_role", **BILL)
    billed("1", case)
    billed("2", case)
    assert told(case) == [("issue_bill@1", ("resident",), MORNING), ("issue_bill@2", ("resident",), MORNING)]
    for by in ("customer_service_assistant", "customer_service_manager", DEPARTMENT):
        case.do("press", by, item="1")
    assert told(case)[2:] == [("press@1", ("resident",), MORNING)] * 3
    assert_only_refused(case, "press", FINANCE, by="duty-7", kind="wrong_role", item="1")
    assert_refused(case, "press", DEPARTMENT, by="duty-7", kind="no_item", item="3")
    assert_only_refused(case, "collect", FINANCE, by="duty-7", kind="wrong_role", item="1", amount_collected="450")
    assert_only_refused(case, "collect", DEPARTMENT, by="duty-7", kind="missing_field", item="1")
    case.do("collect", DEPARTMENT, item="1", amount_collected="450")
    assert_refused(case, "press", DEPARTMENT, by="duty-7", kind="no_item", item="1")
    assert_only_refused(case, "close_account", FINANCE, by="duty-7", kind="outstanding")
    case.do("collect", DEPARTMENT, item="2", amount_collected="450")
    assert_only_refused(case, "close_account", DEPARTMENT, by="local", kind="wrong_role")
    assert case.do("close_account", FINANCE).state == "closed"


@pytest.mark.clause("jueshixiang/fee_collection/4.5f")
@pytest.mark.parametrize(
    ("day", "runs"), [("2026-02-28", False), ("2026-03-01", True), ("2026-05-31", True), ("2026-06-01", False)]
)
def test_the_management_fee_runs_from_the_date_of_the_notice(day: str, runs: bool) -> None:
    """The account is set up on 10 March, and nobody came to move in."""
    assert in_force(opened("fee_collection"), day) == [runs]


@pytest.mark.clause("jueshixiang/fee_collection/4.5f")
def test_finance_enters_the_date_and_until_when_it_is_charged() -> None:
    for by in (DEPARTMENT, "resident"):
        assert opening_refused("fee_collection", by) == [("wrong_role", f"{ROW}4.5f", "")]
    for field in BEGUN["fee_collection"][1]:
        found = [each for each in opening_refused("fee_collection", **{field: None}) if each[0] == "missing_field"]
        assert found == [("missing_field", f"{ROW}4.5f", field)]
    case = opened("fee_collection")
    assert_only_refused(case, "charge_on", FINANCE, by="4.5f", kind="missing_field")
    assert_only_refused(case, "charge_on", DEPARTMENT, by="4.5f", kind="wrong_role", charged_until="2026-12-31")
    case.do("charge_on", FINANCE, "2026-05-30 09:00", charged_until="2026-12-31")
    assert [in_force(case, day) for day in ("2026-02-28", "2026-03-01", "2026-12-31", "2027-01-01")] == [
        [False], [True], [True], [False],
    ]  # fmt: skip


@pytest.mark.clause("jueshixiang/fee_collection/duty-7")
def test_a_bill_is_pressed_for_until_the_sums_make_up_its_amount() -> None:
    case = billed("1").do("issue_bill", DEPARTMENT, item="2", billed_for="水费", amount_billed="300")
    assert_only_refused(case, "collect_part", FINANCE, by="duty-7", kind="wrong_role", item="2", amount_collected="1")
    for short in ("0", "100", "299.99"):
        assert_only_refused(case, "collect", DEPARTMENT, by="duty-7", kind="required", item="2", amount_collected=short)
    case.do("collect_part", DEPARTMENT, item="1", amount_collected="449")  # what is paid of another bill counts there
    case.do("collect_part", DEPARTMENT, item="2", amount_collected="100").do("press", DEPARTMENT, item="2")
    refusal = assert_only_refused(case, "collect", DEPARTMENT, by="duty-7", kind="required", item="2", amount_collected="199.99")
    assert "本项实收金额合计少于应收金额" in refusal.zh
    assert_only_refused(case, "collect_part", DEPARTMENT, by="duty-7", kind="forbidden", item="2", amount_collected="200")
    assert_only_refused(case, "close_account", FINANCE, by="duty-7", kind="outstanding")
    case.do("collect", DEPARTMENT, item="2", amount_collected="200").do("collect", DEPARTMENT, item="1", amount_collected="1")
    assert case.do("close_account", FINANCE).state == "closed"


@pytest.mark.clause("jueshixiang/fee_collection/4.5f")
def test_a_date_that_is_corrected_counts_at_once() -> None:
    case = opened("fee_collection")
    case.do("correct", DIRECTOR, entry=1, reason="误记", fees_from="2026-03-15")
    assert [in_force(case, day) for day in ("2026-03-14", "2026-03-15", "2026-05-31", "2026-06-01")] == [
        [False], [True], [True], [False],
    ]  # fmt: skip
    case.do("correct", DIRECTOR, entry=1, reason="误记", charged_until="2026-06-30")
    assert [in_force(case, day) for day in ("2026-03-14", "2026-06-30", "2026-07-01")] == [[False], [True], [False]]


@pytest.mark.clause("jueshixiang/fee_collection/4.5f")
def test_the_date_is_that_of_the_notice_on_file() -> None:
    notice = move_in()  # 入伙通知书 of 2026-03-01
    assert refused(notice.desk) == []
    other = refused(notice.desk, fees_from="2026-05-01")
    assert other == [("required", f"{ROW}4.5f")]
    account = opened("fee_collection", desk=notice.desk)
    notice.do("correct", MANAGER, entry=1, reason="误记", fees_from="2026-03-05")
    until = {"charged_until": "2026-12-31"}
    assert_only_refused(account, "charge_on", FINANCE, by="4.5f", kind="required", **until)
    account.do("correct", DIRECTOR, entry=1, reason="误记", fees_from="2026-03-05")
    account.do("charge_on", FINANCE, **until)
    assert [in_force(account, day) for day in ("2026-03-04", "2026-03-05")] == [[False], [True]]


@pytest.mark.clause("jueshixiang/fee_collection/4.5f")
def test_a_notice_that_was_withdrawn_binds_nobody() -> None:
    notice = move_in()
    notice.do("withdraw", MANAGER, reason="误发")
    assert refused(notice.desk, fees_from="2026-05-01") == []


@pytest.mark.clause("jueshixiang/fee_collection/4.5f")
def test_the_last_day_lies_not_before_the_first() -> None:
    desk = new_desk()
    assert refused(desk, charged_until="2026-03-01") == []
    assert refused(desk, charged_until="2026-02-28") == [("forbidden", f"{ROW}4.5f")]
    case = opened("fee_collection", desk=desk)
    refusal = assert_only_refused(case, "charge_on", FINANCE, by="4.5f", kind="forbidden", charged_until="2026-02-28")
    assert "“计费至”早于“管理费起算日期”" in refusal.zh


def test_one_unit_has_one_open_account() -> None:
    case = opened("fee_collection")
    by, given = BEGUN["fee_collection"]
    at = {"at": MORNING, "recorded_at": MORNING}
    outcome = case.desk.try_open("fee_collection", given, subject="3-2-501", by=person(by), **at)
    assert [refusal.kind for refusal in outcome.refusals] == ["exclusive_key_taken"]
    case.do("close_account", FINANCE)
    assert opened("fee_collection", desk=case.desk).case.open


def refused(desk: Desk, **more: str) -> list[tuple[str, str]]:
    """Why no account of the unit is opened with these dates."""
    by, given = BEGUN["fee_collection"]
    at = {"at": MORNING, "recorded_at": MORNING}
    outcome = desk.try_open("fee_collection", {**given, **more}, subject="3-2-501", by=person(by), dry_run=True, **at)
    return [(each.kind, each.clause) for each in outcome.refusals]
