"""A step called like one that every procedure has."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "withdraw", CLERK, "received", "closed", zh="办理"))
