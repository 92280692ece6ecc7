"""A limit of no hours."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, done, hours

procedure(Deadline("3", "close_soon", CLERK, hours(0), since=done("open"), met_by="closed"))
