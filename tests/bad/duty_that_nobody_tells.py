"""A duty with a rhythm that asks for the particulars of an event."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, moment, months, subjects

procedure(
    StandingTask("3", "inspect", CLERK, every=months(1), asks=moment("rain", "降雨时间"), subjects=subjects("unit"))
)
