"""Calendars as data: the settled years, versions, other sources, refusals."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from calendars import state_council
from calendars.desk_calendars import C1, C2, CN, CNW, HOUR, G, at, shown
from servicedesk.calendars import (
    Calendar,
    Notice,
    always_open,
    country_calendar,
    daily,
    statutory_calendar,
    to_instant,
    weekly,
)
from servicedesk.errors import CalendarError, CalendarHorizonError

ONE = timedelta(days=1)


def every_day(first: date, last: date) -> list[date]:
    return [first + ONE * shift for shift in range((last - first).days + 1)]


def test_every_day_from_2020_agrees_with_the_notices_as_typed() -> None:
    assert [day for day in state_council.DAYS if C1.is_working(day) != state_council.is_workday(day)] == []


def test_every_settled_day_agrees_with_chinesecalendar() -> None:
    days = every_day(date(2004, 1, 1), date(2026, 12, 31))
    assert [day for day in days if C1.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_from_2008_agrees_with_holidays() -> None:
    """Both read the State Council's notices; before 2008 ``holidays`` lacks some of the moved days."""
    table = holidays.country_holidays("CN", years=range(2007, 2028))
    days = every_day(date(2008, 1, 1), date(2026, 12, 27))
    assert [day for day in days if C1.is_working(day) != table.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-02-10", "2024-02-17"),
        ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ],
)
def test_feasts_of_the_notices_are_off_to_the_day(first: str, last: str) -> None:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    assert not any(C1.is_working(day) for day in every_day(begin, end))
    assert C1.is_working(end + ONE) or (end + ONE).weekday() >= 5


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-04",
        "2024-02-09",
        "2024-02-18",
        "2025-09-28",
        "2025-10-11",
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ],
)
def test_make_up_days_of_the_notices_are_worked(text: str) -> None:
    assert C1.is_working(date.fromisoformat(text))


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 10, 1), "国庆节", "National Day"),
        (date(2026, 2, 17), "春节", "Spring Festival"),
        (date(2026, 2, 14), "调休上班（春节）", "make-up working day (Spring Festival)"),
        (date(2026, 3, 14), None, None),
        (date(2026, 3, 11), None, None),
        (date(2027, 2, 6), "春节", "Spring Festival"),
    ],
)
def test_days_are_called_by_name(day: date, zh: str | None, en: str | None) -> None:
    assert (C1.day_name(day, "zh"), C1.day_name(day, "en")) == (zh, en)


def test_a_year_without_notice_has_the_statutory_feasts_that_holidays_computes() -> None:
    for year in range(2027, 2051):
        table = holidays.country_holidays("CN", years=year, language="en_US")
        wanted = {day for day, name in table.items() if "observed" not in name and "Day off" not in name}
        found = {day for day in every_day(date(year, 1, 1), date(year, 12, 31)) if C1.day_name(day, "en")}
        assert found == wanted, year


def test_a_year_without_notice_has_no_make_up_days() -> None:
    assert not any(C1.is_working(day) for day in every_day(date(2027, 1, 1), date(2027, 12, 31)) if day.weekday() > 4)


# --- versions -------------------------------------------------------------------------------------------


def test_what_was_known_before_a_notice_is_provisional() -> None:
    known = C1.as_known_on(date(2025, 11, 3))
    assert known.provisional_years(at("2026-03-01"), at("2026-03-02")) == (2026,)
    assert C1.as_known_on(date(2025, 11, 4)).provisional_years(at("2026-03-01"), at("2026-03-02")) == ()
    assert not known.is_working(date(2026, 2, 14))


def test_a_calendar_known_on_a_later_day_is_the_same_calendar() -> None:
    assert C1.as_known_on(date(2026, 6, 1)) is C1
    assert statutory_calendar(known_on=date(2026, 6, 1)) == C1


def test_a_calendar_of_victory_day_2015_knows_the_day_off_from_may() -> None:
    assert C1.as_known_on(date(2015, 5, 12)).is_working(date(2015, 9, 3))
    assert not C1.as_known_on(date(2015, 5, 13)).is_working(date(2015, 9, 3))
    assert C1.is_working(date(2015, 9, 6))
    assert C1.day_name(date(2015, 9, 3), "zh") == "抗战胜利纪念日"


def test_versions_differ_where_answers_may_differ() -> None:
    versions = {
        C1.version,
        C1.with_closure("2026-07-16").version,
        C1.with_closure("2026-07-17").version,
        C1.as_known_on(date(2025, 1, 1)).version,
        statutory_calendar("09:00-18:00").version,
        statutory_calendar(strict=True).version,
    }
    assert len(versions) == 6
    assert C1.with_closure("2026-07-16").version == C1.with_closure("2026-07-16").version
    assert C1.renamed("front", "site 3").version == "site 3"
    assert C1.renamed("front", "site 3").with_closure("2026-07-16").version != "site 3"


def test_equal_content_is_an_equal_hashable_calendar() -> None:
    one, other = C1.with_closure("2026-07-16"), C1.with_closure("2026-07-16")
    assert one == other
    assert len({one, other, C1}) == 2
    one.add_working_days(date(2026, 1, 1), 3000)
    assert one == other
    assert hash(one) == hash(other)


def test_the_default_calendar_is_made_once() -> None:
    assert statutory_calendar() is statutory_calendar()


def test_a_stored_calendar_is_complete_in_itself() -> None:
    calendar = (
        statutory_calendar("20:00-02:00,09:00-12:00")
        .with_closure("2026-07-16", "2026-07-18", name=("停电", "power cut"))
        .with_yearly_closure("12-30", "01-02")
        .with_special_hours("2026-02-14", "09:00-12:00")
        .with_break("2026-07-20 14:00", "2026-07-20 17:00")
        .with_days(holidays={date(2026, 8, 3): "司庆"}, workdays=[date(2026, 8, 8)])
        .with_year(2027, [date(2027, 1, 1)], published=date(2026, 11, 3))
        .renamed("night and day")
    )
    copy = Calendar.from_data(json.loads(json.dumps(calendar.to_data())))
    assert copy == calendar
    assert copy.version == calendar.version
    assert copy.as_known_on(date(2026, 11, 1)) == calendar.as_known_on(date(2026, 11, 1))
    assert copy.day_name(date(2026, 7, 17), "en") == "power cut"
    assert copy.day_name(date(2026, 8, 8), "zh") == "上班 09:00-12:00,20:00-02:00"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"zone": "Asia/Nowhere"}, "Nowhere"),
        ({"week": ["09:00-08:59:61"] * 7}, "week"),
        ({"week": ["09:00-18:00"] * 6}, "seven days"),
        ({"format": 2}, "format"),
        ({"holidays": []}, "holidays"),
        ({"strict": "yes"}, "strict"),
        ({"closures": [["2026-13-01", "2026-12-01"]]}, "closures"),
        ({"yearly": [["02-30", "03-01"]]}, "02-30"),
        ({"notices": [{"year": 2026}]}, "notice"),
    ],
)
def test_wrong_data_is_refused_with_the_field_named(change: dict[str, object], named: str) -> None:
    with pytest.raises(CalendarError, match=named):
        Calendar.from_data({**C1.to_data(), **change})


# --- more years -----------------------------------------------------------------------------------------

ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:上班(补元旦假期)
DTSTART;VALUE=DATE:20261227
DTEND;VALUE=DATE:20261228
END:VEVENT
BEGIN:VEVENT
SUMMARY:元旦
 假期
DTSTART;VALUE=DATE:20270101
DTEND;VALUE=DATE:20270104
END:VEVENT
BEGIN:VEVENT
SUMMARY:春节 补班
DTSTART;VALUE=DATE:20270213
END:VEVENT
END:VCALENDAR
""".replace("20261227", "20261228").replace("DTEND;VALUE=DATE:20261228", "DTEND;VALUE=DATE:20261229")


def test_a_year_can_come_from_icalendar() -> None:
    calendar = C1.with_ics(ICS)
    assert calendar.day_name(date(2027, 1, 2), "en") == "New Year's Day"
    assert calendar.day_name(date(2026, 12, 28), "zh") == "调休上班（元旦）"
    assert calendar.is_working(date(2027, 2, 13))
    assert calendar.provisional_years(at("2027-03-01"), at("2027-03-08")) == ()
    alone = Calendar.from_ics(ICS)
    assert alone.is_working(date(2027, 2, 13))
    assert not alone.is_working(date(2027, 1, 1))
    assert alone.provisional_years(at("2026-03-01"), at("2026-03-02")) == (2026,)


@pytest.mark.parametrize(
    ("event", "named"),
    [
        ("SUMMARY:国庆\nDTSTART:20271001T090000\nDTEND:20271001T180000", "国庆"),
        ("SUMMARY:元旦\nDTSTART;VALUE=DATE:20270101\nRRULE:FREQ=YEARLY", "元旦"),
        ("SUMMARY:元旦\nDTSTART;VALUE=DATE:20270101\nDTEND;VALUE=DATE:20270101", "元旦"),
    ],
)
def test_events_that_are_no_whole_days_are_refused_by_name(event: str, named: str) -> None:
    with pytest.raises(CalendarError, match=named):
        C1.with_ics(f"BEGIN:VEVENT\n{event}\nEND:VEVENT")
    with pytest.raises(CalendarError, match="no event"):
        C1.with_ics("BEGIN:VCALENDAR\nEND:VCALENDAR")


def test_a_notice_can_come_as_days_with_a_flag_for_rest() -> None:
    data = {
        "year": 2027,
        "days": [
            {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
            {"name": "元旦", "date": "2026-12-28", "isOffDay": True},
            {"name": "春节", "date": "2027-01-31", "isOffDay": False},
        ],
    }
    calendar = C1.with_notices([Notice.from_data(data)])
    assert not calendar.is_working(date(2026, 12, 28))
    assert calendar.is_working(date(2027, 1, 31))


def test_a_later_notice_for_the_same_year_holds() -> None:
    first = C1.with_year(2027, [date(2027, 1, 4)], published=date(2026, 11, 1))
    second = first.with_year(2027, [date(2027, 1, 5)], published=date(2026, 12, 1))
    corrected = first.with_year(2027, [date(2027, 1, 6)])
    assert second.is_working(date(2027, 1, 4))
    assert not second.is_working(date(2027, 1, 5))
    assert not second.as_known_on(date(2026, 11, 15)).is_working(date(2027, 1, 4))
    assert not corrected.is_working(date(2027, 1, 6))
    assert corrected.is_working(date(2027, 1, 4))


def test_a_notice_with_a_day_of_another_year_or_with_a_day_twice_is_refused() -> None:
    with pytest.raises(CalendarError, match="2028-01-01"):
        C1.with_year(2027, [date(2028, 1, 1)])
    with pytest.raises(CalendarError, match="2027-01-04"):
        C1.with_year(2027, [date(2027, 1, 4)], [date(2027, 1, 4)])


# --- horizon --------------------------------------------------------------------------------------------


def test_a_strict_calendar_names_the_year_whatever_is_asked() -> None:
    strict = statutory_calendar(strict=True)
    questions = [
        lambda: strict.is_working(date(2027, 3, 1)),
        lambda: strict.is_working(date(2026, 12, 29)),
        lambda: strict.add_working_days(date(2026, 12, 20), 20),
        lambda: strict.count_working_days(date(2026, 12, 1), date(2027, 1, 5)),
        lambda: strict.add_working(at("2026-12-25 10:00"), 40 * HOUR),
        lambda: strict.working_between(at("2026-12-01"), at("2027-02-01")),
        lambda: strict.next_opening(at("2027-01-02")),
        lambda: strict.closing(date(2027, 1, 5)),
    ]
    for ask in questions:
        with pytest.raises(CalendarHorizonError, match="2027") as caught:
            ask()
        assert caught.value.fields["years"] == (2027,)
    assert strict.add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 25)
    assert strict.is_working(date(2004, 1, 2))
    with pytest.raises(CalendarHorizonError, match="2003"):
        strict.is_working(date(2003, 12, 31))


def test_a_strict_calendar_answers_up_to_its_very_last_instant() -> None:
    strict = statutory_calendar(strict=True)
    assert shown(strict.add_working(at("2026-12-25 10:00"), int(6.5 * HOUR))) == "2026-12-25 18:00"
    assert strict.working_between(at("2004-01-01"), at("2026-12-27 23:59")) > 0


def test_ten_thousand_working_days_reach_forty_years() -> None:
    far = G.add_working_days(date(2026, 3, 2), 10_000)
    assert far == date(2026, 3, 2) + timedelta(weeks=2000)
    assert G.add_working_days(far, -10_000) == date(2026, 3, 2)
    assert G.count_working_days(date(2026, 3, 2), far) == 10_000


def test_beyond_2199_is_an_error_and_no_loop() -> None:
    with pytest.raises(CalendarHorizonError, match="2200"):
        C1.add_working_days(date(2190, 1, 1), 100_000)
    with pytest.raises(CalendarHorizonError, match="1899"):
        C1.subtract_working(at("1900-03-01"), 10**6 * HOUR)


def test_a_calendar_open_on_single_dates_only_ends() -> None:
    market = Calendar(
        "market", "Asia/Shanghai", ((),) * 7, special=C1.with_special_hours("2026-05-09", "08:00-12:00").special
    )
    assert shown(market.next_opening(at("2026-01-01"))) == "2026-05-09 08:00"
    with pytest.raises(CalendarHorizonError):
        market.next_opening(at("2026-06-01"))


# --- hours ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("09:00-12:00,13:30-18:00", "09:00-12:00,13:30-18:00"),
        ("13:30-18:00，9:00-12:00", "09:00-12:00,13:30-18:00"),
        ("09:00-12:00,12:00-18:00", "09:00-18:00"),
        ("00:00-00:00", "00:00-24:00"),
        ("20:00-08:00", "20:00-08:00"),
        ("08:00-12:00:30", "08:00-12:00:30"),
        ("休息", ""),
    ],
)
def test_hours_are_read_and_shown(text: str, shown_as: str) -> None:
    if shown_as:
        assert daily(text).hours_on(date(2026, 3, 11)) == shown_as
    else:
        assert weekly({"mon-fri": "09:00-18:00", "sat": text}).hours_on(date(2026, 3, 14)) == ""


@pytest.mark.parametrize(
    "text", ["9-18", "09:00", "09:00-25:00", "09:60-18:00", "24:00-08:00", "08:00-08:00", "09:00-18:00,", "morning"]
)
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(CalendarError, match="hours"):
        daily(text)


def test_a_night_that_meets_the_next_days_hours_is_refused() -> None:
    with pytest.raises(CalendarError, match="run into"):
        weekly({"mon": "20:00-08:00", "tue": "07:00-12:00"})
    with pytest.raises(CalendarError, match="run into"):
        daily("20:00-08:00,07:00-07:30")
    with pytest.raises(CalendarError, match="2026-03-12"):
        CN.with_special_hours("2026-03-12", "06:00-09:00")


def test_a_night_belongs_to_the_day_it_opened_on() -> None:
    """The night of 30 September runs into the feast; the night of 7 October does not open."""
    assert shown(CNW.closing(date(2026, 9, 30))) == "2026-10-01 08:00"
    assert CNW.closing(date(2026, 10, 1)) is None
    assert shown(CNW.next_opening(at("2026-10-01 08:00"))) == "2026-10-08 20:00"


def test_weekdays_are_named_once_and_may_run_over_sunday() -> None:
    weekend = weekly("10:00-16:00", days="sat-mon")
    assert [weekend.is_working(date(2026, 3, day)) for day in range(13, 18)] == [False, True, True, True, False]
    with pytest.raises(CalendarError, match="twice"):
        weekly({"mon-fri": "08:00-18:00", "wed": "08:00-12:00"})
    with pytest.raises(CalendarError, match="weekday"):
        weekly("08:00-18:00", days="monday")


def test_special_hours_hold_on_a_closed_day_and_a_later_closure_takes_them_back() -> None:
    opened = C1.with_special_hours("2026-10-03", "09:00-12:00", name="值班")
    assert opened.is_working(date(2026, 10, 3))
    assert opened.day_name(date(2026, 10, 3), "zh") == "值班 09:00-12:00"
    assert not opened.with_closure("2026-10-03").is_working(date(2026, 10, 3))


def test_a_break_over_the_end_of_a_day_closes_it_early_and_one_over_all_of_it_makes_it_a_rest_day() -> None:
    early = C2.with_break("2026-03-11 18:00", "2026-03-11 23:00")
    assert shown(early.closing(date(2026, 3, 11))) == "2026-03-11 18:00"
    gone = C2.with_break("2026-03-11 00:00", "2026-03-11 23:00")
    assert not gone.is_working(date(2026, 3, 11))
    assert gone.add_working_days(date(2026, 3, 10), 1) == date(2026, 3, 12)
    with pytest.raises(CalendarError, match="break"):
        C2.with_break("2026-03-11 12:00", "2026-03-11 12:00")


def test_below_zero_is_no_amount_and_zero_is_the_next_opening() -> None:
    assert shown(C1.add_working(at("2026-03-14 12:00"), 0)) == "2026-03-16 09:00"
    assert shown(C1.subtract_working(at("2026-03-14 12:00"), 0)) == "2026-03-13 18:00"
    assert C1.subtract_working(at("2026-03-13 10:00"), 0) == at("2026-03-13 10:00")
    for ask in (C1.add_working, C1.subtract_working):
        with pytest.raises(CalendarError, match="zero or more"):
            ask(at("2026-03-14 12:00"), -1)


def test_time_between_swapped_instants_is_negative() -> None:
    early, late = at("2026-03-13 17:00"), at("2026-03-16 10:00")
    assert C1.working_between(early, late) == 2 * HOUR
    assert C1.working_between(late, early) == -2 * HOUR
    assert C1.count_working_days(date(2026, 3, 16), date(2026, 3, 12)) == -2


def test_open_calendars_are_never_provisional() -> None:
    for calendar in (always_open(), C2, CN, G):
        assert calendar.provisional_years(at("2031-01-01"), at("2033-01-01")) == ()


# --- other countries ------------------------------------------------------------------------------------


def test_a_country_comes_from_holidays_for_the_years_given() -> None:
    germany = country_calendar("DE", [2026], subdivision="BY", hours="08:00-16:00", zone="Europe/Berlin")
    assert not germany.is_working(date(2026, 6, 4))  # Fronleichnam, in Bavaria
    assert germany.day_name(date(2026, 12, 25), "zh") == "Erster Weihnachtstag"
    assert germany.day_name(date(2026, 12, 25), "en") == "Christmas Day"
    assert germany.is_working(date(2026, 5, 26))
    noon = germany.midnight(date(2027, 3, 1))
    assert germany.provisional_years(noon, noon + HOUR) == (2027,)


def test_a_country_with_another_weekend_and_one_that_is_not_known() -> None:
    emirates = country_calendar("EG", [2026], hours="09:00-17:00", zone="Africa/Cairo")
    assert not emirates.is_working(date(2026, 3, 13))
    assert emirates.is_working(date(2026, 3, 15))
    with pytest.raises(CalendarError, match="XX"):
        country_calendar("XX", [2026], hours="09:00-17:00", zone="UTC")


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(CalendarError, match=r"servicedesk\[holidays\]"):
        country_calendar("DE", [2026], hours="09:00-17:00", zone="Europe/Berlin")


# --- sharing --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_threads_that_grow_one_calendar_get_the_answers_of_one_alone() -> None:
    shared, alone = C1.renamed("shared"), C1.renamed("alone")
    days = [date(1950, 1, 1) + timedelta(days=997 * step) for step in range(80)]
    wanted = [alone.add_working_days(day, 30) for day in reversed(days)][::-1]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda day: shared.add_working_days(day, 30), days)) == wanted


def test_no_attribute_of_a_calendar_can_be_set() -> None:
    with pytest.raises(AttributeError):
        C1.zone = "UTC"  # type: ignore[misc]  # what is shown: it is frozen


def test_to_instant_agrees_with_the_standard_library_over_all_of_the_table() -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    for zone in ("Asia/Shanghai", "Europe/London", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca"):
        calendar, place = always_open(zone), ZoneInfo(zone)
        for step in range(400):
            day = date(1905, 1, 1) + timedelta(days=263 * step)
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=place)
            assert calendar.local_date(to_instant(noon)) == day
