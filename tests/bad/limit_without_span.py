"""A limit without a length."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, done

procedure(Deadline("3", "close", CLERK, since="received", met_by=done("close")))
