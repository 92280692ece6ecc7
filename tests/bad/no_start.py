"""A procedure that no case can come into."""

from bad.words import CLERK
from servicedesk.declare import Procedure, Step

Procedure(
    "process",
    "流程",
    states="received",
    ends="closed",
    rules=Step("2", "close", CLERK, "received", "closed", zh="办理"),
)
