"""Who holds a case: an action changes it in one way, and what is left to a holder has one."""

from __future__ import annotations

from rules.wrong.declarations import CLERK, HEAD, procedure, wrong
from servicedesk.declare import Escalation, Form, Permission, Procedure, Start, Step, done, party, text


@wrong("3", "in 2 ways: takes, releases", "keep one")
def test_taken_and_sent_back() -> None:
    """An action that takes a case and gives it up."""
    procedure(Permission("3", "grab", CLERK, takes=True, releases=True, zh="接单"))


@wrong("3", "'owner', who is a party", "of the company")
def test_given_to_an_owner() -> None:
    """A case that is assigned to somebody outside the company."""
    procedure(Permission("3", "give", HEAD, assigns=party("owner", "业主"), zh="派单"))


@wrong("3", "nobody ever is one", "takes=")
def test_left_to_nobody() -> None:
    """An action that is the holder's where nobody ever holds a case."""
    procedure(Permission("3", "ring", CLERK, holder=True, zh="办理"))


@wrong("3", "goes over a holder", "takes=")
def test_over_nobody() -> None:
    """A report to the superior of nobody."""
    procedure(Escalation("3", "report", CLERK, notifies=HEAD, since=done("close"), holders_superior=True))


@wrong("1", "before there is a case", "takes=True")
def test_opened_by_its_holder() -> None:
    """An opening that is left to who holds the case that it opens."""
    start = Start("1", CLERK, holder=True, zh="接报")
    close = Step("2", "close", CLERK, "received", "closed", takes=True, zh="办理")
    Procedure("process", "流程", states="received", ends="closed", rules=(start, close))


@wrong("3", "cannot be called 'holder'", "the engine uses")
def test_a_field_of_that_name() -> None:
    """A field with the name under which an action says to whom it assigns a case."""

    class Slip(Form, zh="派工单"):
        holder = text("责任人")

    procedure(Permission("3", "fill", CLERK, files=Slip, zh="填单"))
