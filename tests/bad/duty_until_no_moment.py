"""A duty due at a moment that nobody states, by a slip of the pen."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, moment, reported, stated, subjects

procedure(
    StandingTask(
        "3", "inspect", CLERK, on_event=reported("rain"),
        within=stated("rain_beginns"), asks=moment("rain_begins", "降雨时间"),
        subjects=subjects("unit"),
    ),
)  # fmt: skip
