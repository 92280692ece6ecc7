"""A sanction that no policy can switch on."""

from bad.words import CLERK, procedure
from servicedesk.declare import Measure

procedure(Measure("3", "fine", CLERK))
