"""A state that leads to no end."""

from bad.words import CLERK, procedure
from servicedesk.declare import Step

procedure(Step("3", "forget", CLERK, "received", "stuck", zh="办理"), states="received stuck")
