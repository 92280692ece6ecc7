"""An act that is owed where the case is over."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("3", "ring", CLERK, in_="closed"))
