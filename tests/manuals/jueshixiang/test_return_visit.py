"""Call-backs on the quality of a service: 7.6."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, person
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.complaint_desk import POST, complaint
from manuals.jueshixiang.small_desk import BEGUN, DEPARTMENT, opened, opening_refused
from servicedesk import Policy

MANAGER = "customer_service_manager"


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


@pytest.mark.clause("jueshixiang/return_visit/7.6c")
def test_an_answer_that_was_entered_wrongly_is_recorded_once_more_and_the_last_counts() -> None:
    desk = new_desk(policy=Policy.from_data({"recording": {"by": [MANAGER]}}))
    case = opened("return_visit", desk=desk).do("call_back", DEPARTMENT, user_satisfied="否")
    entry = desk.history(case.id)[-1].seq
    wrong = {"entry": entry, "reason": "误记", "user_satisfied": "是"}
    at = {"at": "2026-03-11 09:00", "recorded_at": "2026-03-11 09:00"}
    assert [each.kind for each in desk.try_act(case.id, "correct", wrong, by=person(MANAGER), **at).refusals] == ["ended"]
    assert [row.reached for row in desk.targets("return_visit")] == [0]
    desk.record(
        case.id, "call_back", {"user_satisfied": "是"}, by=person(DEPARTMENT), recorded_by=person(MANAGER), **at
    )
    assert [(row.of, row.reached) for row in desk.targets("return_visit")] == [(1, 1)]


@pytest.mark.clause("jueshixiang/return_visit/3.8a")
def test_a_complaint_that_turns_out_valid_is_called_back_on_until_its_close_and_after_it_is_a_new_one() -> None:
    case = complaint(valid="否").to_reported_back()
    opening = case.desk.history(case.id)[0].seq
    valid = {"entry": opening, "reason": "核实属实", "valid": "是"}
    other = complaint(valid="否").to_reported_back()
    other.do("correct", MANAGER, **valid)
    assert_only_refused(other, "close", POST, by="local", kind="outstanding")
    assert other.revisit().close().state == "closed"
    assert case.close().state == "closed"
    late = {"at": "2026-03-20 09:00", "recorded_at": "2026-03-20 09:00"}
    over = case.desk.try_act(case.id, "correct", valid, by=person(MANAGER), **late)
    assert [each.kind for each in over.refusals] == ["ended"]
    again = complaint("2026-03-20 09:00", desk=case.desk, valid="是").to_reported_back()
    assert_only_refused(again, "close", POST, by="local", kind="outstanding")
