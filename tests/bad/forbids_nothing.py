"""A prohibition without steps."""

from bad.words import CLERK, SLIP, procedure
from servicedesk.declare import Prohibition, Task, filed

procedure(Task("3", "note", CLERK, files=SLIP, zh="办理"), Prohibition("4", filed(SLIP)))
