"""A rhythm in the calendar: each quarter has an answer of its own, however often the quarter before had one."""

from __future__ import annotations

from servicedesk import Actor, Desk, Manual, Procedure
from servicedesk.declare import StandingTask, builtin_roles, edition, local_rule, months, role, subjects

CENTRE = role("service_center", "服务中心")
WHY = local_rule("once in each quarter", zh="每季度一次")
ROUND = Procedure(
    "community_event", "活动",
    rules=[
        StandingTask(
            WHY, "hold", CENTRE, every=months(3), rhythm="calendar", subjects=subjects("project"), zh="组织活动",
        ),
    ],
)  # fmt: skip
MANUAL = Manual(
    "quarters", "季度",
    editions=edition("2026", ROUND, in_force_from="2025-01-01", verified_on="2026-01-01"), roles=CENTRE, head=CENTRE,
    builtin=builtin_roles(withdraw=CENTRE, merge=CENTRE, correct=CENTRE, erase=CENTRE),
)  # fmt: skip
CLERK = Actor("王敏", {"service_center"})


def held(*days: str) -> tuple[list[str], list[str]]:
    """Started on the last of December and held on these days: what is due then, and what was missed by 1 November."""
    desk = Desk(MANUAL)
    at = "2025-12-31 09:00"
    (case,) = desk.start_standing_tasks({"project": ["一期"]}, by=CLERK, at=at, recorded_at=at)
    for day in days:
        desk.act(case, "hold", by=CLERK, at=f"{day} 09:00", recorded_at=f"{day} 09:00")
    due = [f"{each.due:%Y-%m-%d}" for each in desk.due() if each.due]
    desk.tick("2026-11-01 09:00")
    return due, [f"{line.at:%Y-%m-%d}" for line in desk.history(case) if line.kind == "missed"]


def test_twice_in_one_quarter_is_once() -> None:
    assert held("2026-01-10") == (["2026-07-01"], ["2026-07-01", "2026-10-01"])
    assert held("2026-01-10", "2026-02-10", "2026-03-31") == (["2026-07-01"], ["2026-07-01", "2026-10-01"])


def test_the_first_day_of_the_next_one_answers_that() -> None:
    assert held("2026-03-31", "2026-04-01") == (["2026-10-01"], ["2026-10-01"])
    assert held("2026-04-01", "2026-04-02", "2026-07-01") == (["2027-01-01"], ["2026-04-01"])
