"""An axis that no step states."""

from bad.words import cause, procedure
from servicedesk.declare import Axis

procedure(Axis("3", cause))
