"""A limit that counts from nothing."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(Deadline("3", "close", CLERK, days(1), met_by=done("close")))
