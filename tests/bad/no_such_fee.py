"""A condition on a fee that is not declared."""

from bad.words import procedure
from servicedesk.declare import Requirement, paid

procedure(Requirement("3", paid("deposit"), before_steps="close"))
