"""A soft rule that nobody may waive."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Requirement, Task, filed

procedure(
    Task("3", "note", CLERK, files=SLIP, zh="办理"), Requirement("4", filed(SLIP), before_steps="close", waivable=True)
)
