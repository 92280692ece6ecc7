"""An axis that no step states."""

from bad.words import cause, procedure
from servicedesk.declare import Classification

procedure(Classification("3", cause))
