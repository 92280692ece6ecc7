"""An act and an escalation of one name."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Escalation, Task, done

procedure(Task("3", "report", CLERK, zh="办理"), Escalation("4", "report", CLERK, notifies=HEAD, since=done("report")))
