"""A child case that is given a blank it has not."""

from bad.words import CLERK, SLIP, manual, procedure
from servicedesk.program import compile_edition
from servicedesk.declare import Act, Opens, Procedure, Start, Step, done

CHILD = Procedure(
    "repair",
    "维修",
    states="reported",
    ends="closed",
    rules=(Start("repair/1", CLERK), Step("repair/2", "close", CLERK, "reported", "closed")),
)
PARENT = procedure(
    Act("3", "ring", CLERK, files=SLIP),
    Opens("4", procedure="repair", on=done("close"), carry={"note": "note"}),
)
compile_edition(manual(PARENT, CHILD), "undated")
