"""A limit that nothing keeps."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, days

procedure(Deadline("3", "close", CLERK, days(1), since="received"))
