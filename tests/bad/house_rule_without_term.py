"""A house rule that nobody can read out in Chinese."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, local_rule

procedure(Task(local_rule("somebody must ring"), "ring", CLERK))
