"""Procedures without states that hold what needs a case."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, manual, procedure, wrong
from servicedesk.declare import ChildCase, Procedure, StandingTask, Task, days, done, local_rule, same_day, subjects

WALK = StandingTask("3", "walk", CLERK, every=days(1), subjects=subjects("unit"), zh="巡视")


@wrong("", "has no states, and Task('4', 'ring') is about a case", "states=")
def test_an_action_without_states() -> None:
    """A task in a procedure that has no cases."""
    Procedure("process", "流程", rules=(WALK, Task("4", "ring", CLERK, zh="办理")))


@wrong("", "has no states, and StandingTask('3', 'walk') is about a case", "states=")
def test_a_rhythm_inside_no_case() -> None:
    """A standing task inside a case where there is none."""
    Procedure("process", "流程", rules=StandingTask("3", "walk", CLERK, every=days(1), since=done("walk"), zh="巡视"))


@wrong("", "has ends and no states", "leave ends= out")
def test_ends_without_states() -> None:
    """A procedure that ends and never begins."""
    Procedure("process", "流程", ends="closed", rules=WALK)


@wrong("4", "the procedure 'rounds' has no cases", "name one with states")
def test_a_child_case_of_it() -> None:
    """A case that opens one where there is none."""
    from servicedesk import build_program

    own = local_rule("ours", zh="本公司规定")
    walk = StandingTask(own, "walk", CLERK, every=days(1), subjects=subjects("unit"), zh="巡视")
    rounds = Procedure("rounds", "巡视", rules=walk)
    made = manual(procedure(ChildCase("4", procedure="rounds", since=done("open"), carries={})), rounds)
    build_program(made, made.editions[0].name)


@wrong("4", "every=same day is no rhythm", "by_month_end()")
def test_a_rhythm_of_the_same_day() -> None:
    """A rhythm that is no distance."""
    procedure(StandingTask("4", "walk", CLERK, every=same_day(), subjects=subjects("unit"), zh="巡视"))
