"""An act about a kind of line that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("3", "mend", CLERK, each="defect"))
