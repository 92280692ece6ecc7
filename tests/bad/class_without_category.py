"""A limit for a class that the manual does not list, beside one that it lists."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Act, Category

procedure(
    Category("3", cause.own),
    Act("4", "sort", CLERK, sets=cause),
    Act("5", "ring", CLERK, only=cause.is_("foreign")),
)
