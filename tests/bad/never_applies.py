"""An act for cases of two classes at once."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Task, all_of

procedure(
    Task("3", "sort", CLERK, sets=cause, zh="办理"),
    Task("4", "ring", CLERK, only=all_of(cause.is_("own"), cause.is_("foreign")), zh="办理"),
)
