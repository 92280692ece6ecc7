"""A duty due at what is told in words."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, event, stated, subjects, text

procedure(
    Duty(
        "3",
        "inspect",
        CLERK,
        on=event("storm"),
        within=stated("rain"),
        asks=text("rain", "雨情"),
        over=subjects("unit"),
    ),
)
