"""A limit that no rule can bring to an end."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("settle")))
