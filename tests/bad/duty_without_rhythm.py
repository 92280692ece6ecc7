"""A standing duty without rhythm or event."""

from bad.words import CLERK, procedure
from servicedesk.declare import Duty, subjects

procedure(Duty("3", "inspect", CLERK, over=subjects("unit")))
