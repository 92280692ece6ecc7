"""A limit from an event that nobody reports."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done, event

procedure(Deadline("3", "close", CLERK, days(1), since=event("storm"), until=done("close")))
