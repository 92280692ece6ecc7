"""A grant from a day that no form records."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, Grants, day, done, share

procedure(
    Act("3", "apply", CLERK, asks=day("until_day", "至")),
    Grants("4", "discount", share("0.5"), by=done("apply"), from_="from_day", until="until_day"),
)
