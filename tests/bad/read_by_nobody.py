"""A form that nobody may read."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Access, Task

procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Access("4", SLIP))
