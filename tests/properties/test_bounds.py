"""Moments and days lie in the years 1900 to 9000 wherever they enter; what would come out beyond is the same error.

A moment of those years lies in them on some clock, so a day on each side is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from properties.driving import ALL, BEGIN, CLERK, JOB, desk_of, open_all
from servicedesk import Actor, Desk, Holder
from servicedesk.calendars import parse_instant, statutory_calendar, to_datetime, to_instant
from servicedesk.errors import InvalidRoster, OutOfBounds, ServicedeskError
from servicedesk.spans import days, hours, months, parse_span, when, years

CALENDAR = statutory_calendar()
ZONE = "Asia/Shanghai"
EAST, WEST = timezone(timedelta(hours=14)), timezone(-timedelta(hours=12))

EARLY = [
    "1899-12-30 23:59",
    "0001-01-01",
    date(1899, 12, 31),
    date(1, 1, 1),
    datetime(1, 1, 1, tzinfo=EAST),
    datetime(1899, 12, 30, 23, 59, tzinfo=UTC),
]
LATE = [
    "9001-01-03 00:00",
    "9999-12-31T23:59:59.999999-12:00",
    date(9001, 1, 1),
    date(9999, 12, 31),
    datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=WEST),
    datetime(9001, 1, 3, tzinfo=UTC),
]


def instant_of(value: Any) -> int:
    if isinstance(value, str):
        return parse_instant(value, zone=ZONE)
    return to_instant(value) if isinstance(value, datetime) else CALENDAR.midnight(value)


@pytest.mark.parametrize("value", EARLY + LATE)
def test_before_1900_and_after_9000_is_one_error(value: Any) -> None:
    with pytest.raises(OutOfBounds, match="outside the years 1900 to 9000; check the year"):
        instant_of(value)


@pytest.mark.parametrize(
    "value",
    [
        "1900-01-01 00:00",
        "9000-12-31 24:00",
        date(1900, 1, 1),
        date(9000, 12, 31),
        datetime(1900, 1, 1, tzinfo=EAST),
        datetime(9000, 12, 31, 23, 59, 59, 999999, tzinfo=WEST),
    ],
)
def test_the_first_and_the_last_moment_go_in_and_come_out(value: Any) -> None:
    instant = instant_of(value)
    for zone in ("UTC", ZONE, "Pacific/Kiritimati"):
        shown = to_datetime(instant, zone)
        assert to_instant(shown) == parse_instant(shown.isoformat(), zone="UTC") == instant


@pytest.mark.parametrize("naive", [datetime.min, datetime.max])  # noqa: DTZ901  on the clock of a zone
def test_a_naive_moment_of_a_clock_is_bounded_too(naive: datetime) -> None:
    with pytest.raises(OutOfBounds):
        to_instant(naive, zone=ZONE)


FAR = 10**20
CALENDAR_DOORS: list[Callable[[int], object]] = [
    to_datetime,
    CALENDAR.local_date,
    CALENDAR.is_open,
    CALENDAR.next_opening,
    lambda instant: CALENDAR.open_intervals(0, instant),
    lambda instant: CALENDAR.working_between(0, instant),
    lambda instant: CALENDAR.with_break(0, instant),
    lambda instant: hours(3).due(instant, CALENDAR),
    lambda instant: days(3).due(instant, CALENDAR),
    lambda instant: days(3).not_before(instant, CALENDAR),
    lambda instant: hours(3).not_before(instant, CALENDAR),
    lambda instant: days(3).at_share(instant, CALENDAR, 50),
    lambda instant: days(3).trace(instant, CALENDAR),
]


@pytest.mark.parametrize("door", CALENDAR_DOORS)
def test_a_huge_instant_is_the_same_error_at_every_door_of_time(door: Callable[[int], object]) -> None:
    for instant in (FAR, instant_of("9000-12-31 24:00") + 3 * 86_400_000_000):
        with pytest.raises(OutOfBounds):
            door(instant)


@pytest.mark.parametrize("span", [days(3), hours(72), months(1), years(200)])
def test_what_would_come_out_beyond_is_the_same_error(span: Any) -> None:
    with pytest.raises(OutOfBounds):
        span.due(instant_of("9000-12-31 12:00"), CALENDAR)


def test_a_question_about_a_far_day_is_the_same_error() -> None:
    with pytest.raises(OutOfBounds):
        when("3 days", "9999-12-31")


def test_a_span_of_five_thousand_digits_is_no_span() -> None:
    with pytest.raises(ServicedeskError, match="a text of 5005 characters is no span"):
        parse_span("9" * 5000 + " days")


# --- a desk ---------------------------------------------------------------------------------------------


INSTANTS = st.sampled_from([v for v in EARLY + LATE if type(v) is not date]) | st.datetimes(
    timezones=st.just(UTC), allow_imaginary=False
)


@settings(max_examples=examples(60), deadline=None)
@given(at=INSTANTS, recorded=st.none() | INSTANTS)
def test_whatever_moment_is_given_a_desk_answers_with_documented_errors(at: Any, recorded: Any) -> None:
    desk = desk_of()
    open_all(desk)
    before = desk.case(JOB).version
    doors: list[Callable[[], object]] = [
        lambda: desk.try_act(JOB, "begin", {}, by=ALL, at=at, recorded_at=recorded, dry_run=True),
        lambda: desk.try_open("job", {}, subject="1", by=CLERK, at=at, recorded_at=recorded, dry_run=True),
        lambda: desk.recalculate(by=ALL, at=at, recorded_at=recorded, dry_run=True),
        lambda: desk.options(JOB, by=ALL, at=at),
        lambda: desk.obligations(JOB, at=at),
        lambda: desk.as_of(JOB, at),
        lambda: desk.due(at),
        lambda: desk.entitlements(JOB, on=at),
    ]
    for door in doors:
        try:
            door()
        except ServicedeskError as error:
            assert error.code in ("time.bounds", "time.text", "lookup.manual", "calendar.horizon")  # noqa: PT017
    assert desk.case(JOB).version == before


@pytest.mark.parametrize("value", EARLY + LATE)
def test_a_tick_a_day_and_a_moment_out_of_bounds_are_refused_by_a_desk(value: Any) -> None:
    desk = desk_of()
    open_all(desk)
    with pytest.raises(OutOfBounds):
        desk.entitlements(JOB, on=value if not isinstance(value, str) else date.fromisoformat(value[:10]))
    if isinstance(value, str | datetime):
        with pytest.raises(OutOfBounds):
            desk.tick(value)
        with pytest.raises(OutOfBounds):
            desk.act(JOB, "begin", by=ALL, at=value, recorded_at=BEGIN)


@pytest.mark.parametrize("day", [date(1, 1, 1), "0001-01-01", date(9999, 12, 31), "9999-12-31"])
def test_a_roster_has_no_such_day(day: Any) -> None:
    for entry in (Holder("李主管", since=day), Holder("李主管", until=day)):
        with pytest.raises(InvalidRoster, match="outside the years 1900 to 9000"):
            Desk("fuheng", roster={"superior": [entry]})


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", date(9999, 12, 31)])
def test_a_day_or_moment_that_is_filed_is_refused_with_the_reason(day: Any) -> None:
    desk = Desk("fuheng", clock=lambda: datetime(2026, 9, 30, 7, 0, tzinfo=UTC))
    clerk = Actor("王小红", {"customer_receptionist", "owner"})
    payload = {"vacant_from": day, "vacant_until": "2026-12-31"}
    found = [
        r for r in desk.try_open("vacant_unit", payload, subject="1", by=clerk).refusals if r.place == "vacant_from"
    ]
    assert [(r.kind, "应在1900年至9000年之间" in r.zh) for r in found] == [("wrong_value", True)]
    assert "it must lie in the years 1900 to 9000" in found[0].en
