"""The supervision of a renovation: the rhythm of each stage, and installations when they are made."""

from __future__ import annotations

import pytest

from manuals.fuheng.case_desk import assert_done, assert_due, assert_not_due, assert_only_refused, missed, person
from manuals.fuheng.renovation_desk import CARPENTRY, OTHER, TILING, WATER, renovation

MONDAY = "2026-03-09 09:00"

daily = pytest.mark.parametrize(
    ("stage", "row"),
    [
        pytest.param(WATER, "2.1", marks=pytest.mark.clause("fuheng/renovation/2.1")),
        pytest.param(TILING, "2.3", marks=pytest.mark.clause("fuheng/renovation/2.3")),
    ],
)


@daily
def test_water_and_electricity_tiles_and_floors_are_inspected_once_a_day(stage: str, row: str) -> None:
    case = renovation(MONDAY).to_works(stage)
    assert_due(case, "patrol", "2026-03-11 00:00", by=row)  # 24:00 of the 10th
    case.patrol("2026-03-10 23:59")
    assert_due(case, "patrol", "2026-03-12 00:00", by=row)  # 24:00 of the 11th
    case.patrol("2026-03-12 00:00")
    assert missed(case) == []


@daily
def test_a_day_without_a_patrol_is_missed_a_microsecond_after_it(stage: str, row: str) -> None:
    case = renovation(MONDAY).to_works(stage).patrol("2026-03-11 00:00:00.000001")
    assert missed(case) == [("patrol", "2026-03-11 00:00:00")]
    left = renovation(MONDAY).to_works(stage).tick("2026-03-13 12:00")
    assert missed(left) == [("patrol", "2026-03-11 00:00:00"), ("patrol", "2026-03-12 00:00:00"),
                            ("patrol", "2026-03-13 00:00:00")]
    assert_due(left, "patrol", "2026-03-14 00:00", by=row)


@daily
def test_rest_days_are_patrolled_too(stage: str, row: str) -> None:
    """每天: calendar days; Friday the 13th of February 2026 is the eve of nine days off."""
    case = renovation("2026-02-13 09:00").to_works(stage)
    assert_due(case, "patrol", "2026-02-15 00:00", by=row)


@pytest.mark.clause("fuheng/renovation/2.2")
def test_carpentry_and_plaster_are_inspected_at_least_every_three_days() -> None:
    case = renovation(MONDAY).to_works(CARPENTRY)
    assert_due(case, "patrol", "2026-03-13 00:00", by="2.2")  # 24:00 of the 12th
    case.patrol("2026-03-13 00:00")
    assert missed(case) == []
    late = (
        renovation(MONDAY).to_works(CARPENTRY).tick("2026-03-13 00:00").patrol("2026-03-13 00:00:00.000001")
    )
    assert missed(late) == [("patrol", "2026-03-13 00:00:00")]


@pytest.mark.clause("fuheng/renovation/2.2")
def test_three_days_are_the_widest_interval_and_a_patrol_before_is_as_good() -> None:
    case = renovation(MONDAY).to_works(CARPENTRY).patrol("2026-03-10 15:00")
    assert_due(case, "patrol", "2026-03-14 00:00", by="2.2")  # 24:00 of the 13th
    assert missed(case) == []


@pytest.mark.clause("fuheng/renovation/2-intro")
def test_the_rhythm_follows_the_stage_of_the_work() -> None:
    """A117: from the last patrol, by the rule of the stage that is entered."""
    case = renovation("2026-03-08 09:00").to_works(WATER).patrol("2026-03-09 10:00")
    assert_due(case, "patrol", "2026-03-11 00:00", by="2.1")
    case.enter(CARPENTRY, "2026-03-10 09:00")
    assert_due(case, "patrol", "2026-03-13 00:00", by="2.2")  # 24:00 of the 12th
    case.enter(TILING, "2026-03-10 18:00")
    assert_due(case, "patrol", "2026-03-11 00:00", by="2.3")
    assert missed(case) == []


@pytest.mark.clause("fuheng/renovation/2-intro")
@pytest.mark.clause("fuheng/renovation/2.3")
@pytest.mark.parametrize("stage", [WATER, TILING])
def test_a_daily_stage_is_patrolled_from_the_day_on_which_it_is_entered(stage: str) -> None:
    """视情况调整巡查频次: at the days before, another rhythm held; nothing was due on the 2nd and 3rd."""
    case = renovation("2026-09-30 09:00").to_works(CARPENTRY).patrol("2026-10-01 10:00")
    case.enter(stage, "2026-10-04 09:00")
    assert missed(case) == []
    assert_due(case, "patrol", "2026-10-05 00:00", by="2.1" if stage == WATER else "2.3")  # 24:00 of the 4th
    case.tick("2026-10-05 09:00")
    assert missed(case) == [("patrol", "2026-10-05 00:00:00")]
    assert_due(case, "patrol", "2026-10-06 00:00", by="2.1" if stage == WATER else "2.3")


@pytest.mark.clause("fuheng/renovation/2-intro")
@pytest.mark.parametrize("how", ["entered", "corrected"])
@pytest.mark.parametrize(
    ("before", "last", "after", "row", "due"),
    [
        # the third day after the last patrol is the 13th, the first day after it is past: the very day
        (CARPENTRY, "2026-03-10 10:00", TILING, "2.3", "2026-03-13 00:00"),
        (WATER, "2026-03-11 10:00", TILING, "2.3", "2026-03-13 00:00"),
        (WATER, "2026-03-11 10:00", CARPENTRY, "2.2", "2026-03-15 00:00"),
        # nothing was owed: from the change, its day not counted
        (OTHER, "", WATER, "2.1", "2026-03-14 00:00"),
        (OTHER, "", CARPENTRY, "2.2", "2026-03-16 00:00"),
    ],
)
def test_the_first_patrol_of_a_stage_counts_from_the_last_one_or_from_the_change(
    how: str, before: str, last: str, after: str, row: str, due: str
) -> None:
    """视情况调整巡查频次: on the 12th another stage begins, or is found to have begun."""
    case = renovation("2026-03-09 09:00" if not last else f"{last[:10]} 08:00").to_works(before)
    if last:
        case.patrol(last)
    case.tick("2026-03-12 09:00")
    if how == "entered":
        case.enter(after)
    else:
        case.correct("start_works", stage=after)
    assert_due(case, "patrol", due, by=row)
    assert missed(case) == []


@pytest.mark.clause("fuheng/renovation/2-intro")
def test_a_stage_that_the_manual_names_no_rhythm_for_has_none() -> None:
    case = renovation(MONDAY).to_works(OTHER)
    assert_not_due(case, "patrol")
    case.tick("2026-03-20 09:00").enter(WATER, "2026-03-20 10:00")
    assert missed(case) == []
    assert_due(case, "patrol", "2026-03-22 00:00", by="2.1")


@pytest.mark.clause("fuheng/renovation/2-intro")
def test_a_stage_is_entered_while_the_works_run_and_is_one_of_the_four() -> None:
    case = renovation(MONDAY).to_permitted()
    assert_only_refused(case, "enter_stage", "warranty_clerk", by="2-intro", kind="wrong_state", stage=WATER)
    case.start()
    assert_only_refused(case, "enter_stage", "warranty_clerk", by="2-intro", kind="missing_field")
    assert_only_refused(
        case, "enter_stage", "warranty_clerk", by="2-intro", kind="wrong_value", stage="封阳台"
    )
    for stage in (CARPENTRY, TILING, OTHER, WATER):
        case.enter(stage)


OF_STAGE = {WATER: "2.1", CARPENTRY: "2.2", TILING: "2.3"}


@pytest.mark.clause("fuheng/renovation/step-8b")
@pytest.mark.parametrize("stage", [WATER, CARPENTRY, TILING])
def test_patrols_begin_and_end_with_the_works(stage: str) -> None:
    asked = renovation(MONDAY)
    assert_only_refused(asked, "patrol", "warranty_clerk", by="2.1", kind="wrong_state")
    case = asked.to_permitted()
    assert_not_due(case, "patrol")
    assert_only_refused(case, "patrol", "warranty_clerk", by="2.1", kind="wrong_state")
    case.start(stage)
    assert [d.roles for d in case.desk.due() if d.name == "patrol"] == [("warranty_clerk",)]
    case.finish("2026-03-10 12:00")
    assert_not_due(case, "patrol")
    case.tick("2026-03-20 12:00")
    assert missed(case) == []
    assert_only_refused(case, "patrol", "warranty_clerk", by=OF_STAGE[stage], kind="wrong_state")  # 8: to their end
    case.first_inspection("failed", to_correct="补勾缝")
    assert_not_due(case, "patrol")


@pytest.mark.clause("fuheng/renovation/step-8b")
@pytest.mark.parametrize("role", ["renovation_company", "owner", "customer_service_officer"])
def test_the_warranty_clerk_supervises_and_nobody_else(role: str) -> None:
    case = renovation(MONDAY).to_works().install("空调", "i1")
    assert_only_refused(case, "patrol", role, by="2.1", kind="wrong_role")
    assert_only_refused(case, "enter_stage", role, by="2-intro", kind="wrong_role", stage=TILING)
    assert_only_refused(case, "report_installation", role, by="2.4", kind="wrong_role", installed="空调")
    assert_only_refused(case, "inspect_installation", role, by="2.4", kind="wrong_role", item="i1")
    case.patrol().enter(TILING).do("inspect_installation", "warranty_clerk", item="i1")


@pytest.mark.clause("fuheng/renovation/2.4")
@pytest.mark.parametrize("installed", ["燃气热水器", "空调", "洁具", "抽油烟机"])  # 等: another one too
def test_an_installation_is_inspected_the_day_it_is_made(installed: str) -> None:
    case = renovation(MONDAY).to_works(OTHER).install(installed, "i1", "2026-03-10 15:00")
    (due,) = [d for d in case.desk.due() if d.name == "inspect_installation@i1"]
    assert (due.due.format("YYYY-MM-DD HH:mm"), due.clause) == ("2026-03-11 00:00", "fuheng/renovation/2.4")
    assert due.roles == ("warranty_clerk",)
    case.do("inspect_installation", "warranty_clerk", "2026-03-11 00:00", item="i1")
    assert_done(case, "inspect_installation@i1", "met")
    assert missed(case) == []


@pytest.mark.clause("fuheng/renovation/2.4")
def test_an_installation_inspected_a_microsecond_after_its_day_is_late() -> None:
    case = renovation(MONDAY).to_works(OTHER).install("洁具", "i1", "2026-03-10 15:00")
    case.do("inspect_installation", "warranty_clerk", "2026-03-11 00:00:00.000001", item="i1")
    assert_done(case, "inspect_installation@i1", "late")
    assert missed(case) == [("inspect_installation@i1", "2026-03-11 00:00:00")]


@pytest.mark.clause("fuheng/renovation/2.4")
def test_what_is_installed_just_before_midnight_may_be_seen_just_after_it() -> None:
    """当时安装当时巡查: ten minutes later is at the time, whatever the date; the next morning is not."""
    case = renovation(MONDAY).to_works(OTHER).install("空调", "i1", "2026-03-10 23:50")
    (due,) = [d for d in case.desk.due() if d.name == "inspect_installation@i1"]
    assert due.due.format("YYYY-MM-DD HH:mm") == "2026-03-11 00:50"
    case.do("inspect_installation", "warranty_clerk", "2026-03-11 00:10", item="i1")
    assert (missed(case), case.state) == ([], "works")
    left = renovation(MONDAY).to_works(OTHER).install("空调", "i1", "2026-03-10 23:50").tick("2026-03-11 09:00")
    assert missed(left) == [("inspect_installation@i1", "2026-03-11 00:50:00")]


@pytest.mark.clause("fuheng/renovation/2.4")
def test_each_of_several_installations_is_inspected_for_itself() -> None:
    case = renovation(MONDAY).to_works(OTHER).install("空调", "i1").install("洁具", "i2", "2026-03-10 08:00")
    case.do("inspect_installation", "warranty_clerk", item="i2").tick("2026-03-12 09:00")
    assert missed(case) == [("inspect_installation@i1", "2026-03-10 00:00:00")]
    assert_only_refused(case, "inspect_installation", "warranty_clerk", by="2.4", kind="no_item", item="i2")
    case.do("inspect_installation", "warranty_clerk", item="i1")


@pytest.mark.clause("fuheng/renovation/2.4")
def test_a_visit_before_the_installation_is_no_visit_of_it() -> None:
    """安装时当时巡查: what was seen on the 10th is not the air conditioner that was put up on the 12th."""
    case = renovation(MONDAY).to_works(OTHER).install("空调", "1", "2026-03-10 15:00")
    case.do("inspect_installation", "warranty_clerk", "2026-03-10 15:10", item="1")
    case.install("空调", "1", "2026-03-12 15:00")
    seen = {"item": "1", "recorded": "2026-03-12 16:00"}
    (refusal,) = case.try_("inspect_installation", "warranty_clerk", "2026-03-10 15:10", **seen)
    assert (refusal.kind, refusal.clause) == ("before_item", "fuheng/renovation/2.4")
    assert refusal.zh == "2026-03-10 15:10时尚无安装项目编号1（2026-03-12 15:00才有）"
    assert_due(case, "inspect_installation@1", "2026-03-13 00:00", by="2.4")
    case.do("inspect_installation", "warranty_clerk", "2026-03-12 15:00", **seen)
    assert_done(case, "inspect_installation@1", "met")


@pytest.mark.clause("fuheng/renovation/2.4")
def test_an_installation_is_reported_while_the_works_run_and_said_to_be_what() -> None:
    case = renovation(MONDAY).to_permitted()
    assert_only_refused(
        case, "report_installation", "warranty_clerk", by="2.4", kind="wrong_state", installed="空调"
    )
    case.start()
    assert_only_refused(case, "report_installation", "warranty_clerk", by="2.4", kind="missing_field")
    case.install("空调", "i1")


@pytest.mark.clause("fuheng/renovation/2.4")
def test_the_case_does_not_end_while_an_installation_has_not_been_inspected() -> None:
    case = renovation(MONDAY).to_works(OTHER).install("空调", "i1").finish()
    case.first_inspection("passed").reinspect("passed")
    refusals = case.try_("return_deposit", "fee_collector")
    assert {(r.kind, r.clause) for r in refusals} == {
        ("limit_open", "fuheng/renovation/2.4"), ("outstanding", "fuheng/renovation/2.4"),
    }
    case.do("inspect_installation", "warranty_clerk", item="i1").do("return_deposit", "fee_collector")


def test_the_clerk_reads_why_a_patrol_is_due_then() -> None:
    case = renovation(MONDAY).to_works(CARPENTRY)
    said = case.desk.explain(case.id, "patrol")
    assert (said.start, said.due) == ("2026-03-09 09:00", "2026-03-12 24:00")
    option = {o.step: o for o in case.desk.options(case.id, by=person("warranty_clerk"), at=case.now)}[
        "patrol"
    ]
    assert option.allowed


def test_a_patrol_is_on_record_under_the_clause_of_its_stage() -> None:
    case = renovation(MONDAY).to_works(WATER).patrol().enter(CARPENTRY).patrol().enter(TILING).patrol()
    case.enter(OTHER).patrol()
    done = [e.clause for e in case.desk.history(case.id) if (e.kind, e.name) == ("task", "patrol")]
    assert done == [
        "fuheng/renovation/2.1",
        "fuheng/renovation/2.2",
        "fuheng/renovation/2.3",
        "fuheng/renovation/2.1",
    ]
