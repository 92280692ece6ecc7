"""An act that is owed where the case is over."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", CLERK, in_states="closed", zh="办理"))
