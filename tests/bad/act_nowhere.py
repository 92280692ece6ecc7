"""An act in a state that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act

procedure(Act("3", "ring", CLERK, in_="recived"))
