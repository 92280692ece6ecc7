"""A child case whose required blank nothing carries over."""

from bad.words import CLERK, SLIP, manual, procedure
from servicedesk.declare import ChildCase, Procedure, Start, Step, done
from servicedesk.program import build_program

CHILD = Procedure(
    "repair",
    "维修",
    states="reported",
    ends="closed",
    rules=(
        Start("repair/1", CLERK, files=SLIP, zh="办理"),
        Step("repair/2", "close", CLERK, "reported", "closed", zh="办理"),
    ),
)
build_program(manual(procedure(ChildCase("3", procedure="repair", since=done("close"))), CHILD), "undated")
