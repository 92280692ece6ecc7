"""An early end that is to run from a week on."""

from bad.words import CLERK, procedure
from servicedesk.declare import Entitlement, EntitlementEnd, Task, day, done, fact, flag, share

procedure(
    Task(
        "3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至"), flag("moved_in", "已入住")), zh="办理"
    ),
    Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
    EntitlementEnd("5", "discount", condition=fact("moved_in").is_(True), from_start_of="week"),
)
