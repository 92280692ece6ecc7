"""A blank called as the engine calls the line."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task, text

procedure(Task("3", "ring", CLERK, asks=text("item", "线路"), zh="办理"))
