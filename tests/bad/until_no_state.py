"""A limit kept by a state that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, entered

procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=entered("settled")))
