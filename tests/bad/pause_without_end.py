"""A pause that does not say until when."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, Pause, days, done

procedure(
    Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
    Pause("4", "wait", limits="close", since=done("open")),
)
