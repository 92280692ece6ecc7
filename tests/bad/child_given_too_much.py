"""A child case that is given a blank it has not."""

from bad.words import CLERK, SLIP, manual, procedure
from servicedesk.declare import ChildCase, Procedure, Start, Step, Task, done
from servicedesk.program import build_program

CHILD = Procedure(
    "repair",
    "维修",
    states="reported",
    ends="closed",
    rules=(Start("repair/1", CLERK, zh="办理"), Step("repair/2", "close", CLERK, "reported", "closed", zh="办理")),
)
PARENT = procedure(
    Task("3", "ring", CLERK, files=SLIP, zh="办理"),
    ChildCase("4", procedure="repair", since=done("close"), carries={"note": "note"}),
)
build_program(manual(PARENT, CHILD), "undated")
