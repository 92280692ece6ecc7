"""A house rule that does not say what for."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, house_rule

procedure(Act(house_rule(" "), "ring", CLERK, zh="致电"))
