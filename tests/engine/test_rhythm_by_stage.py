"""A rhythm that changes with the stage of the case (Fuheng renovation 2.1 to 2.4, A117)."""

from engine.renovating import works_at
from engine.scene import Scene
from sample_manuals import fuheng as m


def works(stage: str, at: str) -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("renovation", at, m.CLERK, stage=stage)
    return scene


def test_a117_the_next_stage_takes_over_with_its_own_rhythm_from_the_last_patrol() -> None:
    scene = works("水电路改造", "2026-03-08 09:00")
    assert scene.due("inspect") == "2026-03-10 00:00"  # 24:00 of the 9th
    scene.do("inspect", "2026-03-09 10:00", m.CLERK)
    assert scene.due("inspect") == "2026-03-11 00:00"
    scene.do("enter_stage", "2026-03-10 09:00", m.CLERK, stage="carpentry")
    assert scene.due("inspect") == "2026-03-13 00:00"  # 24:00 of the 12th: the daily patrol of the 10th is gone
    scene.tick("2026-03-12 23:59")
    assert scene.log("missed") == []


def test_the_stricter_rhythm_holds_from_the_change_on_and_nothing_was_due_before() -> None:
    """Last patrol on the 9th, each third day: on the 12th the daily one begins, and the 10th and 11th were none's."""
    scene = works("carpentry", "2026-03-08 09:00")
    scene.do("inspect", "2026-03-09 10:00", m.CLERK)
    scene.do("enter_stage", "2026-03-12 09:00", m.CLERK, stage="tiling")
    assert scene.due("inspect") == "2026-03-13 00:00"  # 24:00 of the 12th, the third day after the last patrol
    assert scene.log("missed") == []
    scene.tick("2026-03-14 09:00")
    assert scene.log("missed") == [("missed", "inspect", "2026-03-13 00:00"), ("missed", "inspect", "2026-03-14 00:00")]


def test_what_is_due_at_the_very_change_stays_due() -> None:
    scene = works("water_electric", "2026-03-08 09:00")
    scene.do("enter_stage", "2026-03-10 00:00", m.CLERK, stage="tiling")  # 24:00 of the 9th
    assert scene.due("inspect") == "2026-03-10 00:00"
    scene.tick("2026-03-10 00:01")
    assert scene.log("missed") == [("missed", "inspect", "2026-03-10 00:00")]


def test_a_day_that_was_missed_before_the_change_stays_missed_and_is_missed_once() -> None:
    scene = works("water_electric", "2026-03-08 09:00")
    scene.do("enter_stage", "2026-03-10 09:00", m.CLERK, stage="carpentry")
    assert scene.log("missed") == [("missed", "inspect", "2026-03-10 00:00")]
    assert scene.due("inspect") == "2026-03-12 00:00"  # 24:00 of the 11th, the third day from the start
    scene.do("enter_stage", "2026-03-11 09:00", m.CLERK, stage="tiling")
    assert scene.due("inspect") == "2026-03-12 00:00"
    assert len(scene.log("missed")) == 1


def test_a_change_that_is_recorded_later_counts_from_when_it_was() -> None:
    scene = works("carpentry", "2026-03-08 09:00")
    scene.do("enter_stage", "2026-03-09 09:00", m.CLERK, recorded="2026-03-10 10:00", stage="tiling")
    missed = [h.entry for h in scene.desk.history(scene.id) if h.kind == "missed"]
    assert [(e.clause, e.cause) for e in missed] == [("fuheng/renovation/2.3", "target_changed")]  # 24:00 of the 9th


def test_where_no_rhythm_applies_nothing_is_owed_and_it_begins_anew_when_one_does() -> None:
    scene = works("tiling", "2026-03-08 09:00")
    scene.do("enter_stage", "2026-03-08 15:00", m.CLERK, stage="停工")
    assert scene.running() == set()
    scene.tick("2026-03-20 09:00")
    assert scene.log("missed") == []
    scene.do("enter_stage", "2026-03-20 10:00", m.CLERK, stage="water_electric")
    assert scene.due("inspect") == "2026-03-22 00:00"  # 24:00 of the 21st


def test_an_installation_is_inspected_the_day_it_is_made() -> None:
    scene = works("停工", "2026-03-08 09:00")
    scene.do("report_installation", "2026-03-09 10:00", m.CLERK)
    assert scene.due("inspect_installation") == "2026-03-10 00:00"
    scene.do("inspect_installation", "2026-03-09 10:30", m.CLERK)
    assert [k for k, n, _ in scene.log("met") if n == "inspect_installation"] == ["met"]


def test_a_daily_visit_counts_from_the_visit_before_rest_days_included() -> None:
    """Jueshixiang 5.2.2: every calendar day while works run, days off included."""
    from sample_manuals import jueshixiang as j

    scene = works_at("2026-02-13 09:00")
    assert scene.due("visit_site") == "2026-02-15 00:00"
    scene.do("visit_site", "2026-02-14 16:00", j.TECHNICIAN, found="正常")
    assert scene.due("visit_site") == "2026-02-16 00:00"
    scene.tick("2026-02-17 09:00")
    assert scene.log("missed") == [
        ("missed", "visit_site", "2026-02-16 00:00"),
        ("missed", "visit_site", "2026-02-17 00:00"),
    ]
