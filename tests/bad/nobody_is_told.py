"""An escalation to nobody."""

from bad.words import CLERK, procedure
from servicedesk.declare import Escalation, done

procedure(Escalation("3", "report", CLERK, since=done("close")))
