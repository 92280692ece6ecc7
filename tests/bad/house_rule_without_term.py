"""A house rule that nobody can read out in Chinese."""

from bad.words import CLERK, procedure
from servicedesk.declare import Act, house_rule

procedure(Act(house_rule("somebody must ring"), "ring", CLERK))
