"""A condition on a fact that no form records."""

from bad.words import procedure
from servicedesk.declare import Requirement, fact

procedure(Requirement("3", fact("area").over(50), before_steps="close"))
