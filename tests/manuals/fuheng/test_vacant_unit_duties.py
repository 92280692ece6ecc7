"""Standing duties over vacant units and basements: rhythm, storms, records, reports, shares, spot checks (5.1, 5.3-5.5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from manuals.fuheng.case_desk import (
    assert_due,
    assert_not_due,
    assert_only_refused,
    assert_refused,
    everybody,
    missed,
    new_desk,
    person,
    told,
)
from manuals.fuheng.vacant_unit_desk import SEASONS, Standing, standing, started
from servicedesk import Desk
from servicedesk.declare import done, each_of
from servicedesk.declare import missed as missed_

ROW = "fuheng/vacant_unit/"
OFFICER = "customer_service_officer"
UNSOLD = {
    "installations": "齐全",
    "cleanliness": "良好",
    "building_quality": "完好",
    "condition": "正常",
    "abnormal": "否",
    "entered_unit": "是",
    "airing": "开窗通风",
    "supply_leaks": "无",
}
VACANT = {"condition": "正常", "abnormal": "否", "supply_leaks": "无"}
WEATHER = {"condition": "正常", "abnormal": "否"}
BASEMENT = {"basement_condition": "干燥", "abnormal": "否"}
METERS = {
    "water_reading": "12",
    "electricity_reading": "340",
    "water_used": "0",
    "electricity_used": "0",
    "water_shut": "是",
    "power_shut": "是",
}

# Duty: its row, a kind of subjects it is over, what is filed with it.
MONTHLY = {
    "inspect_unsold": ("5.1.1", "unsold_unit", UNSOLD),
    "read_unsold_meters": ("5.1.2a", "unsold_unit", METERS),
    "inspect_vacant": ("5.3a", "unoccupied_unit", VACANT),
    "inspect_basement": ("5.4a", "basement", BASEMENT),
}
STORMS = {
    "inspect_unsold_after_weather": ("5.1.3b", "unsold_unit", WEATHER),
    "inspect_after_weather": ("5.1.3b", "unoccupied_unit", WEATHER),
}
INSPECTIONS = {**MONTHLY, **STORMS}
del INSPECTIONS["read_unsold_meters"]


def stand(name: str, **more: object) -> Standing:
    row, kind, _ = INSPECTIONS.get(name) or MONTHLY[name]
    case = standing(row, kind, **more)  # type: ignore[arg-type]
    return case.storm("2026-02-01 09:00", "2026-02-02T18:00+08:00") if name in STORMS else case


# --- over what -------------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/4", "fuheng/vacant_unit/5.3a", "fuheng/vacant_unit/5.4a")
@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("unsold_unit", {"5.1.1", "5.1.2a", "check_for_leaks", "5.1.3b"}),  # one monthly inspection serves 5.1.1 and 5.3
        ("unrenovated_unit", {"5.1.3b", "5.3a"}),
        ("unoccupied_unit", {"5.1.3b", "5.3a"}),
        ("basement", {"5.4a"}),
        ("customer_centre", {"5.5"}),
    ],
)
def test_which_duties_stand_over_which_kind(kind: str, rows: set[str]) -> None:
    assert started(kind) == rows


# --- the monthly rhythm ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("inspect_unsold", marks=pytest.mark.clause("fuheng/vacant_unit/5.1.1")),
        pytest.param("read_unsold_meters", marks=pytest.mark.clause("fuheng/vacant_unit/5.1.2a")),
        pytest.param("inspect_vacant", marks=pytest.mark.clause("fuheng/vacant_unit/5.3a")),
        pytest.param("inspect_basement", marks=pytest.mark.clause("fuheng/vacant_unit/5.4a")),
    ],
)
def test_a36_each_month_from_the_time_before_met_at_the_last_instant_and_missed_after_it(name: str) -> None:
    row, _, filed = MONTHLY[name]
    case = stand(name)
    assert_due(case, name, "2026-03-01 00:00", by=row)
    case.do(name, OFFICER, "2026-02-20 10:00", **filed)
    assert_due(case, name, "2026-03-21 00:00", by=row)
    case.do(name, OFFICER, "2026-03-21 00:00", **filed)
    assert missed(case) == []
    late = stand(name).do(name, OFFICER, "2026-03-01 00:00:00.000001", **filed)
    assert missed(late) == [(name, "2026-03-01 00:00:00")]
    assert_only_refused(case, name, "customer_centre_director", by=row, kind="wrong_role", **filed)


@pytest.mark.clause("fuheng/vacant_unit/5.5", "fuheng/vacant_unit/3.1")
def test_the_director_spot_checks_monthly_and_nobody_else() -> None:
    case = standing("5.5", "customer_centre", "城东客服中心")
    assert_due(case, "spot_check", "2026-03-01 00:00", by="5.5")
    assert_only_refused(case, "spot_check", OFFICER, by="5.5", kind="wrong_role")
    case.do("spot_check", "customer_centre_director", "2026-03-01 00:00")
    assert missed(case) == []
    assert_due(case, "spot_check", "2026-04-02 00:00", by="5.5")
    late = standing("5.5", "customer_centre").do("spot_check", "customer_centre_director", "2026-03-01 00:00:00.000001")
    assert missed(late) == [("spot_check", "2026-03-01 00:00:00")]


# --- what is recorded ------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/5.1.1")
@pytest.mark.parametrize("blank", ["installations", "cleanliness", "building_quality", "abnormal"])
def test_the_inspection_of_an_unsold_unit_covers_installations_cleanliness_and_quality(blank: str) -> None:
    some = {k: v for k, v in UNSOLD.items() if k != blank}
    assert_refused(stand("inspect_unsold"), "inspect_unsold", OFFICER, by="5.1.1", kind="missing_field", **some)


@pytest.mark.clause("fuheng/vacant_unit/5.1.2a")
@pytest.mark.parametrize("blank", list(METERS))
def test_a_reading_says_what_the_meters_show_what_was_used_and_whether_the_supply_is_shut(blank: str) -> None:
    some = {k: v for k, v in METERS.items() if k != blank}
    assert_refused(
        stand("read_unsold_meters"), "read_unsold_meters", OFFICER, by="5.1.2a", kind="missing_field", **some
    )


@pytest.mark.parametrize(
    ("name", "row", "blank"),
    [
        pytest.param("inspect_unsold", "5.1.2b", "airing", marks=pytest.mark.clause("fuheng/vacant_unit/5.1.2b")),
        pytest.param("inspect_unsold", "5.3c", "condition", marks=pytest.mark.clause("fuheng/vacant_unit/5.3c")),
        pytest.param("inspect_vacant", "5.3c", "condition", marks=pytest.mark.clause("fuheng/vacant_unit/5.3c")),
        pytest.param("inspect_after_weather", "5.3c", "condition", marks=pytest.mark.clause("fuheng/vacant_unit/5.3c")),
        pytest.param(
            "inspect_unsold_after_weather", "5.3c", "condition", marks=pytest.mark.clause("fuheng/vacant_unit/5.3c")
        ),
        pytest.param("inspect_unsold", "5.3.1", "supply_leaks", marks=pytest.mark.clause("fuheng/vacant_unit/5.3.1")),
        pytest.param("inspect_vacant", "5.3.1", "supply_leaks", marks=pytest.mark.clause("fuheng/vacant_unit/5.3.1")),
        pytest.param(
            "inspect_basement", "5.4b", "basement_condition", marks=pytest.mark.clause("fuheng/vacant_unit/5.4b")
        ),
    ],
)
def test_every_inspection_fills_in_its_record_anew(name: str, row: str, blank: str) -> None:
    """What the record of last month said does not count for this month's."""
    filed = INSPECTIONS[name][2]
    case = stand(name)
    some = {k: v for k, v in filed.items() if k != blank}
    refusal = assert_only_refused(case, name, OFFICER, by=row, kind="empty_field", at="2026-02-02 09:00", **some)
    assert refusal.reads == (blank,)
    case.do(name, OFFICER, "2026-02-02 10:00", **filed)
    assert_only_refused(case, name, OFFICER, by=row, kind="empty_field", at="2026-02-03 09:00", **some)


@pytest.mark.clause("fuheng/vacant_unit/5.1.3a")
def test_in_the_rainy_season_cracks_and_leaks_are_found_conditions_each_month() -> None:
    """The site says 15 April to 15 October; before and after nobody is asked."""
    case = standing("check_for_leaks", "unsold_unit", at="2025-01-31 09:00")
    assert_not_due(case, "check_for_leaks")
    case.tick("2025-04-15 09:00")
    assert_due(case, "check_for_leaks", "2025-05-16 00:00", by="local")  # 24:00 of 15 May
    refusal = assert_only_refused(case, "check_for_leaks", OFFICER, by="5.1.3a", kind="empty_field", abnormal="否")
    assert refusal.reads == ("cracks_and_leaks",)
    assert_only_refused(
        case,
        "check_for_leaks",
        "customer_receptionist",
        by="local",
        kind="wrong_role",
        cracks_and_leaks="无",
        abnormal="否",
    )
    case.do("check_for_leaks", OFFICER, "2025-05-04 09:00", cracks_and_leaks="北墙渗水", abnormal="是")
    assert ("report_abnormal", ("responsible_person",), "2025-05-04 09:00") in told(case)  # 5.1.4
    assert_due(case, "check_for_leaks", "2025-06-05 00:00", by="local")
    case.do("check_for_leaks", OFFICER, "2025-06-04 09:00", cracks_and_leaks="无", abnormal="否")
    case.tick("2025-10-16 00:01")
    assert_not_due(case, "check_for_leaks")
    assert [at for _, at in missed(case) if at >= "2025-10-16"] == []
    case.tick("2026-04-15 00:00")
    assert_due(case, "check_for_leaks", "2026-05-16 00:00", by="local")


@pytest.mark.parametrize("name", ["inspect_vacant", *STORMS, "inspect_basement"])
def test_every_inspection_says_whether_something_abnormal_was_found(name: str) -> None:
    row, _, filed = INSPECTIONS[name]
    some = {k: v for k, v in filed.items() if k != "abnormal"}
    assert_refused(stand(name), name, OFFICER, by=row, kind="missing_field", at="2026-02-02 09:00", **some)


# --- 5.1.3b storms -----------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/5.1.3b")
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("unsold_unit", "inspect_unsold_after_weather"), ("unrenovated_unit", "inspect_after_weather"),
        ("unoccupied_unit", "inspect_after_weather"),
    ],
)
def test_each_storm_asks_for_one_full_inspection_by_the_time_that_is_said_with_it(kind: str, name: str) -> None:
    case = standing("5.1.3b", kind, at="2026-06-01 09:00")
    assert_not_due(case, name)
    case.storm("2026-07-10 15:00")
    assert_due(case, name, "2026-07-11 18:00", by="5.1.3b")
    case.do(name, OFFICER, "2026-07-11 18:00", **WEATHER)
    assert missed(case) == []
    assert_not_due(case, name)
    case.storm("2026-08-02 03:00", "2026-08-02T20:00+08:00")
    case.do(name, OFFICER, "2026-08-02 20:00:00.000001", **WEATHER)
    assert missed(case) == [(name, "2026-08-02 20:00:00")]


@pytest.mark.clause("fuheng/vacant_unit/5.1.3b")
def test_a_storm_after_a_missed_inspection_is_a_run_of_its_own_and_is_urged_for_itself() -> None:
    """One full inspection for each event: the first was missed, the next has its own time, and each is urged once."""
    case = standing("5.1.3b", "unsold_unit", at="2026-06-01 09:00")
    case.storm("2026-07-10 15:00", "2026-07-10T18:00+08:00").storm("2026-07-11 09:00", "2026-07-11T12:00+08:00")
    case.do("inspect_unsold_after_weather", OFFICER, "2026-07-11 15:00", **WEATHER)
    assert missed(case) == [
        ("inspect_unsold_after_weather", "2026-07-10 18:00:00"),
        ("inspect_unsold_after_weather", "2026-07-11 12:00:00"),
    ]
    urged = [line.entry for line in case.desk.history(case.id) if line.name == "urge_inspection"]
    assert [entry.about.run for entry in urged] == [1, 2]


@pytest.mark.clause("fuheng/vacant_unit/5.1.3b")
@pytest.mark.parametrize(
    ("kind", "name"),
    [("unsold_unit", "inspect_unsold_after_weather"), ("unoccupied_unit", "inspect_after_weather")],
)
def test_a_storm_is_reported_with_the_time_by_which_to_look(kind: str, name: str) -> None:
    case = standing("5.1.3b", kind)
    assert_refused(case, "severe_weather", OFFICER, by="local", kind="missing_field")
    case.storm("2026-07-10 15:00")
    assert_only_refused(case, name, "customer_receptionist", by="5.1.3b", kind="wrong_role", **WEATHER)


# --- what is reported ---------------------------------------------------------------------------------------------


@pytest.mark.clause("fuheng/vacant_unit/5.1.4")
@pytest.mark.parametrize("name", ["inspect_unsold", *STORMS, "inspect_basement"])
def test_what_is_found_abnormal_is_reported_at_once_to_the_responsible_person(name: str) -> None:
    filed = INSPECTIONS[name][2]
    case = stand(name).do(name, OFFICER, "2026-02-02 09:00", **filed)
    assert told(case) == []
    if name in STORMS:
        case.storm("2026-02-02 09:30", "2026-02-02T18:00+08:00")
    case.do(name, OFFICER, "2026-02-02 10:00", **{**filed, "abnormal": "是"})
    assert ("report_abnormal", ("responsible_person",), "2026-02-02 10:00") in told(case)
    (line,) = [h for h in case.desk.history(case.id) if h.name == "report_abnormal"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "5.1.4", (OFFICER,))


@pytest.mark.clause("fuheng/vacant_unit/5.2.9b")
@pytest.mark.parametrize("name", ["inspect_vacant", "inspect_after_weather"])
def test_the_owner_hears_of_what_an_inspection_found(name: str) -> None:
    filed = INSPECTIONS[name][2]
    case = stand(name).do(name, OFFICER, "2026-02-02 10:00", **{**filed, "abnormal": "是"})
    assert ("contact_owner", ("owner",), "2026-02-02 10:00") in told(case)
    quiet = stand(name).do(name, OFFICER, "2026-02-02 10:00", **filed)
    assert told(quiet) == []


@pytest.mark.clause("fuheng/vacant_unit/5.2.9b")
@pytest.mark.parametrize("name", ["inspect_unsold", "inspect_unsold_after_weather"])
def test_of_an_unsold_unit_no_owner_hears_for_there_is_none(name: str) -> None:
    """5.2.9 stands under 业主接房后暂不入住的房屋管理; an unsold unit goes to the person responsible (5.1.4)."""
    filed = INSPECTIONS[name][2]
    case = stand(name).do(name, OFFICER, "2026-02-02 10:00", **{**filed, "abnormal": "是"})
    assert [name for name, _, _ in told(case)] == ["report_abnormal"]


@pytest.mark.clause("fuheng/vacant_unit/5.1.4")
def test_what_an_owners_unit_shows_goes_to_the_owner_and_not_beyond() -> None:
    case = stand("inspect_vacant").do("inspect_vacant", OFFICER, **{**VACANT, "abnormal": "是"})
    assert [name for name, _, _ in told(case)] == ["contact_owner"]


@pytest.mark.clause("fuheng/vacant_unit/5.1.2c")
@pytest.mark.parametrize(
    "found", [{"water_used": "0.01"}, {"electricity_used": "0.5"}, {"water_shut": "否"}, {"power_shut": "否"}]
)
def test_anything_used_in_an_unsold_unit_or_a_supply_left_open_is_reported(found: dict[str, str]) -> None:
    case = stand("read_unsold_meters").do("read_unsold_meters", OFFICER, "2026-02-20 09:00", **METERS)
    assert told(case) == []
    case.do("read_unsold_meters", OFFICER, "2026-03-20 09:00", **{**METERS, **found})
    assert told(case) == [("report_consumption", ("responsible_person",), "2026-03-20 09:00")]
    (line,) = [h for h in case.desk.history(case.id) if h.name == "report_consumption"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "5.1.2c", (OFFICER,))


@pytest.mark.clause("fuheng/vacant_unit/5.1.2c")
@pytest.mark.parametrize("used", ["water_used", "electricity_used"])
def test_nothing_can_be_used_below_nothing(used: str) -> None:
    case = stand("read_unsold_meters")
    filed = {**METERS, used: "-0.01"}
    assert_only_refused(case, "read_unsold_meters", OFFICER, by="5.1.2a", kind="wrong_value", **filed)


@pytest.mark.clause("fuheng/vacant_unit/5.1.2c")
@pytest.mark.parametrize("found", [{"water_used": "2"}, {"electricity_used": "0.1"}, {"power_shut": "否"}])
def test_what_turns_out_of_an_earlier_reading_is_reported_too(found: dict[str, str]) -> None:
    """杜绝产生水电费: each month's reading, put right after the next one, and after that one is put right too."""
    case = stand("read_unsold_meters").do("read_unsold_meters", OFFICER, "2026-02-20 09:00", **METERS)
    case.do("read_unsold_meters", OFFICER, "2026-03-20 09:00", **METERS).tick("2026-03-21 09:00")
    case.correct("read_unsold_meters", time=-2, water_reading="13")
    assert told(case) == []
    case.correct("read_unsold_meters", time=-2, **found)
    assert told(case) == [("report_consumption", ("responsible_person",), "2026-03-21 09:00")]
    case.correct("read_unsold_meters", time=-2, water_reading="14")
    assert len(told(case)) == 1
    case.correct("read_unsold_meters", **found)
    assert len(told(case)) == 2


@pytest.mark.clause("fuheng/vacant_unit/5.1.4", "fuheng/vacant_unit/5.2.9b")
@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("inspect_unsold", "report_abnormal"),
        ("inspect_basement", "report_abnormal"),
        ("inspect_vacant", "contact_owner"),
    ],
)
def test_what_an_earlier_inspection_turns_out_to_have_found_is_told(name: str, notice: str) -> None:
    """发现异常情况应及时报相关责任人, 应及时与业主联系: of February too, when March has been inspected."""
    filed = INSPECTIONS[name][2]
    case = stand(name).do(name, OFFICER, "2026-02-20 09:00", **filed).do(name, OFFICER, "2026-03-19 09:00", **filed)
    case.correct(name, time=-2, abnormal="是")
    assert [who for who, _, _ in told(case)] == [notice]
    assert case.case.facts["abnormal"] is False
    case.correct(name, time=-2, abnormal="否").correct(name, abnormal="是")
    assert [who for who, _, _ in told(case)] == [notice] * 2


@pytest.mark.clause("fuheng/vacant_unit/3.1")
@pytest.mark.parametrize("name", sorted({*INSPECTIONS, *MONTHLY}))
def test_the_director_urges_the_officer_when_one_of_her_rounds_is_missed(name: str) -> None:
    """负责空置房管理工作的安排、抽检、督促: all of the management of vacant units, the meters too."""
    due = "2026-02-02 18:00" if name in STORMS else "2026-03-01 00:00"
    case = stand(name).tick(due)
    assert told(case) == []
    case.tick("2026-03-02 09:00")
    assert told(case) == [("urge_inspection", (OFFICER,), due)]
    (line,) = [h for h in case.desk.history(case.id) if h.name == "urge_inspection"]
    assert (line.clause, line.entry.in_name_of) == (ROW + "3.1", ("customer_centre_director",))


@pytest.mark.clause("fuheng/vacant_unit/3.1")
def test_the_director_urges_what_the_rains_ask_for_too() -> None:
    case = standing("check_for_leaks", "unsold_unit", at="2026-06-01 09:00").tick("2026-07-02 09:00")
    assert told(case) == [("urge_inspection", (OFFICER,), "2026-07-02 00:00")]


def test_what_the_reports_stand_on_reads_in_the_manuals_own_terms() -> None:
    plan = new_desk().programs()["undated"].plans["vacant_unit"]
    when = each_of(done("look_after"), missed_("inspect_vacant"))
    assert when.text("zh", plan.term) == "已完成“日常管理”，或“空置房每月检查”逾期"
    assert when.text("en") == "look_after is done or inspect_vacant is missed"


# --- shares ---------------------------------------------------------------------------------------------------------


def estate() -> Desk:
    """Two unsold units, one of an owner, one basement, from the end of January on; the second unsold one sold in March."""
    desk = new_desk(policy=SEASONS)
    kinds = {"unsold_unit": ["1-101", "1-102"], "unoccupied_unit": ["2-201"], "basement": ["B1"]}
    desk.start_standing_tasks(kinds, by=everybody(), at="2026-01-31 09:00", recorded_at="2026-01-31 09:00")
    return desk


def look_in(desk: Desk, name: str, subject: str, at: str, **more: str) -> None:
    row, _, filed = MONTHLY[name]
    Standing(desk, f"standing:{ROW}{row}/{subject}", at).do(name, OFFICER, **{**filed, **more})


def rates(desk: Desk, month: str, until: str) -> dict[str, tuple[str, int, int, bool | None]]:
    figures = desk.targets("vacant_unit", since=f"{month}-01 00:00", until=f"{until}-01 00:00")
    assert all(f.wanted == Decimal(1) for f in figures)
    return {f.name: (f.clause.removeprefix(ROW), f.of, f.reached, f.kept) for f in figures}


@pytest.mark.clause(
    "fuheng/vacant_unit/5.1.5a", "fuheng/vacant_unit/5.1.5b", "fuheng/vacant_unit/5.3b", "fuheng/vacant_unit/5.4a"
)
def test_the_monthly_shares_are_a_hundred_percent_where_every_unit_was_inspected_and_entered() -> None:
    desk = estate()
    for subject in ("1-101", "1-102"):
        look_in(desk, "inspect_unsold", subject, "2026-02-10 09:00")
    look_in(desk, "inspect_vacant", "2-201", "2026-02-11 09:00")
    look_in(desk, "inspect_basement", "B1", "2026-02-12 09:00")
    assert rates(desk, "2026-02", "2026-03") == {
        "unsold_inspection_rate": ("5.1.5a", 2, 2, True),
        "unsold_entry_rate": ("5.1.5b", 2, 2, True),
        "vacant_inspection_rate": ("5.3b", 3, 3, True),
        "basement_inspection_rate": ("5.3b", 1, 1, True),
    }


@pytest.mark.clause(
    "fuheng/vacant_unit/5.1.5a", "fuheng/vacant_unit/5.1.5b", "fuheng/vacant_unit/5.3b", "fuheng/vacant_unit/5.4a"
)
def test_a_unit_that_was_not_inspected_or_not_entered_counts_against_them() -> None:
    desk = estate()
    look_in(desk, "inspect_unsold", "1-101", "2026-02-10 09:00", entered_unit="")
    assert rates(desk, "2026-02", "2026-03") == {
        "unsold_inspection_rate": ("5.1.5a", 2, 1, False),
        "unsold_entry_rate": ("5.1.5b", 2, 0, False),
        "vacant_inspection_rate": ("5.3b", 3, 1, False),
        "basement_inspection_rate": ("5.3b", 1, 0, False),
    }


@pytest.mark.clause("fuheng/vacant_unit/5.1.5b")
@pytest.mark.parametrize(("said", "right", "entered"), [("是", "否", 1), ("否", "是", 2)])
def test_whether_a_unit_was_entered_counts_as_corrected(said: str, right: str, entered: int) -> None:
    """Of two units, one is entered; what was ticked wrongly of the other is corrected, in the next month too."""
    desk = estate()
    look_in(desk, "inspect_unsold", "1-102", "2026-02-10 09:00")
    look_in(desk, "inspect_unsold", "1-101", "2026-02-10 09:00", entered_unit=said)
    look_in(desk, "inspect_unsold", "1-101", "2026-03-10 09:00")  # of another month: it stands as it is
    ident = f"standing:{ROW}5.1.1/1-101"
    first = next(line.seq for line in desk.history(ident) if line.name == "inspect_unsold" and line.entry.by)
    filed = {"reason": "误填", "entry": first, "entered_unit": right}
    desk.act(ident, "correct", filed, by=person("superior"), at="2026-03-11 09:00", recorded_at="2026-03-11 09:00")
    assert rates(desk, "2026-02", "2026-03")["unsold_entry_rate"] == ("5.1.5b", 2, entered, entered == 2)
    assert rates(desk, "2026-03", "2026-04")["unsold_entry_rate"][2] == 1
    assert desk.case(ident).facts["entered_unit"] is True


@pytest.mark.clause("fuheng/vacant_unit/5.1.5a")
def test_only_the_month_counts_and_only_units_on_the_duty_in_it() -> None:
    desk = estate()
    look_in(desk, "inspect_unsold", "1-101", "2026-02-28 23:59")
    look_in(desk, "inspect_unsold", "1-102", "2026-03-01 00:00")
    assert rates(desk, "2026-02", "2026-03")["unsold_inspection_rate"] == ("5.1.5a", 2, 1, False)
    assert rates(desk, "2026-03", "2026-04")["unsold_inspection_rate"] == ("5.1.5a", 2, 1, False)
    Standing(desk, f"standing:{ROW}5.1.1/1-101", "2026-03-20 09:00").do("stop", OFFICER)
    assert rates(desk, "2026-03", "2026-04")["unsold_inspection_rate"] == ("5.1.5a", 2, 1, False)
    assert rates(desk, "2026-04", "2026-05")["unsold_inspection_rate"] == ("5.1.5a", 1, 0, False)
    assert rates(desk, "2026-01", "2026-02")["unsold_inspection_rate"] == ("5.1.5a", 2, 0, False)
    assert rates(desk, "2025-12", "2026-01")["unsold_inspection_rate"] == ("5.1.5a", 0, 0, None)


@pytest.mark.clause("fuheng/vacant_unit/5.1.5a")
@pytest.mark.parametrize(("stopped", "july"), [("2026-06-30 23:59", 1), ("2026-07-01 00:00", 1), ("2026-07-01 00:01", 2)])
def test_a_unit_whose_checks_end_with_a_month_does_not_count_in_the_next(stopped: str, july: int) -> None:
    desk = estate()
    Standing(desk, f"standing:{ROW}5.1.1/1-101", stopped).do("stop", OFFICER)
    assert rates(desk, "2026-06", "2026-07")["unsold_inspection_rate"][1] == 2
    assert rates(desk, "2026-07", "2026-08")["unsold_inspection_rate"][1] == july


@pytest.mark.clause("fuheng/vacant_unit/5.1.5b")
@pytest.mark.parametrize("days", [("10", "20"), ("20", "10")])
def test_one_inspection_inside_in_a_month_is_enough(days: tuple[str, str]) -> None:
    desk = estate()
    for day, entered in sorted(zip(days, ("是", "否"), strict=True)):
        look_in(desk, "inspect_unsold", "1-101", f"2026-02-{day} 09:00", entered_unit=entered)
    assert rates(desk, "2026-02", "2026-03")["unsold_entry_rate"][1:3] == (2, 1)
