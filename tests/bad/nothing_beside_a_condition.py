"""A number joined to a condition."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, done

procedure(Task("3", "tell", CLERK, only=done("close") & 3, zh="办理"))
