"""A house rule that nobody can read out in Chinese."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, hours, local_rule

procedure(Deadline(local_rule("somebody must ring"), "ring", CLERK, hours(1), since="received", met_by="closed"))
