"""A house rule that does not say what for."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, local_rule

procedure(Task(local_rule(" "), "ring", CLERK, zh="致电"))
