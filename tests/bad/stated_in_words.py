"""A limit as long as a blank of words says."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Deadline, Task, days, done, or_stated

procedure(
    Task("3", "ring", CLERK, files=SLIP, zh="办理"),
    Deadline("4", "close", CLERK, or_stated(days(1), "note"), since="received", met_by=done("close")),
)
