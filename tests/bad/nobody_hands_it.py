"""A limit until a hand-over that no step makes."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Deadline, days, held_by

procedure(Deadline("3", "close", CLERK, days(1), since="received", met_by=held_by("key", HEAD)))
