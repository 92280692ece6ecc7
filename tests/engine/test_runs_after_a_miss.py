"""What goes on after a miss: the next run, the same miss again, or a miss that a pause excuses (invariant 5)."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from engine.scene import Scene, actor
from sample_manuals import tiny as m
from servicedesk import Policy, statutory_calendar
from servicedesk.declare import Escalation, Manual, edition, hours, missed, recorded
from servicedesk.figures import LimitFigure, figures_of
from servicedesk.texts.limits import working_length

C3 = statutory_calendar("09:00-18:00")
JOB = evolve(
    m.JOB,
    rules=[
        *m.JOB.rules,
        Escalation(m.WHY, "report", m.CLERK, notifies=m.SUPERVISOR, since=missed("solve"), zh="报主管"),
        Escalation(m.WHY, "to_head", m.CLERK, notifies=m.HEAD, since=recorded("report"), wait=hours(3), zh="报负责人"),
    ],
)
MANUAL: Manual = evolve(
    m.MANUAL, editions=edition("2026-01", JOB, in_force_from="2019-01-01", verified_on="2026-11-24")
)


def urgent(at: str = "2026-03-10 09:00") -> Scene:
    """Four working hours: from nine until 13:00; eight where it becomes normal, until 17:00."""
    scene = Scene(MANUAL, options={"policy": Policy(calendar=C3)})
    scene.open("job", at, m.CLERK, urgency="urgent")
    return scene


def sorted_to(scene: Scene, at: str, urgency: str) -> None:
    scene.do("set_urgency", f"2026-03-10 {at}", m.CLERK, urgency=urgency)


def told(scene: Scene, name: str = "report") -> list[tuple[str, int]]:
    """When somebody was told of which run."""
    return [
        (h.at.format("HH:mm"), h.entry.about.run)  # type: ignore[attr-defined]
        for h in scene.desk.history(scene.id)
        if (h.kind, h.name) == ("escalated", name)
    ]


def runs(scene: Scene, at: str) -> list[tuple[int, str, bool]]:
    """The figures of the limit: run, what became of it, whether it is outstanding."""
    return [(f.run, f.verdict, f.outstanding) for f in figures(scene, at)]


def figures(scene: Scene, at: str) -> list[LimitFigure]:
    moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    found = figures_of(scene.desk, [scene.id], round(moment.timestamp()) * 1_000_000)
    return [figure for figure in found.limits if figure.limit == "solve"]


def test_a_case_sorted_to_another_class_and_back_is_told_once_of_its_miss() -> None:
    scene = urgent()
    sorted_to(scene, "14:00", "normal")
    limit = scene.limit("solve")
    assert (limit.state, limit.run, scene.due("solve")) == ("running", 2, "2026-03-10 17:00")
    sorted_to(scene, "15:00", "urgent")
    limit = scene.limit("solve")
    assert (limit.state, limit.run, scene.due("solve")) == ("missed", 1, "2026-03-10 13:00")
    assert scene.log("missed") == [("missed", "solve", "2026-03-10 13:00")]
    assert told(scene) == [("13:00", 1)]
    assert runs(scene, "2026-03-10 15:30") == [(1, "missed", True)]
    scene.do("finish", "2026-03-10 16:00", m.CLERK)
    assert scene.log("late", "known_late", "met") == [("late", "solve", "2026-03-10 16:00")]
    assert runs(scene, "2026-03-10 16:00") == [(1, "missed", False)]


def test_the_later_levels_of_that_miss_go_on() -> None:
    scene = urgent()
    sorted_to(scene, "14:00", "normal")
    sorted_to(scene, "15:00", "urgent")
    assert scene.tick("2026-03-10 16:00") == [("to_head", "2026-03-10 16:00", ("head",))]
    assert told(scene, "to_head") == [("16:00", 1)]


def test_back_and_forth_goes_on_with_what_was_told_of_each_target() -> None:
    """Missed at 13:00 as urgent and at 17:00 as normal: two misses, each told once, however often it is sorted."""
    scene = urgent()
    sorted_to(scene, "14:00", "normal")
    scene.tick("2026-03-10 17:30")
    assert told(scene) == [("13:00", 1), ("17:00", 2)]
    for at, urgency in (("17:40", "urgent"), ("17:45", "long"), ("17:50", "normal"), ("17:55", "urgent")):
        sorted_to(scene, at, urgency)
    assert scene.due("solve") == "2026-03-10 13:00"
    scene.tick("2026-03-12 09:00")
    assert told(scene) == [("13:00", 1), ("17:00", 2)]
    assert len(scene.log("missed")) == 2


def test_a_miss_whose_class_sets_no_limit_for_a_while_is_the_same_miss_afterwards() -> None:
    scene = urgent()
    sorted_to(scene, "14:00", "low")
    assert scene.limit("solve").state == "cancelled"
    sorted_to(scene, "15:00", "urgent")
    assert (scene.limit("solve").state, scene.limit("solve").run) == ("missed", 2)
    assert told(scene) == [("13:00", 1)]
    assert runs(scene, "2026-03-10 15:30") == [(2, "missed", True)]


def test_a59_what_was_missed_under_the_earlier_target_and_met_under_the_present_one_are_two_figures() -> None:
    scene = urgent()
    sorted_to(scene, "14:00", "normal")
    scene.do("finish", "2026-03-10 16:00", m.CLERK)
    assert runs(scene, "2026-03-10 18:00") == [(1, "missed", False), (2, "met", False)]


def test_what_was_done_in_time_under_the_earlier_target_too_was_missed_under_none() -> None:
    scene = urgent()
    sorted_to(scene, "14:00", "normal")
    scene.do("finish", "2026-03-10 12:30", m.CLERK, recorded="2026-03-10 15:00")
    assert [(f.run, f.verdict, f.known_late) for f in figures(scene, "2026-03-10 18:00")] == [
        (1, "met", True),
        (2, "met", False),
    ]


# --- a pause that becomes known after the miss ------------------------------------------------------------------


def test_a_pause_that_still_lasts_excuses_the_miss() -> None:
    scene = urgent()
    scene.tick("2026-03-10 13:30")
    scene.do("suspend", "2026-03-10 10:00", m.CLERK, recorded="2026-03-10 14:00")
    assert scene.log("missed", "excused", "paused") == [
        ("missed", "solve", "2026-03-10 13:00"),
        ("excused", "solve", "2026-03-10 10:00"),
    ]
    limit = scene.limit("solve")
    assert (limit.state, limit.run, limit.due) == ("paused", 2, None)
    (owed,) = [o for o in scene.desk.obligations(scene.id, at="2026-03-10 14:30") if o.name == "solve"]
    assert (owed.status, owed.excused, f"{owed.missed_at:%H:%M}") == ("paused", True, "13:00")
    assert runs(scene, "2026-03-10 14:30") == [(1, "excused", False), (2, "paused", True)]
    assert scene.tick("2026-03-10 17:00") == [], "the next level of an excused miss is told to nobody"
    scene.do("resume", "2026-03-10 17:00", m.CLERK)
    assert scene.due("solve") == "2026-03-11 11:00"  # one hour used; of the other three, one until 18:00
    scene.do("finish", "2026-03-11 09:30", m.CLERK)
    assert runs(scene, "2026-03-11 12:00") == [(1, "excused", False), (2, "met", False)]


def test_an_excused_miss_counts_as_excused_and_not_as_missed() -> None:
    scene = urgent()
    scene.do("suspend", "2026-03-10 10:00", m.CLERK, recorded="2026-03-10 14:00")
    moment = datetime(2026, 3, 10, 15, tzinfo=ZoneInfo("Asia/Shanghai"))
    data = figures_of(scene.desk, [scene.id], round(moment.timestamp()) * 1_000_000).to_data()
    assert (data["limits"]["totals"]["missed"], data["limits"]["totals"]["excused"]) == (0, 1)
    assert data["limits"]["missed"] == []


def test_the_run_that_follows_an_excused_miss_may_be_missed_at_its_own_due() -> None:
    """Half an hour of pause: the miss of 13:00 is excused; that of 13:30 is the next run's, and is told."""
    scene = urgent()
    scene.do("suspend", "2026-03-10 10:00", m.CLERK, recorded="2026-03-10 15:00")
    scene.do("resume", "2026-03-10 10:30", m.CLERK, recorded="2026-03-10 15:01")
    scene.tick("2026-03-10 15:01")
    assert scene.log("missed") == [("missed", "solve", "2026-03-10 13:00"), ("missed", "solve", "2026-03-10 13:30")]
    assert told(scene) == [("13:00", 1), ("13:30", 2)]
    assert runs(scene, "2026-03-10 15:30") == [(1, "excused", False), (2, "missed", True)]


def test_a_pause_without_working_time_excuses_nothing_in_the_end() -> None:
    """Due on Wednesday at noon; paused over the night: the miss is the same, and nobody is told of it again."""
    scene = urgent("2026-03-10 17:00")
    scene.do("suspend", "2026-03-10 19:00", m.CLERK, recorded="2026-03-11 14:00")
    scene.do("resume", "2026-03-11 08:00", m.CLERK, recorded="2026-03-11 14:05")
    scene.tick("2026-03-11 14:30")
    limit = scene.limit("solve")
    assert (limit.state, limit.run, scene.due("solve")) == ("missed", 1, "2026-03-11 12:00")
    assert told(scene) == [("12:00", 1)]
    assert runs(scene, "2026-03-11 15:00") == [(1, "missed", True)]


def test_a50_a_pause_that_began_after_the_due_excuses_nothing() -> None:
    scene = urgent()
    scene.do("suspend", "2026-03-10 13:30", m.CLERK, recorded="2026-03-10 14:00")
    scene.do("resume", "2026-03-10 15:00", m.CLERK)
    assert scene.log("excused", "paused", "resumed") == []
    assert (scene.limit("solve").state, scene.limit("solve").run) == ("missed", 1)


# --- by how much --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "finished", "late", "working", "en", "zh"),
    [
        ("2026-03-10 09:00", "2026-03-10 13:00:01", 1, 1, "1 s", "1秒"),
        ("2026-03-10 14:00", "2026-03-10 18:00:01", 1, 0, "0 s", "0秒"),
        ("2026-03-10 14:00", "2026-03-11 10:30", 59_400, 5_400, "1 h 30 min", "1小时30分钟"),
        ("2026-03-06 14:00", "2026-03-12 09:10", 486_600, 97_800, "27 h 10 min", "27小时10分钟"),
    ],
    ids=["A79", "A79 after hours", "overnight", "three working days and a weekend"],
)
def test_a79_a_miss_is_late_by_the_clock_and_in_working_time(
    opened: str, finished: str, late: int, working: int, en: str, zh: str
) -> None:
    scene = urgent(opened)
    scene.do("finish", finished, m.CLERK)
    (figure,) = figures(scene, finished)
    assert (figure.verdict, figure.late_us, figure.late_working_us) == ("missed", late * 10**6, working * 10**6)
    assert (working_length(figure.late_working_us, "en"), working_length(figure.late_working_us, "zh")) == (en, zh)


def test_what_was_met_is_late_by_nothing() -> None:
    scene = urgent()
    scene.do("finish", "2026-03-10 13:00", m.CLERK)
    (figure,) = figures(scene, "2026-03-12 09:00")
    assert (figure.verdict, figure.late_us, figure.late_working_us) == ("met", 0, 0)


def test_what_stood_still_before_it_was_cancelled_still_did_when_it_applies_again() -> None:
    """The case is sorted out of the class and back: the same miss, in a run that closes once."""
    scene = urgent()  # due 13:00
    scene.do("suspend", "2026-03-10 09:00", m.CLERK)
    scene.do("resume", "2026-03-10 10:40", m.CLERK)  # due 14:40
    for urgency in ("low", "urgent", "low"):
        scene.do("set_urgency", "2026-03-10 15:40", m.CLERK, urgency=urgency)
    closed = [
        (e.kind, e.limit.run)
        for e in (line.entry for line in scene.desk.history(scene.id))
        if e.limit is not None and e.kind in ("missed", "cancelled")
    ]
    assert closed == [("missed", 1), ("cancelled", 1), ("cancelled", 2)]
    assert scene.log("missed") == [("missed", "solve", "2026-03-10 14:40")]


def test_a_target_whose_run_is_closed_is_the_same_miss_in_the_run_that_goes_on() -> None:
    """Missed as urgent, cancelled as low, started anew as normal, urgent again and low again: each run closes once."""
    scene = urgent()
    for urgency in ("low", "normal", "urgent"):
        sorted_to(scene, "15:40", urgency)
    assert (scene.limit("solve").state, scene.limit("solve").run) == ("missed", 2)
    assert runs(scene, "2026-03-10 15:45") == [(2, "missed", True)]
    sorted_to(scene, "15:50", "low")
    closed = [
        (e.kind, e.limit.run)
        for e in (line.entry for line in scene.desk.history(scene.id))
        if e.limit is not None and e.kind in ("missed", "cancelled")
    ]
    assert closed == [("missed", 1), ("cancelled", 1), ("cancelled", 2)]
    assert told(scene) == [("13:00", 1)]


# --- whatever happens -------------------------------------------------------------------------------------------

INPUTS = st.lists(
    st.tuples(
        st.sampled_from(["urgent", "normal", "long", "low", "suspend", "resume", "extend", "outage_begins"]),
        st.sampled_from([0, 1, 30, 60, 150, 400]),  # minutes since the input before
        st.sampled_from([0, 0, 20, 90, 300]),  # how late it is recorded
        st.booleans(),  # whether the clock is run before it
    ),
    max_size=9,
)


@pytest.mark.slow
@given(INPUTS)
@settings(max_examples=examples(120), deadline=None)
def test_every_run_closes_at_most_once_whatever_the_ticks(inputs: list[tuple[str, int, int, bool]]) -> None:
    ticked, quiet = urgent(), urgent()
    now = datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    for what, minutes, late, tick in inputs:
        now += timedelta(minutes=minutes)
        if tick:
            ticked.desk.tick(now)
        sorting = what in ("urgent", "normal", "long", "low")
        facts: dict[str, Any] = {"urgency": what} if sorting else {}
        step, by = "set_urgency" if sorting else what, actor(m.SUPERVISOR if what == "extend" else m.CLERK)
        for scene in (ticked, quiet):
            scene.desk.try_act(scene.id, step, facts, by=by, at=now - timedelta(minutes=late), recorded_at=now)
    for scene in (ticked, quiet):
        scene.desk.tick(now + timedelta(days=3))
    entries = [[h.entry for h in scene.desk.history(scene.id)] for scene in (ticked, quiet)]
    assert entries[0] == entries[1]
    closed = Counter(
        (e.limit.run, e.kind == "missed")
        for e in entries[0]
        if e.limit is not None and e.kind in ("met", "late", "known_late", "cancelled", "missed")
    )
    assert not closed or max(closed.values()) == 1
    misses = [(e.limit.clause, e.limit.span, e.at) for e in entries[0] if e.kind == "missed" and e.limit is not None]
    assert len(misses) == len(set(misses)), "nobody is told twice of one miss"
    about = Counter(told(quiet))
    assert not about or max(about.values()) == 1
