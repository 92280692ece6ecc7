"""An act that is owed before a step that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("3", "ring", CLERK, before="colse"))
