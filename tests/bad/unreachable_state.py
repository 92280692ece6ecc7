"""A state that no step leads to."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "find", CLERK, "lost", "closed", zh="办理"), states="received lost")
