"""A procedure called by its Chinese term."""

from bad.words import CLERK
from servicedesk.declare import Procedure, Start, Step

RULES = (Start("1", CLERK, zh="办理"), Step("2", "close", CLERK, "received", "closed", zh="办理"))
Procedure(
    "流程",
    "流程",
    states="received",
    ends="closed",
    rules=(Start("1", CLERK, zh="办理"), Step("2", "close", CLERK, "received", "closed", zh="办理")),
)
