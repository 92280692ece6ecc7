"""One outcome declared twice."""

from bad.words import HEAD, procedure
from servicedesk.declare import Decision, Outcome

procedure(
    Decision("3", "judge", HEAD, "received", zh="办理"),
    Outcome("3a", "judge", "yes", to_state="closed"),
    Outcome("3b", "judge", "no"),
    Outcome("3c", "judge", "no"),
)
