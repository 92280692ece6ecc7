"""An act owed before a step that is past by then."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step, Task

procedure(
    Task("3", "ring", CLERK, in_states="handled", before_steps="handle", zh="办理"),
    Step("4", "handle", CLERK, "received", "handled", zh="办理"),
    Step("5", "archive", CLERK, "handled", "closed", zh="办理"),
    states="received handled",
)
