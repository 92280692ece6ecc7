"""A duty on an event without the time to do it in."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, event, subjects

procedure(Duty("3", "inspect", CLERK, on=event("storm"), over=subjects("unit")))
