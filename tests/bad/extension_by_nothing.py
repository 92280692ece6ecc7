"""An extension that does not say by how much."""

from bad.words import CLERK, HEAD, procedure
from servicedesk.declare import Deadline, Extension, days, done

procedure(
    Deadline("3", "close", CLERK, days(1), since="received", met_by=done("close")),
    Extension("4", "extend", HEAD, limit="close"),
)
