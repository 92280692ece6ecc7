"""A requirement before no step."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Requirement, Task, filed

procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Requirement("4", filed(SLIP)))
