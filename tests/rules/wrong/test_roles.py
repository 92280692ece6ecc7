"""Who does it, and who is notified."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, procedure, wrong
from servicedesk.declare import Authorization, Escalation, Task, done


@wrong("3", "names nobody who may do it", "an Authorization")
def test_nobody_does_it() -> None:
    """A task that nobody may do."""
    procedure(Task("3", "ring", zh="办理"))


@wrong("3", "'clerk' is no role", "role(")
def test_no_role() -> None:
    """A role written as text."""
    procedure(Task("3", "ring", "clerk", zh="办理"))


@wrong("3", "notifies nobody", "notifies=")
def test_nobody_is_notified() -> None:
    """An escalation to nobody."""
    procedure(Escalation("3", "report", CLERK, since=done("close")))


@wrong("3", "does not say when", "missed(")
def test_report_without_cause() -> None:
    """An escalation without an event."""
    procedure(Escalation("3", "report", CLERK, notifies=HEAD))


@wrong("3", "opens no step to the role", "actions=")
def test_role_for_nothing() -> None:
    """A role that opens no step."""
    procedure(Authorization("3", CLERK))
