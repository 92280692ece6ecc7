"""A limit from an reported that nobody reports."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done, reported

procedure(Deadline("3", "close", CLERK, days(1), since=reported("storm"), met_by=done("close")))
