"""An act that nobody may do."""

from bad.words import procedure
from servicedesk.declare import Act

procedure(Act("3", "ring"))
