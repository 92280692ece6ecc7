"""A day of a desk that wrote down what happened, strict and recorded; every figure typed by hand.

``examples/recorded_day.csv``, Monday 28 September 2026, in the words of the manual:

- A is registered before the desk was told (complaint 4.2.3a: in an hour, to the receptionist, who registers), and
  handled before reply (4.2.3g) and before anybody gave opinion (4.2.7a), signature and record (4.2.7b). The slip comes
  at 09:30, so class 1 is due 13:30 (4.2.3d, four hours): handled 13:20, in time. That the desk was told at 09:10 is
  typed at 14:30.
- B is as the manual says: told 09:30 (due 10:05), slip 10:00, handled 14:00 (due 14:00), recorded that day (4.2.2a).
- C is told at 11:30 (due 11:00), and registered by the responsible person, where 4.2.3b has the receptionist; the slip
  comes at 11:50, and nothing is handled by 15:50, which goes to the superior (4.2.4a).
- D, a repair, has no slip: the worker comes ten minutes after he took it (repair 2b: fifteen), and mends.
- E is withdrawn; that the desk was told is typed after it.
- F is told at 09:50 (due 10:02) and registered 10:10, both typed at 17:00, the end of the day.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from replay.logs import fuheng
from servicedesk import Desk
from servicedesk.errors import CaseNotFound, StoreMisuse
from servicedesk.replay import replay
from servicedesk.replay.log import parse_log

DAY = Path(__file__).parents[2] / "examples" / "recorded_day.csv"
WEEK = DAY.with_name("front_desk_week.csv")
TOTALS = ("met", "met_with_deviation", "missed", "running", "cancelled", "escalated")


def totals(data: dict[str, dict[str, dict[str, int]]]) -> tuple[int, ...]:
    return tuple(data["limits"]["totals"][name] for name in TOTALS)


def test_strict_refuses_what_came_in_another_order_and_counts_what_is_left() -> None:
    """A, C and D stand still: 11 rows are refused. Met: told in A (known late), B and F, B handled and recorded."""
    data = replay(DAY, fuheng()).to_data()
    assert (data["log"]["rows"], data["log"]["accepted"], data["log"]["refused"]) == (31, 20, 11)
    lines = {row["line"] for row in data["refusals"]["rows"]}
    assert lines == {4, 8, 9, 10, 11, 15, 16, 23, 24, 25, 26}
    assert totals(data) == (5, 0, 1, 1, 1, 0)
    assert data["deviations"]["total"] == 0


def test_recorded_nothing_is_refused_and_each_deviation_has_its_clause() -> None:
    """Met: A handled (with a deviation), B three, D there in time, F told. Missed: C told, C handled.

    Running: A's record of the day, and the return visits of A and B. Cancelled: A told, which was recorded over, and E.
    """
    data = replay(DAY, fuheng(), record=True).to_data()
    assert (data["log"]["accepted"], data["log"]["refused"]) == (31, 0)
    assert totals(data) == (6, 1, 2, 3, 2, 1)
    assert [(row["clause"], row["count"]) for row in data["deviations"]["by_clause"]] == [
        ("fuheng/complaint/4.2.3a", 3),
        ("fuheng/complaint/4.2.3g", 2),
        ("fuheng/complaint/4.2.7b", 2),
        ("fuheng/complaint/4.2.3b", 1),
        ("fuheng/complaint/4.2.7a", 1),
        ("fuheng/repair/2a", 1),
    ]
    assert sorted((row["case"], row["step"], row["kind"]) for row in data["deviations"]["rows"]) == [
        *(("A", "handle", "outstanding"),) * 4,
        ("A", "register", "outstanding"),
        ("A", "reply", "wrong_state"),
        ("A", "tell_desk", "out_of_order"),
        ("C", "register", "wrong_role"),
        ("D", "collect_slip", "wrong_state"),
        ("E", "tell_desk", "ended"),
    ]
    missed = {(row["case"], row["limit"], row["due"][11:16]) for row in data["limits"]["missed"]}
    assert missed == {("C", "tell_desk", "11:00"), ("C", "handle", "15:50")}
    said = [row["zh"] for row in data["deviations"]["rows"]]
    assert "未办：告知客户接待员" in said
    assert "办理人不在规定岗位（客户接待员）" in said


def test_a_day_typed_up_at_its_end_is_told_of_no_miss_that_was_none() -> None:
    """F was told in time: neither missed nor known late, in both modes."""
    for record in (False, True):
        desk = fuheng()
        replay(DAY, desk, record=record)
        kinds = [line.kind for line in desk.history("F") if line.name == "tell_desk"]
        assert kinds == ["started", "task", "met", "escalated"]


def test_a_log_is_replayed_in_one_way_or_in_the_other() -> None:
    """A second run in the other mode would answer from the first, and is refused with what to do."""
    desk = fuheng()
    replay(DAY, desk)
    with pytest.raises(StoreMisuse, match="without --record"):
        replay(DAY, desk, record=True)
    again = replay(DAY, desk)
    assert again.known == 31


def test_a_second_recorded_run_answers_the_same_and_doubles_nothing() -> None:
    desk = fuheng()
    first = replay(DAY, desk, record=True)
    versions = {ident: desk.case(ident).version for ident in "ABCDEF"}
    assert replay(DAY, desk, record=True) == first
    assert {ident: desk.case(ident).version for ident in "ABCDEF"} == versions


def test_up_to_the_first_refused_row_the_stored_histories_are_equal() -> None:
    """The week: a case of which no row is refused has the same bodies, byte for byte; the others, up to that row."""
    strict, over = fuheng(), fuheng()
    refused = {(row.case, row.line) for row in replay(WEEK, strict).refused}
    replay(WEEK, over, record=True)
    first = {case: min(line for other, line in refused if other == case) for case, _ in refused}
    cases = {row.cells["case"] for row in parse_log(WEEK.read_text(encoding="utf-8-sig")).rows}
    told = {case.rpartition(".")[0] for case in first if "." in case}  # of the end of a case that they opened
    compared = 0
    for case in sorted(cases - first.keys() - told):
        bodies = [bodies_of(desk, case) for desk in (strict, over)]
        assert bodies[0] == bodies[1], case
        compared += len(bodies[0])
    assert compared > 400
    for case in first:  # the clock ran with the refused input too, which ``checked_at`` alone says
        pair = [[line.entry for line in desk.history(case)] if bodies_of(desk, case) else [] for desk in (strict, over)]
        end = next((n for n, entry in enumerate(pair[1]) if entry.deviations), len(pair[1]))
        assert pair[0][:end] == pair[1][:end], case


def bodies_of(desk: Desk, case: str) -> list[str]:
    with desk.store.unit() as unit:
        try:
            unit.load(case)
        except CaseNotFound:
            return []
        return [row.body for row in unit.entries(case)]


def test_a_state_is_taken_from_its_column() -> None:
    """``to_state`` is a word of the log's own, and no field."""
    text = DAY.read_text(encoding="utf-8").replace("occurred_at,", "to_state,occurred_at,", 1)
    lines = text.splitlines()
    log = "\n".join([lines[0], *("," + line for line in lines[1:])]) + "\n"
    assert replay(parse_log(log), fuheng(), record=True).accepted == 31
