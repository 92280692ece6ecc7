"""A step that does not say where it leads."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "file", CLERK, "received", zh="办理"))
