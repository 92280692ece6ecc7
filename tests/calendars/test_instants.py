"""The door between datetimes and instants, and every trap of the library that stands at it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.desk_calendars import C1, HOUR, at
from effort import examples
from servicedesk.calendars import DAY, MINUTE, SECOND, Calendar, always_open, parse_instant, to_datetime, to_instant
from servicedesk.errors import CalendarError, InvalidInstant, NaiveDatetime
from servicedesk.spans import days, months, same_day, years

ZONES = ["UTC", "Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]


@given(st.integers(-70 * 365 * DAY, 180 * 365 * DAY), st.sampled_from(ZONES))
@settings(max_examples=examples(300), deadline=None)
def test_an_instant_is_the_same_after_going_out_and_coming_in(instant: int, zone: str) -> None:
    moment = to_datetime(instant, zone)
    assert to_instant(moment) == instant
    assert parse_instant(moment.isoformat(), zone="UTC") == instant
    by_library = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
    assert moment.astimezone(UTC) == by_library  # across zones == is False in a fold (PEP 495)
    assert moment.utcoffset() == by_library.astimezone(ZoneInfo(zone)).utcoffset()
    assert moment.replace(tzinfo=None) == by_library.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert isinstance(moment, pendulum.DateTime)


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1), timezones=st.timezones())  # noqa: DTZ001
)
@settings(max_examples=examples(200), deadline=None)
def test_any_aware_datetime_is_the_instant_that_the_standard_library_says(value: datetime) -> None:
    assert to_instant(value) == (value - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)),  # noqa: DTZ001
    st.sampled_from([*ZONES, "America/Sao_Paulo", "America/Havana", "Africa/Casablanca"]),
)
@settings(max_examples=examples(200), deadline=None)
def test_a_local_time_is_read_as_zoneinfo_reads_it(wall: datetime, zone: str) -> None:
    for fold in (0, 1):
        by_library = wall.replace(tzinfo=ZoneInfo(zone), fold=fold)
        assert to_datetime(to_instant(wall, zone=zone, fold=fold)) == by_library.astimezone(UTC)


# --- what the clock shows twice or never ----------------------------------------------------------------


def test_an_ambiguous_local_time_is_refused_with_both_readings_unless_the_fold_is_named() -> None:
    wall = datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001
    with pytest.raises(NaiveDatetime, match="shown twice") as caught:
        to_instant(wall, zone="Europe/London")
    assert caught.value.fields["readings"] == ("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00")
    first = to_instant(wall, zone="Europe/London", fold=0)
    second = to_instant(wall, zone="Europe/London", fold=1)
    assert second - first == HOUR
    assert to_datetime(second, "Europe/London").fold == 1
    assert to_datetime(first, "Europe/London").fold == 0
    assert parse_instant("2026-10-25 01:30", zone="Europe/London", fold=1) == second


def test_an_absent_local_time_is_refused_with_both_readings_unless_the_fold_is_named() -> None:
    with pytest.raises(NaiveDatetime, match="skipped") as caught:
        parse_instant("2026-03-29 01:30", zone="Europe/London")
    assert caught.value.fields["readings"] == ("2026-03-29T00:30:00+00:00", "2026-03-29T02:30:00+01:00")
    before = parse_instant("2026-03-29 01:30", zone="Europe/London", fold=0)
    assert to_datetime(before, "Europe/London").isoformat() == "2026-03-29T02:30:00+01:00"


def test_a_date_that_a_country_left_out_has_no_hours() -> None:
    samoa = always_open("Pacific/Apia")
    assert not samoa.is_working(date(2011, 12, 30))
    assert samoa.midnight(date(2011, 12, 31)) == samoa.midnight(date(2011, 12, 30))
    assert samoa.add_working_days(date(2011, 12, 29), 1) == date(2011, 12, 31)


# --- text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-02-13 10:20", "2026-02-13T02:20:00Z"),
        ("2026-02-13T10:20:30+08:00", "2026-02-13T02:20:30Z"),
        ("2026-02-13T10:20:30.250001", "2026-02-13T02:20:30.250001Z"),
        ("2026-02-13", "2026-02-12T16:00Z"),
        ("2026-02-13 24:00", "2026-02-13T16:00Z"),
        ("2026-02-13T00:00-05:30", "2026-02-13T05:30Z"),
    ],
)
def test_text_is_read_on_the_clock_of_the_zone_given(text: str, same: str) -> None:
    assert parse_instant(text, zone="Asia/Shanghai") == parse_instant(same, zone="Europe/London")


@pytest.mark.parametrize(
    "text",
    [
        "now",
        "today",
        "",
        "2026",
        "2026-02",
        "2026-2-13",
        "20260213",
        "2026-02-30",
        "2026-02-13 10",
        "2026-02-13 25:00",
        "2026-02-13 24:01",
        "2026-02-13 10:60",
        "2026-02-13 10:20:61",
        "2026-02-13 10:20 +08:00",
        "2026-02-13+08:00",
        "2026-02-13T10:20+24:00",
        "2026-02-13T10:20+0800",
        "2026-W07-5",
        "10:20",
        "2026-02-13T10:20:30.1234567Z",
        "P1D",
        "2026-02-13 10:20/2026-02-14 10:20",
        "٢٠٢٦-02-13",
    ],
)
def test_text_that_is_no_plain_instant_is_refused(text: str) -> None:
    with pytest.raises(InvalidInstant):
        parse_instant(text, zone="Asia/Shanghai")


def test_an_unknown_zone_is_refused() -> None:
    for name in ("Asia/Nowhere", "", "../etc/passwd", "CST+8"):
        with pytest.raises(CalendarError, match="time zone"):
            always_open(name)


# --- traps of pendulum, each shown and then avoided -----------------------------------------------------


def test_pendulum_calls_a_naive_datetime_utc_and_we_refuse_it() -> None:
    naive = datetime(2026, 2, 13, 10, 20)  # noqa: DTZ001
    assert pendulum.instance(naive).utcoffset() == timedelta(0)
    with pytest.raises(NaiveDatetime):
        to_instant(naive)
    with pytest.raises(NaiveDatetime):
        to_instant(pendulum.naive(2026, 2, 13, 10, 20))


def test_pendulum_reads_text_without_offset_as_utc_and_we_ask_whose_clock_it_was() -> None:
    read = pendulum.parse("2026-02-13T10:20")
    assert isinstance(read, pendulum.DateTime)
    assert read.utcoffset() == timedelta(0)
    assert at("2026-02-13 10:20") == to_instant(read) - 8 * HOUR
    with pytest.raises(TypeError):
        parse_instant("2026-02-13T10:20")  # type: ignore[call-arg]  # what is shown: the zone is left out


def test_pendulum_chains_months_from_the_shortened_date_and_we_count_from_the_anchor() -> None:
    chained = pendulum.datetime(2026, 1, 31).add(months=1).add(months=1)
    assert (chained.month, chained.day) == (3, 28)
    start = at("2026-01-31 09:00")
    assert months(2).due(start, C1).at == at("2026-03-31 24:00")


def test_pendulum_differences_do_not_add_back_and_ours_do() -> None:
    difference = pendulum.date(2025, 2, 28) - pendulum.date(2024, 2, 29)
    assert (difference.years, difference.months) == (0, 11)
    assert years(1).due(at("2024-02-29"), C1).at == at("2025-02-28 24:00")


def test_pendulum_turns_a_month_into_thirty_days_and_we_do_not() -> None:
    assert pendulum.duration(months=1).total_days() == 30
    assert months(1).due(at("2026-01-05"), C1).at == at("2026-02-05 24:00")
    assert days(30).due(at("2026-01-05"), C1).at == at("2026-02-04 24:00")


def test_pendulum_ends_a_day_a_microsecond_early_and_we_end_it_at_24() -> None:
    end = pendulum.datetime(2026, 3, 12, tz="Asia/Shanghai").end_of("day")
    due = same_day().due(at("2026-03-12 09:00"), C1).at
    assert due == to_instant(end) + 1


def test_pendulum_refuses_hour_24_and_we_read_it() -> None:
    with pytest.raises(ValueError, match="hour"):
        pendulum.datetime(2026, 3, 12, 24)
    with pytest.raises(ValueError, match="parse"):
        pendulum.parse("2026-03-12T24:00:00")
    assert at("2026-03-12 24:00") == at("2026-03-13 00:00")


def test_shanghai_had_summer_time_and_a_date_of_birth_survives_it() -> None:
    assert pendulum.datetime(1988, 7, 1, tz="Asia/Shanghai").utcoffset() == timedelta(hours=9)
    for day in (date(1986, 5, 4), date(1988, 7, 1), date(1991, 9, 15)):
        assert C1.local_date(C1.midnight(day)) == day
        assert to_datetime(C1.midnight(day), "Asia/Shanghai").date() == day
    with pytest.raises(NaiveDatetime, match="skipped"):
        at("1986-05-04 02:30")


def test_what_comes_out_is_a_pendulum_datetime_that_still_adds_and_compares() -> None:
    moment = to_datetime(at("2026-02-13 10:20"), "Asia/Shanghai")
    assert moment.timezone_name == "Asia/Shanghai"
    assert moment.add(hours=2) == pendulum.datetime(2026, 2, 13, 12, 20, tz="Asia/Shanghai")
    london = to_datetime(at("2026-07-13 10:20"), "Europe/London")
    assert london.isoformat() == "2026-07-13T03:20:00+01:00"
    assert london.add(months=6).utcoffset() == timedelta(0)


def test_a_fixed_offset_comes_in_too() -> None:
    east = timezone(timedelta(hours=8))
    assert to_instant(datetime(2026, 2, 13, 10, 20, tzinfo=east)) == at("2026-02-13 10:20")


@pytest.mark.slow
@pytest.mark.parametrize("host", ["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Apia"])
def test_a97_the_zone_of_the_host_changes_no_answer(host: str) -> None:
    code = (
        "from servicedesk.spans import when;"
        "print(when('2 working days', '2026-02-13 10:20').due.isoformat(),"
        "when('4 hours', '2026-03-08 01:30').due.isoformat())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env={"TZ": host, "PATH": ""}, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["2026-02-24T18:00:00+08:00", "2026-03-08T05:30:00+08:00"]


def test_amounts_are_microseconds() -> None:
    assert (SECOND, MINUTE, HOUR, DAY) == (10**6, 60 * 10**6, 3600 * 10**6, 86400 * 10**6)
    assert isinstance(C1, Calendar)
