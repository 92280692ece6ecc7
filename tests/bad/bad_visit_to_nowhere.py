"""A bad visit that leads to a state that is not declared."""

from bad.words import CLERK, VISIT, procedure
from servicedesk.declare import FollowUp, days

procedure(
    FollowUp(
        "3",
        "visit",
        CLERK,
        days(3),
        since="received",
        from_states="received",
        to_state="closed",
        good="happy",
        bad_to_state="reopened",
        files=VISIT,
        zh="办理",
    )
)
