"""A year that was mistyped in a log: the row is refused, and no figure of the others moves.

The log and its figures are worked out in ``mistyped_year.md``. 2026-11-22 09:45, line 106, is its last right moment and
2026-11-02 09:00, line 2, its first.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from replay.logs import fuheng
from servicedesk.errors import SpanError
from servicedesk.render import replayed_page
from servicedesk.replay import Replayed, TimeGap, replay
from servicedesk.replay.jumps import find_jumps
from servicedesk.replay.log import parse_log

TEXT = Path(__file__).with_name("mistyped_year.csv").read_text(encoding="utf-8")
DAY = 86_400_000_000


def taken(text: str, **options: Any) -> Replayed:
    return replay(parse_log(text), fuheng(), **options)


def figures(replayed: Replayed) -> dict[str, Any]:
    """What is said of the log, but for its rows and what was refused."""
    return {key: value for key, value in replayed.to_data().items() if key not in ("log", "refusals")}


def test_a_year_too_late_is_refused_with_its_line_and_neighbour() -> None:
    replayed = taken(TEXT)
    assert (replayed.rows, replayed.accepted) == (105, 104)
    (row,) = replayed.refused
    assert (row.line, row.case, row.column, row.refusal.kind) == (51, "D10", "occurred_at", "time_jump")
    assert row.refusal.zh == "“occurred_at”与时间上相邻的第106行相隔354天"
    assert row.refusal.en == "occurred_at lies 354 days from its neighbour in time, line 106"
    assert "年份" in row.refusal.help_zh
    assert "--max-gap" in row.refusal.help_en


def test_the_figures_are_those_of_the_right_log_but_for_that_row() -> None:
    data = taken(TEXT).to_data()
    assert data["at"] == "2026-11-22T09:45:00+08:00"
    totals = data["limits"]["totals"]
    assert (totals["met"], totals["missed"], totals["running"], totals["cancelled"]) == (14, 7, 0, 0)
    assert totals["escalated"] == 0
    assert [missed["late_seconds"] for missed in data["limits"]["missed"]] == [300] * 7
    assert data["limits"]["known_late"] == []
    assert data["notified"] == []
    assert [(row["state"], row["count"]) for row in data["cases"]["by_state"]] == [("on_site", 1), ("repairing", 20)]
    right = taken(TEXT.replace("2027-", "2026-")).to_data()
    assert (right["log"]["accepted"], right["log"]["refused"]) == (105, 0)
    assert (right["at"], right["limits"]) == (data["at"], data["limits"])
    assert [(row["state"], row["count"]) for row in right["cases"]["by_state"]] == [("repairing", 21)]


def test_a_year_too_early_is_refused_alike() -> None:
    """From 2025-11-11 09:45 to 2026-11-02 09:00 are 356 days but 45 minutes."""
    early = taken(TEXT.replace("2027-", "2025-"))
    (row,) = early.refused
    assert (row.line, row.column, row.refusal.kind) == (51, "occurred_at", "time_jump")
    assert "第2行相隔355天" in row.refusal.zh
    assert "355 days from its neighbour in time, line 2" in row.refusal.en
    assert figures(early) == figures(taken(TEXT))


def test_a_mistyped_moment_of_recording_is_told_in_its_column() -> None:
    (row,) = taken(TEXT.replace("2027-11-11 09:45,,", "2026-11-11 09:45,2027-11-11 09:45,")).refused
    assert (row.line, row.column, row.refusal.kind) == (51, "recorded_at", "time_jump")


def test_running_again_answers_the_same() -> None:
    desk = fuheng()
    first = replay(parse_log(TEXT), desk)
    again = replay(parse_log(TEXT), desk)
    assert again.to_data() == first.to_data()
    assert again.known == 104


def test_a_wider_gap_takes_what_was_refused_before() -> None:
    """20 cases to 2026-11-21 09:45, 100 rows, and one opened on 2027-01-20 10:45: 60 days and one hour later."""
    rows = TEXT.replace("2027-", "2026-").splitlines()[:101]
    log = parse_log("\n".join([*rows, rows[1].replace("2026-11-02 09:00", "2027-01-20 10:45").replace("D01", "D21")]))
    desk = fuheng(clock=lambda: datetime(2027, 1, 21, tzinfo=UTC))
    (row,) = replay(log, desk).refused
    assert (row.line, row.refusal.kind) == (102, "time_jump")
    assert replay(log, desk, max_gap=61).refused == ()
    assert replay(log, desk).refused == (), "what was taken stays taken"


def test_more_rows_than_one_in_a_hundred_are_a_warning_only() -> None:
    """Line 50, of 09:30 the same day, is mistyped too: 2 / 105 = 1.9 %, and 354 days but 15 minutes to line 106."""
    lines = TEXT.splitlines()
    lines[49] = lines[49].replace("2026-11-11", "2027-11-11")
    replayed = taken("\n".join(lines), max_gap=60)
    assert replayed.time_gaps == (TimeGap(106, 50, 353, 2),)
    assert not any(row.refusal.kind == "time_jump" for row in replayed.refused)
    zh, en = (replayed_page(replayed.to_data(), lang).text() for lang in ("zh", "en"))
    assert "注意：第106行与第50行之间相隔353天没有记录，较少一侧有2条；请核对年份" in zh
    assert "warning: nothing for 353 days between lines 106 and 50, 2 events on the smaller side" in en


@pytest.mark.parametrize(("rows", "refused"), [(100, {99}), (99, set[int]())])
def test_one_row_in_a_hundred_is_mistyped_and_one_in_ninety_nine_is_not(rows: int, refused: set[int]) -> None:
    moments = [(n * DAY,) for n in range(rows - 1)] + [(500 * DAY,)]
    jumps, gaps = find_jumps(moments, range(2, rows + 2), 60)
    assert set(jumps) == refused
    assert len(gaps) == (not refused)


def test_sixty_days_are_no_gap_and_a_microsecond_more_is() -> None:
    moments = [(0,)] * 200
    assert find_jumps([*moments, (60 * DAY,)], range(201), 60) == ({}, ())
    assert set(find_jumps([*moments, (60 * DAY + 1,)], range(201), 60)[0]) == {200}


def test_both_ends_are_looked_at_and_the_order_of_rows_does_not_matter() -> None:
    """Row 0 lies 900 days too late and row 300 as many too early, of 301 rows: three may lie beyond each gap."""
    moments = [(1900 * DAY,), *((1000 * DAY,) for _ in range(299)), (100 * DAY,)]
    jumps, gaps = find_jumps(moments, range(2, 303), 60)
    assert {row: jump.days for row, jump in jumps.items()} == {0: 900, 300: 900}
    assert gaps == ()


def test_rows_that_cannot_be_read_are_no_part_of_the_share() -> None:
    """One of 50 rows that can be read is two in a hundred."""
    moments = [*((0,) for _ in range(49)), (100 * DAY,), *(() for _ in range(100))]
    jumps, gaps = find_jumps(moments, range(2, 152), 60)
    assert (jumps, gaps) == ({}, (TimeGap(50, 51, 100, 1),))


def test_a_gap_of_no_days_is_refused() -> None:
    with pytest.raises(SpanError, match="a gap of 0 days; give at least 1"):
        taken(TEXT, max_gap=0)


@pytest.mark.parametrize("moment", ["0001-01-01 00:00", "9999-12-31 23:59", "9999-12-31 00:00", "1900-01-01 00:00"])
def test_a_moment_at_the_edge_of_the_calendar_ends_no_replay(moment: str) -> None:
    """As spreadsheets write "for ever", and the first day that they know: that row is refused, the rest is taken."""
    edge = TEXT.replace("2027-11-11 09:45", moment)
    assert edge != TEXT
    replayed = taken(edge)
    assert (replayed.rows, replayed.accepted) == (105, 104)
    (row,) = replayed.refused
    assert (row.line, row.case, row.column) == (51, "D10", "occurred_at")
    assert figures(replayed) == figures(taken(TEXT))
