"""Training, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from manuals.fuheng.case_desk import assert_due, assert_only_refused, missed, person
from manuals.jueshixiang.case_desk import everybody, new_desk
from manuals.jueshixiang.standing_desk import site
from manuals.jueshixiang.training_desk import COMPANY, SITE, Duty, standing
from servicedesk.errors import UnknownName, UnsetIntervalWarning

LEARNT = {"software": "物业收费系统", "uses_it_well": "是"}
SAFE = {"safety_contents": "登高作业"}
PROTECTED = {"protection_given": "安全帽、绝缘手套"}
PLANNED = {"planned_contents": "服务礼仪、投诉处理", "planned_for": "2026"}
TRAINED = {"training_contents": "服务礼仪", "hours_trained": "8", "effect": "考评合格"}
MANAGERS = {"managers_contents": "物业法规研修", "attended": "张经理、李主任"}
LAW = {"laws_taught": "物业管理条例", "basics_known": "是"}


@pytest.mark.clause("jueshixiang/training/4.8")
def test_users_of_new_software_are_trained_by_when_it_was_said() -> None:
    case = standing("4.8", "software_user")
    assert case.dues() == []
    assert_only_refused(case, "software_introduced", COMPANY, by="local", kind="missing_field")
    case.do("software_introduced", COMPANY, "2026-03-02 09:00", train_by="2026-03-20T18:00+08:00")
    assert_due(case, "train_on_software", "2026-03-20 18:00", by="4.8")
    unsure = {**LEARNT, "uses_it_well": "否"}
    assert_only_refused(case, "train_on_software", COMPANY, by="4.8", kind="required", **unsure)
    case.tick("2026-03-21 09:00")
    assert missed(case) == [("train_on_software", "2026-03-20 18:00:00")]
    case.do("train_on_software", COMPANY, **LEARNT)
    assert case.dues() == []
    case.do("software_introduced", COMPANY, "2026-04-01 09:00", train_by="2026-04-20T18:00+08:00")
    case.do("train_on_software", COMPANY, "2026-04-20 18:00", **LEARNT)
    case.tick("2026-04-21 09:00")
    assert missed(case) == [("train_on_software", "2026-03-20 18:00:00")]


@pytest.mark.clause("jueshixiang/training/5.3")
def test_everybody_has_safety_training_and_labour_protection() -> None:
    case = standing("5.3", "employee", "王敏", "赵工")
    of = [d.subject for d in case.desk.due() if d.name == "train_in_safety"]
    assert of == ["王敏", "赵工"]
    assert_due(case, "train_in_safety", "2027-01-02 00:00", by="5.3")
    case.do("train_in_safety", COMPANY, "2026-06-01 10:00", **SAFE)
    assert_due(case, "train_in_safety", "2027-06-02 00:00", by="5.3")
    (own,) = {d.case_id for d in case.desk.due() if (d.name, d.subject) == ("give_protection", "王敏")}
    protection = Duty(case.desk, own, "2026-06-01 10:00")
    assert_due(protection, "give_protection", "2027-01-02 00:00", by="local")
    assert_only_refused(protection, "give_protection", "resident", by="local", kind="wrong_role", **PROTECTED)
    assert_only_refused(protection, "give_protection", COMPANY, by="local", kind="missing_field")
    protection.do("give_protection", COMPANY, "2026-07-01 10:00", **PROTECTED)
    assert_due(protection, "give_protection", "2027-07-02 00:00", by="local")
    assert_due(case, "train_in_safety", "2027-06-02 00:00", by="5.3")


@pytest.mark.clause("jueshixiang/training/5.3", "jueshixiang/training/5.6")
@pytest.mark.parametrize(("clause", "kind"), [("5.3", "employee"), ("5.6", "manager")])
def test_a_site_that_gives_no_interval_is_told(clause: str, kind: str) -> None:
    desk, at = new_desk(policy=site(without=f"jueshixiang/training/{clause}")), "2026-01-01 09:00"
    with pytest.warns(UnsetIntervalWarning, match=rf"training/{clause.replace('.', '[.]')}"):
        desk.start_standing_tasks({kind: ["王敏"]}, by=everybody(), at=at, recorded_at=at)
    assert [d.name for d in desk.due() if d.clause.endswith(clause)] == []


@pytest.mark.clause("jueshixiang/training/5.4a")
def test_each_kind_of_post_has_a_plan_every_twelve_months() -> None:
    case = standing("5.4a", "kind_of_post", "客服助理")
    assert_due(case, "plan_training", "2027-01-02 00:00", by="5.4a")
    case.do("plan_training", COMPANY, "2026-02-10 10:00", **PLANNED)
    assert_due(case, "plan_training", "2027-02-11 00:00", by="5.4a")
    case.tick("2027-02-11 09:00")
    assert missed(case) == [("plan_training", "2027-02-11 00:00:00")]


@pytest.mark.clause("jueshixiang/training/5.4b")
@pytest.mark.parametrize(("hours", "enough"), [("7.9", False), ("8", True), ("12.5", True)])
def test_everybody_is_trained_at_least_eight_hours_a_quarter(hours: str, enough: bool) -> None:
    case = standing("5.4c", "employee")
    given = {**TRAINED, "hours_trained": hours}
    if enough:
        case.do("train", COMPANY, "2026-03-20 17:00", **given)
        return
    refusal = assert_only_refused(case, "train", COMPANY, by="5.4b", kind="required", **given)
    assert ("8小时" in refusal.zh, "8 hours" in refusal.en) == (True, True)


@pytest.mark.clause("jueshixiang/training/5.4b", "jueshixiang/training/5.4c")
def test_the_quarters_follow_the_start_whenever_training_was_given() -> None:
    case = standing("5.4c", "employee")
    assert_due(case, "train", "2026-04-02 00:00", by="5.4c")
    case.do("train", COMPANY, "2026-02-10 10:00", **TRAINED)
    assert_due(case, "train", "2026-07-02 00:00", by="5.4c")
    case.tick("2026-07-03 09:00")
    assert missed(case) == [("train", "2026-07-02 00:00:00")]
    assert_due(case, "train", "2026-10-02 00:00", by="5.4c")


@pytest.mark.clause("jueshixiang/training/5.5")
def test_managers_are_trained_once_a_month() -> None:
    case = standing("5.5", "company", "总公司")
    assert_due(case, "train_managers", "2026-02-02 00:00", by="5.5")
    case.do("train_managers", COMPANY, "2026-01-15 10:00", **MANAGERS)
    assert_due(case, "train_managers", "2026-02-16 00:00", by="5.5")


@pytest.mark.clause("jueshixiang/training/5.6")
def test_managers_know_the_law_of_property_management() -> None:
    case = standing("5.6", "manager")
    assert_due(case, "train_in_law", "2026-07-02 00:00", by="5.6")
    assert_only_refused(case, "train_in_law", COMPANY, by="5.6", kind="required", **{**LAW, "basics_known": "否"})
    case.do("train_in_law", COMPANY, **LAW)
    case.tick("2026-07-02 09:00")
    assert missed(case) == [("train_in_law", "2026-07-02 00:00:00")]


@pytest.mark.clause(
    "jueshixiang/training/4.8", "jueshixiang/training/5.3", "jueshixiang/training/5.4a", "jueshixiang/training/5.4c",
    "jueshixiang/training/5.5", "jueshixiang/training/5.6",
)  # fmt: skip
@pytest.mark.parametrize(
    ("clause", "kind", "task", "given"),
    [
        ("4.8", "software_user", "train_on_software", LEARNT),
        ("5.3", "employee", "train_in_safety", SAFE),
        ("5.4a", "kind_of_post", "plan_training", PLANNED),
        ("5.4c", "employee", "train", TRAINED),
        ("5.5", "company", "train_managers", MANAGERS),
        ("5.6", "manager", "train_in_law", LAW),
    ],
)
def test_the_company_trains_and_writes_it_down(clause: str, kind: str, task: str, given: Mapping[str, str]) -> None:
    case = standing(clause, kind)
    for by in ("customer_service_manager", "service_center_director", "resident"):
        assert_only_refused(case, task, by, by=clause, kind="wrong_role", **given)
    for field in given:
        left_out = {name: value for name, value in given.items() if name != field}
        found = case.try_(task, COMPANY, **left_out)
        assert [(r.clause, r.place) for r in found if r.kind == "missing_field"] == [(case.clause(clause), field)]


def test_nobody_opens_a_case_of_it() -> None:
    with pytest.raises(UnknownName, match="start_standing_tasks"):
        new_desk(policy=SITE).open("training", {}, subject="王敏", by=person(COMPANY))
