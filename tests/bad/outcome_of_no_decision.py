"""An outcome of a decision that is not declared."""

from bad.words import procedure
from servicedesk.declare import Outcome

procedure(Outcome("3a", "judge", "yes", to_state="closed"))
