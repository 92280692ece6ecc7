"""An act about a kind of line that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "mend", CLERK, per_item="defect", zh="办理"))
