"""Two categories have a limit of this name, and nothing is said of the third."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, Permission, classification, days, done

kind = classification("kind", "种类", one="甲", two="乙", three="丙")

procedure(
    Permission("3", "sort", CLERK, sets=kind, zh="办理"),
    Deadline("4", "close", CLERK, days(1), only=kind.is_("one"), since="received", met_by=done("close")),
    Deadline("5", "close", CLERK, days(3), only=kind.is_("two"), since="received", met_by=done("close")),
)
