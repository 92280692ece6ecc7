"""A step to a state that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "file", CLERK, "received", "archived", zh="办理"))
