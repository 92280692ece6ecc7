"""A grant that nothing gives."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Grants, day, share

procedure(
    Act("3", "apply", CLERK, asks=(day("from_day", "自"), day("until_day", "至"))),
    Grants("4", "discount", share("0.5"), from_="from_day", until="until_day"),
)
