"""A limit for a class that the manual does not list, beside one that it lists."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Category, Task

procedure(
    Category("3", cause.own),
    Task("4", "sort", CLERK, sets=cause, zh="办理"),
    Task("5", "ring", CLERK, only=cause.is_("foreign"), zh="办理"),
)
