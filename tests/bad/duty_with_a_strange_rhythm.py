"""A duty with an unknown word for its rhythm."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, months, subjects

procedure(Duty("3", "inspect", CLERK, every=months(1), over=subjects("unit"), rhythm="lunar"))
