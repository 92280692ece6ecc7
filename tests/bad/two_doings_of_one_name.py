"""Two acts of one name."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", CLERK), Task("4", "ring", CLERK))
