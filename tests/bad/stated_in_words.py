"""A limit as long as a blank of words says."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Act, Deadline, days, done, or_stated

procedure(
    Act("3", "ring", CLERK, files=SLIP),
    Deadline("4", "close", CLERK, or_stated(days(1), "note"), since="received", until=done("close")),
)
