"""An act for cases of two classes at once."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Act, all_of

procedure(
    Act("3", "sort", CLERK, sets=cause),
    Act("4", "ring", CLERK, only=all_of(cause.is_("own"), cause.is_("foreign"))),
)
