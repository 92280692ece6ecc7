"""Several steps of one name that do not say which of them is meant."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, procedure, wrong
from servicedesk.declare import OPENED, Items, Permission, Step, days

STATES = {"states": "received > waiting", "ends": "closed"}


@wrong("4", "2 steps 'hold' lead on from 'received'", "disjoint")
def test_two_ways_from_one_state() -> None:
    """Two rules of one step lead on from one state."""
    procedure(
        Step("3", "hold", CLERK, "received", "waiting", zh="办理"),
        Step("4", "hold", CLERK, "received waiting", "closed", zh="办理"),
        **STATES,
    )


@wrong("3", "the name 'hold' is given to two actions", "one name, one thing")
def test_a_step_and_a_permission_of_one_name() -> None:
    """A step, and something else, of one name."""
    procedure(
        Step("3", "hold", CLERK, "received", "waiting", zh="办理"),
        Permission("4", "hold", CLERK, in_states="waiting", zh="办理"),
        Step("5", "go_on", CLERK, "waiting", "closed", zh="办理"),
        **STATES,
    )


@wrong("3", "carries a limit and is one of several", "Deadline")
def test_one_of_several_with_a_limit() -> None:
    """One of several rules of a step carries a limit."""
    procedure(
        Step("3", "hold", CLERK, "received", "waiting", within=days(1), since=OPENED, zh="办理"),
        Step("4", "hold", CLERK, "waiting", "closed", zh="办理"),
        **STATES,
    )


@wrong("4", "some steps 'hold' are about an item and some are not", "per_item=")
def test_one_of_several_about_an_item() -> None:
    """One of several rules of a step is about an item."""
    procedure(
        Items("2", "slip", opened_by="note", closed_by="strike"),
        Permission("2", "note", CLERK, zh="办理"),
        Permission("2", "strike", CLERK, per_item="slip", zh="办理"),
        Step("3", "hold", CLERK, "received", "waiting", per_item="slip", zh="办理"),
        Step("4", "hold", CLERK, "waiting", "closed", zh="办理"),
        **STATES,
    )
