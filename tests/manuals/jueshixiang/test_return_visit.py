"""Call-backs on the quality of a service: 7.6."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.small_desk import BEGUN, DEPARTMENT, opened, opening_refused


def test_the_straight_path_of_a_call_back() -> None:
    case = opened("return_visit").do("call_back", "customer_service_assistant", user_satisfied="是", user_opinion="很好")
    assert (case.state, case.case.open) == ("called_back", False)


@pytest.mark.clause("jueshixiang/return_visit/7.6c")
def test_ninety_five_of_a_hundred_are_satisfied() -> None:
    desk = new_desk()
    for number in range(20):
        opened("return_visit", desk=desk).do("call_back", DEPARTMENT, user_satisfied="否" if number == 0 else "是")
    opened("return_visit", desk=desk)  # not called back yet
    (row,) = desk.targets("return_visit")
    assert (row.clause, str(row.wanted), row.of, row.reached, row.kept) == (
        "jueshixiang/return_visit/7.6c", "0.95", 20, 19, True,
    )  # fmt: skip
    opened("return_visit", desk=desk).do("call_back", DEPARTMENT, user_satisfied="否")
    (row,) = desk.targets("return_visit")
    assert (row.of, row.reached, row.kept) == (21, 19, False)


def test_the_department_calls_back_and_writes_down_whether_the_user_is_satisfied() -> None:
    for by in ("finance_department", "resident"):
        assert opening_refused("return_visit", by) == [("wrong_role", "local", "")]
    for field in BEGUN["return_visit"][1]:
        assert opening_refused("return_visit", **{field: None}) == [("missing_field", "local", field)]
    case = opened("return_visit")
    assert_only_refused(case, "call_back", DEPARTMENT, by="local", kind="missing_field")
    assert_only_refused(case, "call_back", "finance_department", by="local", kind="wrong_role", user_satisfied="是")
    case.do("call_back", DEPARTMENT, user_satisfied="是")
    assert "user_opinion" not in case.case.facts
