"""Two limits of one name that apply together."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days, done

procedure(
    Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
    Deadline("4", "close", CLERK, days(3), since="received", met_by=done("close")),
)
