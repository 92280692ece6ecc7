"""The calendar of a site's policy: its own hours, or another country's holidays."""

from datetime import date

import pytest

from servicedesk import Policy
from servicedesk.errors import InvalidPolicy


def test_without_a_calendar_the_statutory_office_hours_of_china_hold():
    calendar = Policy.from_data({}).calendar
    # 2026-02-14 is a make-up Saturday by the notice for 2026, 2026-02-16 a day of Spring Festival.
    assert (calendar.is_working(date(2026, 2, 14)), calendar.is_working(date(2026, 2, 16))) == (True, False)
    assert calendar.hours_on(date(2026, 2, 14)) == "09:00-12:00,13:30-18:00"


def test_a_country_brings_its_own_holidays():
    row = {"country": "US", "subdivision": "NY", "years": [2024], "hours": "09:00-17:00", "zone": "America/New_York"}
    calendar = Policy.from_data({"calendar": row}).calendar
    # Memorial Day 2024 fell on 27 May; the Tuesday after is an ordinary day.
    assert (calendar.is_working(date(2024, 5, 27)), calendar.is_working(date(2024, 5, 28))) == (False, True)
    assert calendar.zone == "America/New_York"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"country": "US"}, "calendar.years"),
        ({"country": "US", "years": ["2024"]}, "calendar.years"),
        ({"years": [2024]}, "calendar.country"),
        ({"country": "Atlantis", "years": [2024]}, "Atlantis"),
        ({"hours": "09:00-13:00,12:00-18:00"}, "calendar"),
        ({"opening": "09:00"}, "calendar.opening: unknown key"),
    ],
)
def test_a_wrong_calendar_is_refused_by_the_path_of_its_key(row: dict[str, object], words: str):
    with pytest.raises(InvalidPolicy, match=words):
        Policy.from_data({"calendar": row})
