"""A step that pays a fee that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "pay", CLERK, pays="deposit", zh="办理"))
