"""Common keys, standard by standard."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_only_refused, assert_refused, missed
from manuals.jueshixiang.small_desk import BEGUN, KEEPER, Small, opened, opening_refused

ROW = "jueshixiang/key_lending/"
LISTED = {"listed_as": "017", "opens_what": "3栋配电房"}
TAKEN = {"key_taker": "赵工", "taken_how": "借用"}
BACK = {"key_returned": "完好"}


def listed() -> Small:
    return opened("key_lending").do("list_key", KEEPER, **LISTED)


def where(case: Small) -> str:
    return case.case.custody["common_key"]


def test_the_straight_path_of_a_key() -> None:
    case = listed().do("hand_out_key", KEEPER, **TAKEN).do("take_key_back", KEEPER, **BACK)
    case.do("strike_off", KEEPER, struck_off_for="换锁")
    assert (case.state, case.case.open, missed(case)) == ("struck_off", False, [])


@pytest.mark.clause("jueshixiang/key_lending/12.1")
def test_a_named_post_keeps_the_key_labelled_and_sorted() -> None:
    for by in ("customer_service_assistant", "service_center", "resident"):
        assert opening_refused("key_lending", by) == [("wrong_role", f"{ROW}12.1", "")]
    for field in BEGUN["key_lending"][1]:
        assert opening_refused("key_lending", **{field: None}) == [("missing_field", f"{ROW}12.1", field)]
    assert where(opened("key_lending")) == KEEPER


@pytest.mark.clause("jueshixiang/key_lending/12.2")
def test_taking_out_and_bringing_back_are_registered_each_time() -> None:
    case = listed()
    assert_only_refused(case, "take_key_back", KEEPER, by="12.2", kind="not_applicable", **BACK)
    for how in ("领用", "借用"):
        for field in TAKEN:
            assert_only_refused(case, "hand_out_key", KEEPER, by="12.2", kind="missing_field", **{**TAKEN, field: None})
        assert_only_refused(case, "hand_out_key", "customer_service_assistant", by="12.2", kind="wrong_role", **TAKEN)
        case.do("hand_out_key", KEEPER, **{**TAKEN, "taken_how": how})
        assert where(case) == "key_borrower"
        assert_only_refused(case, "hand_out_key", KEEPER, by="12.2", kind="not_applicable", **TAKEN)
        assert_only_refused(case, "take_key_back", KEEPER, by="12.2", kind="missing_field")
        assert_only_refused(case, "take_key_back", "key_borrower", by="12.2", kind="wrong_role", **BACK)
        case.do("take_key_back", KEEPER, **BACK)
        assert where(case) == KEEPER
    case.tick("2026-11-10 09:00")
    assert (missed(case), list(case.desk.due())) == ([], [])  # no return deadline


@pytest.mark.clause("jueshixiang/key_lending/12.3")
def test_a_key_is_in_the_list_before_it_is_lent() -> None:
    case = opened("key_lending")
    assert_only_refused(case, "hand_out_key", KEEPER, by="12.3", kind="outstanding", **TAKEN)
    for field in LISTED:
        assert_only_refused(case, "list_key", KEEPER, by="12.3", kind="missing_field", **{**LISTED, field: None})
    assert_only_refused(case, "list_key", "customer_service_assistant", by="12.3", kind="wrong_role", **LISTED)
    case.do("list_key", KEEPER, **LISTED).do("hand_out_key", KEEPER, **TAKEN)


def test_a_key_that_is_given_up_says_why() -> None:
    case = listed()
    assert_only_refused(case, "strike_off", KEEPER, by="local", kind="missing_field")
    assert_only_refused(case, "strike_off", "customer_service_assistant", by="local", kind="wrong_role", struck_off_for="遗失")
    assert opened("key_lending").do("strike_off", KEEPER, struck_off_for="换锁").state == "struck_off"
    lent = listed().do("hand_out_key", KEEPER, **TAKEN)
    assert lent.do("strike_off", KEEPER, struck_off_for="遗失").state == "struck_off"
    assert_only_refused(lent, "take_key_back", KEEPER, by="12.2", kind="ended", **BACK)
    assert where(opened("key_lending", desk=lent.desk)) == KEEPER  # found again, and taken in anew
    assert_refused(opened("key_lending"), "take_key_back", KEEPER, by="12.2", **BACK)
