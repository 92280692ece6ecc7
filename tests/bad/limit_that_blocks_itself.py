"""A limit that blocks the step that keeps it."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), before_steps="close"))
