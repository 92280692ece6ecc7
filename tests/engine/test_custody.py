"""Custody, hand-over as the target of a limit, month's end, the law as a floor (Fuheng lost and found, A112)."""

import pytest

from engine.scene import Scene
from sample_manuals import fuheng as m

CLAUSE = "fuheng/lost_and_found/"


def registered(at: str = "2026-01-07 10:00", valuable: str = "否") -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("lost_and_found", at, m.STAFF)
    scene.do("register", at, m.RECEPTIONIST, article="雨伞", place_found="大堂", valuable=valuable)
    return scene


def test_a112_notices_fall_due_weekly_and_the_article_goes_to_the_administration_by_the_months_end() -> None:
    scene = registered()
    assert (scene.due("post_notice"), scene.due("month_end")) == ("2026-01-15 00:00", "2026-02-01 00:00")
    for posted, following in (("2026-01-14", "2026-01-22 00:00"), ("2026-01-21", "2026-01-29 00:00")):
        scene.do("post_notice", f"{posted} 09:00", m.RECEPTIONIST)
        assert scene.due("post_notice") == following


def test_found_on_the_thirtieth_it_moves_almost_at_once() -> None:
    assert registered("2026-01-30 16:00").due("month_end") == "2026-02-01 00:00"


def test_the_hand_over_keeps_the_limit_and_says_who_holds_the_article() -> None:
    scene = registered()
    assert dict(scene.case.custody) == {"article": "customer_receptionist"}
    assert [h.zh for h in scene.desk.history(scene.id) if h.kind == "handed_over"] == ["“拾得物品”移交"]
    scene.do("hand_to_admin", "2026-01-31 23:59", m.RECEPTIONIST)
    assert dict(scene.case.custody) == {"article": "department_admin"}
    assert scene.limit("month_end").state == "met"


def test_not_handed_over_by_the_months_end_it_is_missed_at_midnight() -> None:
    scene = registered()
    scene.tick("2026-02-02 09:00")
    assert ("missed", "month_end", "2026-02-01 00:00") in scene.log("missed")


@pytest.mark.parametrize(("valuable", "limits"), [("是", {"valuables"}), ("否", set())])
def test_valuables_move_the_same_day(valuable: str, limits: set[str]) -> None:
    scene = registered(valuable=valuable)
    assert scene.running() - {"post_notice", "month_end"} == limits
    if limits:
        assert scene.due("valuables") == "2026-01-08 00:00"


def test_a112_the_companys_office_gets_it_from_the_day_after_three_months() -> None:
    scene = registered()
    scene.do("hand_to_admin", "2026-01-31 17:00", m.RECEPTIONIST)
    refusal = scene.refused("hand_to_enterprise", "2026-04-07 23:59", m.DEPARTMENT_ADMIN, CLAUSE + "4.7a")
    assert refusal.kind == "too_early"
    assert ("2026-04-08起" in refusal.zh, "from 2026-04-08 on" in refusal.en) == (True, True)
    scene.do("hand_to_enterprise", "2026-04-08 00:00", m.DEPARTMENT_ADMIN)
    assert dict(scene.case.custody) == {"article": "enterprise_management_dept"}


def test_what_is_not_there_cannot_be_handed_on() -> None:
    scene = registered()
    refusal = scene.refused("hand_to_enterprise", "2026-04-08 09:00", m.DEPARTMENT_ADMIN, CLAUSE + "4.7a")
    assert refusal.kind == "not_applicable"
    assert "“拾得物品”不由部门行政保管" in refusal.zh
    assert "article is not with department admin" in refusal.en


def test_the_law_stands_above_the_manual_for_disposal_only() -> None:
    """Civil Code 318: one year from the public notice, whatever the manual says; handing on needs no year."""
    scene = registered()
    scene.do("public_notice", "2026-01-20 09:00", m.RECEPTIONIST)
    scene.do("hand_to_admin", "2026-01-31 17:00", m.RECEPTIONIST)
    scene.do("hand_to_enterprise", "2026-04-08 09:00", m.DEPARTMENT_ADMIN)
    refusal = scene.refused("dispose", "2027-01-20 23:59", m.ENTERPRISE, CLAUSE + "4.7a")
    assert refusal.kind == "too_early_law"
    assert ("318" in refusal.zh, "依法" in refusal.zh, "from 2027-01-21 on" in refusal.en) == (True, True, True)
    assert scene.do("dispose", "2027-01-21 00:00", m.ENTERPRISE).state == "disposed"


def test_without_a_public_notice_the_year_has_not_begun() -> None:
    scene = registered()
    scene.do("hand_to_admin", "2026-01-31 17:00", m.RECEPTIONIST)
    scene.do("hand_to_enterprise", "2026-04-08 09:00", m.DEPARTMENT_ADMIN)
    refusal = scene.refused("dispose", "2028-01-21 00:00", m.ENTERPRISE, CLAUSE + "4.7a")
    assert (refusal.kind, "发布招领公告" in refusal.zh) == ("required", True)
