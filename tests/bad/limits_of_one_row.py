"""Two limits of one name that rest on one row."""

from bad.words import CLERK, procedure
from servicedesk.declare import Deadline, May, done, fact, flag, hours

procedure(
    May("3", "ring", CLERK, asks=flag("urgent", "紧急")),
    Deadline(
        "4", "answer", CLERK, hours(1), only=fact("urgent").is_(True), since="received", until=done("ring")
    ),
    Deadline(
        "4", "answer", CLERK, hours(4), only=fact("urgent").is_(False), since="received", until=done("ring")
    ),
)
