"""An action that no clerk can read."""

from bad.words import CLERK, procedure
from servicedesk.declare import Task

procedure(Task("3", "tell", CLERK))
