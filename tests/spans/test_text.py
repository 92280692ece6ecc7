"""Spans as text and as words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from servicedesk.errors import SpanError
from servicedesk.spans import (
    Span,
    Window,
    at_once,
    before,
    by_month_end,
    close_of_desk,
    close_of_shift,
    days,
    hours,
    minutes,
    months,
    parse_span,
    parse_window,
    same_day,
    weeks,
    window,
    working_days,
    working_hours,
    working_minutes,
    years,
)

FORMS: list[tuple[str, Span]] = [
    ("1 minute", minutes(1)),
    ("30 minutes", minutes(30)),
    ("4 hours", hours(4)),
    ("1.5 hours", hours(Decimal("1.5"))),
    ("90 working minutes", working_minutes(90)),
    ("8 working hours", working_hours(8)),
    ("same day", same_day()),
    ("same day at_least 1 hour", same_day(at_least=hours(1))),
    (
        "same day at_least 30 minutes received_at next_opening",
        same_day(at_least=minutes(30), received_at="next_opening"),
    ),
    ("close of desk", close_of_desk()),
    ("close of shift", close_of_shift()),
    ("1 day", days(1)),
    ("3 days roll next_working_day", days(3, roll="next_working_day")),
    ("2 working days", working_days(2)),
    ("2 working days received_at next_opening", working_days(2, received_at="next_opening")),
    ("1 week", weeks(1)),
    ("3 months after_period", months(3, after_period=True)),
    ("1 year", years(1)),
    ("by month end", by_month_end()),
    ("by month end roll next_working_day", by_month_end(roll="next_working_day")),
    ("at once", at_once()),
    ("1 week before", before(weeks(1))),
    ("1 week before roll previous_working_day", before(weeks(1), roll="previous_working_day")),
    ("2 working hours before", before(working_hours(2))),
    (
        "1 month roll next_working_day received_at next_opening after_period",
        months(1, roll="next_working_day", received_at="next_opening", after_period=True),
    ),
]


@pytest.mark.parametrize(("text", "span"), FORMS)
def test_the_strict_form_is_written_and_read(text: str, span: Span) -> None:
    assert str(span) == text
    assert parse_span(text) == span


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("2 个工作日", "2 working days"),
        ("2个工作日内", "2 working days"),
        ("在2个工作日内", "2 working days"),
        ("两个工作日", "2 working days"),
        ("当天", "same day"),
        ("当日", "same day"),
        ("4小时", "4 hours"),
        ("4小时以内", "4 hours"),
        ("半小时", "0.5 hours"),
        ("十五分钟", "15 minutes"),
        ("三十六小时", "36 hours"),
        ("一百二十天", "120 days"),
        ("８个工作小时", "8 working hours"),
        ("3日", "3 days"),
        ("10 个自然日", "10 days"),
        ("一周", "1 week"),
        ("1个星期", "1 week"),
        ("三个月", "3 months"),
        ("一年", "1 year"),
        ("月底前", "by month end"),
        ("立即", "at once"),
        ("下班前", "close of desk"),
        ("提前1周", "1 week before"),
        ("至少提前三天", "3 days before"),
        ("两天前", "2 days before"),
        ("within 2 business days", "2 working days"),
        ("2 Working Days", "2 working days"),
        ("10 calendar days", "10 days"),
        ("4h", "4 hours"),
        ("30 min", "30 minutes"),
        ("P1M", "1 month"),
        ("P2W", "2 weeks"),
        ("PT30M", "30 minutes"),
        ("PT1H30M", "90 minutes"),
        ("2.0 days", "2 days"),
    ],
)
def test_other_words_are_read(text: str, strict: str) -> None:
    assert str(parse_span(text)) == strict


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("3 fortnights", "fortnights"),
        ("2 工作", "工作"),
        ("P", "no duration"),
        ("PT", "no duration"),
        ("P0D", "0 days"),
        ("P1.5D", "no span"),
        ("1 day 2 hours", "no span"),
        ("2 working days roll next_working_day", "no such option"),
        ("same day after_period roll none", "same day"),
        ("3 days roll sometimes", "sometimes"),
        ("3 days received_at next_opening roll next_working_day", "3 days"),
        ("same day before", "backward"),
        ("1 week before roll next_working_day", "next_working_day"),
        ("2 hours before roll previous_working_day", "only days roll"),
        ("1000 years", "200 years"),
        ("0.00000001 minutes", "cannot be counted"),
        ("eval(1)", "no span"),
        ("1e3 days", "1e3 days"),
    ],
)
def test_what_is_no_span_is_refused_with_its_reason(text: str, named: str) -> None:
    with pytest.raises(SpanError, match=named):
        parse_span(text)


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (before(weeks(1)), "自事件之日倒算，事件当日不计。", "Counted back from the event, its day not counted."),
        (
            before(days(3), roll="previous_working_day"),
            "自事件之日倒算，事件当日不计；遇休息日只提前，不顺延。",
            "Counted back from the event, its day not counted; a rest day moves it back, never forward.",
        ),
        (before(hours(2)), "自事件发生时刻倒算。", "Counted back from the very moment of the event."),
        (
            before(working_hours(2)),
            "自事件发生时刻倒算，只计工作时间。",
            "Counted back from the very moment of the event, working time only.",
        ),
    ],
)
def test_a_limit_before_an_event_says_how_it_is_counted_and_no_more(span: Span, zh: str, en: str) -> None:
    """Of rest days it speaks where roll= moves it, of the day of the event where days are counted."""
    assert (span.meaning("zh"), span.meaning("en")) == (zh, en)


def test_a_float_is_no_amount() -> None:
    with pytest.raises(SpanError, match="Decimal"):
        hours(1.5)  # type: ignore[arg-type]
    with pytest.raises(SpanError, match="cannot be counted"):
        days(Decimal("1.5"))  # type: ignore[arg-type]
    with pytest.raises(SpanError, match="no number"):
        hours(Decimal("NaN"))


def test_an_option_with_another_value_is_refused() -> None:
    with pytest.raises(SpanError, match="roll"):
        days(1, roll="back")  # type: ignore[arg-type]
    with pytest.raises(SpanError, match="received_at"):
        days(1, received_at="noon")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "quantity", "counts"),
    [
        (working_days(2), (2, "working_day"), "working"),
        (working_hours(8), (8, "working_hour"), "working"),
        (hours(4), (4, "hour"), "clock"),
        (minutes(15), (15, "minute"), "clock"),
        (same_day(), (0, "same_day"), "clock"),
        (close_of_desk(), (0, "same_day"), "clock"),
        (days(3), (3, "calendar_day"), "clock"),
        (weeks(1), (1, "week"), "clock"),
        (months(3), (3, "month"), "clock"),
        (by_month_end(), (1, "month"), "clock"),
        (years(1), (1, "year"), "clock"),
        (at_once(), (0, "minute"), "clock"),
        (before(weeks(1)), (1, "week"), "clock"),
    ],
)
def test_quantities_are_in_the_units_of_clause_catalogues(span: Span, quantity: tuple[int, str], counts: str) -> None:
    assert span.quantity == quantity
    assert span.counts == counts


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (working_days(2), "2个工作日内", "within 2 working days"),
        (working_days(1), "1个工作日内", "within 1 working day"),
        (hours(4), "4小时内", "within 4 hours"),
        (working_hours(8), "8个工作小时内", "within 8 working hours"),
        (same_day(), "当日24:00前", "by 24:00 the same day"),
        (same_day(at_least=hours(1)), "当日24:00前且不少于1小时", "by 24:00 the same day, and no less than 1 hour"),
        (close_of_desk(), "当日营业结束前", "by the close of the desk the same day"),
        (close_of_shift(), "当班结束前", "by the end of the shift"),
        (days(3), "3天内", "within 3 calendar days"),
        (weeks(1), "1周内", "within 1 week"),
        (months(3), "3个月内", "within 3 months"),
        (years(1), "1年内", "within 1 year"),
        (by_month_end(), "当月月底前", "by the end of the month"),
        (at_once(), "立即", "at once"),
        (before(weeks(1)), "至少提前1周", "at least 1 week before"),
        (
            days(3, roll="next_working_day"),
            "3天内，末日为休息日的顺延至下一工作日",
            "within 3 calendar days, moved to the next working day when the last is a rest day",
        ),
    ],
)
def test_each_span_says_what_it_means_in_both_languages(span: Span, zh: str, en: str) -> None:
    assert span.text("zh") == zh
    assert span.text("en") == en
    assert span.meaning("zh").endswith("。")
    assert span.meaning("en").endswith(".")


@pytest.mark.parametrize(
    ("made", "text", "zh"),
    [
        (window(minutes(5), minutes(2)), "from 5 minutes before to 2 minutes after", "5分钟前至2分钟后"),
        (window(hours(1)), "from 1 hour before to 0 minutes after", "1小时前至0分钟后"),
        (window(None, minutes(15)), "from 0 minutes before to 15 minutes after", "0分钟前至15分钟后"),
    ],
)
def test_windows_are_written_and_read(made: Window, text: str, zh: str) -> None:
    assert str(made) == made.text("en") == text
    assert parse_window(text) == made
    assert made.text("zh") == zh


def test_what_is_no_window_is_refused() -> None:
    for text in ("5 minutes", "from 2 days before to 1 day after", "from 0 minutes before to 0 minutes after"):
        with pytest.raises(SpanError):
            parse_window(text)


@pytest.mark.parametrize(
    ("span", "often"),
    [
        (days(1), "天"),
        (weeks(1), "周"),
        (months(1), "月"),
        (years(1), "年"),
        (working_days(1), "个工作日"),
        (hours(1), "小时"),
        (hours(Decimal("1.5")), "1.5小时"),
        (days(10), "10天"),
        (months(2), "2个月"),
        (by_month_end(), "月月底前"),
    ],
)
def test_what_comes_once_in_one_of_a_unit_is_said_without_the_number(span: Span, often: str) -> None:
    """每天一次, not 每1天一次."""
    assert span.rhythm("zh") == often
