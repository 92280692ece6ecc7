"""Decisions and their outcomes, follow-up visits."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, SLIP, VISIT, procedure, wrong
from servicedesk.declare import Decision, FollowUp, Outcome, Step, days, hours


@wrong("3", "the decision has 1 outcome(s)")
def test_one_outcome() -> None:
    """A decision with a single outcome."""
    procedure(Decision("3", "judge", HEAD, "received", zh="办理"), Outcome("3a", "judge", "yes", to_state="closed"))


@wrong("3a", "no decision 'judge'")
def test_outcome_of_no_decision() -> None:
    """An outcome of a decision that is not declared."""
    procedure(Outcome("3a", "judge", "yes", to_state="closed"))


@wrong("3b", "the outcome 'no' is declared twice")
def test_outcome_twice() -> None:
    """One outcome declared twice."""
    procedure(
        Decision("3", "judge", HEAD, "received", zh="办理"),
        Outcome("3a", "judge", "yes", to_state="closed"),
        Outcome("3b", "judge", "no"),
        Outcome("3c", "judge", "no"),
    )


@wrong("3", "'note' is no yes-or-no field of the visit")
def test_visit_without_flag() -> None:
    """A return visit whose good and bad nothing tells apart."""
    procedure(
        FollowUp(
            "3",
            "visit",
            CLERK,
            days(3),
            since="received",
            from_states="received",
            to_state="closed",
            good="note",
            files=SLIP,
            zh="办理",
        )
    )


@wrong("3", "does not say when it is due")
def test_visit_without_span() -> None:
    """A return visit without a time."""
    procedure(
        FollowUp("3", "visit", CLERK, from_states="received", to_state="closed", good="happy", files=VISIT, zh="办理")
    )


@wrong("3", "carries no limit of this form", "give a visit its span")
def test_visit_with_two_limits() -> None:
    """A visit with a limit beside its own."""
    procedure(
        Step("4", "revisit", CLERK, "received", "closed", zh="办理"),
        FollowUp(
            "3",
            "visit",
            CLERK,
            days(3),
            since="received",
            within=hours(2),
            from_states="received",
            to_state="closed",
            good="happy",
            files=VISIT,
            zh="办理",
        ),
    )
