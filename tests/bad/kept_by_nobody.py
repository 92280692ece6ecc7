"""A form that nobody keeps."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Retention, Task

procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Retention("4", SLIP))
