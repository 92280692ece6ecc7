"""A value that the classification does not have."""

from bad.words import CLERK, cause
from servicedesk.declare import Procedure, Start, Step, Task

Procedure(
    "process",
    "流程",
    states="received",
    ends="closed",
    rules=[
        Start("1", CLERK, sets=cause, zh="办理"),
        Step("2", "close", CLERK, "received", "closed", zh="办理"),
        Task("3", "tell", CLERK, only=cause.is_("owm"), zh="办理"),
    ],
)
