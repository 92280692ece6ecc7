"""An act and an escalation of one name."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Act, Escalation, done

procedure(Act("3", "report", CLERK), Escalation("4", "report", CLERK, to=HEAD, when=done("report")))
