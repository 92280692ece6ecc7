"""A week of a desk that wrote down what happened, against the page that was worked out from the text by a reader.

``tests/replay/recorded_week.md`` has a line for each row of the log, the sum of each due, and the figures.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from replay.logs import fuheng
from servicedesk.replay import replay

WEEK = Path(__file__).parents[2] / "examples" / "recorded_week.csv"
C, R, G, K = (f"fuheng/{name}/" for name in ("complaint", "repair", "goods_release", "key_lending"))
# Of the page; 4.2.3g once more than it first had it, see its last section.
DEVIATIONS = {
    C + "3.3": 1, C + "4.2.3b": 1, C + "4.2.3g": 4, C + "4.2.6a": 1, C + "4.2.6b": 1, C + "4.2.7a": 2, C + "4.2.7b": 5,
    R + "4b": 1, R + "5a": 2, R + "6-note-2": 1,
    G + "4.3.1": 1, G + "4.3.2a": 2, G + "4.3.3a": 1,
    K + "4.5d": 1,
}  # fmt: skip
MISSED = {  # case, limit, due, late by
    False: {
        ("C1", "handle", "11-02T13:30", None),
        ("C2", "tell_superior", "11-02T12:00", "30 min"),
        ("C2", "handle", "11-03T00:00", None),
        ("C3", "tell_desk", "11-03T09:40", "20 min"),
        ("R2", "return_to_site", "11-03T16:20", None),
        ("K1", "return_key", "11-05T00:00", "8 h 30 min"),
    },
    True: {
        ("C2", "tell_superior", "11-02T12:00", "30 min"),
        ("C2", "handle", "11-03T00:00", "9 h"),
        ("C2", "record_result", "11-04T00:00", None),
        ("C3", "tell_desk", "11-03T09:40", "20 min"),
        ("C3", "record_result", "11-04T00:00", None),
        ("R2", "return_to_site", "11-03T16:20", "10 min"),
        ("K1", "return_key", "11-05T00:00", "8 h 30 min"),
    },
}
STATES = {
    False: {"C1": "assigned", "C2": "assigned", "C3": "received", "C4": "handled", "R1": "visited", "R2": "reviewing"},
    True: {"C1": "closed", "C2": "handled", "C3": "handled", "C4": "handled", "R1": "closed", "R2": "finished"},
}
TOTALS = ("met", "met_with_deviation", "missed", "running", "cancelled", "escalated")


@pytest.fixture(scope="module", params=[False, True], ids=["strict", "recorded"])
def week(request: pytest.FixtureRequest) -> tuple[bool, Any, dict[str, Any]]:
    desk = fuheng()
    return request.param, desk, replay(WEEK, desk, record=request.param).to_data()


def test_rows_are_taken_and_refused_as_the_page_says(week: tuple[bool, Any, dict[str, Any]]) -> None:
    record, _, data = week
    assert (data["log"]["rows"], data["log"]["accepted"]) == ((56, 55) if record else (56, 40))
    lines = {row["line"] for row in data["refusals"]["rows"]}
    strict = {17, 23, 25, 32, 33, 34, 39, 42, 43, 49, 50, 51, 52, 55, 56, 57}
    assert lines == ({39} if record else strict)
    assert data["at"][:16] == ("2026-11-05T09:05" if record else "2026-11-05T08:40")


def test_limits_are_as_the_page_counts_them(week: tuple[bool, Any, dict[str, Any]]) -> None:
    record, _, data = week
    totals = tuple(data["limits"]["totals"][name] for name in TOTALS)
    assert totals == ((8, 1, 7, 3, 1, 2) if record else (4, 0, 6, 1, 1, 3))
    assert [row["case"] for row in data["limits"]["known_late"]] == ["R2"]
    found = {
        (row["case"], row["limit"].partition("@")[0], row["due"][5:16], None if row["outstanding"] else row["late_en"])
        for row in data["limits"]["missed"]
    }
    ended = {("C1", "handle", "11-02T13:30", None)}
    assert {each[:3] for each in found} == {each[:3] for each in MISSED[record]}
    assert {each for each in found if each[3]} - ended == {each for each in MISSED[record] if each[3]}


def test_each_deviation_has_the_clause_of_the_page(week: tuple[bool, Any, dict[str, Any]]) -> None:
    record, _, data = week
    found = Counter(row["clause"] for row in data["deviations"]["rows"])
    assert found == (DEVIATIONS if record else {})


def test_cases_stand_where_the_page_has_them(week: tuple[bool, Any, dict[str, Any]]) -> None:
    record, desk, _ = week
    assert {case: desk.case(case).state for case in STATES[record]} == STATES[record]
