"""A duty inside a case that starts nowhere."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, months

procedure(StandingTask("3", "inspect", CLERK, every=months(1)))
