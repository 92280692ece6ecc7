"""A rhythm whose run was kept in time and recorded after its due: known late, as any other limit (invariant 5)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk import Actor, Desk, Manual, Procedure
from servicedesk.declare import (
    Escalation,
    StandingTask,
    builtin_roles,
    by_month_end,
    close_of_desk,
    days,
    edition,
    local_rule,
    missed,
    months,
    role,
    subjects,
)
from servicedesk.figures import figures_of
from servicedesk.rules.base import Rule
from servicedesk.spans import Span
from servicedesk.testing.invariants import check_case

CENTRE, HEAD = role("service_center", "服务中心"), role("head", "负责人")
WHY = local_rule("a rhythm", zh="定期")
LATER = datetime(2028, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
CLERK = Actor("王敏", {"service_center", "head"})


def manual(every: Span, rhythm: str) -> Manual:
    rules: list[Rule] = [
        StandingTask(WHY, "hold", CENTRE, every=every, subjects=subjects("project"), rhythm=rhythm, zh="召开恳谈会"),
        Escalation(WHY, "report", CENTRE, notifies=HEAD, since=missed("hold"), zh="报负责人"),
    ]
    made = edition(
        "2026", Procedure("forum", "恳谈会", rules=rules), in_force_from="2025-01-01", verified_on="2026-01-01"
    )
    roles = builtin_roles(withdraw=CENTRE, merge=CENTRE, correct=CENTRE, erase=CENTRE)
    return Manual("forums", "恳谈会", editions=made, roles=(CENTRE, HEAD), head=HEAD, builtin=roles)


class Rhythm:
    """A rhythm over one project from 10 January 2026 on."""

    def __init__(self, every: Span, rhythm: str = "interval") -> None:
        self.desk = Desk(manual(every, rhythm), clock=lambda: LATER)
        at = "2026-01-10 09:00"
        (self.id,) = self.desk.start_standing_tasks({"project": ["一期"]}, by=CLERK, at=at, recorded_at=at)

    def hold(self, at: str, recorded: str = "") -> None:
        self.desk.act(self.id, "hold", by=CLERK, at=at, recorded_at=recorded or at)

    def lines(self) -> list[tuple[str, str]]:
        """What was met and missed, with the moment of it."""
        kinds = ("met", "missed", "late", "known_late")
        check_case(self.desk, self.id)
        return [(h.kind, f"{h.at:%Y-%m-%d %H:%M}") for h in self.desk.history(self.id) if h.kind in kinds]

    def due(self) -> list[str]:
        return [f"{each.due:%Y-%m-%d}" for each in self.desk.due() if each.due]

    def figures(self, at: str) -> list[tuple[str, bool]]:
        """What became of each run by a moment, and whether that was known late only."""
        moment = round(datetime.fromisoformat(f"{at}+08:00").timestamp()) * 1_000_000
        return [(each.verdict, each.known_late) for each in figures_of(self.desk, [self.id], moment).limits]


def test_held_in_time_and_written_down_after_the_due_is_known_late() -> None:
    """At least every six months: held on 1 July, written down on the 15th; the next by 1 January."""
    forum = Rhythm(months(6))
    forum.hold("2026-07-01 09:00", "2026-07-15 09:00")
    assert forum.lines() == [("missed", "2026-07-11 00:00"), ("known_late", "2026-07-01 09:00")]
    assert forum.due() == ["2027-01-02"]
    assert forum.figures("2026-07-15 09:00") == [("met", True), ("running", False)]
    forum.hold("2026-12-20 09:00")
    assert forum.lines()[2:] == [("met", "2026-12-20 09:00")]
    assert forum.figures("2026-12-20 09:00") == [("met", True), ("met", False), ("running", False)]


def test_at_the_last_instant_of_the_due_day_and_an_instant_later() -> None:
    kept, late = Rhythm(months(6)), Rhythm(months(6))
    kept.hold("2026-07-11 00:00", "2026-07-15 09:00")
    late.hold("2026-07-11 00:00:01", "2026-07-15 09:00")
    assert kept.lines()[1:] == [("known_late", "2026-07-11 00:00")]
    assert late.lines() == [("missed", "2026-07-11 00:00"), ("met", "2026-07-11 00:00")]
    assert late.figures("2026-07-15 09:00")[0] == ("missed", False)


def test_of_a_month_the_next_month_is_still_owed() -> None:
    """Sent on 31 January, written down on 2 February: January was kept, February is owed, and once is enough."""
    report = Rhythm(by_month_end())
    report.hold("2026-01-31 17:00", "2026-02-02 09:00")
    assert report.lines() == [("missed", "2026-02-01 00:00"), ("known_late", "2026-01-31 17:00")]
    report.hold("2026-01-31 18:00", "2026-02-03 09:00")
    assert len(report.lines()) == 2
    assert report.due() == ["2026-03-01"]
    report.hold("2026-02-27 09:00")
    assert report.lines()[2:] == [("met", "2026-02-27 09:00")]
    assert [verdict for verdict, _ in report.figures("2026-02-27 09:00")] == ["met", "met", "running"]


def test_of_a_day_of_work_the_next_one_is_still_owed() -> None:
    walk = Rhythm(close_of_desk())
    walk.hold("2026-01-12 10:00", "2026-01-13 08:00")
    assert [kind for kind, _ in walk.lines()] == ["missed", "known_late"]


def test_in_the_calendar_the_quarter_that_runs_keeps_its_place() -> None:
    """Each quarter from 10 January on: held on 1 April, written down on 20 April; the next by 10 July as before."""
    quarter = Rhythm(months(3), rhythm="calendar")
    quarter.hold("2026-04-01 09:00", "2026-04-20 09:00")
    assert quarter.lines() == [("missed", "2026-04-11 00:00"), ("known_late", "2026-04-01 09:00")]
    assert quarter.due() == ["2026-07-11"]
    quarter.hold("2026-07-09 09:00", "2026-07-20 09:00")
    assert quarter.lines()[2:] == [("missed", "2026-07-11 00:00"), ("known_late", "2026-07-09 09:00")]


def test_of_two_misses_the_one_that_was_none_is_known_late() -> None:
    """Held on 1 July and written down a year later: only what was due by 10 January was missed."""
    forum = Rhythm(months(6))
    forum.hold("2026-07-01 09:00", "2027-02-01 09:00")
    assert forum.lines() == [
        ("missed", "2026-07-11 00:00"),
        ("missed", "2027-01-11 00:00"),
        ("known_late", "2026-07-01 09:00"),
    ]
    assert forum.due() == ["2027-07-02"]
    assert forum.figures("2027-02-01 09:00") == [("met", True), ("missed", False), ("running", False)]


def test_whoever_was_told_of_a_miss_is_told_once() -> None:
    forum = Rhythm(days(10))
    forum.hold("2026-01-15 09:00", "2026-01-25 09:00")
    forum.desk.tick("2026-01-27 09:00")
    told = [f"{h.at:%m-%d}" for h in forum.desk.history(forum.id) if h.kind == "escalated"]
    assert told == ["01-21", "01-26"]
    assert forum.lines() == [
        ("missed", "2026-01-21 00:00"),
        ("known_late", "2026-01-15 09:00"),
        ("missed", "2026-01-26 00:00"),
    ]
