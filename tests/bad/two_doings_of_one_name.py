"""Two acts of one name."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("3", "ring", CLERK), Act("4", "ring", CLERK))
