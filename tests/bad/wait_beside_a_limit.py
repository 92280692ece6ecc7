"""A permission that waits and runs out from one event."""

from bad.words import CLERK, procedure
from servicedesk.declare import OPENED, Permission, days, hours

procedure(Permission("3", "tell", CLERK, wait=days(2), within=hours(2), since=OPENED, zh="办理"))
