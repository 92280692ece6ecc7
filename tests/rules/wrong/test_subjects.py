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
from servicedesk.program import build_program

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


LOOK = StandingTask("3", "look", CLERK, every=days(1), subjects=subjects("shop", "unit"), zh="察看")


def build(*procedures: Procedure, **changes: str) -> None:
    """Make the program, which shows what only several procedures do."""
    build_program(manual(*procedures, **changes), "undated")


@wrong("3", "has the clause and the subjects of StandingTask('3', 'look')", "local_rule(", "also=")
def test_two_tasks_of_one_clause_over_one_kind_of_subject() -> None:
    """Their cases would have one id, and one of the tasks never stand."""
    build(procedure(LOOK, StandingTask("3", "clean", CLERK, every=days(2), subjects=UNITS, zh="打扫")))


@wrong("process/3", "has the clause and the subjects of StandingTask('3', 'look')")
def test_a_task_of_another_procedure_under_the_same_clause() -> None:
    """The same where the second cites the row from another procedure."""
    clean = StandingTask("process/3", "clean", CLERK, every=days(2), subjects=UNITS, zh="打扫")
    build(procedure(LOOK), Procedure("cleaning", "保洁", rules=clean))


@wrong("local", "would have their cases in one procedure 'standing_big_unit_look'", "choose another name")
def test_tasks_whose_cases_are_of_one_procedure() -> None:
    """Procedure and task of the one run together read as those of the other."""
    one, other = (
        Procedure(name, "流程", rules=StandingTask(WHY, task, CLERK, every=days(1), subjects=UNITS, zh="巡视"))
        for name, task in (("big", "unit_look"), ("big_unit", "look"))
    )
    build(one, other, catalogue="")


def test_tasks_of_one_clause_have_cases_of_their_own_by_either_remedy_or_over_other_subjects() -> None:
    """Another row, a local rule that names the clause beside it, another kind of subject: each has its case."""
    by, at = Actor("李静", {"clerk"}), "2026-03-10 09:00"
    over = {"every": days(2), "subjects": UNITS, "zh": "打扫"}
    for beside in (
        StandingTask("4", "clean", CLERK, **over),
        StandingTask(WHY, "clean", CLERK, also="3", **over),
        StandingTask("3", "clean", CLERK, **{**over, "subjects": subjects("hall")}),
    ):
        desk = Desk(manual(procedure(LOOK, beside)))
        listed = {"unit": ["1-101"]} | ({"hall": ["一层大厅"]} if beside.subjects == subjects("hall") else {})
        started = desk.start_standing_tasks(listed, by=by, at=at, recorded_at=at)
        assert sorted(desk.case(each).procedure for each in started) == [
            "standing_process_clean",
            "standing_process_look",
        ]


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
