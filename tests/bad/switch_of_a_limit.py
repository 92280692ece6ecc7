"""A limit of what the policy may switch off."""

from bad.words import CLERK, procedure
from servicedesk.declare import OPENED, Task, hours

procedure(Task("3", "fine", CLERK, within=hours(2), since=OPENED, switch="fines", zh="办理"))
