"""A warning on the way of a limit that is not declared."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Escalation, reached

procedure(Escalation("3", "warn", CLERK, notifies=HEAD, since=reached("close", 80)))
