"""A warning when all of the time is used."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Deadline, Escalation, days, done, reached

procedure(
    Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
    Escalation("4", "warn", CLERK, notifies=HEAD, since=reached("close", 100)),
)
