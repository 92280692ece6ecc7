"""Charges: duty 7, and from when the management fee runs."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, missed, told
from manuals.jueshixiang.small_desk import BEGUN, DEPARTMENT, FINANCE, MORNING, Small, opened, opening_refused

ROW = "jueshixiang/fee_collection/"
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
        assert opening_refused("fee_collection", **{field: None}) == [("missing_field", f"{ROW}4.5f", field)]
    case = opened("fee_collection")
    assert_only_refused(case, "charge_on", FINANCE, by="4.5f", kind="missing_field")
    assert_only_refused(case, "charge_on", DEPARTMENT, by="4.5f", kind="wrong_role", charged_until="2026-12-31")
    case.do("charge_on", FINANCE, "2026-05-30 09:00", charged_until="2026-12-31")
    assert [in_force(case, day) for day in ("2026-02-28", "2026-03-01", "2026-12-31", "2027-01-01")] == [
        [False], [True], [True], [False],
    ]  # fmt: skip
