"""A return visit without a time."""

from bad.words import CLERK, VISIT, procedure
from servicedesk.declare import FollowUp

procedure(
    FollowUp("3", "visit", CLERK, from_states="received", to_state="closed", good="happy", files=VISIT, zh="办理")
)
