"""A visit with a limit beside its own."""

from bad.words import CLERK, VISIT, procedure
from servicedesk.declare import FollowUp, Step, days, hours

procedure(
    Step("4", "revisit", CLERK, "received", "closed", zh="办理"),
    FollowUp(
        "3",
        "visit",
        CLERK,
        days(3),
        since="received",
        within=hours(2),
        from_states="received",
        to_state="closed",
        good="happy",
        files=VISIT,
        zh="办理",
    ),
)
