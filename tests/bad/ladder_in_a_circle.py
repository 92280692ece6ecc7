"""Two escalations that wait for each other."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Escalation, recorded

procedure(
    Escalation("3", "tell_head", CLERK, to=HEAD, when=recorded("tell_clerk")),
    Escalation("4", "tell_clerk", HEAD, to=CLERK, when=recorded("tell_head")),
)
