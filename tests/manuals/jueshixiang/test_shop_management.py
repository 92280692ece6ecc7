"""Shops, standard by standard."""

from __future__ import annotations

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
from manuals.jueshixiang.case_desk import new_desk
from manuals.jueshixiang.shop_desk import BREACHES, CENTRE, GIVEN, MORNING, PAPERS, SITE, shop, trading
from servicedesk.errors import UnsetIntervalWarning

ROW = "jueshixiang/shop_management/"
CHECKED = {"equipment_found": "灭火器4具，压力正常"}


def test_the_straight_path_of_a_shop() -> None:
    case = trading()
    for number, step in enumerate(BREACHES):
        case.note(step, str(number)).right(str(number))
    assert (case.close().state, case.case.open, missed(case)) == ("closed", False, [])


# --- 8.5 papers, the register ---------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/shop_management/8.5")
def test_the_centre_enters_a_shop_with_its_name_and_trade() -> None:
    desk, times = new_desk(policy=SITE), {"subject": "商铺12", "at": MORNING, "recorded_at": MORNING}
    for by in ("shop", "customer_service_assistant"):
        refusals = desk.try_open("shop_management", GIVEN, by=person(by), **times).refusals
        assert [(r.kind, r.clause) for r in refusals] == [("wrong_role", f"{ROW}8.5")]
    for field in GIVEN:
        refusals = desk.try_open("shop_management", {**GIVEN, field: None}, by=person(CENTRE), **times).refusals
        assert [(r.kind, r.place) for r in refusals] == [("missing_field", field)]


@pytest.mark.clause("jueshixiang/shop_management/8.5", "jueshixiang/shop_management/8.1")
def test_a_shop_is_registered_once_its_papers_are_complete_and_the_fire_rules_are_met() -> None:
    case = shop()
    registered = {"registered_on": "2026-03-10"}
    assert_refused(case, "register_shop", CENTRE, by="8.5", kind="outstanding", **registered)
    for field in PAPERS:
        assert_refused(case, "check_papers", CENTRE, by="8.5", kind="missing_field", **{**PAPERS, field: None})
    assert_only_refused(case, "check_papers", "shop", by="8.5", kind="wrong_role", **PAPERS)
    case.check(papers_complete="否")
    assert_only_refused(case, "register_shop", CENTRE, by="8.5", kind="required", **registered)
    case.check(fire_safe="否")
    assert_only_refused(case, "register_shop", CENTRE, by="8.1", kind="required", **registered)
    case.check()
    assert_only_refused(case, "register_shop", CENTRE, by="8.5", kind="missing_field")
    assert_only_refused(case, "register_shop", "shop", by="8.5", kind="wrong_role", **registered)
    assert case.register().state == "trading"
    assert told(case) == [("register_shop", ("shop",), MORNING)]
    assert_refused(case, "check_papers", CENTRE, by="8.5", kind="wrong_state", **PAPERS)


# --- 8.1 fire equipment ----------------------------------------------------------------------------------------------


@pytest.mark.clause("jueshixiang/shop_management/8.1")
def test_fire_equipment_is_checked_at_the_interval_that_the_site_gives() -> None:
    case = trading("2026-03-02 09:00")
    assert_due(case, "check_fire_equipment", "2026-04-03 00:00", by="8.1")
    case.tick("2026-04-04 09:00")
    assert missed(case) == [("check_fire_equipment", "2026-04-03 00:00:00")]
    for by in ("shop", CENTRE, "service_center_director"):
        case.do("check_fire_equipment", by, **CHECKED)
    assert_only_refused(case, "check_fire_equipment", "finance_department", by="8.1", kind="wrong_role", **CHECKED)
    assert_only_refused(case, "check_fire_equipment", CENTRE, by="8.1", kind="missing_field")
    entered = shop()
    assert_not_due(entered, "check_fire_equipment")
    assert_refused(entered, "check_fire_equipment", CENTRE, by="8.1", kind="wrong_state", **CHECKED)


@pytest.mark.clause("jueshixiang/shop_management/8.1")
def test_a_site_that_gives_no_interval_is_told() -> None:
    desk = new_desk()
    with pytest.warns(UnsetIntervalWarning, match=r"shop_management/8\.1"):
        case = trading(desk=desk)
    assert_not_due(case, "check_fire_equipment")


# --- what a shop may not do -----------------------------------------------------------------------------------------


@pytest.mark.clause(
    "jueshixiang/shop_management/8.1", "jueshixiang/shop_management/8.2", "jueshixiang/shop_management/8.3",
    "jueshixiang/shop_management/8.4", "jueshixiang/shop_management/8.6", "jueshixiang/shop_management/8.7",
)  # fmt: skip
@pytest.mark.parametrize("step", list(BREACHES))
def test_each_breach_is_noted_told_to_the_shop_and_put_right(step: str) -> None:
    clause, field, found = BREACHES[step]
    case = trading()
    assert_only_refused(case, step, CENTRE, by=clause, kind="missing_field")
    assert_only_refused(case, step, "shop", by=clause, kind="wrong_role", **{field: found})
    assert_refused(shop(), step, CENTRE, by=clause, kind="wrong_state", **{field: found})
    case.note(step, "甲").note(step, "乙")
    assert told(case)[1:] == [(f"{step}@{item}", ("shop",), MORNING) for item in ("甲", "乙")]
    case.right("甲")
    assert_only_refused(case, "close_shop", CENTRE, by="8.1", kind="outstanding")
    assert_only_refused(case, "confirm_righted", "shop", by="local", kind="wrong_role", item="乙")
    assert_refused(case, "confirm_righted", CENTRE, by="local", kind="no_item", item="丙")
    assert_only_refused(case.right("乙"), "close_shop", "shop", by="local", kind="wrong_role")
    assert case.close().state == "closed"


@pytest.mark.clause(
    "jueshixiang/shop_management/8.2", "jueshixiang/shop_management/8.3", "jueshixiang/shop_management/8.4",
    "jueshixiang/shop_management/8.7",
)  # fmt: skip
@pytest.mark.parametrize(
    ("step", "field", "printed"),
    [
        ("note_unlawful_works", "works_breach", "违法违章装修 乱搭建 乱悬挂 乱张贴"),
        ("note_dirty_front", "front_breach", "铺面不整齐 违章摆买 乱扔垃圾 污水"),
        ("note_pollution", "pollution", "油烟超标 噪音超标 存放有毒有害物质 臭气"),  # 油烟、噪音等: the list is open
        ("note_bad_sign", "sign_fault", "不整齐统一 有安全隐患 破损"),
    ],
)
def test_the_breaches_are_those_of_the_text(step: str, field: str, printed: str) -> None:
    case = trading()
    for word in printed.split():
        case.do(step, CENTRE, item=word, **{field: word})
    refusals = case.try_(step, CENTRE, item="其他", **{field: "其他"})
    assert [r.kind for r in refusals] == ([] if step == "note_pollution" else ["wrong_value"])
