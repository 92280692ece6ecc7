"""A log of Jueshixiang over 2026: complaints, requests, services, incidents, an event, a renovation, standing tasks.

Every fact is worked out by hand from the manual, the file and the calendar of 2026: Spring Festival 15 to 23 February
with its make-up days Saturday 14 and Saturday 28 February, Labour Day 1 to 5 May with Saturday 9 May, National Day 1 to
7 October.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from servicedesk import Desk, Policy
from servicedesk.manuals.jueshixiang import MANUAL
from servicedesk.replay import Replayed, replay

LOG = Path(__file__).parents[2] / "examples" / "jueshixiang_2026.csv"
SHANGHAI = ZoneInfo("Asia/Shanghai")
Year = tuple[Desk, Replayed, dict[str, Any]]


def instant(text: str) -> int:
    """A local minute as microseconds UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp()) * 1_000_000


@pytest.fixture(scope="module")
def year() -> Year:
    patrols = {
        "clause": "jueshixiang/renovation/5.2.1e", "span": "2 days", "since": "2026-01-01", "cites": "巡逻排班",
    }  # fmt: skip
    desk = Desk(
        MANUAL, policy=Policy.from_data({"override": [patrols]}), clock=lambda: datetime(2027, 1, 1, tzinfo=UTC)
    )
    replayed = replay(LOG, desk)
    return desk, replayed, replayed.to_data()


def test_each_row_is_read_and_each_case_comes_to_its_end(year: Year) -> None:
    _, replayed, data = year
    assert (replayed.rows, replayed.events) == (82, 82)
    assert {(row["procedure"], row["state"]): row["count"] for row in data["cases"]["by_state"] if not row["open"]} == {
        ("complaint", "closed"): 1,
        ("service_request", "answered"): 1,
        ("special_incident_report", "closed"): 2,
        ("community_event", "evaluated"): 1,
        ("renovation", "withdrawn"): 1,
        ("paid_service", "closed"): 2,
    }


def test_what_the_manual_stood_against(year: Year) -> None:
    """Each refusal, by case and clause.

    Answered before the leader was asked; no cause; closed unvisited; begun before the price was told; a door card kept;
    six minutes early on National Day, then three minutes late.
    """
    found = [
        (row["case"], row["step"], row["clause"].removeprefix("jueshixiang/")) for row in year[2]["refusals"]["rows"]
    ]
    assert found == [
        ("WX0217-01", "answer", "service_request/5.3.8"),
        ("SJ0213-01", "handle", "special_incident_report/3.11"),
        ("TS0215-01", "close", "local"),
        ("FW0509-01", "begin", "paid_service/7.5b"),
        ("FW0509-01", "close", "paid_service/7.3"),
        ("FW1001-01", "arrive", "paid_service/7.1a"),
        ("FW1001-01", "arrive", "paid_service/7.1a"),
    ]


def test_what_was_missed(year: Year) -> None:
    """Each miss, with its minutes.

    A22: two working days of the complaint of Sunday 15 February are Tuesday 24 and Wednesday 25; done on Thursday at
    9:00, fifteen hours late. One working day of Friday 13 February is the make-up Saturday; told an hour late. The
    worker was waited for from 14:02 to 14:10, when another appointment was made. The report of March came on 1 April.
    """
    found = [
        (
            row["case"],
            row["limit"],
            row["clause"].removeprefix("jueshixiang/"),
            row["due"][5:16],
            row["late_seconds"] // 60,
        )
        for row in year[2]["limits"]["missed"]
    ]
    assert sorted(found) == [
        ("FW1001-01", "arrive", "paid_service/7.1b", "10-01T14:02", 8),
        ("SJ0213-01", "notify_concerned", "special_incident_report/4.3", "02-14T18:00", 60),
        ("TS0215-01", "give_feedback", "complaint/3.6b", "02-25T18:00", 15 * 60),
        ("YB-01", "send_monthly_report", "reporting/4.2", "04-01T00:00", 9 * 60),
    ]


def test_what_was_kept_at_the_last_instant(year: Year) -> None:
    """Each limit that was kept on its last day, with its due.

    One working day: of a Sunday in the Spring Festival until 24 February, of 30 September until 8 October. A104: of
    30 April 11:00 until 6 May, over Labour Day. Two minutes after the appointment of the make-up Saturday.
    """
    desk = year[0]
    kept = {
        ("TS0215-01", "notify_concerned"): "2026-02-24 18:00",
        ("SJ0930-01", "notify_concerned"): "2026-10-08 18:00",
        ("ZX0428-01", "give_opinion"): "2026-04-30 18:00",
        ("ZX0428-01", "decide"): "2026-05-06 18:00",
        ("FW0509-01", "arrive"): "2026-05-09 14:02",
    }
    for (case, name), due in kept.items():
        limit = desk.case(case).limits[name]
        assert (limit.state, limit.due) == ("met", instant(due)), (case, name)


def test_what_is_due_when_the_year_is_over(year: Year) -> None:
    """The report of January by its end; the forum of 20 December again within six months."""
    assert sorted((row["case"], row["limit"], row["due"][:16]) for row in year[2]["due"]) == [
        ("KT-01", "hold_owners_forum", "2027-06-21T00:00"),
        ("YB-01", "send_monthly_report", "2027-02-01T00:00"),
    ]


def test_the_shares_of_the_year(year: Year) -> None:
    figures = {row.name: row for row in year[0].targets(since="2026-01-01 00:00", until="2027-01-01 00:00")}
    handled = figures["handled_share"]
    assert (handled.reached_cases, handled.other_cases, handled.kept) == (("TS0215-01",), (), True)
