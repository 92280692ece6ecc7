"""A permission after an escalation that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import May, days, recorded

procedure(May("3", "ring_head", CLERK, after=days(1), since=recorded("report")))
