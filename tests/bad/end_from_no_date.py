"""An early end of a grant from a date that no form records."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Ends, Grants, day, done, share

procedure(
    Act("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至"))),
    Grants("4", "discount", share("0.5"), by=done("apply"), from_="from_day", until="until_day"),
    Ends("5", "discount", when=done("close"), of="moved_in"),
)
