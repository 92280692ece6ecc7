"""A step from a state that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "file", CLERK, "recieved", "closed", zh="办理"))
