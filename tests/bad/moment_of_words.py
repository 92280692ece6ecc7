"""A limit from a blank that holds words."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Act, Deadline, days, done, stated

procedure(
    Act("3", "note", CLERK, files=SLIP),
    Deadline("4", "close", CLERK, days(1), since=stated("note"), until=done("close")),
)
