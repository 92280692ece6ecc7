"""An early end that does not say when."""

from bad.words import CLERK, procedure
from servicedesk.declare import Entitlement, EntitlementEnd, Task, day, done, share

procedure(
    Task("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="办理"),
    Entitlement("4", "discount", share("0.5"), since=done("apply"), from_fact="from_day", until_fact="until_day"),
    EntitlementEnd("5", "discount"),
)
