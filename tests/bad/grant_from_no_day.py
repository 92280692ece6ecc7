"""A grant from a day that no form records."""

from bad.words import CLERK, procedure
from servicedesk.declare import Entitlement, Task, day, done, share

procedure(
    Task("3", "apply", CLERK, asks=day("until_day", "至"), zh="办理"),
    Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
)
