"""Limits by the hours of who keeps them (jueshixiang complaint 3.6b, renovation 5.1.3a; fuheng key_lending 4.5c)."""

from __future__ import annotations

from typing import Any

import pytest

from engine.scene import Scene, actor, later_than_all
from sample_manuals import times as m
from servicedesk import Desk, Policy, render
from servicedesk.calendars import daily, statutory_calendar
from servicedesk.errors import InvalidPolicy, UnknownName

FRONT = {"front_desk": {"hours": "08:30-20:30", "days": "mon-sun"}}
CHIEF = actor(m.HEAD, name="主任甲")


def complaint(at: str, calendars: dict[str, Any], *, recorded: str = "", matter: str = "engineering") -> Scene:
    policy = Policy.from_data({"calendars": calendars} if calendars else {})
    scene = Scene(m.JUESHIXIANG, options={"policy": policy})
    scene.open("complaint", at, m.SERVICE, recorded, matter=matter)
    return scene


def keys(at: str, calendars: dict[str, Any]) -> Scene:
    scene = Scene(m.LENDING, options={"policy": Policy.from_data({"calendars": calendars})})
    scene.open("key_lending", at, m.KEEPER)
    return scene


def test_the_post_works_every_day_and_the_department_does_not() -> None:
    """Received on the Friday before the Spring Festival: the post's second working day is the Sunday."""
    scene = complaint("2026-02-13 10:20", FRONT)
    assert scene.due("give_feedback") == "2026-02-15 20:30"
    drawings = Scene(m.JUESHIXIANG, options={"policy": Policy.from_data({"calendars": FRONT})})
    drawings.open("renovation", "2026-02-13 10:20", m.SERVICE)
    assert drawings.due("review") == "2026-02-24 18:00"  # A21


def test_without_a_word_of_the_policy_the_calendar_of_the_desk_counts() -> None:
    assert complaint("2026-02-13 10:20", {}).due("give_feedback") == "2026-02-24 18:00"


def test_what_is_recorded_late_counts_alike() -> None:
    scene = complaint("2026-02-13 10:20", FRONT, recorded="2026-02-14 09:00")
    assert scene.due("give_feedback") == "2026-02-15 20:30"


def test_a_level_before_due_goes_back_in_the_same_hours() -> None:
    """Two working hours before 20:30."""
    scene = complaint("2026-02-13 10:20", FRONT)
    assert ("remind", "2026-02-15 18:30", ("customer_service_post",)) in scene.tick("2026-02-15 18:30")


def test_keys_come_back_by_the_close_of_the_front_desk_on_a_feast() -> None:
    """Lent on National Day: the front desk closes at 20:30; the office is closed, and 24:00 would be left."""
    assert keys("2026-10-01 16:40", FRONT).due("bring_back") == "2026-10-01 20:30"
    assert keys("2026-10-01 16:40", {}).due("bring_back") == "2026-10-02 00:00"


def test_the_shift_of_the_night_ends_in_the_morning() -> None:
    """A113: lent at 23:30 to the night shift; the calendar is named by its Chinese term."""
    scene = keys("2026-03-12 23:30", {"夜班": {"hours": "20:00-08:00", "days": "mon-sun"}})
    assert scene.due("watch") == "2026-03-13 08:00"


def test_a_correction_to_the_other_class_keeps_the_time_used() -> None:
    """A60 by a correction: four hours of the office are used by Wednesday 10:00, four of the front desk are left."""
    scene = complaint("2026-03-10 15:00", FRONT)
    assert scene.due("follow_up") == "2026-03-11 15:30"
    scene.do("sort", "2026-03-11 10:00", m.SERVICE, matter="service")
    assert scene.due("follow_up") == "2026-03-11 14:00"
    why = scene.desk.explain(scene.id, "follow_up")
    assert why.limit.present_calendar.startswith("front_desk@")
    assert "2026-03-11（周三）10:00起按日历“前台作息”" in why.text("zh")
    assert 'From Wed 2026-03-11 10:00 the calendar "front_desk"' in why.text("en")
    assert why.trace is not None
    assert sum(segment.counted for segment in why.trace.segments) == why.trace.budget == 8 * 3_600_000_000


def test_an_explanation_names_the_calendar() -> None:
    scene = complaint("2026-02-13 10:20", FRONT)
    why = scene.desk.explain(scene.id, "give_feedback")
    assert "日历“前台作息”，版本" in why.text("zh")
    assert 'Calendar "front_desk", version' in why.text("en")
    assert why.calendar.startswith("front_desk@")


def test_the_figures_count_the_delay_in_the_hours_of_the_post() -> None:
    """Due Sunday 20:30, done Monday 09:30, both in the feast: an hour of the front desk, none of the office."""
    scene = complaint("2026-02-13 10:20", FRONT)
    scene.do("give_feedback", "2026-02-16 09:30", m.SERVICE)
    limit = scene.limit("give_feedback")
    assert limit.state == "late"
    used = scene.desk.calendar_of(limit.calendar).working_between(limit.due or 0, limit.closed_at or 0)
    assert used == 3_600_000_000


def test_a_recalculation_moves_the_limits_of_one_calendar() -> None:
    """From Saturday on the front desk closes at 18:00; the engineers' limit stays where it is."""
    scene = complaint("2026-02-13 10:20", FRONT)
    engineers = scene.due("follow_up")
    earlier = daily("08:30-18:00")
    moved = scene.desk.recalculate(
        earlier, named="front_desk", by=CHIEF, at="2026-02-13 12:00", recorded_at="2026-02-13 12:00"
    )
    assert [(each.limit, each.new and each.new.format("YYYY-MM-DD HH:mm")) for each in moved] == [
        ("give_feedback", "2026-02-15 18:00")
    ]
    (only,) = moved
    assert (only.from_calendar.split("@")[0], only.to_calendar.split("@")[0]) == ("front_desk", "front_desk")
    assert only.from_calendar != only.to_calendar
    line = scene.desk.history(scene.id)[-1]
    assert "日历“前台作息”版本" in line.zh
    assert "calendar front desk, version" in line.en
    assert scene.due("follow_up") == engineers
    # The desk's own calendar: another hour of opening moves the engineers' limit, and not the post's.
    office = statutory_calendar("10:00-12:00,13:30-18:00")
    moved = scene.desk.recalculate(office, by=CHIEF, at="2026-02-13 13:00", recorded_at="2026-02-13 13:00")
    assert [each.limit for each in moved] == ["follow_up"]
    assert scene.due("give_feedback") == "2026-02-15 18:00"


def test_a_name_that_the_policy_does_not_have_cannot_be_recalculated() -> None:
    scene = complaint("2026-02-13 10:20", FRONT)
    with pytest.raises(UnknownName, match=r"no calendar 'front'.*it has front_desk"):
        scene.desk.recalculate(named="front", by=CHIEF)


@pytest.mark.parametrize(
    ("calendars", "said"),
    [
        ({"front_dusk": {}}, "no role or rule goes by the calendar 'front_dusk'; did you mean 'front_desk'?"),
        ({"后台": {}}, "no role or rule goes by the calendar '后台'; there are 'front_desk' (前台作息)"),
        ({**FRONT, "前台作息": {}}, "the calendar 'front_desk' stands in the policy already"),
        (
            {"front_desk": {"zone": "Europe/London"}},
            "it is on the clock of Europe/London; a desk has one, Asia/Shanghai",
        ),
    ],
)
def test_a_policy_names_calendars_of_its_manual(calendars: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        complaint("2026-02-13 10:20", calendars)
    assert refused.value.fields["faults"] == (f"calendars.{list(calendars)[-1]}: {said}",)


def test_a_calendar_of_the_policy_is_read_strictly() -> None:
    with pytest.raises(InvalidPolicy) as refused:
        Policy.from_data(
            {"calendars": {"front_desk": {"opens": "08:30", "days": "someday"}}, "calendar": {"days": "x"}}
        )
    assert refused.value.fields["faults"] == (
        "calendar: 'x' is no weekday; write mon, sat,sun or mon-fri",
        "calendars.front_desk.opens: unknown key",
        "calendars.front_desk: 'someday' is no weekday; write mon, sat,sun or mon-fri",
    )


def test_the_sheet_names_the_calendar() -> None:
    (program,) = Scene(m.LENDING).desk.programs().values()
    rows = {row["clause"]: row for row in render.sheet_data(program, program.plans["key_lending"], "zh")}
    assert "按“前台作息”计算" in rows["4.5c"]["when"]
    english = {row["clause"]: row for row in render.sheet_data(program, program.plans["key_lending"], "en")}
    assert "by the calendar front desk" in english["4.5c"]["when"]


def test_a_name_that_the_policy_gets_later_moves_what_runs_when_it_is_asked_to() -> None:
    """Started by the desk's own calendar; from Saturday on the policy says what the front desk's hours are."""
    scene = complaint("2026-02-13 10:20", {})
    policy = Policy.from_data({"calendars": FRONT})
    later = Desk(m.JUESHIXIANG, store=scene.desk.store, policy=policy, clock=later_than_all)
    assert [d.due and d.due.format("MM-DD HH:mm") for d in later.due() if d.name == "give_feedback"] == ["02-24 18:00"]
    at = "2026-02-14 09:00"
    moved = later.recalculate(named="front_desk", by=CHIEF, at=at, recorded_at=at)
    assert [(each.limit, each.new and each.new.format("MM-DD HH:mm")) for each in moved] == [
        ("give_feedback", "02-15 20:30")
    ]
    assert list(later.recalculate(named="front_desk", by=CHIEF, at=at, recorded_at=at)) == []
