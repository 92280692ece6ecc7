"""Two acts of one name."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", CLERK, zh="办理"), Task("4", "ring", CLERK, zh="办理"))
