"""A step out of an end."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "reopen", CLERK, "closed", "received", zh="办理"))
