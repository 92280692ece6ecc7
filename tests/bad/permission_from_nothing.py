"""A permission that counts from nothing."""

from bad.words import CLERK, procedure
from servicedesk.declare import Permission, days

procedure(Permission("3", "ring_head", CLERK, wait=days(2), zh="办理"))
