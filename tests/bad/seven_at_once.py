"""A declaration with seven faults, which are told together."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Deadline, Opens, Requires, Step, done

procedure(
    Act("the clerk rings", "ring", CLERK),
    Act("4", "致电", CLERK),
    Act("5", "note", "clerk"),
    Step("6", "file", CLERK, "received", "archived"),
    Deadline("7", "close", CLERK, since="received", until=done("close")),
    Requires("8", before="close"),
    Opens("9", procedure="repair"),
)
