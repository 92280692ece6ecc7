"""Limits counted back from an event that is stated (Jueshixiang, A119)."""

from engine.scene import Scene
from sample_manuals import jueshixiang as m


def planned(move_in: str = "2026-10-08T09:00+08:00", at: str = "2026-09-01 09:00") -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("handover_campaign", at, m.ASSISTANT, move_in=move_in)
    return scene


def test_a119_a_week_before_the_move_in_its_own_day_not_counted() -> None:
    scene = planned()
    assert scene.due("announced") == "2026-10-02 00:00"  # 24:00 of 1 October
    scene.do("announce", "2026-10-01 23:59", m.MARKETING)
    assert scene.limit("announced").state == "met"


def test_the_reminder_comes_the_day_before_and_the_miss_at_midnight() -> None:
    scene = planned()
    assert scene.tick("2026-10-03 09:00") == [("remind", "2026-09-30 00:00", ("service_center",))]
    assert scene.log("missed") == [("missed", "announced", "2026-10-02 00:00")]


def test_put_off_the_move_in_takes_its_limit_along() -> None:
    scene = planned()
    scene.do("put_off", "2026-09-20 09:00", m.ASSISTANT, move_in="2026-10-18T09:00+08:00")
    assert scene.due("announced") == "2026-10-12 00:00"


def test_planned_too_late_it_is_missed_from_the_start_and_says_why() -> None:
    scene = planned(at="2026-10-05 09:00")
    (missed,) = [h.entry for h in scene.desk.history(scene.id) if h.kind == "missed"]
    assert missed.cause == "late_knowledge"


def test_half_an_hour_before_the_arrival_is_by_the_clock() -> None:
    scene = Scene(m.MANUAL)
    scene.open("conference_reception", "2026-03-10 09:00", m.ASSISTANT, arrival="2026-03-11T14:00+08:00")
    assert scene.due("laid_out") == "2026-03-11 13:30"
    explained = scene.desk.explain(scene.id, "laid_out")
    assert ("2026-03-11" in explained.text("zh"), "13:30" in explained.text("en")) == (True, True)
