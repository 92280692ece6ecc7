"""The clock of a replay is the recorded moment of the row being read; rows beyond the desk's clock need a word.

The log is ``SMALL``, 16 rows on lines 2 to 17. At noon of Monday 28 September 2026 those up to
line 10 (10:40) have come: A is handled 14:00, B goes on 14:10, C is opened 15:00 and withdrawn on Tuesday at 09:00.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from replay.logs import MONDAY, SMALL, csv_of, fuheng
from servicedesk import Actor, Desk
from servicedesk.render import options_page
from servicedesk.replay import Replayed, replay
from servicedesk.replay.log import parse_log
from servicedesk.stores.memory import MemoryStore

NOON = datetime(2026, 9, 28, 4, 0, tzinfo=UTC)
LOG = parse_log(csv_of(SMALL))
CLERK = Actor("刘芳", {"客户接待员"})


def at_noon(store: MemoryStore | None = None) -> Desk:
    return fuheng(clock=lambda: NOON, store=store or MemoryStore())


def kinds(replayed: Replayed) -> dict[int, str]:
    return {row.line: row.refusal.kind for row in replayed.refused}


def test_rows_beyond_the_clock_are_refused() -> None:
    replayed = replay(LOG, at_noon())
    assert replayed.accepted == 9
    assert kinds(replayed) == dict.fromkeys(range(11, 18), "beyond_clock")
    first = replayed.refused[0]
    assert (first.column, first.refusal.clause) == ("occurred_at", "log")
    assert (first.refusal.zh, first.refusal.en) == ("“occurred_at”晚于当前时间", "occurred_at lies ahead of the clock")
    assert "--until or --clock log" in first.refusal.help_en
    assert replayed.to_data()["at"] == "2026-09-28T10:40:00+08:00"


def test_five_minutes_beyond_are_taken() -> None:
    desk = fuheng(clock=lambda: datetime(2026, 9, 28, 5, 45, tzinfo=UTC))
    assert set(kinds(replay(LOG, desk))) == set(range(12, 18))


def test_a_moment_of_recording_beyond_the_clock_is_told_in_its_column() -> None:
    rows = [SMALL[0] | {"recorded_at": "2026-09-28 13:00"}]
    (refused,) = replay(parse_log(csv_of(rows)), at_noon()).refused
    assert (refused.column, refused.refusal.kind) == ("recorded_at", "beyond_clock")


def test_when_their_time_has_come_they_are_taken() -> None:
    store = MemoryStore()
    replay(LOG, at_noon(store))
    later = replay(LOG, fuheng(clock=lambda: datetime(2026, 9, 30, tzinfo=UTC), store=store))
    assert (later.accepted, later.refused, later.known) == (16, (), 9)
    assert later.to_data() == replay(LOG, fuheng()).to_data()


def test_what_was_taken_ahead_of_the_clock_stays_taken() -> None:
    store = MemoryStore()
    replay(LOG, at_noon(store), clock="log")
    assert replay(LOG, at_noon(store)).refused == ()


@pytest.mark.parametrize(
    ("how", "accepted", "later"), [({"until": f"{MONDAY} 14:00"}, 11, 5), ({"clock": "log"}, 16, 0)]
)
def test_with_until_or_the_clock_of_the_log_they_are_taken(how: dict[str, Any], accepted: int, later: int) -> None:
    replayed = replay(LOG, at_noon(), **how)
    assert (replayed.accepted, replayed.later, replayed.refused) == (accepted, later, ())


def test_a_case_says_until_when_it_is_recorded_ahead_of_the_clock() -> None:
    store = MemoryStore()
    desk = at_noon(store)
    replay(LOG, desk, clock="log")
    assert str(desk.recorded_ahead_until("B")) == "2026-09-28 14:15:00+08:00"
    options = desk.options("B", by=CLERK)
    assert {str(option.recorded_ahead_until) for option in options} == {"2026-09-28 14:15:00+08:00"}
    assert options.to_data()["rows"][0]["recorded_ahead_until"] == "2026-09-28T14:15:00+08:00"
    assert options_page(options, "zh").text().startswith("本案已预先登记至2026-09-28 14:15，晚于当前时间。")
    assert options_page(options).text().startswith("The case is recorded ahead of the clock, until 2026-09-28 14:15.")
    explained = desk.explain("B", "handle")
    assert explained.to_data()["recorded_ahead_until"] == "2026-09-28 14:15"
    assert explained.text("zh").endswith("本案已预先登记至2026-09-28 14:15，晚于当前时间。")
    assert explained.text().endswith("The case is recorded ahead of the clock, until 2026-09-28 14:15.")


def test_a_case_of_today_says_nothing_of_the_kind() -> None:
    store = MemoryStore()
    replay(LOG, at_noon(store), clock="log")
    later = fuheng(clock=lambda: datetime(2026, 9, 28, 6, 10, tzinfo=UTC), store=store)
    assert later.recorded_ahead_until("B") is None, "14:10, and five minutes"
    assert {option.recorded_ahead_until for option in later.options("B", by=CLERK)} == {None}
    assert later.explain("B", "handle").to_data()["recorded_ahead_until"] == ""
    assert "ahead" not in options_page(later.options("B", by=CLERK)).text()
