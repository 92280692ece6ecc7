"""An early end that is to run from a week on."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Ends, Grants, day, done, fact, flag, share

procedure(
    Act(
        "3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至"), flag("moved_in", "已入住"))
    ),
    Grants("4", "discount", share("0.5"), by=done("apply"), from_="from_day", until="until_day"),
    Ends("5", "discount", when=fact("moved_in").is_(True), from_="week"),
)
