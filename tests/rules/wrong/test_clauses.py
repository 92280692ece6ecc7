"""Clauses: what is no citation, local rules without a reason, rows that are set aside and claimed."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, procedure, wrong
from servicedesk.declare import Deadline, Task, Unmodelled, hours, local_rule


@wrong("the clerk rings the owner", "is not written like a clause", "4.2.3a")
def test_clause_of_words() -> None:
    """A clause that is a sentence."""
    procedure(Task("the clerk rings the owner", "ring", CLERK, zh="办理"))


@wrong("local", "a local rule without a reason")
def test_local_rule_without_reason() -> None:
    """A local rule that does not say what for."""
    procedure(Task(local_rule(" "), "ring", CLERK, zh="致电"))


@wrong("local", "no clause lends it a Chinese term", "zh=")
def test_local_rule_without_term() -> None:
    """A local rule that nobody can read out in Chinese."""
    procedure(Deadline(local_rule("somebody must ring"), "ring", CLERK, hours(1), since="received", met_by="closed"))


@wrong("3", "without a reason")
def test_unmodelled_without_reason() -> None:
    """A row that is not modelled, and nobody says why."""
    procedure(Unmodelled("3", " "))


@wrong("3a", "claims 3", "keep one of the two")
def test_unmodelled_and_claimed() -> None:
    """A row that is not modelled, and a rule that claims it."""
    procedure(Unmodelled("3", "names a document"), Task("3a", "ring", CLERK, also="3", zh="办理"))


@wrong("3", "repeats the reading of 3", "the first rule of its row")
def test_reading_twice() -> None:
    """A reading that two rules of a row give."""
    procedure(
        Task("3", "tell", CLERK, zh="告知", reading="At once.", reading_zh="立即"),
        Task("3", "write", CLERK, zh="记录", reading="At once.", reading_zh="立即"),
    )
