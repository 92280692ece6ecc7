"""An act that is owed before a step that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", CLERK, before_steps="colse", zh="办理"))
