"""An outcome that leads to a state that is not declared."""

from bad.words import HEAD, procedure
from servicedesk.declare import Decision, Outcome

procedure(
    Decision("3", "judge", HEAD, "received", zh="办理"),
    Outcome("3a", "judge", "yes", to_state="allowed"),
    Outcome("3b", "judge", "no", to_state="closed"),
)
