"""A hard rule that names who may waive it."""

from bad.words import CLERK, HEAD, SLIP, procedure
from servicedesk.declare import Requirement, Task, filed

procedure(
    Task("3", "note", CLERK, files=SLIP, zh="办理"), Requirement("4", filed(SLIP), before_steps="close", waived_by=HEAD)
)
