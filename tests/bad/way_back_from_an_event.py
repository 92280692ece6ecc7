"""A share of the way of a limit that is counted back from an event."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Deadline, Escalation, Permission, before, done, moment, reached, stated, weeks

procedure(
    Permission("3", "invite", CLERK, asks=moment("feast", "活动时间"), zh="办理"),
    Permission("4", "announce", CLERK, zh="办理"),
    Deadline("4", "announced", CLERK, before(weeks(1)), since=stated("feast"), met_by=done("announce")),
    Escalation("5", "half", notifies=HEAD, since=reached("announced", 50)),
)
