"""The benchmarks run, and measure what they say: no figure is looked at here."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import pytest
from benchmarks import bytecodes, curves, goals, peers, rooms, run
from benchmarks.replaying import once
from benchmarks.subject import decide_laps, desk_laps
from benchmarks.timing import ROOT, TINY, Effort, Measured
from benchmarks.workload import LAP, TRANSITIONS

EVERYTHING: Final = Effort(TINY.rounds, TINY.seconds, TINY.size, ROOT)
ROWS: Final = {
    "deciding": "1 1a 2 2a 3 4 18",
    "weight": "5 6 6",
    "starting": "7 7 8 8 8",
    "worktime": "9 9 10 10",
    "loading": "11",
    "storing": "12 15 15",
    "ticking": "16 17",
    "replaying": "19 19",
}
SERVERS: Final = {"14 of 1", "14 of 4"}


def number(row: str) -> str:
    return row.partition(" ")[0]


@pytest.mark.parametrize("limits", [False, True])
def test_a_lap_does_every_step_and_ends_where_it_began(limits: bool) -> None:
    """Two laps, each with an entry a step; with limits one starts at each arrival in two of the states, and is met."""
    assert decide_laps(limits=limits)(2) == LAP
    to = {event: target for event, _, target in TRANSITIONS}
    arrived = Counter(to[step] for step in LAP)
    of_limits = 2 * (arrived["recorded"] + arrived["investigating"]) if limits else 0
    case = desk_laps(limits=limits)(2)
    assert (case.state, case.version) == ("received", 1 + 2 * (len(LAP) + of_limits))


def test_the_peers_that_are_here_do_the_same() -> None:
    """A peer that did something else would be an error; transitions is always here."""
    found = peers.installed(peers.floor, peers.floor_with_limit, peers.transitions, peers.automat, peers.viewflow)
    assert {"floor", "floor with limit", "transitions"} <= set(found)


@pytest.mark.slow
@pytest.mark.parametrize("family", run.FAMILIES)
def test_a_family_measures_its_rows(family: str) -> None:
    found = list(run.FAMILIES[family](EVERYTHING))
    assert [number(each.row) for each in found] == ROWS[family].split()
    assert {each.row for each in found} <= {goal.row for goal in goals.GOALS}
    assert all(0 < each.low <= each.value <= each.high for each in found)


def test_every_row_has_a_family() -> None:
    known = Counter(row for rows in ROWS.values() for row in rows.split())
    assert known == Counter(number(goal.row) for goal in goals.GOALS if goal.row not in SERVERS)


@pytest.mark.slow
def test_the_curves_and_the_profile_run() -> None:
    assert [len(curve.ratios) for curve in curves.curves(TINY)] == [3] * 6
    assert [round(sum(each.rooms().values()), 6) for each in rooms.profiles(Effort(5, 0.01, "tiny"))] == [1] * 3


def test_the_steps_of_an_event_are_counted_alike_each_time() -> None:
    first, again = bytecodes.counted("decide"), bytecodes.counted("decide")
    assert first == again
    assert first.bytecodes > first.calls > 1
    assert any(name.startswith("servicedesk.engine.decide.") for name in first.functions)


@pytest.mark.slow
def test_every_row_of_the_log_is_taken() -> None:
    assert once(60, "file")["accepted"] == 60


def test_a_figure_is_held_against_its_goal() -> None:
    least, most = goals.Goal("x", "", 10, 5), goals.Goal("y", "", 0.3, 0.45, more=True)
    assert [least.verdict(value) for value in (10.1, 10, 5)] == ["not met", "must", "aim"]
    assert [most.verdict(value) for value in (0.29, 0.3, 0.45)] == ["not met", "must", "aim"]


def test_the_table_and_the_page_have_every_row() -> None:
    """The page says of each row the must and the aim that it is held against."""
    made = goals.table([Measured.of(goal.row, [1.0, 2.0]) for goal in goals.GOALS])
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    wanted = [(goal.row, f"{goal.must:,g}", f"{goal.aim:,g}") for goal in goals.GOALS]
    for text in (made, page):
        lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
        found = [(cells[0], cells[3], cells[4]) for cells in lines if len(cells) == 7 and re.match(r"\d", cells[0])]
        assert found == wanted


def test_a_module_belongs_to_the_room_with_the_longest_name() -> None:
    assert rooms.room_of("engine.guards.who") == "decision"
    assert rooms.room_of("engine.limits") == "limits and clock"
    assert rooms.room_of("stores.codec") == "codec"
    assert rooms.room_of("stores.sqlite.unit") == "store"
