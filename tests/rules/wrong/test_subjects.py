"""Standing tasks over subjects that wait for what never comes in the case that each of them runs in."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, manual, procedure, wrong
from servicedesk import Actor, Desk
from servicedesk.declare import (
    Permission,
    Procedure,
    StandingTask,
    Start,
    Step,
    days,
    done,
    entered,
    hours,
    local_rule,
    reported,
    subjects,
)

STORM = reported("storm", "暴雨")
UNITS = subjects("unit")
WHY = local_rule("an example of the tests", zh="测试用例")
TELL = Permission("3", "tell", CLERK, reports="storm", zh="报告暴雨")


@wrong("4", "where since= never comes", "leave since= out")
def test_a_rhythm_since_an_event() -> None:
    """It would begin with the subject all the same, and the event be read by nobody."""
    procedure(StandingTask("4", "walk", CLERK, every=days(1), subjects=UNITS, since=STORM, zh="巡视"))


@wrong("4", "where on_event= never comes", "on_event=reported(")
def test_an_event_of_another_kind() -> None:
    """A state that only the cases of the procedure have."""
    procedure(StandingTask("4", "walk", CLERK, on_event=entered("closed"), within=hours(4), subjects=UNITS, zh="巡视"))


@wrong("4", "where on_event= never comes", "on_event=reported(")
def test_a_step_of_the_procedure() -> None:
    """A step that only the cases of the procedure have."""
    procedure(StandingTask("4", "walk", CLERK, on_event=done("close"), within=hours(4), subjects=UNITS, zh="巡视"))


WALK = StandingTask("4", "walk", CLERK, on_event=STORM, within=hours(4), subjects=UNITS, zh="巡视")


@wrong("4", "never hears of 'storm', which 'tell' reports in another case", "without subjects=")
def test_what_is_reported_in_a_case_of_the_procedure() -> None:
    """A report in a case, and tasks that run in others."""
    procedure(TELL, WALK)


@wrong("4", "never hears of 'storm', which 'tell' reports in another case", "without subjects=")
def test_what_is_reported_in_another_procedure() -> None:
    """The same over two procedures of the manual."""
    start, end = Start("1", CLERK, zh="受理"), Step("2", "close", CLERK, "received", "closed", zh="办结")
    other = Procedure("weather", "天气", states="received", ends="closed", rules=(start, end, TELL))
    manual(procedure(WALK), other)


def test_both_remedies_work() -> None:
    """Reported to the task itself, and inside the case where it is reported, it starts and has a due."""
    start, end = Start(WHY, CLERK, zh="受理"), Step(WHY, "close", CLERK, "received", "closed", zh="办结")
    tell = Permission(WHY, "tell", CLERK, reports="storm", zh="报告暴雨")
    inside = StandingTask(WHY, "walk", CLERK, on_event=STORM, within=hours(4), zh="巡视")
    over = StandingTask(
        WHY, "walk", CLERK, on_event=reported("storm_there", "当地暴雨"), within=hours(4), subjects=UNITS, zh="巡视"
    )
    desk = Desk(
        manual(
            Procedure("weather", "天气", states="received", ends="closed", rules=(start, end, tell, inside)),
            Procedure("rounds", "巡视", rules=over),
            catalogue="",
        )
    )
    by, at = Actor("李静", {"clerk"}), "2026-03-10 09:00"
    case = desk.open("weather", {}, subject="a", by=by, at=at, recorded_at=at)
    desk.act(case.id, "tell", {}, by=by, at=at, recorded_at=at)
    (round_,) = desk.start_standing_tasks({"unit": ["1-101"]}, by=by, at=at, recorded_at=at)
    desk.act(round_, "storm_there", {}, by=by, at=at, recorded_at=at)
    assert [f"{limit.due:%H:%M}" for limit in desk.due()] == ["13:00", "13:00"]
