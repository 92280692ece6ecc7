"""States, and the steps between them: names that are not there, states that lead nowhere."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, VISIT, procedure, wrong
from servicedesk.declare import Decision, FollowUp, Outcome, Procedure, Start, Step, Task, days


@wrong("", "has no states", "write states=")
def test_no_states() -> None:
    """A procedure without states."""
    procedure(states="")


@wrong("", "'received' is named twice")
def test_state_twice() -> None:
    """One state named twice."""
    procedure(states="received received")


@wrong("3", "no state 'recieved'", "did you mean 'received'?")
def test_step_from_nowhere() -> None:
    """A step from a state that is not declared."""
    procedure(Step("3", "file", CLERK, "recieved", "closed", zh="办理"))


@wrong("3", "no state 'archived'")
def test_step_to_nowhere() -> None:
    """A step to a state that is not declared."""
    procedure(Step("3", "file", CLERK, "received", "archived", zh="办理"))


@wrong("3", "no state 'visited'")
def test_visit_to_nowhere() -> None:
    """A return visit that leads to a state that is not declared."""
    procedure(
        FollowUp(
            "3",
            "visit",
            CLERK,
            days(3),
            since="received",
            from_states="received",
            to_state="visited",
            good="happy",
            files=VISIT,
            zh="办理",
        )
    )


@wrong("3", "no state 'reopened'")
def test_dissatisfied_visit_to_nowhere() -> None:
    """A dissatisfied visit that leads to a state that is not declared."""
    procedure(
        FollowUp(
            "3",
            "visit",
            CLERK,
            days(3),
            since="received",
            from_states="received",
            to_state="closed",
            good="happy",
            bad_to_state="reopened",
            files=VISIT,
            zh="办理",
        )
    )


@wrong("3a", "no state 'allowed'")
def test_outcome_to_nowhere() -> None:
    """An outcome that leads to a state that is not declared."""
    procedure(
        Decision("3", "judge", HEAD, "received", zh="办理"),
        Outcome("3a", "judge", "yes", to_state="allowed"),
        Outcome("3b", "judge", "no", to_state="closed"),
    )


@wrong("3", "no state 'recived'", "did you mean 'received'?")
def test_task_in_no_state() -> None:
    """A task in a state that is not declared."""
    procedure(Task("3", "ring", CLERK, in_states="recived", zh="办理"))


@wrong("", "terms=", "no state 'recieved'", "did you mean 'received'?")
def test_term_of_no_state() -> None:
    """A Chinese term for a state that is not declared."""
    procedure(terms={"recieved": "已受理"})


@wrong("3", "out of the end 'closed'", "an end is for good")
def test_out_of_an_end() -> None:
    """A step out of an end."""
    procedure(Step("3", "reopen", CLERK, "closed", "received", zh="办理"))


@wrong("", "'lost' cannot be reached from 'received'", "declare the step to it")
def test_unreachable_state() -> None:
    """A state that no step leads to."""
    procedure(Step("3", "find", CLERK, "lost", "closed", zh="办理"), states="received lost")


@wrong("", "'stuck' leads to no end")
def test_dead_end() -> None:
    """A state that leads to no end."""
    procedure(Step("3", "forget", CLERK, "received", "stuck", zh="办理"), states="received stuck")


@wrong("", "end 'archived' cannot be reached")
def test_unreachable_end() -> None:
    """An end that no step leads to."""
    procedure(ends="closed archived")


@wrong("", "no rule says how a case comes in", "declare a Start")
def test_no_start() -> None:
    """A procedure that no case can come into."""
    Procedure(
        "process",
        "流程",
        states="received",
        ends="closed",
        rules=Step("2", "close", CLERK, "received", "closed", zh="办理"),
    )


@wrong("3", "from where to where")
def test_step_without_states() -> None:
    """A step that does not say where it leads."""
    procedure(Step("3", "file", CLERK, "received", zh="办理"))


@wrong("", "'流程' is no name for a procedure", "snake_case")
def test_procedure_without_name() -> None:
    """A procedure called by its Chinese term."""
    Procedure(
        "流程",
        "流程",
        states="received",
        ends="closed",
        rules=(Start("1", CLERK, zh="办理"), Step("2", "close", CLERK, "received", "closed", zh="办理")),
    )
