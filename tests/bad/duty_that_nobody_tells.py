"""A duty with a rhythm that asks for the particulars of an event."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, moment, months, subjects

procedure(
    Duty("3", "inspect", CLERK, every=months(1), asks=moment("rain", "降雨时间"), over=subjects("unit"))
)
