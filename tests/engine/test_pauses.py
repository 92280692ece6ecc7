"""Pauses as declared rules (deadline cases A42 to A54), through the desk."""

import pytest

from engine.scene import Scene
from sample_manuals import tiny as m
from servicedesk import Calendar, Policy, statutory_calendar
from servicedesk.calendars import always_open

C0 = always_open("Asia/Shanghai")
C3 = statutory_calendar("09:00-18:00")


def job(at: str, urgency: str = "normal", calendar: Calendar = C3) -> Scene:
    scene = Scene(m.MANUAL, options={"policy": Policy(calendar=calendar)})
    scene.open("job", at, m.CLERK, urgency=urgency)
    return scene


def paused(scene: Scene, first: str, last: str = "") -> Scene:
    scene.do("suspend", first, m.CLERK)
    if last:
        scene.do("resume", last, m.CLERK)
    return scene


@pytest.mark.parametrize(
    ("start", "first", "last", "due"),
    [
        ("2026-03-10 09:00", "2026-03-10 11:00", "2026-03-10 15:00", "2026-03-11 12:00"),
        ("2026-03-10 14:00", "2026-03-10 18:30", "2026-03-11 08:30", "2026-03-11 13:00"),
        ("2026-03-13 10:00", "2026-03-13 16:00", "2026-03-16 10:30", "2026-03-16 12:30"),
        ("2026-02-13 10:00", "2026-02-13 15:00", "2026-02-25 09:30", "2026-02-25 12:30"),
    ],
    ids=["A42", "A43", "A44", "A45"],
)
def test_a_pause_costs_the_working_time_that_is_lost_in_it(start: str, first: str, last: str, due: str) -> None:
    assert paused(job(start), first, last).due("solve") == due


def test_a46_two_pauses_one_over_midnight() -> None:
    scene = job("2026-03-09 09:00", "long", C0)
    paused(scene, "2026-03-09 10:00", "2026-03-09 10:30")
    assert paused(scene, "2026-03-09 22:30", "2026-03-10 01:15").due("solve") == "2026-03-10 02:15"


def test_a47_seconds_are_not_cut_to_minutes() -> None:
    scene = job("2026-03-09 09:00", "high", C0)
    paused(scene, "2026-03-09 09:30:00", "2026-03-09 09:30:40")
    (due,) = [d.due for d in scene.desk.due(subject=scene.subject) if d.name == "solve"]
    assert due is not None
    assert due.format("HH:mm:ss") == "11:00:40"


def test_a48_pauses_that_overlap_count_once() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("suspend", "2026-03-10 11:00", m.CLERK)
    scene.do("outage_begins", "2026-03-10 12:00", m.CLERK)
    scene.do("resume", "2026-03-10 14:00", m.CLERK)
    assert scene.due("solve") is None
    scene.do("outage_ends", "2026-03-10 15:00", m.CLERK)
    assert scene.due("solve") == "2026-03-11 12:00"


def test_a49_while_paused_there_is_no_due_no_breach_and_no_notice() -> None:
    scene = paused(job("2026-03-10 09:00"), "2026-03-10 11:00")
    assert scene.due("solve") is None
    assert scene.tick("2026-06-10 09:00") == []
    assert scene.log("missed", "escalated") == []


def test_a50_a_breach_before_the_pause_stays() -> None:
    scene = job("2026-03-10 09:00", "urgent")  # due 13:00
    scene.do("suspend", "2026-03-10 14:00", m.CLERK)
    assert scene.log("missed") == [("missed", "solve", "2026-03-10 13:00")]
    assert scene.limit("solve").state == "missed"


def test_a51_a_second_pause_and_a_resume_of_what_runs_are_refused_by_name() -> None:
    scene = job("2026-03-10 09:00")
    refusal = scene.refused("resume", "2026-03-10 10:00", m.CLERK, "tiny/job/3")
    assert (refusal.kind, "挂起" in refusal.zh, "suspend" in refusal.en) == ("not_applicable", True, True)
    paused(scene, "2026-03-10 11:00")
    assert scene.refused("suspend", "2026-03-10 11:30", m.CLERK, "tiny/job/3").kind == "not_now"


def test_a51_nothing_is_paused_in_a_case_that_has_ended() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("finish", "2026-03-10 10:00", m.CLERK)
    refusal = scene.refused("suspend", "2026-03-10 11:00", m.CLERK, "tiny/job/3")
    assert (refusal.kind, "办结" in refusal.zh or "finished" in refusal.zh) == ("ended", True)


def test_a52_of_a_pause_that_began_before_the_clock_only_the_rest_counts() -> None:
    scene = Scene(m.MANUAL, options={"policy": Policy(calendar=C0)})
    scene.open("later_job", "2026-03-09 08:00", m.CLERK)
    scene.do("suspend", "2026-03-09 08:30", m.CLERK)
    scene.do("begin", "2026-03-09 09:00", m.CLERK)
    assert scene.due("solve") is None
    scene.do("resume", "2026-03-09 10:00", m.CLERK)
    assert scene.due("solve") == "2026-03-09 12:00"


def test_a_pause_that_was_over_before_the_clock_began_counts_for_nothing() -> None:
    scene = Scene(m.MANUAL, options={"policy": Policy(calendar=C0)})
    scene.open("later_job", "2026-03-09 08:00", m.CLERK)
    paused(scene, "2026-03-09 08:10", "2026-03-09 08:50")
    scene.do("begin", "2026-03-09 09:00", m.CLERK)
    assert scene.due("solve") == "2026-03-09 11:00"


def test_a53_done_while_paused_ends_the_pause_there() -> None:
    scene = paused(job("2026-03-13 09:00"), "2026-03-13 11:00")
    scene.do("finish", "2026-03-13 15:00", m.CLERK)
    limit = scene.limit("solve")
    assert (limit.state, limit.closed_at) == ("met", limit.pauses[-1].until)
    assert scene.log("met") == [("met", "solve", "2026-03-13 15:00")]


def test_a54_the_example_of_znuny() -> None:
    scene = job("2026-03-09 08:00", "high", C0)
    assert paused(scene, "2026-03-09 09:00", "2026-03-09 10:05").due("solve") == "2026-03-09 11:05"


def test_a_pause_told_after_the_breach_excuses_it_and_takes_nothing_away() -> None:
    scene = job("2026-03-10 09:00", "urgent")  # due 13:00
    scene.tick("2026-03-10 13:30")
    scene.do("suspend", "2026-03-10 10:00", m.CLERK, recorded="2026-03-10 14:00")
    scene.do("resume", "2026-03-10 12:00", m.CLERK, recorded="2026-03-10 14:01")
    assert [k for k, _, _ in scene.log("missed", "excused")] == ["missed", "excused"]
    assert scene.due("solve") == "2026-03-10 15:00"


@pytest.mark.parametrize("ticks", [(), ("2026-03-10 12:30", "2026-03-10 13:30"), ("2026-03-12 09:00",)])
def test_the_history_is_the_same_whatever_the_ticks(ticks: tuple[str, ...]) -> None:
    scene = job("2026-03-10 09:00", "urgent")
    paused(scene, "2026-03-10 10:00", "2026-03-10 11:00")  # due 14:00
    for at in ticks:
        scene.tick(at)
    scene.do("set_urgency", "2026-03-12 10:00", m.CLERK, urgency="normal")
    assert scene.log("missed", "retargeted") == [
        ("missed", "solve", "2026-03-10 14:00"),
        ("retargeted", "solve", "2026-03-12 10:00"),
    ]
