"""An act that applies unless it applies."""

from bad.words import CLERK, cause, procedure
from servicedesk.declare import Act

procedure(
    Act("3", "sort", CLERK, sets=cause),
    Act("4", "ring", CLERK, only=cause.is_("own"), unless=cause.is_("own")),
)
