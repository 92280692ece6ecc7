"""A duty with an unknown word for its rhythm."""

from bad.words import CLERK, procedure
from servicedesk.declare import StandingTask, months, subjects

procedure(StandingTask("3", "inspect", CLERK, every=months(1), subjects=subjects("unit"), rhythm="lunar"))
