"""A duty inside a case that starts nowhere."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, months

procedure(Duty("3", "inspect", CLERK, every=months(1)))
