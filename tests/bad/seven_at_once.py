"""A declaration with seven faults, which are told together."""

from bad.words import CLERK, procedure
from servicedesk.declare import ChildCase, Deadline, Requirement, Step, Task, done

procedure(
    Task("the clerk rings", "ring", CLERK),
    Task("4", "致电", CLERK),
    Task("5", "note", "clerk"),
    Step("6", "file", CLERK, "received", "archived"),
    Deadline("7", "close", CLERK, since="received", met_by=done("close")),
    Requirement("8", before_steps="close"),
    ChildCase("9", procedure="repair"),
)
