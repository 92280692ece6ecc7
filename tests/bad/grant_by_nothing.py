"""A grant that nothing gives."""

from bad.words import CLERK, procedure
from servicedesk.declare import Entitlement, Task, day, share

procedure(
    Task("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至")), zh="办理"),
    Entitlement("4", "discount", share("0.5"), from_fact="from_day", until_fact="until_day"),
)
