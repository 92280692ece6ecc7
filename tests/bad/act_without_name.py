"""An act called by its Chinese term."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "致电", CLERK, zh="办理"))
