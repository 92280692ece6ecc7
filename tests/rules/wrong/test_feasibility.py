"""What is declared and can never happen, or can never stop."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, cause, procedure, wrong
from servicedesk.declare import Category, Deadline, Escalation, Step, Task, days, done, entered, recorded
from servicedesk.rules.conditions import all_of


@wrong("4", "its only= can never hold")
def test_never_applies() -> None:
    """A task for cases of two classes at once."""
    procedure(
        Task("3", "sort", CLERK, sets=cause, zh="办理"),
        Task("4", "ring", CLERK, only=all_of(cause.is_("own"), cause.is_("foreign")), zh="办理"),
    )


@wrong("4", "its unless= is its only=")
def test_applies_unless_it_applies() -> None:
    """A task that applies unless it applies."""
    procedure(
        Task("3", "sort", CLERK, sets=cause, zh="办理"),
        Task("4", "ring", CLERK, only=cause.is_("own"), unless=cause.is_("own"), zh="办理"),
    )


@wrong("5", "'foreign' is no category of 'cause'", "Category")
def test_value_without_category() -> None:
    """A limit for a class that the manual does not list, beside one that it lists."""
    procedure(
        Category("3", cause.own),
        Task("4", "sort", CLERK, sets=cause, zh="办理"),
        Task("5", "ring", CLERK, only=cause.is_("foreign"), zh="办理"),
    )


@wrong("3", "starts and ends with the same event")
def test_limit_kept_by_its_start() -> None:
    """A limit that ends where it starts."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=entered("received")))


@wrong("3", "blocks 'close', which alone can keep it")
def test_limit_that_blocks_itself() -> None:
    """A limit that blocks the step that keeps it."""
    procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), before_steps="close"))


@wrong("4", "waits for itself: tell_clerk after tell_head after tell_clerk", "missed(")
def test_escalations_in_a_circle() -> None:
    """Two escalations that wait for each other."""
    procedure(
        Escalation("3", "tell_head", CLERK, notifies=HEAD, since=recorded("tell_clerk")),
        Escalation("4", "tell_clerk", HEAD, notifies=CLERK, since=recorded("tell_head")),
    )


@wrong("3", "is mandatory where the case is over")
def test_task_after_the_end() -> None:
    """A task that is outstanding where the case is over."""
    procedure(Task("3", "ring", CLERK, in_states="closed", zh="办理"))


@wrong("3", "is mandatory before 'handle', which is past by then")
def test_task_that_comes_too_late() -> None:
    """A task outstanding before a step that is past by then."""
    procedure(
        Task("3", "ring", CLERK, in_states="handled", before_steps="handle", zh="办理"),
        Step("4", "handle", CLERK, "received", "handled", zh="办理"),
        Step("5", "archive", CLERK, "handled", "closed", zh="办理"),
        states="received handled",
    )
