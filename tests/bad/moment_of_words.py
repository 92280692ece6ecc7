"""A limit from a blank that holds words."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Deadline, Task, days, done, stated

procedure(
    Task("3", "note", CLERK, files=SLIP, zh="办理"),
    Deadline("4", "close", CLERK, days(1), since=stated("note"), met_by=done("close")),
)
