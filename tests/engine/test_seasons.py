"""Work of a season, and conditions on one (fuheng vacant_unit 5.1.3a and 5.1.2b)."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from engine.scene import Scene, actor, later_than_all
from sample_manuals import times as m
from servicedesk import Desk, Policy, render
from servicedesk.errors import InvalidPolicy, UnsetSeasonWarning

RAINS = {"rainy_season": "04-15..10-15", "炎热季节": ["06-01..08-31"]}
WHO = actor(m.OFFICER, name="赵强")


def policy(seasons: dict[str, Any], **more: Any) -> Policy:
    return Policy.from_data({"seasons": seasons, **more})


def unsold(at: str, seasons: dict[str, Any] = RAINS) -> Scene:
    """A unit over which the work of the season stands, from then on."""
    scene = Scene(m.VACANT, options={"policy": policy(seasons)})
    (scene.id,) = scene.desk.start_standing_tasks({"unsold_unit": ["3-2-501"]}, by=WHO, at=at, recorded_at=at)
    return scene


def unit(at: str, seasons: dict[str, Any] = RAINS, **more: Any) -> Scene:
    scene = Scene(m.VACANT, options={"policy": policy(seasons, **more)})
    scene.open("vacant_unit", at, m.OFFICER)
    return scene


def due(scene: Scene) -> str | None:
    return scene.due("check_for_leaks")


def waits(scene: Scene, at: str, name: str = "check_for_leaks") -> tuple[str, str]:
    (row,) = [row for row in scene.desk.obligations(scene.id, at=at) if row.name == name]
    return row.status, row.cause


# --- the season begins and ends the work -------------------------------------------------------------------------


def test_before_the_season_nothing_is_asked_and_with_its_first_day_the_work_begins() -> None:
    scene = unsold("2026-03-01 09:00")
    assert scene.running() == set()
    assert waits(scene, "2026-03-02 09:00") == ("waiting", "out_of_season")
    scene.tick("2026-04-14 23:59")
    assert scene.running() == set()
    scene.tick("2026-04-15 00:00")
    assert due(scene) == "2026-05-16 00:00"  # 24:00 of 15 May
    assert scene.log("started") == [("started", "check_for_leaks", "2026-04-15 00:00")]


def test_started_in_the_midst_of_the_season_it_counts_from_there() -> None:
    scene = unsold("2026-06-01 09:00")
    assert due(scene) == "2026-07-02 00:00"
    scene.do("check_for_leaks", "2026-06-20 10:00", WHO)
    assert due(scene) == "2026-07-21 00:00"


def test_after_the_last_day_the_work_is_over_and_the_next_year_begins_anew() -> None:
    scene = unsold("2026-09-20 09:00")
    assert due(scene) == "2026-10-21 00:00"
    scene.tick("2026-10-15 23:59")
    assert scene.running() == {"check_for_leaks"}
    scene.tick("2026-10-20 09:00")
    assert scene.running() == set()
    assert scene.log("missed", "cancelled") == [("cancelled", "check_for_leaks", "2026-10-16 00:00")]
    assert waits(scene, "2026-12-01 09:00") == ("waiting", "out_of_season")
    (line,) = [line for line in scene.desk.history(scene.id) if line.kind == "cancelled"]
    assert (line.zh, line.en) == ("“检查裂缝、漏水”本季已结束", "check for leaks: the season is over")
    scene.tick("2027-04-20 09:00")
    assert due(scene) == "2027-05-16 00:00"
    assert scene.limit("check_for_leaks").run == 2


def test_a_miss_by_the_last_instant_stays_and_starts_no_further_run() -> None:
    """Weekly from 2 October 09:00: 9 October is missed, and so is 16 October, for which the 15th is too late."""
    scene = unit("2026-10-01 09:00", {"rainy_season": "04-15..10-15"})
    scene.tick("2026-10-20 09:00")
    assert scene.log("started", "missed", "cancelled") == [
        ("started", "watch_roof", "2026-10-01 09:00"),
        ("missed", "watch_roof", "2026-10-09 00:00"),
        ("started", "watch_roof", "2026-10-01 09:00"),
        ("missed", "watch_roof", "2026-10-16 00:00"),
        ("cancelled", "watch_roof", "2026-10-16 00:00"),
    ]


def test_what_is_recorded_after_the_season_starts_no_run_after_it() -> None:
    scene = unsold("2026-09-20 09:00")
    scene.do("check_for_leaks", "2026-10-14 10:00", WHO, "2026-10-20 09:00")
    assert scene.running() == set()
    assert scene.log("started") == [("started", "check_for_leaks", "2026-09-20 09:00")]
    assert scene.log("cancelled") == [("cancelled", "check_for_leaks", "2026-10-16 00:00")]


def test_what_was_done_before_the_season_answers_nothing_of_it() -> None:
    scene = unsold("2026-03-01 09:00")
    scene.do("check_for_leaks", "2026-04-10 10:00", WHO, "2026-04-20 09:00")
    assert due(scene) == "2026-05-16 00:00"


def test_the_history_is_the_same_whatever_the_ticks() -> None:
    told: list[list[Any]] = []
    for ticks in ([], ["2026-04-14 12:00", "2026-04-15 00:00", "2026-10-16 00:00", "2027-04-15 00:00"]):
        scene = unsold("2026-03-01 09:00")
        for at in ticks:
            scene.tick(at)
        scene.do("check_for_leaks", "2027-05-01 09:00", WHO)
        told.append([line.entry for line in scene.desk.history(scene.id)])
    assert told[0] == told[1]


def test_it_ends_with_the_case() -> None:
    scene = unit("2026-04-20 09:00", {"rainy_season": "04-15..10-15", "hot_season": "06-01..08-31"})
    scene.do("hand_back", "2026-04-21 09:00", m.OFFICER)
    scene.tick("2027-06-01 09:00")
    assert scene.log("started", "cancelled", "missed") == [
        ("started", "watch_roof", "2026-04-20 09:00"),
        ("cancelled", "watch_roof", "2026-04-21 09:00"),
    ]


# --- which days --------------------------------------------------------------------------------------------------


def test_a_season_may_run_over_new_year() -> None:
    scene = unsold("2026-12-20 09:00", {"rainy_season": "11-15..03-15"})
    assert due(scene) == "2027-01-21 00:00"
    scene.do("check_for_leaks", "2027-01-15 09:00", WHO)
    scene.do("check_for_leaks", "2027-02-15 09:00", WHO)
    scene.do("check_for_leaks", "2027-03-10 09:00", WHO)
    scene.tick("2027-03-16 00:01")
    assert scene.log("cancelled") == [("cancelled", "check_for_leaks", "2027-03-16 00:00")]


def test_dates_of_one_year_stand_in_place_of_its_days() -> None:
    """In 2026 the rains come early and end early; in 2027 the days of every year hold again."""
    scene = unsold("2026-03-01 09:00", {"rainy_season": ["04-15..10-15", "2026-03-10..2026-03-31"]})
    scene.tick("2027-04-16 09:00")
    assert [entry for entry in scene.log("started", "cancelled") if entry[0] != "missed"] == [
        ("started", "check_for_leaks", "2026-03-10 00:00"),
        ("cancelled", "check_for_leaks", "2026-04-01 00:00"),
        ("started", "check_for_leaks", "2027-04-15 00:00"),
    ]


def test_spans_that_touch_are_one_season() -> None:
    scene = unsold("2026-03-01 09:00", {"rainy_season": ["04-15..05-31", "06-01..10-15"]})
    scene.do("check_for_leaks", "2026-05-20 09:00", WHO)
    scene.tick("2026-06-02 09:00")
    assert (scene.log("cancelled"), due(scene)) == ([], "2026-06-21 00:00")


# --- as a condition ----------------------------------------------------------------------------------------------


def test_a_condition_is_read_for_the_day_on_which_it_is_done() -> None:
    """31 August is hot: the unit is cooled before it is handed back; 1 September is not."""
    scene = unit("2026-08-20 09:00")
    assert scene.refusals("hand_back", "2026-08-31 23:00", m.OFFICER) == {("outstanding", "fuheng/vacant_unit/5.1.2b")}
    scene.do("hand_back", "2026-09-01 00:00", m.OFFICER)


def test_a_condition_that_is_denied() -> None:
    scene = unit("2026-04-10 09:00")
    scene.do("dry", "2026-04-14 09:00", m.OFFICER)
    refused = scene.refused("dry", "2026-04-15 09:00", m.OFFICER, "local")
    assert refused.kind == "not_applicable"
    assert "在多雨季节" in refused.text("zh")
    assert "it is the rainy season" in refused.text("en")


def test_a_late_record_is_judged_by_when_it_occurred() -> None:
    scene = unit("2026-08-20 09:00")
    scene.do("hand_back", "2026-09-01 09:00", m.OFFICER, "2027-06-05 09:00")
    assert scene.case.state == "handed_back"


def test_recorded_over_the_season_it_is_a_deviation() -> None:
    scene = unit("2026-04-20 09:00", recording={"by": ["区域客户服务员"]})
    at = "2026-04-21 09:00"
    scene.desk.record(scene.id, "dry", {}, by=WHO, recorded_by=WHO, at=at, recorded_at=at)
    (deviation,) = scene.desk.deviations(scene.id)
    assert deviation.zh == "在不适用的情形下办理：在多雨季节"
    assert deviation.en == "done although it does not apply: it is the rainy season"


# --- a season that the policy does not have ------------------------------------------------------------------------


def test_a_season_that_is_not_set_is_named_where_it_stands_in_the_way() -> None:
    with pytest.warns(UnsetSeasonWarning, match=r"'watch_roof' .* asked of nobody.*'rainy_season' \(多雨季节\)"):
        scene = unit("2026-04-20 09:00", {"hot_season": "06-01..08-31"})
    refused = scene.refused("dry", "2026-04-21 09:00", m.OFFICER, "local")
    assert refused.kind == "unset_season"
    assert "项目政策未写明“多雨季节”的起止日期" in refused.text("zh")
    assert "does not say when the rainy season is" in refused.text("en")
    assert "[seasons]" in refused.text("en")


def test_work_of_a_season_that_is_not_set_is_asked_of_nobody_and_not_silently() -> None:
    with pytest.warns(UnsetSeasonWarning, match=r"'check_for_leaks' .* asked of nobody"):
        scene = unsold("2026-04-20 09:00", {})
    scene.tick("2026-12-01 09:00")
    assert scene.log("started", "missed") == []
    assert waits(scene, "2026-12-01 09:00") == ("waiting", "unset_season")


def test_recorded_over_a_season_that_is_not_set() -> None:
    with pytest.warns(UnsetSeasonWarning):
        scene = unit("2026-04-20 09:00", {}, recording={"by": ["区域客户服务员"]})
    at = "2026-04-21 09:00"
    scene.desk.record(scene.id, "dry", {}, by=WHO, recorded_by=WHO, at=at, recorded_at=at)
    (deviation,) = scene.desk.deviations(scene.id)
    assert (deviation.kind, deviation.zh) == ("unset_season", "未写明季节即办理：多雨季节")


def test_a_season_that_is_set_later_begins_with_its_next_first_day() -> None:
    """What the clock has passed under the old policy is passed; an input in the season begins it at once."""
    with pytest.warns(UnsetSeasonWarning):
        scene = unit("2026-04-20 09:00", {})
    desk = Desk(m.VACANT, store=scene.desk.store, policy=policy(RAINS), clock=later_than_all)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        desk.act(scene.id, "cool", {}, by=WHO, at="2026-06-05 09:00", recorded_at="2026-06-05 09:00")
    assert [d.due and d.due.format("MM-DD HH:mm") for d in desk.due()] == ["06-13 00:00"]


@pytest.mark.parametrize(
    ("seasons", "said"),
    [
        (
            {"rainy_saeson": "04-15..10-15"},
            "seasons.rainy_saeson: no rule asks for the season 'rainy_saeson'; did you mean 'rainy_season'?",
        ),
        (
            {"rainy_season": "04-15..10-15", "多雨季节": "05-01..09-30"},
            "seasons.多雨季节: the season 'rainy_season' stands in the policy already",
        ),
    ],
)
def test_a_policy_names_seasons_of_its_manual(seasons: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        unit("2026-04-20 09:00", seasons)
    assert refused.value.fields["faults"] == (said,)


def test_the_days_of_a_season_are_read_strictly() -> None:
    with pytest.raises(InvalidPolicy) as refused:
        policy({"a": "04-15", "b": ["2026-10-15..2026-04-15"], "c": "02-30..03-01", "d": [], "e": 4})
    assert refused.value.fields["faults"] == (
        "seasons.a: '04-15' is no span of days; write 04-15..10-15, or 2026-04-15..2026-10-15",
        "seasons.b: '2026-10-15..2026-04-15' ends before it begins",
        "seasons.c: '02-30..03-01' is no span of days; write 04-15..10-15, or 2026-04-15..2026-10-15",
        "seasons.d: its days are expected, such as 04-15..10-15",
        "seasons.e: a list is expected",
        "seasons.e: its days are expected, such as 04-15..10-15",
    )


def test_the_sheet_names_the_season() -> None:
    (program,) = Scene(m.VACANT).desk.programs().values()
    rows = {row["clause"]: row for row in render.sheet_data(program, program.plans["vacant_unit"], "zh")}
    assert "在多雨季节" in rows["5.1.3a"]["when"]
    assert "在炎热季节" in rows["5.1.2b"]["when"]
