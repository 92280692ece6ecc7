"""Reopening, several clocks, cancellation, done at due (deadline cases A70 to A79)."""

import pytest

from engine.scene import Scene, actor
from engine.test_pauses import C0, C3, job
from sample_manuals import tiny as m
from servicedesk import Calendar, Policy


def opened(procedure: str, at: str, calendar: Calendar = C3) -> Scene:
    scene = Scene(m.MANUAL, options={"policy": Policy(calendar=calendar)})
    scene.open(procedure, at, m.CLERK)
    return scene


def test_a70_reopened_a_repair_resumes_a_complaint_restarts_and_the_third_stays_closed() -> None:
    scene = opened("reopened", "2026-03-09 09:00")
    scene.do("solve", "2026-03-09 15:00", m.CLERK)
    scene.do("reopen", "2026-03-11 10:00", m.CLERK)
    assert (scene.due("resumed"), scene.due("restarted")) == ("2026-03-11 13:00", "2026-03-12 10:00")
    assert scene.limit("once").state == "met"
    assert (scene.limit("resumed").run, scene.limit("once").run) == (2, 1)


def test_a71_the_first_miss_stays_when_the_second_run_is_met() -> None:
    scene = opened("reopened", "2026-03-09 09:00")
    scene.do("solve", "2026-03-10 12:00", m.CLERK)
    scene.do("reopen", "2026-03-11 10:00", m.CLERK)
    scene.do("solve", "2026-03-11 11:00", m.CLERK)
    runs = [
        (h.kind, h.entry.limit.run)
        for h in scene.desk.history(scene.id)
        if h.name == "restarted" and h.entry.limit and h.kind in ("missed", "late", "met")
    ]
    assert runs == [("missed", 1), ("late", 1), ("met", 2)]


def test_a72_an_answer_stops_its_own_clock_and_solving_stops_both() -> None:
    scene = opened("clocks", "2026-03-09 09:00", C0)
    scene.do("answer", "2026-03-09 09:30", m.CLERK)
    assert scene.running() == {"solve", "tell_superior"}
    other = opened("clocks", "2026-03-09 09:00", C0)
    other.do("solve", "2026-03-09 09:30", m.CLERK)
    assert other.running() == {"tell_superior"}
    assert [n for _, n, _ in other.log("met")] == ["answer", "solve"]


def test_a73_a_remark_stops_nothing() -> None:
    scene = opened("clocks", "2026-03-09 09:00", C0)
    scene.do("remark", "2026-03-09 09:30", m.CLERK)
    assert scene.running() == {"answer", "solve", "tell_superior"}


def test_a74_an_answer_before_the_clock_opens_is_in_time() -> None:
    """Saturday night, office hours: not a working minute is used."""
    scene = opened("reopened", "2026-03-14 21:00")
    scene.do("solve", "2026-03-15 10:00", m.CLERK)
    assert scene.limit("restarted").state == "met"
    assert C3.working_between(scene.limit("restarted").anchor, scene.limit("restarted").closed_at or 0) == 0


def test_a75_three_clocks_from_one_receipt_have_three_results() -> None:
    scene = opened("clocks", "2026-03-09 09:00", C0)
    assert (scene.due("answer"), scene.due("tell_superior"), scene.due("solve")) == (
        "2026-03-09 10:00",
        "2026-03-09 11:00",
        "2026-03-09 13:00",
    )
    scene.do("answer", "2026-03-09 09:50", m.CLERK)
    scene.do("solve", "2026-03-09 14:00", m.CLERK)
    assert {n: scene.limit(n).state for n in ("answer", "tell_superior", "solve")} == {
        "answer": "met",
        "tell_superior": "missed",
        "solve": "late",
    }


@pytest.mark.parametrize("how", ["withdraw", "merge"])
def test_a76_clocks_of_a_withdrawn_or_merged_case_are_cancelled_and_nobody_is_told_later(how: str) -> None:
    scene = opened("ladder", "2026-03-09 09:00", C0)
    payload = {"reason": "重复"}
    if how == "merge":
        at = "2026-03-09 08:00"
        kept = scene.desk.open("ladder", {}, subject="3-2-501", by=actor(m.CLERK), at=at, recorded_at=at)
        payload["into"] = kept.id
    scene.do(how, "2026-03-09 10:00", m.CLERK, **payload)
    assert scene.log("cancelled") == [("cancelled", "handle", "2026-03-09 10:00")]
    assert scene.tick("2026-03-20 09:00") == []
    assert scene.log("missed") == []


def test_a78_done_at_exactly_due_is_met() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("finish", "2026-03-10 17:00", m.CLERK)
    assert scene.log("met", "missed", "late") == [("met", "solve", "2026-03-10 17:00")]


def test_a79_done_one_second_after_due_is_missed_by_one_second() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("finish", "2026-03-10 17:00:01", m.CLERK)
    (late,) = [h for h in scene.desk.history(scene.id) if h.kind == "late"]
    assert late.entry.by_us == 1_000_000
    assert ("1秒" in late.zh, "1 s" in late.en) == (True, True)
    assert scene.log("missed") == [("missed", "solve", "2026-03-10 17:00")]


def test_done_in_time_and_told_late_is_kept_known_late() -> None:
    scene = job("2026-03-10 09:00")
    scene.tick("2026-03-10 18:00")
    scene.do("finish", "2026-03-10 16:00", m.CLERK, recorded="2026-03-10 19:00")
    assert [k for k, _, _ in scene.log("missed", "known_late", "met")] == ["missed", "known_late"]
    assert scene.limit("solve").state == "met"


def test_a_pause_that_nobody_ended_does_not_reach_into_the_next_run() -> None:
    scene = opened("reopened", "2026-03-09 09:00")
    scene.do("suspend", "2026-03-09 10:00", m.CLERK)
    scene.do("solve", "2026-03-09 12:00", m.CLERK)
    scene.do("reopen", "2026-03-10 09:00", m.CLERK)
    assert scene.due("restarted") == "2026-03-10 18:00"
