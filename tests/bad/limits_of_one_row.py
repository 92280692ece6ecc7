"""Two limits of one name that rest on one row."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, Permission, done, fact, flag, hours

procedure(
    Permission("3", "ring", CLERK, asks=flag("urgent", "紧急"), zh="办理"),
    Deadline("4", "answer", CLERK, hours(1), only=fact("urgent").is_(True), since="received", met_by=done("ring")),
    Deadline("4", "answer", CLERK, hours(4), only=fact("urgent").is_(False), since="received", met_by=done("ring")),
)
