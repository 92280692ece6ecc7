"""A child case whose required blank nothing carries over."""

from bad.words import CLERK, SLIP, manual, procedure
from servicedesk.program import compile_edition
from servicedesk.declare import Opens, Procedure, Start, Step, done

CHILD = Procedure(
    "repair",
    "维修",
    states="reported",
    ends="closed",
    rules=(Start("repair/1", CLERK, files=SLIP), Step("repair/2", "close", CLERK, "reported", "closed")),
)
compile_edition(manual(procedure(Opens("3", procedure="repair", on=done("close"))), CHILD), "undated")
