"""A duty on an event without the time to do it in."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, reported, subjects

procedure(StandingTask("3", "inspect", CLERK, on_event=reported("storm"), subjects=subjects("unit")))
