"""Names of rules: no term for a name, no name twice."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, procedure, wrong
from servicedesk.declare import Deadline, Escalation, Step, Task, days, done


@wrong("3", "'致电' is no name", "snake_case")
def test_task_without_name() -> None:
    """A task called by its Chinese term."""
    procedure(Task("3", "致电", CLERK, zh="办理"))


@wrong("3", "the name 'ring' is given to two actions")
def test_two_actions_of_one_name() -> None:
    """Two tasks of one name."""
    procedure(Task("3", "ring", CLERK, zh="办理"), Task("4", "ring", CLERK, zh="办理"))


@wrong("3", "the name 'report' is given to two rules")
def test_two_rules_of_one_name() -> None:
    """A task and an escalation of one name."""
    procedure(
        Task("3", "report", CLERK, zh="办理"), Escalation("4", "report", CLERK, notifies=HEAD, since=done("report"))
    )


@wrong("3", "the name 'report' is given to two rules")
def test_limit_and_escalation_of_one_name() -> None:
    """A limit and an escalation of one name."""
    procedure(
        Deadline("3", "report", CLERK, days(1), since="received", met_by=done("close")),
        Escalation("4", "report", CLERK, notifies=HEAD, since=done("close")),
    )


@wrong("3", "'withdraw' is a built-in action of every procedure")
def test_step_of_a_builtin_name() -> None:
    """A step called like one that every procedure has."""
    procedure(Step("3", "withdraw", CLERK, "received", "closed", zh="办理"))


@wrong("3", "has no Chinese label", "zh=")
def test_action_without_label() -> None:
    """An action that no clerk can read."""
    procedure(Task("3", "tell", CLERK))
