"""An act in a state that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", CLERK, in_states="recived", zh="办理"))
