"""A clause that is a sentence."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("the clerk rings the owner", "ring", CLERK, zh="办理"))
