"""A wait with a strange idea of what comes too early."""

from bad.words import CLERK, procedure
from servicedesk.declare import NotBefore, Permission, weeks

procedure(
    Permission("3", "visit", CLERK, zh="办理"),
    NotBefore("4", "durability", weeks(1), since="received", steps="visit", if_early="ignored"),
)
