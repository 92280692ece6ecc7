"""A share of the way of a limit that is counted back from an event."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Deadline, Escalation, May, before, done, moment, reached, stated, weeks

procedure(
    May("3", "invite", CLERK, asks=moment("feast", "活动时间")),
    May("4", "announce", CLERK),
    Deadline("4", "announced", CLERK, before(weeks(1)), since=stated("feast"), until=done("announce")),
    Escalation("5", "half", to=HEAD, when=reached("announced", 50)),
)
