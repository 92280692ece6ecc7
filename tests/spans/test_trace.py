"""Explanations: data that adds up, and sentences that can be read out."""

from __future__ import annotations

import json
import warnings
from datetime import date, datetime

import pytest

from calendars.desk_calendars import C0, C1, C2, C3, CN, HOUR, MINUTE, at, shown
from servicedesk.errors import CalendarHorizonError, CalendarHorizonWarning, NaiveDatetime, SpanError
from servicedesk.spans import Gap, before, days, hours, same_day, weeks, when, working_days, working_hours


def test_the_course_of_a_limit_over_the_feast_adds_up_stretch_by_stretch() -> None:
    """2 working days from Friday 2026-02-13 10:20: 6 h 10 that day, 7.5 h on the Saturday, 7.5 h on the Tuesday."""
    trace = working_days(2).trace(at("2026-02-13 10:20"), C1)
    course = [
        (shown(each.start), shown(each.end), each.counted // MINUTE, each.why, each.name[0]) for each in trace.segments
    ]
    assert course == [
        ("2026-02-13 10:20", "2026-02-13 12:00", 100, "counted", ""),
        ("2026-02-13 12:00", "2026-02-13 13:30", 0, "closed", ""),
        ("2026-02-13 13:30", "2026-02-13 18:00", 270, "counted", ""),
        ("2026-02-13 18:00", "2026-02-14 09:00", 0, "closed", ""),
        ("2026-02-14 09:00", "2026-02-14 12:00", 180, "counted", ""),
        ("2026-02-14 12:00", "2026-02-14 13:30", 0, "closed", ""),
        ("2026-02-14 13:30", "2026-02-14 18:00", 270, "counted", ""),
        ("2026-02-14 18:00", "2026-02-24 09:00", 0, "rest", "春节"),
        ("2026-02-24 09:00", "2026-02-24 12:00", 180, "counted", ""),
        ("2026-02-24 12:00", "2026-02-24 13:30", 0, "closed", ""),
        ("2026-02-24 13:30", "2026-02-24 18:00", 270, "counted", ""),
    ]
    assert trace.budget == (100 + 270 + 450 + 450) * MINUTE
    assert [(each.first, each.last, each.name[0], each.working) for each in trace.crossed] == [
        (date(2026, 2, 14), date(2026, 2, 14), "调休上班（春节）", True),
        (date(2026, 2, 15), date(2026, 2, 23), "春节", False),
    ]


def test_the_sentences_tell_start_days_result_and_calendar() -> None:
    trace = working_days(2).trace(at("2026-02-13 10:20"), C1)
    assert trace.text("zh") == (
        "自2026-02-13（周五）10:20起，2个工作日内。"
        "起算当日不计，只计工作日（含调休上班日），末日最后关门时截止。"
        "2026-02-14（周六）调休上班（春节），计入。"
        "2026-02-15（周日）至2026-02-23（周一）春节，不计。"
        "截止2026-02-24（周二）18:00。其中工作时间21小时10分钟。"
        f"日历“法定工作日”，版本{C1.version}。"
    )
    assert trace.text("en") == (
        "From Fri 2026-02-13 10:20: within 2 working days. "
        "The day of the start is not counted, make-up days are; ends at the last closing of the last day. "
        "Sat 2026-02-14, make-up working day (Spring Festival): counted. "
        "Sun 2026-02-15 to Mon 2026-02-23, Spring Festival: not counted. "
        "Due Tue 2026-02-24 18:00. That is 21 h 10 min of working time. "
        f'Calendar "statutory", version {C1.version}.'
    )


def test_a106_the_trace_says_that_ten_minutes_are_left() -> None:
    trace = same_day().trace(at("2026-03-12 23:50"), C1)
    assert "截止2026-03-12（周四）24:00。从起点到截止共10分钟。" in trace.text("zh")
    assert "Due Thu 2026-03-12 24:00. That leaves 10 min." in trace.text("en")


def test_a_limit_by_the_clock_says_that_the_feast_counts() -> None:
    text = hours(24).trace(at("2026-02-14 21:00"), C1).text("zh")
    assert "2026-02-15（周日）春节，计入。" in text


def test_received_outside_hours_is_told() -> None:
    trace = working_days(1, received_at="next_opening").trace(at("2026-03-14 10:00"), C1)
    assert (trace.segments[0].why, shown(trace.segments[0].end)) == ("waiting", "2026-03-16 09:00")
    assert "视为2026-03-16（周一）09:00收到" in trace.text("zh")
    assert shown(trace.due) == "2026-03-17 18:00"


def test_pauses_are_told_with_their_reasons_and_counted_out() -> None:
    pauses = [Gap(at("2026-03-10 11:00"), at("2026-03-10 15:00"), "业主外出")]
    trace = working_hours(8).trace(at("2026-03-10 09:00"), C3, pauses=pauses)
    paused = [each for each in trace.segments if each.why == "pause"]
    assert [(shown(each.start), shown(each.end), each.counted, each.name[0]) for each in paused] == [
        ("2026-03-10 11:00", "2026-03-10 15:00", 0, "业主外出")
    ]
    assert "2026-03-10（周二）11:00至2026-03-10（周二）15:00暂停（业主外出），不计。" in trace.text("zh")


def test_an_open_pause_has_no_due_and_says_what_was_used() -> None:
    trace = working_hours(8).trace(at("2026-03-10 09:00"), C3, pauses=[Gap(at("2026-03-10 11:00"), None, "待料")])
    assert trace.due is None
    assert (trace.segments[-1].why, trace.segments[-1].end) == ("pause", None)
    assert sum(each.counted for each in trace.segments) == 2 * HOUR
    assert "已用2小时，暂停期间没有截止时间。" in trace.text("zh")
    assert "2 h used; while paused there is no due time." in trace.text("en")


def test_a_change_of_calendar_is_told_with_both_versions() -> None:
    trace = working_hours(8).trace(at("2026-03-10 15:00"), C1, changes=[(at("2026-03-11 10:00"), C2)])
    assert sum(each.counted for each in trace.segments) == 8 * HOUR
    assert shown(trace.due) == "2026-03-11 14:00"
    assert C1.version in trace.text("en")
    assert f'From Wed 2026-03-11 10:00 the calendar "daily" ({C2.version}) applies' in trace.text("en")


def test_provisional_years_are_told() -> None:
    trace = working_days(5).trace(at("2026-12-30 10:00"), C1)
    assert trace.provisional == (2027,)
    assert "2027年的放假安排尚未公布" in trace.text("zh")
    assert "2027" in trace.text("en").split("not announced")[0]


def test_weekends_and_closures_in_gaps_are_named() -> None:
    closed = C3.with_closure("2026-03-16", name=("停电", "power cut"))
    trace = working_hours(4).trace(at("2026-03-13 16:00"), closed)
    rest = [each.name for each in trace.segments if each.why == "rest"]
    assert rest == [("停电", "power cut")]
    plain = working_hours(4).trace(at("2026-03-13 16:00"), C3)
    assert [each.name for each in plain.segments if each.why == "rest"] == [("周末", "weekend")]


def test_a_limit_before_an_event_is_told_as_the_latest_moment() -> None:
    trace = before(weeks(1), roll="previous_working_day").trace(at("2026-10-08 09:00"), C1)
    assert "最迟2026-09-30（周三）24:00。" in trace.text("zh")
    assert "By Wed 2026-09-30 24:00 at the latest." in trace.text("en")


def test_a_night_shift_is_told_on_the_dates_it_covers() -> None:
    trace = working_hours(10).trace(at("2026-03-11 22:00"), CN)
    assert [(shown(each.start), shown(each.end), each.why) for each in trace.segments] == [
        ("2026-03-11 22:00", "2026-03-12 08:00", "counted")
    ]


def test_a_trace_is_json() -> None:
    trace = working_hours(8).trace(at("2026-03-10 09:00"), C3, pauses=[Gap(at("2026-03-10 11:00"), None)])
    data = json.loads(json.dumps(trace.to_data()))
    assert data["due"] is None
    assert data["segments"][0] == {
        "start": "2026-03-10T09:00:00+08:00",
        "end": "2026-03-10T11:00:00+08:00",
        "counted": 2 * HOUR,
        "why": "counted",
        "name": {"zh": "", "en": ""},
    }
    assert data["calendar"] == {"name": "statutory", "version": C3.version, "zone": "Asia/Shanghai"}


# --- when -----------------------------------------------------------------------------------------------


def test_when_answers_text_with_text() -> None:
    answer = when("2 working days", "2026-02-13 10:20")
    assert answer.due.isoformat() == "2026-02-24T18:00:00+08:00"
    assert answer.provisional == ()
    data = json.loads(json.dumps(answer.to_data()))
    assert (data["span"], data["start"], data["due"]) == (
        "2 working days",
        "2026-02-13T10:20:00+08:00",
        "2026-02-24T18:00:00+08:00",
    )
    assert data["trace"]["text"]["en"] == answer.text("en")


@pytest.mark.parametrize(
    ("span", "start", "how", "expected"),
    [
        ("当天", "2026-03-12 17:50", {}, "2026-03-13T00:00:00+08:00"),
        ("8 working hours", "2026-03-10 09:00", {"hours": "09:00-18:00"}, "2026-03-10T17:00:00+08:00"),
        ("24 hours", "2026-03-28 12:00", {"zone": "Europe/London"}, "2026-03-29T13:00:00+01:00"),
        ("3 working days", "2020-01-22 10:00", {"known_on": date(2020, 1, 22)}, "2020-02-01T18:00:00+08:00"),
        ("1 hour", "2026-03-12T17:50+09:00", {"calendar": C0}, "2026-03-12T17:50:00+08:00"),
    ],
)
def test_when_takes_hours_zone_and_calendar(span: str, start: str, how: dict[str, object], expected: str) -> None:
    assert when(span, start, **how).due.isoformat() == expected  # type: ignore[arg-type]


def test_when_warns_once_of_a_year_without_notice_or_refuses_it() -> None:
    with pytest.warns(CalendarHorizonWarning, match="2027") as caught:
        answer = when("5 working days", "2026-12-30 10:00")
    assert len(caught) == 1
    assert answer.due.isoformat() == "2027-01-07T18:00:00+08:00"
    assert answer.to_data()["provisional"] == [2027]
    with pytest.raises(CalendarHorizonError, match="2027"):
        when("5 working days", "2026-12-30 10:00", strict=True)


def test_spans_themselves_never_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert working_days(5).due(at("2026-12-30 10:00"), C1).provisional == (2027,)
        assert days(2, roll="next_working_day").due(at("2026-12-30 10:00"), C1).provisional == (2027,)


def test_when_refuses_what_it_cannot_read() -> None:
    with pytest.raises(NaiveDatetime):
        when("2 days", datetime(2026, 2, 13, 10, 20))  # noqa: DTZ001
    with pytest.raises(SpanError):
        when("soon", "2026-02-13 10:20")


def test_a_closure_that_a_change_brings_is_told() -> None:
    closed = C3.with_closure("2026-07-16", name=("停电", "power cut"))
    trace = working_hours(8).trace(at("2026-07-15 15:00"), C3, changes=[(at("2026-07-15 17:00"), closed)])
    assert [each.name for each in trace.crossed] == [("停电", "power cut")]
    assert "2026-07-16（周四）停电，不计。" in trace.text("zh")
