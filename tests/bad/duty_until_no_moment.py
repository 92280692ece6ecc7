"""A duty due at a moment that nobody states, by a slip of the pen."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, event, moment, stated, subjects

procedure(
    Duty(
        "3", "inspect", CLERK, on=event("rain"), within=stated("rain_beginns"), asks=moment("rain_begins", "降雨时间"),
        over=subjects("unit"),
    ),
)  # fmt: skip
