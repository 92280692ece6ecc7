"""A condition on a grant that is not declared."""

from bad.words import procedure
from servicedesk.declare import Requirement, holds

procedure(Requirement("3", holds("discount"), before_steps="close"))
