"""Who holds what, as a question to the desk; and answers of a host kept in memory."""

from datetime import UTC, datetime

import pytest

from servicedesk.desk.facts import KnownFacts
from servicedesk.engine.questions import Question
from servicedesk.errors import NaiveDatetime


def asked(name: str, subject: str) -> list[Question]:
    return [Question(name, subject, "c1", "m/p/1")]


def test_the_latest_that_was_known_by_then_is_answered():
    march, april = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    facts = KnownFacts().know("arrears", 0, subject="3-2-501").know("arrears", 120, subject="3-2-501", since=april)
    assert facts.answer(asked("arrears", "3-2-501"), as_of=march) == {"arrears": 0}
    assert facts.answer(asked("arrears", "3-2-501"), as_of=april) == {"arrears": 120}


def test_what_holds_for_all_gives_way_to_what_is_known_of_one_and_the_rest_is_unknown():
    now = datetime(2026, 3, 1, tzinfo=UTC)
    facts = KnownFacts().know("rainy_season", True).know("rainy_season", False, subject="1-1-101")
    assert facts.answer(asked("rainy_season", "1-1-101"), as_of=now) == {"rainy_season": False}
    assert facts.answer(asked("rainy_season", "9-9-909"), as_of=now) == {"rainy_season": True}
    assert facts.answer(asked("arrears", "1-1-101"), as_of=now) == {}


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetime):
        KnownFacts().know("arrears", 0, since=datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point
