"""A standing duty without rhythm or event."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, subjects

procedure(StandingTask("3", "inspect", CLERK, subjects=subjects("unit")))
