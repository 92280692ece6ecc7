"""Who answers for no limit."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Task

procedure(Task("3", "tell", CLERK, owner=HEAD, zh="办理"))
