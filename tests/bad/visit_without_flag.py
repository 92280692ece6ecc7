"""A return visit whose good and bad nothing tells apart."""

from bad.words import CLERK, SLIP, procedure
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
        good="note",
        files=SLIP,
        zh="办理",
    )
)
