"""A limit from a moment that no form records."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done, stated

procedure(Deadline("3", "close", CLERK, days(1), since=stated("appointment"), met_by=done("close")))
