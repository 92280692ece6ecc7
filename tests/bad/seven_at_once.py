"""A declaration with seven faults, which are told together."""

from bad.words import CLERK, procedure
from servicedesk.declare import ChildCase, Deadline, Requirement, Step, Task, done

procedure(
    Task("the clerk rings", "ring", CLERK, zh="办理"),
    Task("4", "致电", CLERK, zh="办理"),
    Task("5", "note", "clerk", zh="办理"),
    Step("6", "file", CLERK, "received", "archived", zh="办理"),
    Deadline("7", "close", CLERK, since="received", met_by=done("close")),
    Requirement("8", before_steps="close"),
    ChildCase("9", procedure="repair"),
)
