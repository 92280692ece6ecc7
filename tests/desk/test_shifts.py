"""Shift plans: who is on duty at 02:00, to the instant, over midnight, in turn; and whom a message reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from engine.scene import later_than_all
from servicedesk import Actor, Desk, Policy, Shift, Vacancy
from servicedesk.calendars import statutory_calendar
from servicedesk.errors import InvalidPolicy, InvalidRoster, UnknownName
from servicedesk.roster import RosterEntry

CALL = {"complainant": "张先生", "contents": "电梯异响", "channel": "telephone"}
CLERK = Actor("王小红", {"customer_receptionist", "recipient"})
DAY_AND_NIGHT = [Shift("白班 赵强", "08:00-20:00"), Shift("夜班 钱勇", "20:00-08:00")]


def desk(*plan: RosterEntry, **others: Sequence[RosterEntry]) -> Desk:
    """A desk whose superior goes by a plan."""
    return Desk("fuheng", clock=later_than_all, roster={"superior": plan, **others})


def on(plan: Desk, at: str) -> tuple[str, ...]:
    return plan.on_duty("上级领导", at)


# --- hours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2026-11-10 02:00", "夜班 钱勇"),
        ("2026-11-10 07:59:59.999999", "夜班 钱勇"),
        ("2026-11-10 08:00", "白班 赵强"),
        ("2026-11-10 19:59:59.999999", "白班 赵强"),
        ("2026-11-10 20:00", "夜班 钱勇"),
        ("2026-11-10 23:59", "夜班 钱勇"),
        ("2026-11-11 00:00", "夜班 钱勇"),
    ],
)
def test_the_one_on_duty_hands_over_at_the_instant_at_which_his_hours_end(at: str, name: str):
    assert on(desk(*DAY_AND_NIGHT), at) == (name,)


def test_a_shift_of_a_friday_night_ends_on_saturday_morning_although_saturday_has_none():
    plan = desk(Shift("钱勇", "20:00-08:00", weekdays="mon-fri"))
    # 2026-11-13 is a Friday.
    assert on(plan, "2026-11-13 02:00") == ("钱勇",)
    assert on(plan, "2026-11-13 21:00") == ("钱勇",)
    assert on(plan, "2026-11-14 07:59") == ("钱勇",)
    assert on(plan, "2026-11-14 08:00") == ()
    assert on(plan, "2026-11-14 21:00") == ()
    assert on(plan, "2026-11-16 02:00") == ()
    assert on(plan, "2026-11-16 20:00") == ("钱勇",)


def test_hours_may_be_several_and_a_whole_day_from_eight_on():
    assert on(desk(Shift("赵强", "08:00-12:00,14:00-18:00")), "2026-11-10 13:00") == ()
    whole = desk(Shift("赵强", "08:00-20:00,20:00-08:00", dates=["2026-11-10"]))
    assert [on(whole, f"2026-11-{at}") for at in ("10 07:59", "10 08:00", "11 07:59", "11 08:00")] == [
        (), ("赵强",), ("赵强",), (),
    ]  # fmt: skip


# --- days --------------------------------------------------------------------------------------------------------


def test_three_teams_that_take_turns_of_a_day_each():
    """甲乙丙三班，各值一天: 甲 on the 1st, 乙 on the 2nd, 丙 on the 3rd, 甲 again on the 4th."""
    days = {"甲": "2026-11-01", "乙": "2026-11-02", "丙": "2026-11-03"}
    plan = desk(*(Shift(name, "08:00-20:00,20:00-08:00", every=3, since=day) for name, day in days.items()))
    wanted = {
        "2026-11-01 12:00": ("甲",),
        "2026-11-02 02:00": ("甲",),
        "2026-11-02 08:00": ("乙",),
        "2026-11-04 07:59": ("丙",),
        "2026-11-04 08:00": ("甲",),
        "2026-11-30 12:00": ("丙",),
        "2026-10-31 12:00": (),
        "2026-11-01 02:00": (),
    }
    assert {at: on(plan, at) for at in wanted} == wanted


def test_two_days_two_nights_four_off():
    plan = desk(
        Shift("甲", "08:00-20:00", every=8, for_days=2, since="2026-11-02"),
        Shift("甲", "20:00-08:00", every=8, for_days=2, since="2026-11-04"),
    )
    hours = [f"2026-11-{day:02} {hour}" for day in range(2, 11) for hour in ("02:00", "12:00")]
    assert [at for at in hours if on(plan, at)] == [
        "2026-11-02 12:00", "2026-11-03 12:00", "2026-11-05 02:00", "2026-11-06 02:00", "2026-11-10 12:00",
    ]  # fmt: skip


def test_weeks_in_turn_are_seven_days_of_fourteen():
    plan = desk(
        *(
            Shift(n, "00:00-24:00", every=14, for_days=7, since=d)
            for n, d in (("甲", "2026-11-02"), ("乙", "2026-11-09"))
        )
    )
    assert [on(plan, f"2026-11-{day:02} 12:00") for day in (2, 8, 9, 15, 16)] == [
        ("甲",), ("甲",), ("乙",), ("乙",), ("甲",),
    ]  # fmt: skip


def test_single_days_stand_as_dates_or_text_beside_the_plain_names():
    plan = desk("李主管", Shift("赵强", "00:00-24:00", dates=[date(2026, 10, 1), "2026-10-02"]))
    assert on(plan, "2026-10-01 02:00") == ("李主管", "赵强")
    assert on(plan, "2026-10-03 00:00") == ("李主管",)


def test_the_first_and_the_last_day_of_a_plan_count_and_the_last_night_is_whole():
    plan = desk(Shift("钱勇", "20:00-08:00", since="2026-11-10", until="2026-11-11"))
    assert [on(plan, f"2026-11-{at}") for at in ("10 02:00", "10 20:00", "11 20:00", "12 07:59", "12 20:00")] == [
        (), ("钱勇",), ("钱勇",), ("钱勇",), (),
    ]  # fmt: skip


def test_a_vacancy_stands_over_every_shift():
    plan = desk(*DAY_AND_NIGHT, Vacancy(since="2026-11-10", until="2026-11-10"))
    assert on(plan, "2026-11-10 02:00") == ()
    assert on(plan, "2026-11-11 02:00") == ("夜班 钱勇",)


def test_a_night_in_which_the_clock_goes_back_has_one_on_duty_at_every_instant():
    """In Berlin 02:00-03:00 comes twice on 2026-10-25; the hand-over at 02:30 is at the first of both."""
    policy = Policy(calendar=statutory_calendar("09:00-17:00", "Europe/Berlin"))
    roster = {"superior": [Shift("甲", "18:00-02:30"), Shift("乙", "02:30-18:00")]}
    plan = Desk("fuheng", clock=later_than_all, policy=policy, roster=roster)
    wanted = {"2026-10-25T00:29:59Z": ("甲",), "2026-10-25T00:30:00Z": ("乙",), "2026-10-25T01:29:00Z": ("乙",)}
    assert {at: on(plan, at) for at in wanted} == wanted


# --- every instant of a week -------------------------------------------------------------------------------------

CLOCKS = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@st.composite
def shifts(draw: st.DrawFn, name: str) -> Shift:
    opens, closes = draw(st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=2, unique=True))
    every = draw(st.integers(1, 5))
    since = date(2026, 11, 1) + timedelta(draw(st.integers(0, 9))) if every > 1 or draw(st.booleans()) else None
    return Shift(
        name,
        f"{opens}-{closes}",
        weekdays=",".join(draw(st.sets(st.sampled_from(WEEKDAYS)))),
        every=every,
        for_days=draw(st.integers(1, every)),
        since=since,
        until=date(2026, 11, 14) if draw(st.booleans()) else None,
    )


def works(shift: Shift, moment: datetime) -> bool:
    """Whether a moment lies in a shift, by walking from day to day and writing down when each begins and ends."""
    opens, closes = (timedelta(hours=int(c[:2]), minutes=int(c[3:])) for c in shift.hours.split("-"))
    if closes <= opens:
        closes += timedelta(1)
    day = date(2026, 10, 1)
    while day < date(2026, 12, 1):
        begun = True
        if isinstance(shift.since, date):
            turn = shift.since
            while shift.every > 1 and turn + timedelta(shift.every) <= day:
                turn += timedelta(shift.every)
            begun = day >= turn and (shift.every == 1 or day < turn + timedelta(shift.for_days))
        if shift.weekdays and WEEKDAYS[day.weekday()] not in shift.weekdays.split(","):
            begun = False
        if isinstance(shift.until, date) and day > shift.until:
            begun = False
        midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
        if begun and midnight + opens <= moment < midnight + closes:
            return True
        day += timedelta(1)
    return False


@settings(max_examples=examples(60), deadline=None)
@given(st.data(), st.lists(st.integers(0, 7 * 24 * 60), min_size=1, max_size=12))
def test_at_every_instant_exactly_those_are_on_duty_whose_shift_it_is(data: st.DataObject, minutes: list[int]):
    plan = [data.draw(shifts(name)) for name in ("甲", "乙", "丙")]
    made = desk(*plan)
    start = datetime(2026, 11, 9, tzinfo=SHANGHAI)
    for minute in minutes:
        moment = start + timedelta(minutes=minute)
        assert made.on_duty("superior", moment) == tuple(shift.name for shift in plan if works(shift, moment))


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=4, unique=True), st.integers(0, 7 * 24 * 60 * 60 - 1))
def test_a_day_that_is_parted_among_shifts_has_one_on_duty_at_every_second_of_a_week(clocks: list[str], second: int):
    parts = sorted(clocks)
    ends = [*parts[1:], parts[0]]
    plan = desk(*(Shift(f"{a}-{b}", f"{a}-{b}") for a, b in zip(parts, ends, strict=True)))
    assert len(plan.on_duty("superior", datetime(2026, 11, 9, tzinfo=SHANGHAI) + timedelta(seconds=second))) == 1


# --- whom a message reaches --------------------------------------------------------------------------------------


def reached(plan: Desk, at: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Whom the report of a handling that is overdue reaches; the clock is run a year later."""
    case = plan.open("complaint", CALL, subject="3-2-501", by=CLERK, at=at, recorded_at=at)
    plan.act(case.id, "tell_desk", by=CLERK, at=at, recorded_at=at)
    slip = {"assignment": "核实处理", "assignee": "赵", "cause": "own_service", "valid": "是"}
    plan.act(case.id, "register", slip, by=CLERK, at=at, recorded_at=at)
    plan.act(case.id, "receive_slip", by=Actor("赵师傅", {"responsible_person"}), at=at, recorded_at=at)
    plan.tick("2027-12-01 12:00")
    return [(m.to_roles, m.to_names) for m in plan.messages(case.id) if m.name == "report_overdue"]


def test_a_message_goes_to_whoever_is_on_duty_at_its_nominal_instant_however_late_the_clock_is_run():
    # Four hours after the slip: overdue at 02:00 and at 08:00, which is already the day shift's.
    assert reached(desk(*DAY_AND_NIGHT), "2026-11-10 22:00") == [(("superior",), ("夜班 钱勇",))]
    assert reached(desk(*DAY_AND_NIGHT), "2026-11-11 04:00") == [(("superior",), ("白班 赵强",))]


def test_where_nobody_is_on_duty_the_next_one_up_is_notified():
    plan = desk(DAY_AND_NIGHT[0], department_head=["马立新"])
    assert reached(plan, "2026-11-10 22:00") == [(("department_head",), ("马立新",))]


NIGHT = {"name": "李", "hours": "20:00-08:00"}


def test_the_head_is_notified_in_the_end_on_duty_or_not():
    head = Desk("fuheng").manual.head.name
    plan = Desk(
        "fuheng", clock=later_than_all, roster={"superior": [DAY_AND_NIGHT[0]], head: [Shift("总经理", "09:00-17:00")]}
    )
    assert reached(plan, "2026-11-10 22:00") == [((head,), ("总经理",))]
    assert plan.on_duty(head, "2026-11-11 02:00") == ()


# --- in writing --------------------------------------------------------------------------------------------------


def test_a_policy_file_has_the_same_plans(tmp_path: Any):
    path = tmp_path / "policy.toml"
    path.write_text(
        """
[roster]
"上级领导" = [
  { name = "赵强", hours = "08:00-20:00", weekdays = "mon-fri" },
  { name = "钱勇", hours = "20:00-08:00", every = 2, for_days = 1, since = 2026-11-10, until = 2026-11-30 },
  { name = "孙亮", hours = "08:00-20:00", dates = [2026-11-14, "2026-11-15"] },
  { vacant = true, since = 2026-11-20, until = 2026-11-20 },
]
""",
        encoding="utf-8",
    )
    plan = Desk("fuheng", policy=path)
    wanted = {
        "2026-11-10 12:00": ("赵强",),
        "2026-11-11 02:00": ("钱勇",),
        "2026-11-12 02:00": (),
        "2026-11-14 12:00": ("孙亮",),
        "2026-11-20 12:00": (),
    }
    assert {at: on(plan, at) for at in wanted} == wanted


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"name": "李", "hours": "20:00"}, "roster.superior[1].hours: hours '20:00'"),
        ({"name": "李", "hours": ""}, "roster.superior[1].hours: when the shift begins and ends is expected"),
        ({"name": "李", "hours": 8}, "roster.superior[1].hours: a text is expected, not a int"),
        ({"hours": "20:00-08:00"}, "roster.superior[1]: who holds the role is expected"),
        ({"name": "", "hours": "20:00-08:00"}, "roster.superior[1].name: the name is empty"),
        (NIGHT | {"day": 1}, "roster.superior[1].day: unknown key"),
        (NIGHT | {"weekdays": "周一"}, "roster.superior[1].weekdays: '周一' is no weekday"),
        (NIGHT | {"dates": "2026-11-10"}, "roster.superior[1].dates: a list of days"),
        (NIGHT | {"dates": ["soon"]}, "roster.superior[1].dates: a day is expected"),
        (NIGHT | {"since": "2026-11-10 08:00"}, "roster.superior[1].since: a day is expected"),
        (NIGHT | {"since": "2026-11-10", "until": "2026-11-09"}, "roster.superior[1]: it ends"),
        (NIGHT | {"every": 0}, "roster.superior[1].every: a number of days is expected"),
        (NIGHT | {"every": True}, "roster.superior[1].every: a number of days is expected"),
        (NIGHT | {"every": 3}, "roster.superior[1].every: a rotation begins on a day"),
        (NIGHT | {"every": 3, "since": "2026-11-10", "for_days": 4}, "roster.superior[1].for_days: "),
        (NIGHT | {"for_days": 2}, "roster.superior[1].for_days: "),
        (NIGHT | {"every": 3, "since": "2026-11-10", "dates": ["2026-11-10"]}, "roster.superior[1].every: "),
    ],
)  # fmt: skip
def test_a_wrong_shift_is_refused_by_file_and_by_call(entry: dict[str, Any], fault: str):
    with pytest.raises(InvalidPolicy) as raised:
        Policy.from_data({"roster": {"superior": [entry]}})
    assert [told.startswith(fault) for told in raised.value.fields["faults"]] == [True]
    with pytest.raises(InvalidRoster) as called:
        Desk("fuheng", clock=later_than_all, roster={"superior": [entry]})  # type: ignore[dict-item]  # the wrong entry
    assert called.value.fields["faults"] == raised.value.fields["faults"]


def test_who_is_on_duty_is_asked_by_any_term_of_a_role_and_nothing_misspelt_passes():
    plan = desk(*DAY_AND_NIGHT)
    assert plan.on_duty("superior", "2026-11-10 02:00") == plan.on_duty("上级", "2026-11-10 02:00") == ("夜班 钱勇",)
    assert plan.on_duty("department_head", "2026-11-10 02:00") == ()
    assert Desk("fuheng").on_duty("superior") == ()
    with pytest.raises(UnknownName, match="did you mean 'superior'"):
        plan.on_duty("superier")
