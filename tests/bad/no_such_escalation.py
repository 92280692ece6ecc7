"""A permission after an escalation that is not declared."""

from bad.words import CLERK, procedure
from servicedesk.declare import Permission, days, recorded

procedure(Permission("3", "ring_head", CLERK, wait=days(1), since=recorded("report"), zh="办理"))
