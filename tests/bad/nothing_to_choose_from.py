"""A start among no happenings."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done, first_of

procedure(Deadline("3", "close", CLERK, days(1), since=first_of(), met_by=done("close")))
