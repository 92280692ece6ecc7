"""A limit with an unknown word for what a new start does."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close"), reopening="again"))
