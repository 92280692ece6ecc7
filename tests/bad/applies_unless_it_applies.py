"""An act that applies unless it applies."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Task

procedure(
    Task("3", "sort", CLERK, sets=cause, zh="办理"),
    Task("4", "ring", CLERK, only=cause.is_("own"), unless=cause.is_("own"), zh="办理"),
)
