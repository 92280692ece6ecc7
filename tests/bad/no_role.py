"""A post written as text."""

from bad.words import procedure
from servicedesk.declare import Task

procedure(Task("3", "ring", "clerk", zh="办理"))
