"""A limit that the resident states, several clocks from one receipt, harm stopped first, rain (Henghu)."""

import pytest

from engine.scene import Scene, actor
from sample_manuals import henghu as m

CLAUSE = "henghu/complaint/"


def received(severity: str, at: str = "2026-09-28 09:00", **facts: str) -> Scene:
    scene = Scene(m.MANUAL)
    scene.open("complaint", at, m.CLERK, severity=severity, **facts)
    return scene


def test_a108_a_major_complaint_has_three_clocks_of_its_own() -> None:
    scene = received("重大投诉")
    assert {name: scene.due(name) for name in scene.running()} == {
        "submit": "2026-09-29 00:00",
        "answer": "2026-10-01 00:00",
        "solve": "2026-10-09 00:00",
    }
    scene.do("submit", "2026-09-28 17:00", m.CLERK)
    assert scene.running() == {"answer", "solve"}


def test_an_important_one_is_passed_on_in_an_hour() -> None:
    scene = received("important")
    assert (scene.due("pass_on"), scene.due("solve")) == ("2026-09-28 10:00", "2026-10-02 00:00")


@pytest.mark.parametrize(
    ("stated", "due"),
    [
        ({}, "2026-10-01 00:00"),
        ({"resident_limit": "1天"}, "2026-09-30 00:00"),
        ({"resident_limit": "5 days"}, "2026-10-04 00:00"),
    ],
)
def test_a69_the_residents_limit_replaces_the_two_days_shorter_or_longer(stated: dict[str, str], due: str) -> None:
    scene = received("minor", **stated)
    assert scene.due("solve") == due
    assert scene.running() == {"solve"}


def test_a_limit_in_no_words_of_time_is_refused() -> None:
    scene = Scene(m.MANUAL)
    outcome = scene.desk.try_open(
        "complaint",
        {"severity": "minor", "resident_limit": "很快"},
        subject="3-2-501",
        by=actor(m.CLERK),
        at="2026-09-28 09:00",
        recorded_at="2026-09-28 09:00",
    )
    (refusal,) = outcome.refusals
    assert (refusal.kind, refusal.clause, refusal.place) == ("wrong_value", CLAUSE + "4.4.1a", "resident_limit")
    assert "很快" not in refusal.zh


def test_harm_that_goes_on_is_stopped_before_anything_else_is_done() -> None:
    scene = received("重大投诉", harm_continues="是")
    refusal = scene.refused("submit", "2026-09-28 09:10", m.CLERK, CLAUSE + "4.4.6.3")
    assert refusal.kind == "required"
    assert ("停止或挽救伤害" in refusal.zh, "stop harm is not done" in refusal.en) == (True, True)
    assert ("停止或挽救伤害" in refusal.help_zh, refusal.help_en) == (True, "do stop harm first")
    scene.do("stop_harm", "2026-09-28 09:15", m.DESK)
    scene.do("submit", "2026-09-28 09:20", m.CLERK)


def test_where_no_harm_goes_on_nothing_has_to_be_stopped() -> None:
    scene = received("重大投诉", harm_continues="否")
    scene.do("submit", "2026-09-28 09:10", m.CLERK)
    scene.do("answer", "2026-09-28 10:00", m.MANAGER)
    scene.do("solve", "2026-09-28 11:00", m.RESPONSIBLE)
    assert scene.due("tell_result") == "2026-09-29 00:00"
    assert scene.do("tell_result", "2026-09-28 12:00", m.RECEIVER).state == "closed"


def standing(clause: str) -> Scene:
    scene = Scene(m.MANUAL, subject="5-1-201")
    scene.desk.start_standing_tasks(
        {"trusteed_unit": ["5-1-201"]}, by=actor(m.CENTRE), at="2026-06-01 09:00", recorded_at="2026-06-01 09:00"
    )
    scene.id = f"standing:henghu/trusteeship/{clause}/5-1-201"
    return scene


def test_the_patrol_before_heavy_rain_is_due_when_the_rain_is_to_begin() -> None:
    scene = standing("4.1.1.6h")
    told = scene.desk.try_act(
        scene.id, "heavy_rain_expected", {}, by=actor(m.CENTRE), at="2026-07-10 09:00", recorded_at="2026-07-10 09:00"
    ).refusals
    assert [(r.kind, r.place) for r in told] == [("missing_field", "rain_begins")]
    scene.do("heavy_rain_expected", "2026-07-10 09:00", m.CENTRE, rain_begins="2026-07-10T16:30+08:00")
    assert scene.due("patrol_before_rain") == "2026-07-10 16:30"
    scene.do("patrol_before_rain", "2026-07-10 16:30", m.CENTRE)
    assert scene.limit("patrol_before_rain").state == "met"
    scene.do("heavy_rain_expected", "2026-07-20 09:00", m.CENTRE, rain_begins="2026-07-20T12:00+08:00")
    scene.tick("2026-07-21 09:00")
    assert scene.log("missed") == [("missed", "patrol_before_rain", "2026-07-20 12:00")]


def test_the_patrol_after_it_and_the_weekly_one_run_for_themselves() -> None:
    after, weekly = standing("4.1.1.6i"), standing("4.1.1.6g")
    after.do("heavy_rain_ended", "2026-07-10 20:00", m.CENTRE)
    assert after.due("patrol_after_rain") == "2026-07-11 00:00"
    assert weekly.due("weekly_patrol") == "2026-06-09 00:00"
