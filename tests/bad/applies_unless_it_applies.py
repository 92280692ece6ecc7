"""An act that applies unless it applies."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Task

procedure(
    Task("3", "sort", CLERK, sets=cause),
    Task("4", "ring", CLERK, only=cause.is_("own"), unless=cause.is_("own")),
)
