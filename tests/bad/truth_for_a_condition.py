"""A comparison by Python where a condition is expected."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, done

procedure(Task("3", "tell", CLERK, only=done("close") == done("close"), zh="办理"))
