"""A limit and an escalation of one name."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Deadline, Escalation, days, done

procedure(
    Deadline("3", "report", CLERK, days(1), since="received", met_by=done("close")),
    Escalation("4", "report", CLERK, notifies=HEAD, since=done("close")),
)
