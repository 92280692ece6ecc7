"""Custody that names no item."""

from bad.words import CLERK, procedure
from servicedesk.declare import Custody, Permission

procedure(
    Permission("3", "take", CLERK, zh="办理"),
    Custody("4", on_step="take", to_role=CLERK),
)
