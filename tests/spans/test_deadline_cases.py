"""The cases that decide how limits are counted, each with the due that was worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from calendars.desk_calendars import C0, C1, C2, C3, CN, CNW, G, at, shown
from servicedesk.calendars import (
    HOUR,
    Calendar,
    always_open,
    daily,
    parse_instant,
    statutory_calendar,
    to_datetime,
    to_instant,
)
from servicedesk.errors import CalendarError, CalendarHorizonError, NaiveDatetime, SpanError
from servicedesk.spans import (
    Gap,
    Span,
    at_once,
    before,
    by_month_end,
    close_of_desk,
    close_of_shift,
    days,
    hours,
    minutes,
    months,
    normalise_pauses,
    parse_span,
    same_day,
    weeks,
    window,
    working_days,
    working_hours,
    working_minutes,
    years,
)


def paused(*pairs: tuple[str, str | None]) -> tuple[Gap, ...]:
    return tuple(Gap(at(start), None if until is None else at(until)) for start, until in pairs)


def due(span: Span, start: str, calendar: Calendar = C1, **how: object) -> str | None:
    return shown(span.due(at(start), calendar, **how).at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "span", "calendar", "expected"),
    [
        pytest.param("2026-03-11 10:00", working_hours(2), C1, "2026-03-11 12:00", id="A01-ends-at-inner-closing"),
        pytest.param("2026-03-11 11:00", working_hours(2), C1, "2026-03-11 14:30", id="A02-lunch-is-no-working-time"),
        pytest.param("2026-03-11 12:20", working_hours(1), C1, "2026-03-11 14:30", id="A03-starts-in-the-break"),
        pytest.param("2026-03-11 07:15", working_hours(1), C1, "2026-03-11 10:00", id="A04-before-opening"),
        pytest.param("2026-03-13 19:40", working_hours(1), C1, "2026-03-16 10:00", id="A05-after-closing-on-friday"),
        pytest.param("2026-03-13 16:30", working_hours(4), C1, "2026-03-16 11:30", id="A06-spans-a-weekend"),
        pytest.param("2026-03-13 18:00", working_minutes(30), C1, "2026-03-16 09:30", id="A07-closing-is-outside"),
        pytest.param("2026-02-13 17:00", working_hours(2), C1, "2026-02-14 10:00", id="A08-make-up-saturday"),
        pytest.param("2026-02-14 17:00", working_hours(2), C1, "2026-02-24 10:00", id="A09-spring-festival"),
        pytest.param("2025-12-31 16:00", working_hours(4), C1, "2026-01-04 11:00", id="A10-year-end"),
        pytest.param("2026-05-08 17:30", working_hours(1), C1, "2026-05-09 09:30", id="A11-make-up-after-the-feast"),
        pytest.param("2026-09-19 12:00", working_hours(1), C1, "2026-09-20 10:00", id="A12-next-opening-on-a-sunday"),
        pytest.param("2026-03-09 10:00", working_hours(24), C1, "2026-03-12 11:30", id="A13-24-hours-are-no-day"),
        pytest.param("2026-03-09 23:30", working_hours(1), C0, "2026-03-10 00:30", id="A15-nothing-lost-at-midnight"),
        pytest.param("2026-03-11 07:30", working_hours(1), CN, "2026-03-11 20:30", id="A16-night-watch"),
        pytest.param("2026-09-30 22:00", working_hours(8), CNW, "2026-10-01 06:00", id="A17-night-runs-into-a-feast"),
        pytest.param("2026-02-13 10:20", working_days(2), C1, "2026-02-24 18:00", id="A21-make-up-day-is-day-one"),
        pytest.param("2026-02-15 10:20", working_days(2), C1, "2026-02-25 18:00", id="A22-received-in-the-feast"),
        pytest.param(
            "2026-02-15 10:20",
            working_days(2, received_at="next_opening"),
            C1,
            "2026-02-26 18:00",
            id="A22-variant-received-at-next-opening",
        ),
        pytest.param("2026-09-24 15:00", working_days(3), C1, "2026-09-30 18:00", id="A23-mid-autumn"),
        pytest.param("2026-03-09 10:00", working_days(1), C1, "2026-03-10 18:00", id="A24-one-working-day"),
        pytest.param("2026-09-30 16:00", working_days(3), C1, "2026-10-10 18:00", id="A25-national-day-and-make-up"),
        pytest.param("2025-09-30 09:00", working_days(1), C1, "2025-10-09 18:00", id="A26-eight-days-off"),
        pytest.param("2024-02-08 14:00", working_days(2), C1, "2024-02-18 18:00", id="A27-the-eve-was-worked"),
        pytest.param("2026-09-22", days(10), C1, "2026-10-03 00:00", id="A30-ten-days-end-at-24"),
        pytest.param("2026-09-22", days(10, roll="next_working_day"), C1, "2026-10-09 00:00", id="A30-rolled"),
        pytest.param("2026-09-10", days(10, roll="next_working_day"), C1, "2026-09-21 00:00", id="A31-make-up-no-roll"),
        pytest.param("2026-02-14", days(3), C1, "2026-02-18 00:00", id="A32-calendar-days"),
        pytest.param("2026-02-14", days(3, roll="next_working_day"), C1, "2026-02-25 00:00", id="A32-rolled"),
        pytest.param("2025-11-30", months(3, roll="next_working_day"), C1, "2026-03-01 00:00", id="A33-no-30-february"),
        pytest.param("2026-08-31", months(6), C1, "2027-03-01 00:00", id="A34-six-months"),
        pytest.param("2024-02-29", years(1), C1, "2025-03-01 00:00", id="A35-leap-day"),
        pytest.param("2026-01-31", months(1), C1, "2026-03-01 00:00", id="A36-first"),
        pytest.param("2026-01-31", months(2), C1, "2026-04-01 00:00", id="A36-second-from-the-anchor"),
        pytest.param("2026-01-31", months(3), C1, "2026-05-01 00:00", id="A36-third-from-the-anchor"),
        pytest.param("2025-12-31", months(2), C1, "2026-03-01 00:00", id="A37-two-months"),
        pytest.param("2026-01-05", months(1), C1, "2026-02-06 00:00", id="A38-a-month-is-not-30-days"),
        pytest.param("2026-03-02", weeks(1), C1, "2026-03-10 00:00", id="A39-one-week"),
        pytest.param("2026-02-13 17:30", hours(24), C1, "2026-02-14 17:30", id="A40-24-hours-by-the-clock"),
        pytest.param("2026-03-12 17:50", same_day(), C1, "2026-03-12 24:00", id="A41-same-day"),
        pytest.param("2026-03-12 17:50", close_of_desk(), C1, "2026-03-12 18:00", id="A41-variant-close-of-desk"),
        pytest.param("2026-02-14 20:00", hours(4), C1, "2026-02-15 00:00", id="A105-handling"),
        pytest.param("2026-02-14 20:00", hours(2), C1, "2026-02-14 22:00", id="A105-superior"),
        pytest.param("2026-03-12 23:50", same_day(), C1, "2026-03-12 24:00", id="A106-ten-minutes-left"),
        pytest.param("2026-09-29 11:00", days(3), C1, "2026-10-02 24:00", id="A107-class-three"),
        pytest.param("2026-09-29 11:00", days(3, roll="next_working_day"), C1, "2026-10-08 24:00", id="A107-rolled"),
        pytest.param("2026-09-28 09:00", days(2), C1, "2026-09-30 24:00", id="A108-answer"),
        pytest.param("2026-09-28 09:00", days(10), C1, "2026-10-08 24:00", id="A108-solution"),
        pytest.param("2026-09-28 09:00", days(10, roll="next_working_day"), C1, "2026-10-08 24:00", id="A108-no-move"),
        pytest.param("2026-06-17 16:00", days(3), C1, "2026-06-20 24:00", id="A110-return-visit"),
        pytest.param("2026-06-17 16:00", days(3, roll="next_working_day"), C1, "2026-06-22 24:00", id="A110-rolled"),
        pytest.param("2026-01-07", by_month_end(), C1, "2026-01-31 24:00", id="A112-hand-in-by-month-end"),
        pytest.param("2026-01-07", weeks(1), C1, "2026-01-14 24:00", id="A112-first-notice"),
        pytest.param("2026-01-07", weeks(2), C1, "2026-01-21 24:00", id="A112-second-notice"),
        pytest.param("2026-01-07", weeks(3), C1, "2026-01-28 24:00", id="A112-third-notice"),
        pytest.param("2026-03-12 16:40", same_day(), C1, "2026-03-12 24:00", id="A113-key-same-day"),
        pytest.param("2026-03-12 23:00", same_day(at_least=hours(1)), C1, "2026-03-12 24:00", id="an-hour-is-left"),
        pytest.param("2026-03-12 23:50", same_day(at_least=hours(1)), C1, "2026-03-13 00:50", id="less-is-left"),
        pytest.param("2026-03-12 16:40", close_of_desk(), C1, "2026-03-12 18:00", id="A113-close-of-desk"),
        pytest.param("2026-03-12 23:30", close_of_shift(), CN, "2026-03-13 08:00", id="A113-close-of-night-shift"),
        pytest.param("2026-03-12 23:30", close_of_desk(), C1, "2026-03-12 24:00", id="A113-lent-after-closing"),
        pytest.param("2026-03-12 23:30", close_of_shift(), C1, "2026-03-12 24:00", id="A113-no-shift-runs"),
        pytest.param("2026-10-01 02:30", hours(24), C1, "2026-10-02 02:30", id="A114-reported"),
        pytest.param("2026-10-01 02:30", hours(36), C1, "2026-10-02 14:30", id="A114-written"),
        pytest.param("2026-03-09", days(1), C1, "2026-03-10 24:00", id="A117-daily-patrol"),
        pytest.param("2026-03-09", days(3), C1, "2026-03-12 24:00", id="A117-every-third-day"),
        pytest.param("2026-10-08", before(weeks(1)), C1, "2026-10-01 24:00", id="A119-a-week-before"),
        pytest.param(
            "2026-10-08",
            before(weeks(1), roll="previous_working_day"),
            C1,
            "2026-09-30 24:00",
            id="A119-on-a-working-day",
        ),
        pytest.param("2026-01-31", months(1), C1, "2026-02-28 24:00", id="A120-interval-rule"),
        pytest.param("2026-02-01", by_month_end(), C1, "2026-02-28 24:00", id="A120-calendar-month-rule"),
        pytest.param("2026-02-14 21:00", hours(24), C1, "2026-02-15 21:00", id="A121-reply"),
        pytest.param("2026-02-13 19:00", working_days(1), C1, "2026-02-14 18:00", id="A122-friday-evening"),
        pytest.param("2026-10-01 09:00", working_days(1), C1, "2026-10-08 18:00", id="A122-in-the-feast"),
        pytest.param("2026-04-28 16:30", working_days(2), C1, "2026-04-30 18:00", id="A104-engineering-opinion"),
        pytest.param("2026-04-29 10:00", working_days(1), C1, "2026-04-30 18:00", id="A104-director"),
        pytest.param("2026-04-30 11:00", working_days(1), C1, "2026-05-06 18:00", id="A104-handed-over-later"),
    ],
)
def test_due_of_case(start: str, span: Span, calendar: Calendar, expected: str) -> None:
    assert due(span, start, calendar) == shown(at(expected))


def test_a14_counts_the_local_date_where_it_differs_from_the_utc_date() -> None:
    start = parse_instant("2026-02-13T16:30Z", zone="UTC")
    assert working_hours(1).due(start, C1).at == parse_instant("2026-02-14T02:00Z", zone="UTC")


def test_a18_midnight_as_an_end_is_24_00() -> None:
    assert daily("09:00-00:00").hours_on(date(2026, 3, 11)) == "09:00-24:00"
    assert due(working_hours(16), "2026-03-11 08:00", daily("09:00-00:00")) == "2026-03-12 10:00"


def test_a19_a_calendar_without_hours_is_refused_when_made() -> None:
    with pytest.raises(CalendarError, match="no working time"):
        statutory_calendar("")
    with pytest.raises(CalendarError, match="no working time"):
        C1.with_yearly_closure("01-01", "12-31")


def test_a20_overlapping_intervals_are_refused_with_both_named() -> None:
    with pytest.raises(CalendarError, match=r"09:00-13:00 and 12:00-18:00 overlap"):
        daily("09:00-13:00,12:00-18:00")


@pytest.mark.parametrize(
    ("known_on", "start", "count", "expected"),
    [
        pytest.param(date(2019, 1, 1), "2019-04-30 15:00", 2, "2019-05-03 18:00", id="A28-first-notice"),
        pytest.param(date(2019, 3, 22), "2019-04-30 15:00", 2, "2019-05-06 18:00", id="A28-amended"),
        pytest.param(date(2020, 1, 22), "2020-01-22 10:00", 3, "2020-02-01 18:00", id="A29-first-notice"),
        pytest.param(None, "2020-01-22 10:00", 3, "2020-02-04 18:00", id="A29-extended"),
    ],
)
def test_amended_feasts_are_versions(known_on: date | None, start: str, count: int, expected: str) -> None:
    calendar = C1 if known_on is None else C1.as_known_on(known_on)
    assert due(working_days(count), start, calendar) == expected


def test_a28_the_answer_names_the_calendar_version() -> None:
    before_change, after = C1.as_known_on(date(2019, 1, 1)), C1.as_known_on(date(2019, 3, 22))
    assert before_change.version.startswith("2018-12-06+")
    assert after.version.startswith("2019-03-22+")
    text = working_days(2).trace(at("2019-04-30 15:00"), before_change).text("en")
    assert before_change.version in text


def test_a34_rolling_into_a_year_without_notice_is_provisional_or_refused() -> None:
    rolled = months(6, roll="next_working_day")
    assert rolled.due(at("2026-08-31"), C1).provisional == (2027,)
    assert months(6).due(at("2026-08-31"), C1).provisional == ()
    with pytest.raises(CalendarHorizonError, match="2027"):
        rolled.due(at("2026-08-31"), statutory_calendar(strict=True))


# --- pauses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "calendar", "pauses", "expected"),
    [
        pytest.param(
            "2026-03-10 09:00",
            working_hours(8),
            C3,
            [("2026-03-10 11:00", "2026-03-10 15:00")],
            "2026-03-11 12:00",
            id="A42-plain",
        ),
        pytest.param(
            "2026-03-10 14:00",
            working_hours(8),
            C3,
            [("2026-03-10 18:30", "2026-03-11 08:30")],
            "2026-03-11 13:00",
            id="A43-outside-hours-costs-nothing",
        ),
        pytest.param(
            "2026-03-13 10:00",
            working_hours(8),
            C3,
            [("2026-03-13 16:00", "2026-03-16 10:30")],
            "2026-03-16 12:30",
            id="A44-weekend-inside",
        ),
        pytest.param(
            "2026-02-13 10:00",
            working_hours(8),
            C3,
            [("2026-02-13 15:00", "2026-02-25 09:30")],
            "2026-02-25 12:30",
            id="A45-feast-and-make-up-day-inside",
        ),
        pytest.param(
            "2026-03-09 09:00",
            hours(14),
            C0,
            [("2026-03-09 10:00", "2026-03-09 10:30"), ("2026-03-09 22:30", "2026-03-10 01:15")],
            "2026-03-10 02:15",
            id="A46-over-midnight",
        ),
        pytest.param(
            "2026-03-09 09:00",
            hours(2),
            C0,
            [("2026-03-09 09:30:00", "2026-03-09 09:30:40")],
            "2026-03-09 11:00:40",
            id="A47-seconds-count",
        ),
        pytest.param(
            "2026-03-09 09:00",
            hours(2),
            C0,
            [("2026-03-09 09:30", "2026-03-09 10:00"), ("2026-03-09 09:45", "2026-03-09 10:15")],
            "2026-03-09 11:45",
            id="A48-overlapping-count-once",
        ),
        pytest.param(
            "2026-03-09 09:00",
            hours(2),
            C0,
            [("2026-03-09 10:00", "2026-03-09 10:15"), ("2026-03-09 09:30", "2026-03-09 10:00")],
            "2026-03-09 11:45",
            id="A48-touching-count-once",
        ),
        pytest.param(
            "2026-03-10 09:00", working_hours(8), C3, [("2026-03-10 11:00", None)], None, id="A49-never-resumed"
        ),
        pytest.param(
            "2026-03-10 09:00",
            working_hours(4),
            C3,
            [("2026-03-10 14:00", None)],
            "2026-03-10 13:00",
            id="A50-a-miss-before-the-pause-stays",
        ),
        pytest.param(
            "2026-03-10 09:00",
            working_hours(8),
            C3,
            [("2026-03-09 15:00", "2026-03-10 10:00")],
            "2026-03-10 18:00",
            id="A52-only-the-part-after-the-start",
        ),
        pytest.param(
            "2026-03-10 08:00",
            hours(2),
            C0,
            [("2026-03-10 09:00", "2026-03-10 10:05")],
            "2026-03-10 11:05",
            id="A54-the-example-of-znuny",
        ),
    ],
)
def test_due_with_pauses(
    start: str, span: Span, calendar: Calendar, pauses: list[tuple[str, str | None]], expected: str | None
) -> None:
    assert due(span, start, calendar, pauses=paused(*pauses)) == expected


def test_a48_a_merged_pause_keeps_both_reasons() -> None:
    merged = normalise_pauses([Gap(10, 20, "part"), Gap(0, 10, "resident away"), Gap(30, 30, "nothing")])
    assert merged == (Gap(0, 20, "resident away; part"),)


def test_a52_a_pause_is_cut_to_the_start() -> None:
    assert normalise_pauses([Gap(0, 50, "late")], since=30) == (Gap(30, 50, "late"),)
    assert normalise_pauses([Gap(0, 20)], since=30) == ()


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SpanError, match="ends before it begins"):
        Gap(20, 10)


# --- changes of target and calendar ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "calendar", "pauses", "expected"),
    [
        pytest.param("2026-03-10 09:00", working_hours(8), C3, [], "2026-03-10 17:00", id="A55-before"),
        pytest.param("2026-03-10 09:00", working_hours(4), C3, [], "2026-03-10 13:00", id="A55-A56-urgent"),
        pytest.param(
            "2026-03-10 09:00",
            working_hours(4),
            C3,
            [("2026-03-10 10:00", "2026-03-10 12:00")],
            "2026-03-10 15:00",
            id="A57-pauses-survive",
        ),
        pytest.param("2026-03-10 10:00", hours(2), C0, [], "2026-03-10 12:00", id="A58-linked-goals"),
        pytest.param("2026-03-10 09:00", working_hours(4), C3, [], "2026-03-10 13:00", id="A59-under-4-hours"),
        pytest.param("2026-03-10 09:00", working_hours(8), C3, [], "2026-03-10 17:00", id="A59-lowered-to-8-hours"),
    ],
)
def test_due_after_a_change_of_target_counts_from_the_same_start(
    start: str, span: Span, calendar: Calendar, pauses: list[tuple[str, str | None]], expected: str
) -> None:
    assert due(span, start, calendar, pauses=paused(*pauses)) == expected


def test_a60_a_change_of_calendar_keeps_the_time_used_or_counts_anew() -> None:
    start, limit = "2026-03-10 15:00", working_hours(8)
    assert due(limit, start, C1) == "2026-03-11 15:30"
    assert due(limit, start, C1, changes=[(at("2026-03-11 10:00"), C2)]) == "2026-03-11 14:00"
    assert due(limit, start, C2) == "2026-03-11 11:00"


def test_a61_a_closure_entered_while_the_limit_runs_moves_it() -> None:
    start, limit = "2026-07-15 15:00", working_hours(8)
    closed = C3.with_closure("2026-07-16", name="停电")
    assert due(limit, start, C3) == "2026-07-16 14:00"
    assert due(limit, start, C3, changes=[(at("2026-07-15 17:00"), closed)]) == "2026-07-17 14:00"


def test_a61_a_limit_in_working_days_moves_in_the_same_way() -> None:
    start, limit = "2026-07-15 15:00", working_days(2)
    closed = C3.with_closure("2026-07-16")
    assert due(limit, start, C3) == "2026-07-17 18:00"
    assert due(limit, start, C3, changes=[(at("2026-07-15 17:00"), closed)]) == "2026-07-20 18:00"


def test_a_day_that_was_over_before_a_change_counts_as_it_was() -> None:
    """The 16th was worked and over at 18:00; a calendar from 19:00 on that calls it closed takes nothing back."""
    closed = C3.with_closure("2026-07-16")
    assert due(working_days(2), "2026-07-15 15:00", C3, changes=[(at("2026-07-16 19:00"), closed)]) == (
        "2026-07-17 18:00"
    )
    assert due(working_days(2), "2026-07-15 15:00", C3, changes=[(at("2026-07-16 17:00"), closed)]) == (
        "2026-07-20 18:00"
    )


@pytest.mark.parametrize(
    ("calendar", "start", "amount", "expected"),
    [
        pytest.param(
            C3.with_special_hours("2026-02-14", "09:00-12:00"),
            "2026-02-14 11:00",
            2,
            "2026-02-24 10:00",
            id="A63-short-make-up-day",
        ),
        pytest.param(
            C3.with_special_hours("2026-09-30", "09:00-15:00"),
            "2026-09-30 14:00",
            2,
            "2026-10-08 10:00",
            id="A64-short-day-before-a-feast",
        ),
        pytest.param(
            C3.with_break("2026-07-15 14:00", "2026-07-15 17:00"),
            "2026-07-15 13:00",
            3,
            "2026-07-16 10:00",
            id="A65-outage",
        ),
    ],
)
def test_due_with_special_hours_and_breaks(calendar: Calendar, start: str, amount: int, expected: str) -> None:
    assert due(working_hours(amount), start, calendar) == expected


def test_a66_a_yearly_closure_matches_both_sides_of_new_year() -> None:
    calendar = daily("09:00-18:00").with_yearly_closure("12-30", "01-02", name="年终盘点")
    open_days = [date(2026, 12, 29), date(2027, 1, 3), date(2028, 12, 29), date(2029, 1, 3)]
    closed = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2), date(2029, 1, 2)]
    assert [calendar.is_working(day) for day in open_days] == [True] * 4
    assert [calendar.is_working(day) for day in closed] == [False] * 5
    assert calendar.day_name(date(2027, 1, 1), "zh") == "年终盘点"


@pytest.mark.parametrize(
    "text", ["0 days", "0 working hours", "0.0 hours", "-1 days", "3 fortnights", "", "days", "2", "1.5 working days"]
)
def test_a67_zero_below_and_unknown_units_are_refused(text: str) -> None:
    with pytest.raises(SpanError):
        parse_span(text)


@pytest.mark.parametrize("amount", [0, -1, True])
def test_a67_amounts_of_zero_and_below_are_refused(amount: int) -> None:
    for make in (minutes, hours, working_hours, days, working_days, weeks, months, years):
        with pytest.raises(SpanError):
            make(amount)


def test_at_once_is_the_only_way_to_write_no_time() -> None:
    assert due(at_once(), "2026-03-14 03:00") == "2026-03-14 03:00"
    assert due(at_once(received_at="next_opening"), "2026-03-14 03:00") == "2026-03-16 09:00"
    assert due(at_once(received_at="next_opening"), "2026-03-16 10:30") == "2026-03-16 10:30"


# --- shares of the way and levels -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "percent", "expected"),
    [
        pytest.param("2026-03-13 15:00", working_hours(8), 50, "2026-03-16 10:00", id="A80-50"),
        pytest.param("2026-03-13 15:00", working_hours(8), 75, "2026-03-16 12:00", id="A80-75"),
        pytest.param("2026-03-13 15:00", working_hours(8), 90, "2026-03-16 13:12", id="A80-90"),
        pytest.param("2026-03-13 15:00", working_hours(8), 100, "2026-03-16 14:00", id="A80-due"),
    ],
)
def test_a80_shares_of_working_hours(start: str, span: Span, percent: int, expected: str) -> None:
    assert shown(span.at_share(at(start), C3, percent)) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(50, "2026-03-10 09:30"), (75, "2026-03-10 14:30"), (90, "2026-03-10 16:36"), (100, "2026-03-10 18:00")],
)
def test_a81_shares_of_a_limit_in_days_go_by_its_working_time(percent: int, expected: str) -> None:
    assert shown(working_days(1).at_share(at("2026-03-09 10:00"), C1, percent)) == expected


def test_a82_a_level_one_hour_before() -> None:
    end = working_hours(4).due(at("2026-03-09 17:00"), G).at
    assert shown(end) == "2026-03-10 11:00"
    assert end is not None
    assert shown(before(working_hours(1)).due(end, G).at) == "2026-03-10 10:00"


def test_a83_a_level_two_working_hours_before_goes_back_over_the_weekend() -> None:
    assert due(before(working_hours(2)), "2026-03-16 10:00", C3) == "2026-03-13 17:00"


def test_a91_a_share_moves_with_a_pause_before_it() -> None:
    limit, start = working_hours(8), at("2026-03-13 15:00")
    pause = paused(("2026-03-16 11:00", "2026-03-16 13:00"))
    assert shown(limit.at_share(start, C3, 50, pauses=pause)) == "2026-03-16 10:00"
    assert shown(limit.at_share(start, C3, 75, pauses=pause)) == "2026-03-16 14:00"


def test_a_share_that_lies_before_an_open_pause_is_known_and_one_behind_it_is_not() -> None:
    limit, start = working_hours(8), at("2026-03-13 15:00")
    pause = paused(("2026-03-16 11:00", None))
    assert shown(limit.at_share(start, C3, 50, pauses=pause)) == "2026-03-16 10:00"
    assert limit.at_share(start, C3, 75, pauses=pause) is None


@pytest.mark.parametrize("percent", [0, -5, 101])
def test_a_share_outside_1_to_100_is_refused(percent: int) -> None:
    with pytest.raises(SpanError, match="share"):
        hours(4).at_share(at("2026-03-09 10:00"), C1, percent)


# --- calendar data and zones ----------------------------------------------------------------------------


def test_a93_a_year_without_notice_is_provisional_or_refused() -> None:
    found = working_days(5).due(at("2026-12-30 10:00"), C1)
    assert (shown(found.at), found.provisional) == ("2027-01-07 18:00", (2027,))
    with pytest.raises(CalendarHorizonError, match="2027") as caught:
        working_days(5).due(at("2026-12-30 10:00"), statutory_calendar(strict=True))
    assert caught.value.fields["years"] == (2027,)


def test_a94_data_that_arrive_move_and_settle_the_due() -> None:
    """A made-up notice: 1 to 3 January off, Sunday 10 January worked."""
    off = [date(2027, 1, day) for day in (1, 2, 3, 4)]
    settled = C1.with_year(2027, off, [date(2027, 1, 10)], published=date(2026, 11, 10))
    found = working_days(5).due(at("2026-12-30 10:00"), settled)
    assert (shown(found.at), found.provisional) == ("2027-01-08 18:00", ())


def test_a95_late_december_waits_for_the_next_notice() -> None:
    assert working_days(1).due(at("2026-12-28 10:00"), C1).provisional == (2027,)
    assert working_days(1).due(at("2026-12-24 10:00"), C1).provisional == ()
    assert working_days(1).due(at("2025-12-30 10:00"), C1).provisional == ()


def test_a95_days_that_only_the_next_notice_knew() -> None:
    """2018-12-29 was worked and 2022-12-31 was off by the notices of 2019 and 2023."""
    assert C1.is_working(date(2018, 12, 29))
    assert not C1.as_known_on(date(2018, 11, 30)).is_working(date(2018, 12, 29))
    assert not C1.is_working(date(2022, 12, 31))


def test_a96_a_naive_datetime_is_refused() -> None:
    from datetime import datetime

    with pytest.raises(NaiveDatetime, match="zone"):
        to_instant(datetime(2026, 3, 11, 10, 0))  # noqa: DTZ001


def test_a98_a_day_and_24_hours_differ_over_the_change_of_clocks_in_london() -> None:
    london = always_open("Europe/London")
    start = parse_instant("2026-03-28 12:00", zone="Europe/London")
    assert london.midnight_after(date(2026, 3, 29)) - london.midnight_after(date(2026, 3, 28)) == 23 * HOUR
    assert hours(24).due(start, london).at == parse_instant("2026-03-29 13:00", zone="Europe/London")
    sunday_noon = parse_instant("2026-03-29 12:00", zone="Europe/London")
    assert hours(23).due(start, london).at == sunday_noon
    end_of_sunday = parse_instant("2026-03-30 00:00", zone="Europe/London")
    assert days(1).due(start, london).at == end_of_sunday


def test_a99_a_date_of_birth_in_a_summer_with_daylight_saving_keeps_its_date() -> None:
    midnight = C1.midnight(date(1988, 7, 1))
    assert to_datetime(midnight, "Asia/Shanghai").isoformat() == "1988-07-01T00:00:00+09:00"
    assert C1.local_date(midnight) == date(1988, 7, 1)
    assert C1.local_date(midnight - 1) == date(1988, 6, 30)


def test_a100_24_00_is_stored_as_00_00_of_the_next_date() -> None:
    end = same_day().due(at("2026-03-12 09:00"), C1).at
    assert end is not None
    stored = to_datetime(end, "Asia/Shanghai").isoformat()
    assert stored == "2026-03-13T00:00:00+08:00"
    assert parse_instant(stored, zone="UTC") == end == at("2026-03-12 24:00")


@pytest.mark.parametrize(
    ("text", "span"), [("P1M", months(1)), ("P3D", days(3)), ("PT4H", hours(4)), ("P1Y", years(1)), ("P2W", weeks(2))]
)
def test_a101_durations_keep_their_unit(text: str, span: Span) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "mixed"), [("P1Y2M3W", "years, months, weeks"), ("P1W2D", "weeks, days"), ("P1DT2H", "days, hours")]
)
def test_a102_mixed_durations_are_refused_by_name(text: str, mixed: str) -> None:
    with pytest.raises(SpanError, match=f"{text}.*mixes {mixed}"):
        parse_span(text)


def test_a103_a_year_from_leap_day_is_the_very_date_that_pendulum_cannot_count_back() -> None:
    assert due(years(1), "2024-02-29") == shown(at("2025-02-28 24:00"))


# --- not before, windows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "span", "after_period", "expected"),
    [
        pytest.param("2026-03-12 15:00", weeks(1), False, "2026-03-19 00:00", id="A111-durability-visit"),
        pytest.param("2026-01-07", months(3), True, "2026-04-08 00:00", id="A112-to-the-office"),
        pytest.param("2026-02-10", years(1), True, "2027-02-11 00:00", id="A112-one-year-from-the-public-notice"),
        pytest.param("2026-04-30 17:00", days(2), True, "2026-05-03 00:00", id="A109-senior-management"),
        pytest.param("2025-11-30", months(3), True, "2026-03-01 00:00", id="A115-letter"),
        pytest.param("2026-01-15", months(3), True, "2026-04-16 00:00", id="A116-longer-than-three-months"),
        pytest.param("2026-03-12 15:00", hours(2), True, "2026-03-12 17:00", id="hours-wait-for-the-instant"),
    ],
)
def test_not_before(start: str, span: Span, after_period: bool, expected: str) -> None:
    assert shown(span.not_before(at(start), C1, after_period=after_period)) == expected


def test_not_before_takes_the_option_of_the_span_when_none_is_given() -> None:
    assert shown(months(3, after_period=True).not_before(at("2026-01-07"), C1)) == "2026-04-08 00:00"
    assert shown(months(3).not_before(at("2026-01-07"), C1)) == "2026-04-07 00:00"


def test_a118_a_window_includes_both_ends() -> None:
    visit = window(minutes(5), minutes(2))
    appointment = at("2026-03-12 10:00")
    assert [shown(edge) for edge in visit.bounds(appointment)] == ["2026-03-12 09:55", "2026-03-12 10:02"]
    assert visit.contains(appointment, at("2026-03-12 09:55"))
    assert visit.contains(appointment, at("2026-03-12 10:02"))
    assert not visit.contains(appointment, at("2026-03-12 09:54:59"))
    assert not visit.contains(appointment, at("2026-03-12 10:02:01"))


@pytest.mark.parametrize(
    "span", [same_day(), at_once(), by_month_end(), days(2, roll="next_working_day"), before(days(2))]
)
def test_what_cannot_be_counted_backward_is_refused(span: Span) -> None:
    with pytest.raises(SpanError):
        before(span)


def test_a_limit_before_an_event_ignores_pauses_and_has_no_shares() -> None:
    limit, event = before(days(3)), at("2026-10-08 09:00")
    moved = limit.due(event, C1, pauses=paused(("2026-10-01 00:00", "2026-10-02 00:00")))
    assert shown(moved.at) == shown(at("2026-10-05 24:00"))
    with pytest.raises(SpanError, match="share"):
        limit.at_share(event, C1, 50)


# --- edges ----------------------------------------------------------------------------------------------


def test_an_answer_that_ends_with_the_27th_of_december_is_settled() -> None:
    assert C1.provisional_years(at("2026-12-27 00:00"), at("2026-12-27 24:00")) == ()
    assert C1.provisional_years(at("2026-12-27 00:00"), at("2026-12-28 00:00:01")) == (2027,)
    assert C1.provisional_years(at("2003-06-01"), at("2026-12-28")) == (2003,)


def test_rolling_is_settled_where_the_last_day_is() -> None:
    """On 2023-11-01 the notice for 2024 was out and that for 2025 was not; 2024-12-27 is a Friday."""
    known = C1.as_known_on(date(2023, 11, 1))
    rolled = days(1, roll="next_working_day")
    assert rolled.due(at("2024-12-26 10:00"), known).provisional == ()
    assert rolled.due(at("2024-12-27 10:00"), known).provisional == (2025,)
    assert rolled.due(at("2003-12-30 10:00"), C1).provisional == (2003,)


def test_a_desk_that_is_open_overnight_closes_no_day_before_24_00() -> None:
    assert due(close_of_desk(), "2026-03-12 21:00", CN) == shown(at("2026-03-12 24:00"))
    assert due(close_of_shift(), "2026-03-12 21:00", CN) == "2026-03-13 08:00"
    assert due(close_of_shift(), "2026-03-13 02:30", CN) == "2026-03-13 08:00"


def test_a_desk_that_is_told_to_close_early_ends_the_day_early_unless_that_has_passed() -> None:
    early = C1.with_special_hours("2026-03-12", "09:00-15:00")
    in_time, too_late = [(at("2026-03-12 12:30"), early)], [(at("2026-03-12 16:00"), early)]
    assert due(close_of_desk(), "2026-03-12 09:30", C1, changes=in_time) == "2026-03-12 15:00"
    assert due(close_of_desk(), "2026-03-12 09:30", C1, changes=too_late) == shown(at("2026-03-12 24:00"))


def test_a_lent_key_at_the_very_closing_is_due_at_24_00() -> None:
    assert due(close_of_desk(), "2026-03-12 18:00") == shown(at("2026-03-12 24:00"))
    assert due(close_of_desk(), "2026-03-12 17:59:59") == "2026-03-12 18:00"


def test_waiting_on_the_same_day_is_no_waiting() -> None:
    assert shown(same_day().not_before(at("2026-03-12 09:00"), C1)) == "2026-03-12 09:00"


def test_a_night_that_runs_into_the_first_day_of_a_table_is_known() -> None:
    """Whatever was asked first, 03:00 lies in the night that opened the evening before."""
    for shift in range(355, 380):
        fresh = CN.renamed(f"night {shift}")
        assert fresh.is_working(date(2026, 6, 1))
        morning = fresh.midnight(date.fromordinal(date(2026, 6, 1).toordinal() - shift)) + 3 * HOUR
        assert fresh.next_opening(morning) == morning
