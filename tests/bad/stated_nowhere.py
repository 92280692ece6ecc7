"""A limit as long as a blank says that is not there."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, done, stated

procedure(Deadline("3", "close", CLERK, stated("time_allowed"), since="received", met_by=done("close")))
