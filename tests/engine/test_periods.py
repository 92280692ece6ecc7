"""Due by the end of each month, and of each shift (chengxinxing staffing manager-8a, reporting forms-8b)."""

from __future__ import annotations

from typing import Any

import pytest

from engine.scene import Scene, actor
from sample_manuals import times as m
from servicedesk import Policy

MANAGER = actor(m.PROPERTY_MANAGER, name="孙平")
ASSISTANT = actor(m.ASSISTANT, name="李静")


def standing(kind: str, at: str, by: Any, calendars: dict[str, Any] | None = None) -> Scene:
    policy = Policy.from_data({"calendars": calendars} if calendars else {})
    scene = Scene(m.REPAIRS, subject="甲", options={"policy": policy})
    (scene.id,) = scene.desk.start_standing_tasks({kind: ["甲"]}, by=by, at=at, recorded_at=at)
    return scene


def appraisals(at: str) -> Scene:
    return standing("team", at, MANAGER)


def reports(at: str, hours: str = "08:00-20:00") -> Scene:
    """The assistants work on statutory working days, 08:00 to 20:00; nobody is rostered on a feast."""
    return standing("site", at, ASSISTANT, {"assistants_shift": {"hours": hours}})


# --- the month ---------------------------------------------------------------------------------------------------


def test_each_month_of_the_calendar_has_its_own_appraisal_by_its_end() -> None:
    """A120: done on 10 February, the next is due by the end of March, whatever the day."""
    scene = appraisals("2026-01-20 09:00")
    assert scene.due("appraise") == "2026-02-01 00:00"  # 24:00 of 31 January
    scene.do("appraise", "2026-01-25 09:00", MANAGER)
    assert scene.due("appraise") == "2026-03-01 00:00"  # 24:00 of 28 February
    scene.do("appraise", "2026-02-10 09:00", MANAGER)
    assert scene.due("appraise") == "2026-04-01 00:00"


def test_a_second_appraisal_of_the_month_answers_nothing_of_the_next() -> None:
    scene = appraisals("2026-01-20 09:00")
    scene.do("appraise", "2026-01-25 09:00", MANAGER)
    scene.do("appraise", "2026-01-30 09:00", MANAGER)
    assert scene.due("appraise") == "2026-03-01 00:00"
    assert [name for kind, name, _ in scene.log("met")] == ["appraise"]


def test_a_month_without_one_is_missed_and_the_next_has_its_own() -> None:
    scene = appraisals("2026-01-20 09:00")
    scene.tick("2026-03-05 09:00")
    assert [at for _, _, at in scene.log("missed")] == ["2026-02-01 00:00", "2026-03-01 00:00"]
    assert scene.due("appraise") == "2026-04-01 00:00"
    scene.do("appraise", "2026-03-31 23:59", MANAGER)
    assert scene.due("appraise") == "2026-05-01 00:00"


def test_what_is_recorded_in_the_next_month_counts_for_the_month_in_which_it_was_done() -> None:
    scene = appraisals("2026-01-20 09:00")
    scene.do("appraise", "2026-01-30 09:00", MANAGER, "2026-02-03 09:00")
    assert scene.due("appraise") == "2026-03-01 00:00"
    scene.do("appraise", "2026-02-20 09:00", MANAGER)
    assert scene.due("appraise") == "2026-04-01 00:00"


def test_the_explanation_says_how_often_and_which() -> None:
    scene = appraisals("2026-01-20 09:00")
    scene.do("appraise", "2026-01-25 09:00", MANAGER)
    why = scene.desk.explain(scene.id, "appraise")
    assert "每月月底前一次，本期为第2期，自2026-02-01 00:00起。" in why.text("zh")
    assert "Once every month, by its end; this is period 2, from 2026-02-01 00:00." in why.text("en")


# --- the shift ---------------------------------------------------------------------------------------------------


def test_the_report_is_due_by_the_end_of_each_shift_and_not_on_a_feast() -> None:
    """National Day 2026 is 1 to 7 October: after Wednesday 30 September comes Thursday 8 October."""
    scene = reports("2026-09-29 09:00")
    assert scene.due("daily_report") == "2026-09-29 20:00"
    scene.do("daily_report", "2026-09-29 19:00", ASSISTANT)
    assert scene.due("daily_report") == "2026-09-30 20:00"
    scene.do("daily_report", "2026-09-30 19:00", ASSISTANT)
    assert scene.due("daily_report") == "2026-10-08 20:00"
    scene.tick("2026-10-08 20:00")
    assert scene.log("missed") == []


def test_begun_on_a_feast_the_first_report_is_that_of_the_next_day_of_work() -> None:
    assert reports("2026-10-02 09:00").due("daily_report") == "2026-10-08 20:00"
    assert reports("2026-09-29 21:00").due("daily_report") == "2026-09-30 20:00"


def test_a_shift_without_a_report_is_missed_each_for_itself() -> None:
    """The make-up Saturday 10 October is worked; the Sunday is not."""
    scene = reports("2026-10-08 09:00")
    scene.tick("2026-10-12 09:00")
    assert [at for _, _, at in scene.log("missed")] == ["2026-10-08 20:00", "2026-10-09 20:00", "2026-10-10 20:00"]
    assert scene.due("daily_report") == "2026-10-12 20:00"


def test_a_second_report_of_the_day_and_one_after_hours_answer_nothing_of_the_next() -> None:
    scene = reports("2026-09-29 09:00")
    scene.do("daily_report", "2026-09-29 10:00", ASSISTANT)
    scene.do("daily_report", "2026-09-29 19:00", ASSISTANT)
    scene.do("daily_report", "2026-09-29 22:00", ASSISTANT)
    assert scene.due("daily_report") == "2026-09-30 20:00"


def test_the_night_shift_ends_in_the_morning() -> None:
    scene = reports("2026-03-12 21:00", "20:00-08:00")
    assert scene.due("daily_report") == "2026-03-13 08:00"
    scene.do("daily_report", "2026-03-13 07:30", ASSISTANT)
    assert scene.due("daily_report") == "2026-03-14 08:00"


@pytest.mark.parametrize("ticks", [[], ["2026-09-29 20:00"], ["2026-10-03 09:00", "2026-10-08 21:00"]])
def test_the_history_is_the_same_whatever_the_ticks(ticks: list[str]) -> None:
    def told(scene: Scene) -> list[Any]:
        scene.do("daily_report", "2026-10-09 10:00", ASSISTANT)
        return [line.entry for line in scene.desk.history(scene.id)]

    plain, ticked = reports("2026-09-29 09:00"), reports("2026-09-29 09:00")
    for at in ticks:
        ticked.tick(at)
    assert told(plain) == told(ticked)
