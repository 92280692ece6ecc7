"""A duty due at what is told in words."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, reported, stated, subjects, text

procedure(
    StandingTask(
        "3",
        "inspect",
        CLERK,
        on_event=reported("storm"),
        within=stated("rain"),
        asks=text("rain", "雨情"),
        subjects=subjects("unit"),
    ),
)
