"""A fee that no step pays."""

from bad.words import procedure
from servicedesk.declare import Fee, yuan

procedure(Fee("3", "key_fee", yuan(20), before_steps="close"))
