"""A limit for each line of a kind that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(Deadline("3", "correct", CLERK, days(1), since="received", met_by=done("close"), per_item="defect"))
