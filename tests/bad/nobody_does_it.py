"""An act that nobody may do."""

from bad.words import procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", zh="办理"))
