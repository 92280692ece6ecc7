"""Warnings on the way and ladders (deadline cases A80 to A92): when, to whom, once, and never to nobody."""

import pytest

from engine.scene import Scene, actor
from engine.test_pauses import C0, C3, job, paused
from sample_manuals import tiny as m
from servicedesk import Desk, Policy, statutory_calendar
from servicedesk.calendars import weekly
from servicedesk.engine.entry import EscalationEntry


def told(scene: Scene, at: str) -> list[tuple[str, str]]:
    return [(name, nominal) for name, nominal, _ in scene.tick(at)]


def test_a80_half_three_quarters_and_nine_tenths_of_eight_working_hours_over_a_weekend() -> None:
    scene = job("2026-03-13 15:00")
    assert told(scene, "2026-03-16 14:00") == [
        ("half", "2026-03-16 10:00"),
        ("last_call", "2026-03-16 12:00"),
        ("three_quarters", "2026-03-16 12:00"),
        ("ninety", "2026-03-16 13:12"),
    ]
    assert scene.due("solve") == "2026-03-16 14:00"


def test_a81_percent_of_a_limit_in_days_is_percent_of_its_working_time() -> None:
    scene = Scene(m.MANUAL, options={"policy": Policy(calendar=statutory_calendar())})
    scene.open("day_job", "2026-03-09 10:00", m.CLERK)
    assert told(scene, "2026-03-10 18:00") == [
        ("half", "2026-03-10 09:30"),
        ("three_quarters", "2026-03-10 14:30"),
        ("ninety", "2026-03-10 16:36"),
    ]
    assert scene.due("solve") == "2026-03-10 18:00"


def test_a82_a_level_before_due_stays_inside_the_hours() -> None:
    """Start Mon 17:00, calendar G: four working hours are due Tue 11:00; two working hours before is Tue 09:00."""
    scene = job("2026-03-09 17:00", "urgent", weekly("08:00-18:00"))
    assert scene.due("solve") == "2026-03-10 11:00"
    told(scene, "2026-03-10 11:00")
    assert ("escalated", "last_call", "2026-03-10 09:00") in scene.log("escalated")


def test_a83_a_level_before_due_goes_back_over_the_weekend() -> None:
    """Due Mon 2026-03-16 10:00; two working hours before is Fri 2026-03-13 17:00."""
    scene = job("2026-03-13 15:00", "urgent")
    assert scene.due("solve") == "2026-03-16 10:00"
    told(scene, "2026-03-16 10:00")
    assert ("escalated", "last_call", "2026-03-13 17:00") in scene.log("escalated")


def test_a84_a_notice_reached_at_night_is_delivered_at_the_next_opening_where_the_rule_says_so() -> None:
    """Three clock hours from 17:00: 90 % at 19:42, delivered the next morning; half at 18:30, at once."""
    scene = job("2026-03-10 17:00", "medium")
    told(scene, "2026-03-10 20:00")
    out = {
        message.name: (
            scene.desk.calendar.local_date(message.deliver_at).isoformat(),
            message.deliver_at - message.nominal_at,
        )
        for message in scene.desk.messages(scene.id)
    }
    hour = 3_600_000_000
    assert out["half"] == ("2026-03-10", 0)
    assert out["ninety"] == ("2026-03-11", 13 * hour + 18 * hour // 60)


def test_a85_each_level_is_told_once_whoever_ticks_and_how_often() -> None:
    scene = job("2026-03-13 15:00")
    assert told(scene, "2026-03-16 11:00") == [("half", "2026-03-16 10:00")]
    assert told(scene, "2026-03-16 11:00") == []
    with Desk(m.MANUAL, store=scene.desk.store, policy=Policy(calendar=C3)) as other:
        assert other.tick("2026-03-16 11:30").messages == ()


def test_a86_a_late_tick_tells_every_level_in_order_with_nominal_and_actual_time() -> None:
    scene = job("2026-03-09 09:00")
    names = [name for name, _ in told(scene, "2026-03-12 09:00")]
    assert names == ["half", "last_call", "three_quarters", "ninety"]
    entries = [h.entry for h in scene.desk.history(scene.id) if h.kind == "escalated"]
    assert [e.at for e in entries] == sorted(e.at for e in entries)
    checked = {e.checked_at for e in entries}
    assert len(checked) == 1
    assert all(e.checked_at is not None and e.checked_at > e.at for e in entries)


def test_a87_what_was_done_before_a_level_came_up_is_told_to_nobody() -> None:
    scene = job("2026-03-09 09:00")
    scene.do("finish", "2026-03-09 12:00", m.CLERK)
    assert told(scene, "2026-03-12 09:00") == []
    late = job("2026-03-09 09:00")
    late.do("finish", "2026-03-09 18:00", m.CLERK)
    assert late.log("missed") == [("missed", "solve", "2026-03-09 17:00")]


def test_a91_a_pause_between_two_levels_moves_the_second() -> None:
    scene = job("2026-03-09 09:00")
    assert told(scene, "2026-03-09 13:00") == [("half", "2026-03-09 13:00")]
    paused(scene, "2026-03-09 14:00", "2026-03-09 16:00")
    assert told(scene, "2026-03-09 16:59") == []
    assert told(scene, "2026-03-09 17:00") == [
        ("last_call", "2026-03-09 17:00"),
        ("three_quarters", "2026-03-09 17:00"),
    ]


def test_a92_a_level_that_lies_ahead_again_is_armed_again_and_the_first_notice_stays() -> None:
    scene = job("2026-03-10 09:00", "urgent")  # due 13:00, three quarters at 12:00
    told(scene, "2026-03-10 12:30")
    scene.do("set_urgency", "2026-03-10 12:40", m.CLERK, urgency="normal")  # due 17:00, three quarters at 15:00
    told(scene, "2026-03-10 15:00")
    assert [at for _, name, at in scene.log("escalated") if name == "three_quarters"] == [
        "2026-03-10 12:00",
        "2026-03-10 15:00",
    ]


# --- ladders: rungs from different events to different people ------------------------------------------------


def ladder(roster: dict[str, list[str]] | None, **facts: str) -> Scene:
    scene = Scene(m.MANUAL, roster=roster, options={"policy": Policy(calendar=C0)})
    scene.open("ladder", "2026-03-09 09:00", m.CLERK, **facts)
    return scene


NINE = "2026-03-09 09:00"
FULL = {"clerk": ["文"], "foreman": ["班"], "supervisor": ["管"], "head": ["负"]}


def people(scene: Scene, at: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(m_.name, m_.to_roles, m_.to_names) for m_ in scene.desk.tick(at).messages]


def test_each_rung_stands_on_its_own_event() -> None:
    """The head hears a day after the report to the supervisor, not a day after the receipt."""
    scene = ladder(FULL)
    assert scene.tick("2026-03-10 13:00") == [
        ("to_foreman", "2026-03-09 13:00", ("supervisor",)),
        ("to_head", "2026-03-10 13:00", ("head",)),
    ]


def test_an_urgent_case_has_one_rung_more() -> None:
    names = [name for name, _, _ in people(ladder(FULL, urgent_case="是"), "2026-03-09 13:01")]
    assert names == ["to_foreman", "to_supervisor"]


def test_handled_in_between_the_later_rung_is_told_to_nobody() -> None:
    scene = ladder(FULL)
    people(scene, "2026-03-09 14:00")
    scene.do("handle", "2026-03-09 15:00", m.CLERK)
    assert people(scene, "2026-03-11 09:00") == []


def test_a_bad_visit_tells_both_whom_the_rule_names() -> None:
    scene = ladder(FULL)
    scene.do("handle", "2026-03-09 10:00", m.CLERK)
    outcome = scene.do("visit", "2026-03-10 10:00", m.CLERK, content="否")
    assert outcome.state == "handled"
    (message,) = scene.desk.messages(scene.id)
    assert (message.name, message.to_names) == ("bad_visit", ("班", "管"))


def test_whoever_did_what_a_notice_is_of_is_passed_over_by_name() -> None:
    """文 made the visit and holds the foreman's post as well: the other foreman is told, and the supervisor."""
    scene = ladder({**FULL, "foreman": ["文", "班"]})
    by = actor(m.CLERK, name="文")
    scene.do("handle", "2026-03-09 10:00", by)
    scene.do("visit", "2026-03-10 10:00", by, content="否")
    (message,) = scene.desk.messages(scene.id)
    assert (message.to_roles, message.to_names) == (("foreman", "supervisor"), ("班", "管"))


@pytest.mark.parametrize(
    ("roster", "names", "vacant"),
    [
        ({"head": ["负"]}, ("负",), ("supervisor",)),
        ({}, (), ("supervisor",)),
        ({"supervisor": [], "head": ["负"]}, ("负",), ("supervisor",)),
    ],
)
def test_a88_a_vacant_post_is_passed_over_and_in_the_end_the_head_is_told(
    roster: dict[str, list[str]], names: tuple[str, ...], vacant: tuple[str, ...]
) -> None:
    scene = ladder(roster)
    assert people(scene, "2026-03-09 14:00") == [("to_foreman", ("head",), names)]
    (entry,) = [h.entry for h in scene.desk.history(scene.id) if h.kind == "escalated"]
    assert entry.vacant == vacant


def test_a89_the_chain_ends_at_the_head_and_says_it_once() -> None:
    scene = ladder({})
    assert [(n, roles) for n, roles, _ in people(scene, "2026-03-12 09:00")] == [
        ("to_foreman", ("head",)),
        ("to_head", ("head",)),
    ]
    assert people(scene, "2026-03-13 09:00") == []


def test_a90_whoever_is_late_himself_is_not_notified_of_it() -> None:
    """文 alone owes the handling (8.1), and holds the supervisor's post as well: the next one up is told."""
    scene = ladder({**FULL, "clerk": ["文"], "supervisor": ["文"]})
    assert people(scene, "2026-03-09 14:00") == [("to_foreman", ("head",), ("负",))]


def test_a_miss_is_reported_by_nobody_so_the_foreman_who_is_supervisor_too_is_notified() -> None:
    """8.2 is made in the foreman's name; 班 was not late, and must hear of it as the supervisor."""
    scene = ladder({**FULL, "supervisor": ["班"]})
    assert people(scene, "2026-03-09 14:00") == [("to_foreman", ("supervisor",), ("班",))]


def test_of_two_supervisors_only_the_one_who_is_late_is_passed_over() -> None:
    scene = ladder({**FULL, "supervisor": ["文", "管"]})
    assert people(scene, "2026-03-09 14:00") == [("to_foreman", ("supervisor",), ("管",))]


def test_where_two_owe_the_limit_nobody_is_known_to_be_late() -> None:
    scene = ladder({**FULL, "clerk": ["文", "书"], "supervisor": ["文"]})
    assert people(scene, "2026-03-09 14:00") == [("to_foreman", ("supervisor",), ("文",))]


def test_a_head_who_is_late_himself_is_notified_all_the_same() -> None:
    """Nobody stands above him, and somebody is told."""
    scene = ladder({"clerk": ["负"], "head": ["负"]})
    assert people(scene, "2026-03-09 14:00") == [("to_foreman", ("head",), ("负",))]


def test_the_history_is_the_same_whoever_is_on_the_roster() -> None:
    """The entry names the role of the rule; whom the roster has for it is found beside it (invariant 7)."""
    histories = []
    for roster in (None, {}, FULL, {"head": ["负"]}):
        scene = Scene(m.MANUAL, roster=roster, options={"policy": Policy(calendar=C0)})
        scene.desk.open("ladder", {}, subject="1", by=actor(m.CLERK), at=NINE, recorded_at=NINE, id="l-1")
        scene.desk.tick("2026-03-10 14:00")
        histories.append([h.entry for h in scene.desk.history("l-1")])
    first, *others = histories
    assert [e.to for e in first if isinstance(e, EscalationEntry)] == [("supervisor",), ("head",)]
    assert all(other == first for other in others)
