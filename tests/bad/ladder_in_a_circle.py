"""Two escalations that wait for each other."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Escalation, recorded

procedure(
    Escalation("3", "tell_head", CLERK, notifies=HEAD, since=recorded("tell_clerk")),
    Escalation("4", "tell_clerk", HEAD, notifies=CLERK, since=recorded("tell_head")),
)
