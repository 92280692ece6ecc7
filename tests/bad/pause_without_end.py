"""A pause that does not say until when."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, Pauses, days, done

procedure(
    Deadline("3", "close", CLERK, days(1), since="received", until=done("close")),
    Pauses("4", "wait", limits="close", from_=done("open")),
)
