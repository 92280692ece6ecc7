"""An outcome that leads to a state that is not declared."""

from bad.words import HEAD, procedure
from servicedesk.declare import Decides, Outcome

procedure(
    Decides("3", "judge", HEAD, "received"),
    Outcome("3a", "judge", "yes", to="allowed"),
    Outcome("3b", "judge", "no", to="closed"),
)
