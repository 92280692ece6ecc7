"""Change of target and extension (deadline cases A55 to A59): start, pauses and time used stay."""

import pytest

from engine.test_pauses import C0, job, paused
from sample_manuals import tiny as m


def test_a55_time_used_stays_when_the_case_becomes_urgent() -> None:
    scene = job("2026-03-10 09:00")
    assert scene.due("solve") == "2026-03-10 17:00"
    scene.do("set_urgency", "2026-03-10 11:00", m.CLERK, urgency="urgent")
    assert scene.due("solve") == "2026-03-10 13:00"


def test_a56_a_target_already_passed_is_missed_at_its_own_time_because_the_target_changed() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("set_urgency", "2026-03-10 14:00", m.CLERK, urgency="urgent")
    (missed,) = [h for h in scene.desk.history(scene.id) if h.kind == "missed"]
    assert missed.at.format("YYYY-MM-DD HH:mm") == "2026-03-10 13:00"
    assert missed.recorded_at.format("YYYY-MM-DD HH:mm") == "2026-03-10 14:00"
    assert missed.entry.cause == "target_changed"


def test_a57_pauses_survive_the_change() -> None:
    scene = paused(job("2026-03-10 09:00"), "2026-03-10 10:00", "2026-03-10 12:00")
    scene.do("set_urgency", "2026-03-10 13:00", m.CLERK, urgency="urgent")
    assert scene.due("solve") == "2026-03-10 15:00"


def test_a58_linked_goals_of_saasjet() -> None:
    scene = job("2026-03-10 10:00", "medium", C0)
    scene.do("set_urgency", "2026-03-10 11:00", m.CLERK, urgency="high")
    assert scene.due("solve") == "2026-03-10 12:00"


def test_a59_met_under_the_present_target_and_missed_under_the_earlier_one() -> None:
    scene = job("2026-03-10 09:00", "urgent")
    scene.do("set_urgency", "2026-03-10 14:00", m.CLERK, urgency="normal")
    assert scene.due("solve") == "2026-03-10 17:00"
    scene.do("finish", "2026-03-10 16:00", m.CLERK)
    lines = [(h.kind, h.clause) for h in scene.desk.history(scene.id) if h.kind in ("missed", "retargeted", "met")]
    assert lines == [("missed", "tiny/job/2.2"), ("retargeted", "tiny/job/2.1"), ("met", "tiny/job/2.1")]
    retargeted = next(h for h in scene.desk.history(scene.id) if h.kind == "retargeted")
    assert ("改按《派工》2.1" in retargeted.zh, "now runs by tiny/job/2.1" in retargeted.en) == (True, True)


def test_a_target_that_nobody_set_cancels_the_limit_and_a_set_one_starts_it_from_the_receipt() -> None:
    scene = job("2026-03-10 09:00")
    scene.do("set_urgency", "2026-03-10 10:00", m.CLERK, urgency="low")
    assert (scene.limit("solve").state, scene.running()) == ("cancelled", set())
    scene.do("set_urgency", "2026-03-10 11:00", m.CLERK, urgency="normal")
    assert scene.due("solve") == "2026-03-10 17:00"


def test_an_authority_extends_so_many_times_and_nobody_else() -> None:
    scene = job("2026-03-10 09:00")
    refusal = scene.refused("extend", "2026-03-10 10:00", m.CLERK, "tiny/job/4")
    assert (refusal.kind, "主管" in refusal.zh) == ("wrong_role", True)
    scene.do("extend", "2026-03-10 10:00", m.SUPERVISOR)
    assert scene.due("solve") == "2026-03-11 10:00"
    scene.do("extend", "2026-03-10 11:00", m.SUPERVISOR)
    assert scene.due("solve") == "2026-03-11 12:00"
    refusal = scene.refused("extend", "2026-03-10 12:00", m.SUPERVISOR, "tiny/job/4")
    assert (refusal.kind, "已延期2次" in refusal.zh, "2 time(s)" in refusal.en) == ("times_used", True, True)


def test_nothing_is_extended_that_does_not_run() -> None:
    scene = job("2026-03-10 09:00", "low")
    refusal = scene.refused("extend", "2026-03-10 10:00", m.SUPERVISOR, "tiny/job/4")
    assert (refusal.kind, "solve" in refusal.en, "处理" in refusal.zh) == ("no_open_limit", True, True)


def test_an_extension_and_a_pause_add_up() -> None:
    scene = paused(job("2026-03-10 09:00"), "2026-03-10 10:00", "2026-03-10 12:00")
    assert scene.due("solve") == "2026-03-11 10:00"
    scene.do("extend", "2026-03-10 13:00", m.SUPERVISOR)
    assert scene.due("solve") == "2026-03-11 12:00"


@pytest.mark.parametrize(("missed", "state"), [("2026-03-10 17:00", "running"), ("2026-03-11 09:30", "missed")])
def test_an_extension_after_the_breach_keeps_the_breach_on_record(missed: str, state: str) -> None:
    scene = job("2026-03-10 09:00")
    scene.tick(missed)
    assert scene.limit("solve").state == state
    scene.do("extend", missed, m.SUPERVISOR)
    assert scene.due("solve") == "2026-03-11 10:00"
    assert len(scene.log("missed")) == (state == "missed")
