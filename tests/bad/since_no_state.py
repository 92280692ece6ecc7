"""A limit that starts with a state that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(Deadline("3", "close", CLERK, days(1), since="registered", met_by=done("close")))
