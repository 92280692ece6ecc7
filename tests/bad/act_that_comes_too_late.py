"""An act owed before a step that is past by then."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Step

procedure(
    Act("3", "ring", CLERK, in_="handled", before="handle"),
    Step("4", "handle", CLERK, "received", "handled"),
    Step("5", "archive", CLERK, "handled", "closed"),
    states="received handled",
)
